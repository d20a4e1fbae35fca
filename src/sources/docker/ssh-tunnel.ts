import ssh2, { type AnyAuthMethod, type ServerHostKeyAlgorithm } from 'ssh2';
import type { Dial } from './connection.ts';
import type { DaemonAddress } from './daemon-address.ts';
import { type Fault, faultOf } from './fault.ts';
import { distrust } from './known-hosts.ts';
import type { SshIdentity } from './ssh-identity.ts';

// The only module that loads ssh2, and the entry of a bundle of its own, as etcd3 has one (docs/decisions/0016).

/** A connection over ssh on which streams to the daemon are opened. */
export interface Tunnel {
  readonly ok: true;
  readonly dial: Dial;
  /** What the other machine printed on standard error so far. */
  complaint(): string;
  close(): void;
}

/** Signatures that are accepted, by the type of the key; RSA only with SHA-2. */
const hostKeyAlgorithms: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};
const mostComplaint = 300;
const sshdHint = 'see whether sshd answers there (ssh -v), and what it says in its log';
const authenticationHint = 'load a key that the machine knows into the agent (ssh-add), or name one: ssh.keyFiles';

/** Connects and proves who both sides are. The daemon is reached by `docker system dial-stdio` there, as docker does it. */
export function openTunnel(
  address: Extract<DaemonAddress, { kind: 'ssh' }>,
  identity: SshIdentity,
  signal: AbortSignal,
): Promise<Tunnel | Fault> {
  const methods = authentication(identity);
  if (!Array.isArray(methods)) return Promise.resolve(methods);
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    let refusal: Fault | null = null;
    let awaited = 'the machine';
    let complaint = '';
    const end = (fault: Fault): void => {
      client.destroy();
      resolve(refusal ?? fault);
    };
    const giveUp = (): void => {
      const fault = faultOf(signal.reason);
      end({ ...fault, why: `${fault.why} (ssh: waited for ${awaited})` });
    };
    signal.addEventListener('abort', giveUp, { once: true });
    client.on('close', () => {
      signal.removeEventListener('abort', giveUp);
      end({ ok: false, why: 'ssh: the connection was closed', hint: sshdHint });
    });
    client.on('handshake', () => {
      awaited = 'the agent, or the machine to accept a key';
    });
    client.on('error', (error) => {
      // An agent that is not there: the keys are still to be tried.
      if (error.level !== 'agent') end(sshFault(error));
    });
    client.on('ready', () => {
      signal.removeEventListener('abort', giveUp);
      resolve({
        ok: true,
        dial: (done) => {
          client.exec(commandFor(address.socket), (error, channel) => {
            if (error === undefined) {
              channel.stderr.on('data', (chunk: Buffer) => {
                complaint = `${complaint}${chunk.toString('utf8')}`.slice(0, mostComplaint);
              });
            }
            done(error ?? null, channel);
          });
          return undefined;
        },
        complaint: () => complaint.trim(),
        close: () => client.destroy(),
      });
    });
    if (signal.aborted) {
      giveUp();
      return;
    }
    client.connect({
      host: address.host,
      port: address.port,
      username: identity.user,
      authHandler: methods,
      algorithms: { serverHostKey: algorithmsFor(identity) },
      // The time limit of the source holds.
      readyTimeout: 0,
      hostVerifier: (key: Buffer) => {
        refusal = distrust(address, key, identity);
        return refusal === null;
      },
    });
    // A packet and its checksum are written apart: the second would wait for the first to be acknowledged.
    client.setNoDelay(true);
  });
}

/** The types that are known first, so that the machine shows the key we can compare. */
function algorithmsFor({ known }: SshIdentity): ServerHostKeyAlgorithm[] {
  const isKnown = (type: string): boolean => known.some((one) => one.type === type && !one.revoked);
  const types = Object.keys(hostKeyAlgorithms);
  const sorted = [...types.filter(isKnown), ...types.filter((type) => !isKnown(type))];
  return sorted.flatMap((type) => hostKeyAlgorithms[type] ?? []);
}

/** Keys the configuration names, then the agent's, then the usual files. */
function authentication({ user, agent, keys }: SshIdentity): AnyAuthMethod[] | Fault {
  const asked: AnyAuthMethod[] = [];
  const usual: AnyAuthMethod[] = [];
  for (const { path, text, asked: isAsked } of keys) {
    const key = ssh2.utils.parseKey(text);
    if (key instanceof Error || !key.isPrivateKey()) {
      const why = key instanceof Error ? key.message : 'it is a public key';
      if (isAsked) return { ok: false, why: `the private key ${path} cannot be used: ${why}`, hint: keyHint(why) };
      continue;
    }
    (isAsked ? asked : usual).push({ type: 'publickey', username: user, key });
  }
  const methods = [
    ...asked,
    ...(agent === undefined ? [] : [{ type: 'agent' as const, username: user, agent }]),
    ...usual,
  ];
  if (methods.length > 0) return methods;
  return { ok: false, why: 'ssh: there is neither an agent nor a key', hint: authenticationHint };
}

function keyHint(why: string): string {
  if (/passphrase/.test(why)) return 'load an encrypted key into the agent instead: ssh-add';
  return 'name a private key as ssh-keygen writes it, the file without .pub';
}

function sshFault(error: Error & { readonly level?: string }): Fault {
  if (error.level === 'client-authentication') {
    return { ok: false, why: 'ssh: the machine accepts none of the keys', hint: authenticationHint };
  }
  const { why, hint } = faultOf(error);
  const isSshd = error.level !== 'client-socket' || why === 'nothing listens there';
  return { ok: false, why: `ssh: ${why}`, hint: isSshd ? sshdHint : hint };
}

function commandFor(socket: string | undefined): string {
  if (socket === undefined) return 'docker system dial-stdio';
  return `docker --host 'unix://${socket.replaceAll("'", "'\\''")}' system dial-stdio`;
}
