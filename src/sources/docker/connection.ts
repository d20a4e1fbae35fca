import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { answerBytes } from './answer-bytes.ts';
import type { DaemonAddress } from './daemon-address.ts';
import { type Fault, faultOf } from './fault.ts';
import type { Daemon, DaemonTls } from './find-daemon.ts';

/** Opens one stream to the daemon; errors come on the stream. */
export type Dial = (done: (error: Error | null, stream: Duplex) => void) => Duplex | undefined;

/** An answer with its status, whatever that is, or why there is none. */
export type Answer =
  | { readonly ok: true; readonly status: number; readonly apiVersion: string | null; readonly text: string }
  | Fault;

/** The largest answer that is taken, bytes: as large as a recorded file (sources 1.6). */
const mostBytes = 256 * 1024 * 1024;
const ports = { plain: 2375, tls: 2376 } as const;

/** How a daemon of this machine or behind `tcp://` is dialled. */
export function dialDaemon(address: Exclude<DaemonAddress, { kind: 'ssh' }>, tls: Daemon['tls']): Dial {
  if (address.kind === 'unix') return () => connect({ path: address.path });
  const { host, port = tls === undefined ? ports.plain : ports.tls } = address;
  return tls === undefined ? () => connect({ host, port }) : () => connectTls({ host, port, ...tlsOptions(tls, host) });
}

function tlsOptions({ ca, cert, key, serverName, verify }: DaemonTls, host: string) {
  const named = serverName ?? (/^[\d.]+$|:/.test(host) ? undefined : host);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(named === undefined ? {} : { servername: named }),
    rejectUnauthorized: verify,
  };
}

/**
 * Sends one GET on a stream of its own and takes the whole answer; an answer that ends before its end is a fault. Nothing
 * is left open. Does not throw: after an abort the fault says the signal's reason.
 */
export function get(dial: Dial, path: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    const request = httpRequest({
      path,
      headers: { host: 'docker', accept: 'application/json', 'user-agent': 'dns-sync' },
      createConnection: (_, done) => dial(done),
      signal,
    });
    const finish = (answer: Answer): void => {
      resolve(answer);
      request.destroy();
    };
    const cut = (): void =>
      finish(signal.aborted ? faultOf(signal.reason) : { ok: false, why: 'the answer was cut short', hint: cutHint });
    request.on('error', (error) => finish(faultOf(signal.aborted ? signal.reason : error)));
    // With an answer begun, its own end counts: the request closes first where both come at once.
    let answered = false;
    request.on('close', () => {
      if (!answered) finish({ ok: false, why: 'the connection was closed without an answer', hint: cutHint });
    });
    request.on('response', (response) => {
      answered = true;
      const bytes = answerBytes(mostBytes);
      response.on('data', (piece: Buffer) => {
        if (bytes.add(piece)) return;
        finish({ ok: false, why: 'the answer is larger than 256 MiB', hint: 'see what the daemon answers there' });
      });
      response.on('error', cut);
      response.on('close', cut);
      response.on('end', () => {
        const { 'api-version': version } = response.headers;
        finish({
          ok: true,
          status: response.statusCode ?? 0,
          apiVersion: typeof version === 'string' ? version : null,
          text: bytes.text(),
        });
      });
    });
    request.end();
  });
}

const cutHint = 'see what the daemon, or the proxy before it, says in its log';
