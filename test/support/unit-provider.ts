import { compareText } from '../../src/core/diagnostic.ts';
import { sha256 } from '../../src/core/digest.ts';
import { isWithin } from '../../src/core/name.ts';
import type { SetState } from '../../src/core/plan.ts';
import type { ActualRecord, OwnerMark } from '../../src/core/provider-model.ts';
import { stateOf } from '../../src/core/set-state.ts';
import type { Unit, UnitChange } from '../../src/core/unit.ts';
import { type CommitFailure, DnsSyncError } from '../../src/errors.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { capabilities } from './model-builder.ts';

/** What a place holds, by name, type and value; several providers may share one. */
export type Place = Map<string, ActualRecord>;

/**
 * What happens at one commit: it fails and nothing is written; it fails and yet it has landed; someone does something
 * just before it, and it goes on.
 */
export type Fault = CommitFailure | 'in-doubt, landed' | 'defect' | ((place: Place) => void);

interface UnitProviderOptions {
  readonly name?: string;
  readonly owner: string;
  /** Each is a unit. */
  readonly zones: readonly string[];
  readonly place: Place;
  /** What its commits meet, one after the other: by zone, and by `undo` and zone for what is undone. */
  readonly faults?: Readonly<Record<string, readonly Fault[]>>;
  /** The server cannot be told. */
  readonly isDeaf?: boolean;
  /** What is asked of it; the answers are thrown instead. */
  readonly unreachable?: ReadonlySet<'read' | 'inspect'>;
}

/** A provider in memory, and what was asked of it: `commit a.example`, `undo a.example`, `inspect a.example`, ... */
export interface UnitProvider extends Provider {
  readonly log: readonly string[];
}

const key = ({ name, type, value }: Pick<ActualRecord, 'name' | 'type' | 'value'>) => `${name} ${type} ${value}`;

/** A place that holds these records. */
export function placeWith(records: readonly ActualRecord[]): Place {
  return new Map(records.map((record) => [key(record), record]));
}

/** What a place holds, a line each, sorted: `app.example A 10.0.0.1 homeserver`. */
export function linesOf(place: Place): string[] {
  return [...place.values()].map((one) => `${key(one)} ${one.owner?.owner ?? 'nobody'}`).sort(compareText);
}

/** Puts records there as someone else does, over what stands. */
export function plant(...records: readonly ActualRecord[]): (place: Place) => void {
  return (place) => {
    for (const record of records) place.set(key(record), record);
  };
}

/** Takes records away as someone else does. */
export function uproot(...records: readonly Pick<ActualRecord, 'name' | 'type' | 'value'>[]): (place: Place) => void {
  return (place) => {
    for (const record of records) place.delete(key(record));
  };
}

/** A provider with a TTL for each value whose units are zones, committed by compare-and-set, with faults as told. */
export function unitProvider(options: UnitProviderOptions): UnitProvider {
  const { name = 'home', owner, zones, place, unreachable = new Set() } = options;
  const log: string[] = [];
  const scripts = new Map(Object.entries(options.faults ?? {}).map(([step, faults]) => [step, [...faults]]));
  const ask = (question: 'read' | 'inspect', about: string, signal: AbortSignal): void => {
    signal.throwIfAborted();
    log.push(`${question}${about}`);
    if (unreachable.has(question)) throw new DnsSyncError('PROVIDER_FAILED', 'the server does not answer');
  };
  const setsOf = (unit: Unit) => {
    const sets = new Map<string, ActualRecord[]>(unit.changes.map((change) => [`${change.name} ${change.type}`, []]));
    for (const record of place.values()) sets.get(`${record.name} ${record.type}`)?.push(record);
    return unit.changes.map((change) => ({ change, records: sets.get(`${change.name} ${change.type}`) ?? [] }));
  };
  const write = (unit: Unit, now: Date): void => {
    const sets = setsOf(unit);
    const odd = sets.find(({ change, records }) => !standsAs(change.before, records, owner));
    if (odd !== undefined) throw failing('conflict', `${odd.change.name} ${odd.change.type} is not as planned`);
    for (const { change, records } of sets) {
      for (const record of records) place.delete(key(record));
      for (const record of written(change, records, owner, now)) place.set(key(record), record);
    }
  };
  return {
    name,
    capabilities: capabilities(),
    log,
    async read(scope, signal) {
      ask('read', '', signal);
      const records = [...place.values()].filter((one) => scope.zones.some((zone) => isWithin(one.name, zone)));
      return { revision: sha256(JSON.stringify(records)), records, diagnostics: [] };
    },
    split: (changes, state) =>
      zones.flatMap((zone): Unit[] => {
        const own = changes.filter((change) => isWithin(change.name, zone));
        if (own.length === 0) return [];
        const evicted = own.flatMap((change) =>
          (change.evicts ?? []).map(({ type, values }): UnitChange => {
            const records = state.records.filter((one) => one.name === change.name && one.type === type);
            const stay = records.filter((one) => !values.includes(one.value));
            return { name: change.name, type, before: stateOf(records, owner), after: stateOf(stay, owner) };
          }),
        );
        const wanted = own.map(({ name: set, type, before, after }) => ({ name: set, type, before, after }));
        const changed = [...wanted, ...evicted.filter(({ type }) => !wanted.some((one) => one.type === type))];
        return [{ provider: name, id: `${name}:${zone}`, title: `table ${zone}`, changes: changed, handle: zone }];
      }),
    async commit(unit, { now }) {
      const step = `${unit.id.includes(':undo') ? 'undo ' : ''}${unit.handle}`;
      log.push(unit.id.includes(':undo') ? step : `commit ${step}`);
      const fault = scripts.get(step)?.shift();
      if (fault === 'defect') throw new TypeError('x is not a function');
      if (fault === 'in-doubt, landed') {
        write(unit, now);
        throw failing('in-doubt', 'the connection was cut');
      }
      if (typeof fault === 'string') throw failing(fault, `the server said ${fault}`);
      fault?.(place);
      write(unit, now);
      return { unit: unit.id, handle: null };
    },
    async inspect(unit, signal) {
      ask('inspect', ` ${unit.handle}`, signal);
      const sets = setsOf(unit);
      if (sets.every(({ change, records }) => standsAs(change.after, records, owner))) return 'after';
      return sets.every(({ change, records }) => standsAs(change.before, records, owner)) ? 'before' : 'other';
    },
    invert: (unit) => ({
      ...unit,
      id: `${unit.id}:undo`,
      changes: unit.changes.map(({ before, after, ...set }) => ({ ...set, before: after, after: before })),
    }),
    rework: (unit, changes) => ({ ...unit, changes }),
    async announce(unit) {
      log.push(`announce ${unit.handle}`);
      if (options.isDeaf === true) throw failing('rejected', 'the server was not told');
    },
  };
}

function failing(failure: CommitFailure, message: string): DnsSyncError {
  return new DnsSyncError(failure === 'conflict' ? 'PLAN_STALE' : 'PROVIDER_FAILED', message, { failure });
}

/** Whether a set holds the values of a state, each with its owner and force, ours with the TTL. */
function standsAs(state: SetState | null, records: readonly ActualRecord[], owner: string): boolean {
  if (records.length !== (state?.values.length ?? 0)) return false;
  return records.every(({ value, ttl, owner: mark }) => {
    const wanted = markOf(state, value);
    return (
      state?.values.includes(value) === true &&
      mark?.owner === wanted?.owner &&
      (mark?.force ?? false) === (wanted?.force ?? false) &&
      (mark?.owner !== owner || ttl === state.ttl)
    );
  });
}

/** What a set holds after a change: what stands by others stays as it is. */
function written(
  { name, type, after }: UnitChange,
  records: readonly ActualRecord[],
  owner: string,
  now: Date,
): ActualRecord[] {
  const standing = new Map(records.map((record) => [record.value, record]));
  return (after?.values ?? []).map((value): ActualRecord => {
    const mark = markOf(after, value);
    const there = standing.get(value);
    if (there !== undefined && mark?.owner !== owner && there.owner?.owner === mark?.owner) return there;
    const created = mark?.created === null ? now.toISOString().replace(/\.\d+Z$/, 'Z') : mark?.created;
    const dated = mark === null || created === undefined ? mark : { ...mark, created };
    return { name, type, value, ttl: after?.ttl ?? 0, owner: dated };
  });
}

function markOf(state: SetState | null, value: string): OwnerMark | null {
  return state !== null && Object.hasOwn(state.owners, value) ? (state.owners[value] ?? null) : null;
}
