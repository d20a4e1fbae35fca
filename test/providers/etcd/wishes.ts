import { indexActual, recordsAt } from '../../../src/core/actual.ts';
import type { Change, Eviction, SetState } from '../../../src/core/plan.ts';
import type { OwnerMark, ProviderState } from '../../../src/core/provider-model.ts';
import { stateAfter, stateOf } from '../../../src/core/set-state.ts';
import { type EtcdRecords, etcdRecords } from '../../../src/providers/etcd/records.ts';
import type { RecordSettings } from '../../../src/providers/etcd/settings.ts';
import type { MemoryStore } from './memory-store.ts';

export const zone = 'example.com';
export const ours = 'homeserver';
export const root = '/skydns/com/example';

/** Usual settings, and what a case changes. */
export function settings(changed: Partial<RecordSettings> = {}): RecordSettings {
  return {
    provider: 'dns',
    owner: ours,
    prefix: '/skydns',
    zones: [zone],
    cname: 'auto',
    group: true,
    externalOwner: false,
    ...changed,
  };
}

export function recordsWith(changed: Partial<RecordSettings> = {}): EtcdRecords {
  return etcdRecords(settings(changed));
}

export interface Wish {
  readonly name: string;
  readonly type: string;
  /** What ours shall be; none: ours go. */
  readonly values: readonly string[];
  readonly ttl?: number;
  readonly force?: boolean;
  readonly created?: string | null;
  readonly adopts?: readonly string[];
  readonly evicts?: readonly Eviction[];
}

/** The change that makes the values ours; everybody else's stay. Null: nothing to do. */
export function wish(state: ProviderState, wanted: Wish, owner = ours): Change | null {
  const { name, type, values, ttl = 300, force = false, created = null, adopts = [], evicts = [] } = wanted;
  const records = recordsAt(indexActual(state), name).get(type) ?? [];
  const gone = new Set(evicts.filter((one) => one.type === type).flatMap((one) => one.values));
  const others = records.filter(
    (one) => one.owner?.owner !== owner && !gone.has(one.value) && !adopts.includes(one.value),
  );
  const mine = new Map(records.flatMap((one) => (one.owner?.owner === owner ? [[one.value, one.owner]] : [])));
  const marks = values.map((value): { value: string; mark: OwnerMark } => ({
    value,
    mark: { owner, created: mine.get(value)?.created ?? created, force },
  }));
  const before = stateOf(records, owner);
  const after: SetState | null = stateAfter(others, marks, { ttl });
  const base = { provider: 'dns', name, type, origins: [], adopts, ...(evicts.length > 0 ? { evicts } : {}) };
  if (after !== null && values.length > 0) {
    if (mine.size === 0) return { ...base, action: 'create', before, after };
    return before === null ? null : { ...base, action: 'update', before, after };
  }
  return before === null || mine.size === 0 ? null : { ...base, action: 'delete', before, after };
}

/** Plans wishes against what is there, and splits them. */
export function unitsFor(
  store: MemoryStore,
  wishes: readonly Wish[],
  records = recordsWith(),
  options: { readonly dcs?: boolean } = {},
) {
  const state = records.decode(store.read(options));
  const changes = wishes.flatMap((one) => wish(state, one) ?? []);
  return { state, changes, units: records.split(changes, state) };
}

/** Plans, commits, and reads again. */
export function applied(
  store: MemoryStore,
  wishes: readonly Wish[],
  records = recordsWith(),
  options: { readonly dcs?: boolean } = {},
) {
  const made = unitsFor(store, wishes, records, options);
  const receipts = made.units.map((unit) => {
    const receipt = store.commit(unit);
    if (receipt === null) throw new Error(`${unit.id} was refused`);
    return receipt;
  });
  return { ...made, receipts, after: records.decode(store.read(options)) };
}

/** A value as docker-coredns-sync writes it. */
export function dcsValue(type: string, host: string, owner = 'nas2', changed: object = {}): object {
  return {
    host,
    record_type: type,
    owner_hostname: owner,
    owner_container_id: 'c0ffee',
    owner_container_name: 'web',
    created: '2026-01-01T00:00:00+00:00',
    force: false,
    ...changed,
  };
}

/** Records as short lines: `app A 192.0.2.1 300 nas2`. */
export function lines(state: ProviderState): string[] {
  return state.records
    .map(({ name, type, value, ttl, owner }) => `${name} ${type} ${value} ${ttl} ${owner?.owner ?? '-'}`)
    .sort();
}

/** Codes of findings with the names they are about. */
export function codes(state: Pick<ProviderState, 'diagnostics'>): string[] {
  return state.diagnostics.map(({ code, severity, name }) => `${severity} ${code} ${name ?? ''}`.trim());
}
