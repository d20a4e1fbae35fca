import type { SourceContext } from '../source.ts';
import { checkPem } from './check-pem.ts';
import { type Dial, dialDaemon } from './connection.ts';
import { type Fault, filesInTime } from './fault.ts';
import type { Daemon, DaemonSettings } from './find-daemon.ts';

/** A daemon on which streams can be opened. */
export interface OpenDaemon {
  readonly ok: true;
  readonly dial: Dial;
  /** What a machine in between printed, which tells why there is no answer; usually empty. */
  complaint(): string;
  close(): void;
}

/** Makes a daemon ready to be asked: TLS files are looked at, over ssh it connects, else every request connects on its own. */
export async function openDaemon(
  { address, tls }: Daemon,
  ssh: NonNullable<DaemonSettings['ssh']>,
  context: Pick<SourceContext, 'root' | 'environment'>,
  signal: AbortSignal,
): Promise<OpenDaemon | Fault> {
  if (address.kind !== 'ssh') {
    const fault = tls === undefined ? null : checkPem(tls);
    if (fault !== null) return fault;
    return { ok: true, dial: dialDaemon(address, tls), complaint: () => '', close: () => undefined };
  }
  const [{ readSshIdentity }, { openTunnel }] = await Promise.all([
    import('./ssh-identity.ts'),
    import('./ssh-tunnel.ts'),
  ]);
  const identity = await filesInTime(readSshIdentity(address, ssh, context), signal);
  return identity.ok ? openTunnel(address, identity, signal) : identity;
}
