import type { ReadEntry } from './entry.ts';

/** One key of etcd as it was read. */
export interface RawKey {
  /** As text (`textFromBytes`). */
  readonly key: string;
  readonly value: Uint8Array;
  /** `mod_revision`, decimal. */
  readonly mod: string;
  /** What key and value come to, where that was found out while more was on its way. */
  readonly read?: ReadEntry;
}

/** What one read of the zones found, all of it at one revision. */
export interface RawReading {
  /** At which everything was read, decimal. */
  readonly revision: string;
  /** Every key of the zones (etcd-skydns 4), each once, in byte order. */
  readonly keys: readonly RawKey[];
  /** A heartbeat of docker-coredns-sync itself stands (etcd-skydns 6). */
  readonly dcs: boolean;
}
