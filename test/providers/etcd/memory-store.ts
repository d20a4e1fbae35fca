import { expect } from 'vitest';
import { bytesFromText, textFromBytes } from '../../../src/core/bytes.ts';
import { compareText } from '../../../src/core/diagnostic.ts';
import type { Receipt, Unit } from '../../../src/core/unit.ts';
import { fillDraft, fitsDraft } from '../../../src/providers/etcd/draft.ts';
import type { RawReading } from '../../../src/providers/etcd/reading.ts';
import { readHandle } from '../../../src/providers/etcd/unit.ts';

/** Keys with what etcd knows of them, and the transactions that units are: what the real server does, in memory. */
export interface MemoryStore {
  /** Writes without asking, as another tool does; null deletes. */
  put(key: string, value: string | object | null): void;
  /** The value at a key as text; undefined: there is none. */
  get(key: string): string | undefined;
  keys(): string[];
  /** Every key with its value. */
  dump(): Record<string, string>;
  read(options?: { readonly dcs?: boolean }): RawReading;
  /** Carries out a unit; null: a compare did not hold. Checks what etcd would refuse. */
  commit(unit: Unit, now?: Date): Receipt | null;
}

export const noon = new Date('2026-11-20T12:00:00.789Z');

export function memoryStore(initial: Readonly<Record<string, string | object>> = {}): MemoryStore {
  const stored = new Map<string, { value: string; mod: number }>();
  let revision = 7;
  const store: MemoryStore = {
    put(key, value) {
      revision += 1;
      if (value === null) stored.delete(key);
      else stored.set(key, { value: typeof value === 'string' ? value : JSON.stringify(value), mod: revision });
    },
    get: (key) => stored.get(key)?.value,
    keys: () => [...stored.keys()].sort(compareText),
    dump: () => Object.fromEntries(store.keys().map((key) => [key, store.get(key) ?? ''])),
    read: ({ dcs = false } = {}) => ({
      revision: String(revision),
      keys: store.keys().map((key) => ({
        key,
        value: bytesFromText(store.get(key) ?? ''),
        mod: String(stored.get(key)?.mod ?? 0),
      })),
      dcs,
    }),
    commit(unit, now = noon) {
      const { ops, names, revision: from } = readHandle(JSON.parse(JSON.stringify(unit)));
      expect(1 + ops.length + 2 * names.length).toBeLessThanOrEqual(128);
      expect(new Set(ops.map(({ key }) => key)).size).toBe(ops.length);
      const modOf = (key: string) => stored.get(key)?.mod ?? 0;
      const holds =
        ops.every(({ key, expect: wanted }) => {
          if ('mod' in wanted) return String(modOf(key)) === wanted.mod;
          const value = stored.get(key)?.value;
          return fitsDraft(wanted.value, value === undefined ? null : bytesFromText(value));
        }) &&
        names.every(
          ({ base, mod }) =>
            String(modOf(base)) === mod &&
            [...stored].every(([key, one]) => key < `${base}/x` || key >= `${base}/y` || one.mod <= Number(from)),
        );
      if (!holds) return null;
      revision += 1;
      for (const { key, put } of ops) {
        if (put === null) stored.delete(key);
        else stored.set(key, { value: textFromBytes(fillDraft(put, now)), mod: revision });
      }
      return { unit: unit.id, handle: { revision: String(revision) } };
    },
  };
  for (const [key, value] of Object.entries(initial)) store.put(key, value);
  return store;
}
