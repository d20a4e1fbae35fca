/** Why something of a daemon could not be had; texts for people without a final dot. */
export interface Fault {
  readonly ok: false;
  readonly why: string;
  readonly hint: string;
}

/** What a connection that fails says of itself, by the code of the system's error. */
const causes: Readonly<Record<string, Omit<Fault, 'ok'>>> = {
  ENOENT: {
    why: 'there is no such socket',
    hint: 'start Docker, mount its socket, or say where it is: host or context',
  },
  EACCES: {
    why: 'this user may not open the socket',
    hint: 'add the user to the group that owns it (docker), or put a socket proxy before it',
  },
  ECONNREFUSED: { why: 'nothing listens there', hint: 'start Docker, or correct the address' },
  ENOTFOUND: { why: 'the host name has no address', hint: 'correct the host name' },
  EAI_AGAIN: { why: 'the host name cannot be looked up now', hint: 'see that DNS works on this machine' },
  EHOSTUNREACH: { why: 'the host cannot be reached', hint: 'see that the network leads there' },
  ENETUNREACH: { why: 'the host cannot be reached', hint: 'see that the network leads there' },
  ETIMEDOUT: { why: 'the host does not answer', hint: 'see that the network leads there' },
  ECONNRESET: { why: 'the connection was cut', hint: 'see what the daemon, or the proxy before it, says in its log' },
  EPIPE: { why: 'the connection was cut', hint: 'see what the daemon, or the proxy before it, says in its log' },
};

/** What TLS says of a daemon's certificate that no authority of ours can mend. */
const certificateHints: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "renew the daemon's certificate, or set the clock of this machine",
  CERT_NOT_YET_VALID: "set the clock of this machine, or of the one that made the daemon's certificate",
  ERR_TLS_CERT_ALTNAME_INVALID:
    'say which name is in the certificate (tls.serverName), or write one that is there in host',
};
const protocolHint = 'see that the daemon speaks TLS 1.2 or later on this port, usually 2376';
const certificateHint = 'give the authority of the daemon (tls.ca), and a certificate it knows (tls.cert, tls.key)';

/** What the signal is aborted with when the daemon takes too long. */
export function tooLate(seconds: number): Error {
  return Object.assign(new Error(`no answer within ${seconds} s`), { code: 'ETIMELIMIT' });
}

/** What an error of a socket means. */
export function faultOf(error: unknown): Fault {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const message = first instanceof Error ? first.message : String(first);
  const code = first instanceof Error && 'code' in first && typeof first.code === 'string' ? first.code : '';
  const known = Object.hasOwn(causes, code) ? causes[code] : undefined;
  if (known !== undefined) return { ok: false, ...known };
  if (code === 'ETIMELIMIT') return { ok: false, why: message, hint: 'see whether the daemon hangs, or raise timeout' };
  if (code.startsWith('HPE_')) {
    const hint =
      'see that this address is the one of a Docker daemon; over ssh, that nothing prints at login there (.bashrc)';
    return { ok: false, why: `the answer is no HTTP (${message.trim()})`, hint };
  }
  // OpenSSL's own texts have addresses of its memory and source files in them.
  const [, reason] = /\berror:[0-9A-F]+:[^:]*:[^:]*:([^:]+)/.exec(message) ?? [];
  if (reason === undefined && !/^ERR_(?:SSL|TLS)_|CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    return { ok: false, why: message.trim(), hint: 'see that this address is the one of a Docker daemon' };
  }
  const hint = /version|protocol|packet|record|http request/.test(reason ?? '') ? protocolHint : certificateHint;
  const special = Object.hasOwn(certificateHints, code) ? certificateHints[code] : undefined;
  return { ok: false, why: `TLS: ${(reason ?? message).trim()}`, hint: special ?? hint };
}

/**
 * The work, or a fault once the signal is aborted: files that are being read cannot be cancelled, and on a drive that hangs
 * they never come.
 */
export async function filesInTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T | Fault> {
  const hint = 'see whether the drive hangs that holds its TLS, ssh or docker context files';
  let giveUp = (): void => undefined;
  const late = new Promise<Fault>((resolve) => {
    giveUp = () => resolve({ ...faultOf(signal.reason), hint });
  });
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([work, late]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
