import { compareText } from '../../core/diagnostic.ts';
import type { Change } from '../../core/plan.ts';
import { stateOf } from '../../core/set-state.ts';
import type { Unit, UnitChange } from '../../core/unit.ts';
import { type Contents, entriesOf, rawAt } from './contents.ts';
import type { Images } from './images.ts';
import { type Keys, parentKey } from './key.ts';
import { type Part, pack, roomFor } from './pack.ts';
import { placerOf } from './placer.ts';
import type { RecordSettings } from './settings.ts';
import type { EtcdHandle, KeyOp, NameGuard } from './unit.ts';
import { unitChanges } from './unit-changes.ts';
import { type NameWork, type Step, storedAt, type WorkContext } from './work.ts';
import { type NamedChanges, workAll } from './work-all.ts';

const actionOrder: Readonly<Record<Change['action'], number>> = { create: 0, update: 1, delete: 2 };
const noImages: Images = new Map();

/** Everything that units are worked out in. */
export function workContext(
  contents: Contents,
  settings: RecordSettings,
  keys: Keys,
  images: Images = noImages,
): WorkContext {
  return { settings, keys, contents, images, placer: placerOf(contents) };
}

/** The transactions for the changes (etcd-skydns 7): name by name, creates, then updates, then deletes. */
export function splitChanges(
  changes: readonly Change[],
  contents: Contents,
  settings: RecordSettings,
  keys: Keys,
): Unit[] {
  const works = workAll(namedChanges(changes, contents, settings.owner), workContext(contents, settings, keys));
  const leaves = leavesNone(works, contents, settings.owner);
  const units = pack(works, roomFor(leaves), keys, settings);
  const writers = writersOf(units);
  return units.map((parts, index) => ({
    provider: settings.provider,
    id: `${settings.provider}:${contents.revision}:${index + 1}`,
    title: titleOf(parts),
    changes: parts.flatMap((part) => changesOf(part, contents, settings.owner)),
    handle: {
      revision: contents.revision,
      ops: parts.flatMap(({ steps }) => steps.map((step) => opOf(step, contents))),
      names: guardsOf(parts, index, writers, contents),
      leaves: leaves && index === units.length - 1,
    } satisfies EtcdHandle,
  }));
}

/** Names in the order in which they are written: by the first of their actions, then in byte order. */
function namedChanges(changes: readonly Change[], contents: Contents, owner: string): NamedChanges[] {
  const names = new Map<string, { order: number; changes: Change[] }>();
  for (const change of changes) {
    const order = actionOrder[change.action];
    const same = names.get(change.name);
    if (same === undefined) names.set(change.name, { order, changes: [change] });
    else {
      same.changes.push(change);
      same.order = Math.min(same.order, order);
    }
  }
  return [...names]
    .sort(([left, { order: one }], [right, { order: other }]) => one - other || compareText(left, right))
    .map(([name, { changes: own }]) => ({ name, changes: unitChanges(name, own, contents, owner) }));
}

/** Whether no value of ours is left once all is done, though there was one. */
export function leavesNone(works: readonly NameWork[], { entries }: Contents, owner: string): boolean {
  let [before, after] = [0, 0];
  for (const own of entries.values()) for (const entry of own) if (entry.owner?.owner === owner) before += 1;
  after = before;
  for (const { steps } of works) {
    for (const { gone, made } of steps.values()) {
      if (gone?.owner?.owner === owner) after -= 1;
      if (made?.owner?.owner === owner) after += 1;
    }
  }
  return before > 0 && after === 0;
}

/** The operation for one key. */
export function opOf({ key, put }: Step, contents: Contents): KeyOp {
  const stored = storedAt(contents, key);
  return {
    key,
    expect: { mod: rawAt(contents, key)?.mod ?? '0' },
    put,
    before: stored === undefined ? null : [stored],
  };
}

/** The guard of one neighbourhood. */
export function guardOf(base: string, contents: Contents): NameGuard {
  return { base, mod: rawAt(contents, base)?.mod ?? '0' };
}

/** The first and the last unit that writes into a neighbourhood, by its base. */
type Writers = ReadonlyMap<string, { readonly first: number; readonly last: number }>;

/** Where units write: at a key, and between `base/x` and `base/y` of every key above. */
function writersOf(units: readonly (readonly Part[])[]): Writers {
  const writers = new Map<string, { first: number; last: number }>();
  const note = (base: string, unit: number): void => {
    const known = writers.get(base);
    if (known === undefined) writers.set(base, { first: unit, last: unit });
    else known.last = unit;
  };
  for (const [unit, parts] of units.entries()) {
    for (const { steps } of parts) {
      for (const { key } of steps) {
        note(key, unit);
        for (let [path, above] = [key, parentKey(key)]; above !== ''; [path, above] = [above, parentKey(above)]) {
          if (path.charAt(above.length + 1) === 'x') note(above, unit);
        }
      }
    }
  }
  return writers;
}

/** No guard where an earlier unit has written, which would be taken for someone else; no second look where a later one will. */
function guardsOf(parts: readonly Part[], unit: number, writers: Writers, contents: Contents): NameGuard[] {
  const bases = new Set(parts.flatMap((part) => part.bases));
  return [...bases].flatMap((base): NameGuard[] => {
    const { first, last } = writers.get(base) ?? { first: unit, last: unit };
    if (first < unit) return [];
    const guard = guardOf(base, contents);
    return [last > unit ? { ...guard, once: true } : guard];
  });
}

/** The sets of a part. Those of a name that is cut belong to its last part, from where the others left them. */
function changesOf({ work, earlier, last }: Part, contents: Contents, owner: string): UnitChange[] {
  if (!last) return [];
  if (earlier.length === 0) return [...work.changes];
  const touched = new Set(earlier.map(({ key }) => key));
  return work.changes.map((change) => {
    const stay = entriesOf(contents, work.name, change.type).filter(({ key }) => !touched.has(key));
    const made = earlier.flatMap((step) =>
      step.made?.type === change.type && step.made.name === change.name ? [step.made] : [],
    );
    return { ...change, before: stateOf([...stay, ...made], owner) };
  });
}

function titleOf(parts: readonly Part[]): string {
  const names = [...new Set(parts.map(({ work }) => work.name))];
  const more = names.length > 1 ? ` and ${names.length - 1} more names` : '';
  return `keys of ${names[0] ?? ''}${more}`;
}
