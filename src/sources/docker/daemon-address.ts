/** Where a Docker daemon is reached. */
export type DaemonAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port?: number }
  | {
      readonly kind: 'ssh';
      readonly host: string;
      readonly port: number;
      readonly user?: string;
      /** The daemon's socket on that machine; absent: the usual one. */
      readonly socket?: string;
    };

/** An address, or what is wrong with its text. */
export type ReadAddress =
  | { readonly ok: true; readonly address: DaemonAddress }
  | { readonly ok: false; readonly why: string };

const forms = 'unix:///PATH, tcp://HOST:PORT or ssh://[USER@]HOST[:PORT]';
const sshPort = 22;

/**
 * Reads the text of `host:` or `DOCKER_HOST`: `unix://`, `tcp://` or `ssh://`; without any of them a host with a port, as
 * the docker command takes it.
 */
export function readDaemonAddress(text: string): ReadAddress {
  const [start = '', named, unix] = /^([a-z][a-z0-9+.-]*):\/\/|^(unix):(?=\/)/.exec(text) ?? [];
  const scheme = named ?? unix ?? 'tcp';
  const rest = text.slice(start.length);
  if (scheme === 'unix') {
    if (rest.startsWith('/') && rest !== '/') return { ok: true, address: { kind: 'unix', path: rest } };
    return refuse(`"${text}" names no socket by its whole path`);
  }
  if (scheme === 'tcp') return readTcp(rest);
  if (scheme === 'ssh') return readSsh(rest);
  return refuse(`"${scheme}" is no way to reach Docker that is known`);
}

function refuse(why: string): ReadAddress {
  return { ok: false, why: `${why}: write ${forms}` };
}

function readTcp(rest: string): ReadAddress {
  const place = readHostPort(rest.replace(/\/$/, ''));
  if (place === null) return refuse('it is no host with a port');
  return { ok: true, address: { kind: 'tcp', ...place } };
}

function readSsh(rest: string): ReadAddress {
  const [, before, middle = '', socket = ''] = /^(?:([^@/]*)@)?([^/]*)(\/.*)?$/s.exec(rest) ?? [];
  if (before?.includes(':') === true) return refuse('a password in the address is not used: give a key');
  const place = readHostPort(middle);
  if (place === null || before === '') return refuse('there is no host');
  return {
    ok: true,
    address: {
      kind: 'ssh',
      host: place.host,
      port: place.port ?? sshPort,
      ...(before === undefined ? {} : { user: before }),
      ...(socket === '' || socket === '/' ? {} : { socket }),
    },
  };
}

/** A host, or an IPv6 address in brackets, with or without a port. */
function readHostPort(text: string): { readonly host: string; readonly port?: number } | null {
  const match = /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9_][A-Za-z0-9._-]*))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined) return null;
  if (match?.[3] === undefined) return { host };
  const port = Number(match[3]);
  return port >= 1 && port <= 65_535 ? { host, port } : null;
}
