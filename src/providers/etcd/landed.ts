import type { SetState } from '../../core/plan.ts';
import type { Landed, Unit, UnitChange } from '../../core/unit.ts';
import { type Contents, entriesOf, rawAt } from './contents.ts';
import { fitsDraft } from './draft.ts';
import { type Draft, readHandle } from './unit.ts';

/**
 * Whether a unit has landed, by what stands now: all of its keys as it leaves them, or as it found them; and our values
 * in its sets likewise, which tells "not yet" from "changed again since". Throws `PROVIDER_FAILED` for another provider's.
 */
export function landedOf(unit: Unit, contents: Contents, owner: string): Landed {
  const { ops } = readHandle(unit);
  const stands = (key: string, draft: Draft | null) => fitsDraft(draft, rawAt(contents, key)?.value ?? null);
  const ours = (side: 'before' | 'after') =>
    unit.changes.every((change) => standsAs(change, change[side], contents, owner));
  if (ops.every(({ key, put }) => stands(key, put)) && ours('after')) return 'after';
  return ops.every(({ key, before }) => stands(key, before)) && ours('before') ? 'before' : 'other';
}

/** Whether our values of a set are those of a state. */
function standsAs({ name, type }: UnitChange, state: SetState | null, contents: Contents, owner: string): boolean {
  const there = new Set(
    entriesOf(contents, name, type).flatMap((entry) => (entry.owner?.owner === owner ? [entry.value] : [])),
  );
  const wanted = (state?.values ?? []).filter(
    (value) => state !== null && Object.hasOwn(state.owners, value) && state.owners[value]?.owner === owner,
  );
  return wanted.length === there.size && wanted.every((value) => there.has(value));
}
