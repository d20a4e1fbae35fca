import { compareText } from '../../core/diagnostic.ts';
import type { Change, SetState } from '../../core/plan.ts';
import { stateOf } from '../../core/set-state.ts';
import type { UnitChange } from '../../core/unit.ts';
import { type Contents, entriesOf } from './contents.ts';

/** The sets of one name that changes touch; what they evict is a change of its own set. Sorted by type. */
export function unitChanges(
  name: string,
  changes: readonly Change[],
  contents: Pick<Contents, 'entries'>,
  owner: string,
): UnitChange[] {
  const sets = new Map<string, UnitChange>();
  for (const { type, before, after } of changes) sets.set(type, { name, type, before, after });
  for (const { evicts = [] } of changes) {
    for (const { type, values } of evicts) {
      const known = sets.get(type);
      const before = known === undefined ? stateOf(entriesOf(contents, name, type), owner) : known.before;
      const after = known === undefined ? before : known.after;
      sets.set(type, { name, type, before, after: withoutValues(after, new Set(values)) });
    }
  }
  return [...sets.values()].sort((left, right) => compareText(left.type, right.type));
}

function withoutValues(state: SetState | null, gone: ReadonlySet<string>): SetState | null {
  const values = state?.values.filter((value) => !gone.has(value)) ?? [];
  if (state === null || values.length === 0) return null;
  const owners = Object.fromEntries(Object.entries(state.owners).filter(([value]) => !gone.has(value)));
  return { ...state, values, owners };
}
