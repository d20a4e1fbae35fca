import type { Keys } from './key.ts';
import type { RecordSettings } from './settings.ts';
import type { NameWork, Step } from './work.ts';

/** Most operations in each list of a transaction (`--max-txn-ops`). */
const mostOperations = 128;
/** Bytes of keys and values in one transaction; etcd takes 1.5 MiB with overhead. */
const mostBytes = 1024 * 1024;
/** Bytes that a comparison or an operation takes besides keys and values. */
const overhead = 64;

/** Some of the keys of one name. */
export interface Part {
  readonly work: NameWork;
  readonly steps: readonly Step[];
  /** Keys whose neighbourhood must not have changed. */
  readonly bases: readonly string[];
  /** What was done in earlier parts of the name. */
  readonly earlier: readonly Step[];
  /** The last part of the name. */
  readonly last: boolean;
}

/** What fits into one transaction. */
export interface Room {
  /** Comparisons: the fence and others that are always there are not in it. */
  readonly compares: number;
  readonly bytes: number;
}

/**
 * Room beside the fence and, where the last value of ours goes, the owner's heartbeat: `1 + keys + 2 * names` is at most
 * 128 (etcd-skydns 7).
 */
export function roomFor(leaves: boolean): Room {
  return { compares: mostOperations - (leaves ? 2 : 1), bytes: mostBytes };
}

/** Packs names into transactions, in order. A name is cut only where it does not fit into one. */
export function pack(works: readonly NameWork[], room: Room, keys: Keys, settings: RecordSettings): Part[][] {
  const units: Part[][] = [];
  let current: Part[] = [];
  let left = room;
  for (const work of works) {
    for (const part of partsOf(work, room, keys, settings)) {
      const cost = costOf(part.steps, part.bases);
      if (current.length > 0 && (cost.compares > left.compares || cost.bytes > left.bytes)) {
        units.push(current);
        current = [];
        left = room;
      }
      current.push(part);
      left = { compares: left.compares - cost.compares, bytes: left.bytes - cost.bytes };
    }
  }
  if (current.length > 0) units.push(current);
  return units;
}

/** The keys whose neighbourhoods are a name's: of a zone's own name, that of its addresses, too. */
function basesOf({ name }: NameWork, keys: Keys, { zones }: RecordSettings): string[] {
  return zones.includes(name) ? [keys.base(name), keys.home(name, 'A')] : [keys.base(name)];
}

function partsOf(work: NameWork, room: Room, keys: Keys, settings: RecordSettings): Part[] {
  const bases = basesOf(work, keys, settings);
  const steps = [...work.steps.values()].sort((left, right) => orderOf(left) - orderOf(right));
  const parts: { steps: Step[]; bases: readonly string[]; earlier: readonly Step[] }[] = [];
  let current: Step[] = [];
  let left = minus(room, costOf([], bases));
  const done: Step[] = [];
  const cut = () => {
    parts.push({ steps: current, bases: parts.length === 0 ? bases : [], earlier: [...done] });
    done.push(...current);
    current = [];
    left = room;
  };
  for (const step of steps) {
    const cost = costOf([step], []);
    if (current.length > 0 && (cost.compares > left.compares || cost.bytes > left.bytes)) cut();
    current.push(step);
    left = minus(left, cost);
  }
  cut();
  return parts.map((part, index) => ({ ...part, work, last: index === parts.length - 1 }));
}

/** Where a name has to be cut: an alias goes first and comes last, others come before others go. */
function orderOf({ put, gone, made }: Step): number {
  if (put === null) return gone?.type === 'CNAME' ? 0 : 2;
  return made?.type === 'CNAME' ? 3 : 1;
}

function minus(room: Room, cost: Room): Room {
  return { compares: room.compares - cost.compares, bytes: room.bytes - cost.bytes };
}

/** What it takes: a comparison for each key, two for each neighbourhood; keys stand in comparisons, operations and reads. */
function costOf(steps: readonly Step[], bases: readonly string[]): Room {
  let bytes = 0;
  for (const { key, put } of steps) {
    bytes += 3 * (Buffer.byteLength(key) + overhead);
    if (put !== null) for (const piece of put) bytes += Buffer.byteLength(piece) + 20;
  }
  for (const base of bases) bytes += 4 * (Buffer.byteLength(base) + overhead);
  return { compares: steps.length + 2 * bases.length, bytes };
}
