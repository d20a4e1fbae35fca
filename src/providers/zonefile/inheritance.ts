import { type Frame, ttlFrom, type ZoneRecord } from './zone.ts';

/** Follows which name and TTL a server would carry from line to line, while lines are taken out and put in. */
export interface Inheritance {
  /** What the record would no longer get from the lines before it. */
  lostBy(record: ZoneRecord): { readonly owner: boolean; readonly ttl: boolean };
  /** The record stands next in the new file; what it lost is written out. */
  pass(record: ZoneRecord): void;
  /** A new line with name and TTL of its own stands next in the main file. */
  passAdded(added: { readonly name: string; readonly ttl: number }): void;
}

/** Before the first line. Included files begin with the including file's last name, which comes back after them (BIND). */
export function trackInheritance(frames: readonly Frame[]): Inheritance {
  const owners = new Map<number, string>();
  let lastTtl: number | null = null;
  const ownerIn = (frame: number): string | undefined => {
    for (let at = frame; at >= 0; at = frames[at]?.parent ?? -1) {
      const owner = owners.get(at);
      if (owner !== undefined) return owner;
    }
    return undefined;
  };
  return {
    lostBy: (record) => ({
      owner: record.inherits && ownerIn(record.frame) !== record.name,
      ttl: record.ttlFrom === ttlFrom.last && lastTtl !== record.ttl,
    }),
    pass: (record) => {
      owners.set(record.frame, record.name);
      if (record.ttlFrom !== ttlFrom.standing) lastTtl = record.ttl;
    },
    passAdded: ({ name, ttl }) => {
      owners.set(0, name);
      lastTtl = ttl;
    },
  };
}
