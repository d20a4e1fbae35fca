import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareText } from '../../core/diagnostic.ts';
import { DnsSyncError } from '../../errors.ts';
import type { EtcdClient } from './client.ts';
import { failedCall } from './failures.ts';
import { heartbeatPrefix, readHeartbeat } from './heartbeat-value.ts';
import type { RawKey, RawReading } from './reading.ts';
import type { Fault, RangeRequest } from './wire.ts';

/** Keys to read, in ASCII: one, or from `key` up to but not `end`. Ranges that are read together do not overlap. */
export type KeyRange = Pick<RangeRequest, 'key' | 'end'>;

/** What reading is given besides the ranges. */
export interface ReadSettings {
  /** Of the provider. */
  readonly name: string;
  readonly signal: AbortSignal;
  /** Keys asked for at once. */
  readonly page?: number;
  /** What is made of each key of the ranges while the next page is on its way; absent: nothing. */
  readonly look?: (found: RawKey) => RawKey;
}

const usualPage = 5000;
/** How often reading begins anew because the revision it was at has been compacted. */
const restarts = 3;

/**
 * Every key of the ranges, and whether docker-coredns-sync lives, all at one revision (etcd-skydns 4). Throws
 * `PROVIDER_FAILED` rather than answer in part.
 */
export async function readKeys(
  client: EtcdClient,
  ranges: readonly KeyRange[],
  settings: ReadSettings,
): Promise<RawReading> {
  for (let attempt = 0; ; attempt += 1) {
    const read = await readOnce(client, ranges, settings);
    if ('keys' in read) return read;
    if (attempt < restarts) continue;
    throw new DnsSyncError(
      'PROVIDER_FAILED',
      `etcd ${settings.name}: compacted ${restarts + 1} times while it was being read: ${read.message}`,
      { hint: 'compact it less often (--auto-compaction-retention)' },
    );
  }
}

/** Reads everything at the revision of the first answer; a fault when that is compacted meanwhile. */
async function readOnce(
  client: EtcdClient,
  ranges: readonly KeyRange[],
  settings: ReadSettings,
): Promise<RawReading | Fault> {
  const { look, ...plainly } = settings;
  const first = await readRange(client, { key: heartbeatPrefix, end: endOf(heartbeatPrefix) }, plainly);
  if ('message' in first) return first;
  const { revision } = first;
  const dcs = first.keys.some(({ value }) => readHeartbeat(value) === null);
  const sorted = ranges.toSorted((left, right) => compareText(left.key, right.key));
  const parts = await Promise.all(sorted.map((range) => readRange(client, { ...range, revision }, settings)));
  const keys: RawKey[] = [];
  for (const part of parts) {
    if ('message' in part) return part;
    for (const found of part.keys) keys.push(found);
  }
  return { revision, keys, dcs };
}

/** All pages of a range, and the revision they were read at. */
async function readRange(
  client: EtcdClient,
  range: KeyRange & { readonly revision?: string },
  { name, signal, page = usualPage, look }: ReadSettings,
): Promise<{ readonly revision: string; readonly keys: readonly RawKey[] } | Fault> {
  const found: RawKey[] = [];
  let { key, revision } = range;
  let limit = page;
  const ask = () => client.range({ ...range, key, limit, ...(revision === undefined ? {} : { revision }) }, signal);
  for (let asked = ask(); ; ) {
    const answer = await asked;
    if (!answer.ok) {
      if (answer.fault.kind === 'compacted') return answer.fault;
      if (limit === 1) throw failedCall(name, `reading ${key}`, answer.fault);
      limit = Math.ceil(limit / 8);
      asked = ask();
      continue;
    }
    const { keys, more } = answer.value;
    revision ??= answer.value.revision;
    const last = keys.at(-1);
    const isLast = !more || last === undefined || range.end === undefined;
    if (!isLast) {
      key = `${last.key}\0`;
      asked = ask();
      // It is waited for after this page; it must not count as forgotten until then.
      asked.catch(() => undefined);
    }
    await addAll(found, keys, look);
    if (isLast) return { revision, keys: found };
  }
}

/** Keys that are looked at in one turn of the event loop, between which the next page comes in. */
const turn = 250;

async function addAll(found: RawKey[], keys: readonly RawKey[], look: ReadSettings['look']): Promise<void> {
  for (const [index, one] of keys.entries()) {
    if (look !== undefined && index % turn === 0) await nextTurn();
    found.push(look === undefined ? one : look(one));
  }
}

/** The first key behind all that begin with a prefix. */
export function endOf(prefix: string): string {
  return `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`;
}
