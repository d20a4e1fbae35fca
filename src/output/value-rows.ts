import type { Change, SetState } from '../core/plan.ts';
import type { OwnerMark } from '../core/provider-model.ts';

/** What happens to a value of a set. */
export type ValueRow =
  | { readonly fate: 'added' | 'removed'; readonly value: string; readonly note: string }
  | { readonly fate: 'replaced'; readonly before: string; readonly after: string; readonly note: string }
  /** The value stays; whose it is, or its force, changes. */
  | { readonly fate: 'marked'; readonly value: string; readonly note: string }
  | { readonly fate: 'kept'; readonly value: string; readonly note: string; readonly ours: boolean };

function markOf(state: SetState | null, value: string): OwnerMark | undefined {
  return state !== null && Object.hasOwn(state.owners, value) ? state.owners[value] : undefined;
}

/** Whose a value is, in words; nothing for ours. */
function ownerWord(mark: OwnerMark | undefined, owner: string): string {
  if (mark === undefined) return 'by hand';
  return mark.owner === owner ? '' : mark.owner;
}

function joined(...notes: readonly string[]): string {
  return notes.filter((note) => note !== '').join(', ');
}

function forceNote(before: OwnerMark | undefined, after: OwnerMark | undefined): string {
  const was = before?.force ?? false;
  const is = after?.force ?? false;
  return was === is ? '' : `force ${was ? 'on' : 'off'} → ${is ? 'on' : 'off'}`;
}

/** Whose the value was and becomes; empty when nothing about it changes. */
function markChange(before: OwnerMark | undefined, after: OwnerMark | undefined, owner: string): string {
  if (before?.owner === after?.owner) return forceNote(before, after);
  const from = ownerWord(before, owner) || 'ours';
  const to = ownerWord(after, owner) || 'ours';
  return joined(`${from} → ${to}`, after?.force === true ? 'forced' : '');
}

function addedNote(mark: OwnerMark | undefined, owner: string): string {
  return joined(ownerWord(mark, owner), mark?.owner === owner && mark.force === true ? 'forced' : '');
}

/** What two values of a type have in common when one is the other's successor; undefined: nothing but their order. */
function kinship(type: string, value: string): string | undefined {
  if (type === 'TXT') return /^(?:v=[^\s;]+|[^\s;=]+)/.exec(value)?.[0] ?? '';
  if (type === 'MX' || type === 'SRV') return value.slice(value.lastIndexOf(' ') + 1);
  if (type === 'CAA') return value.slice(0, value.indexOf('"'));
  return undefined;
}

interface Pairs {
  readonly pairs: readonly (readonly [before: string, after: string])[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Puts old and new values together: by kinship first, the others in order when there are as many of them. */
function paired(type: string, removed: readonly string[], added: readonly string[]): Pairs {
  const successors = new Map<string, string[]>();
  for (const value of added) {
    const key = kinship(type, value);
    if (key === undefined) break;
    const known = successors.get(key);
    if (known === undefined) successors.set(key, [value]);
    else known.push(value);
  }
  const pairs: (readonly [string, string])[] = [];
  const gone: string[] = [];
  const taken = new Set<string>();
  for (const value of removed) {
    const candidates = successors.get(kinship(type, value) ?? '');
    const after = candidates?.length === 1 ? candidates.pop() : undefined;
    if (after === undefined) gone.push(value);
    else {
      pairs.push([value, after]);
      taken.add(after);
    }
  }
  const fresh = added.filter((value) => !taken.has(value));
  if (type === 'TXT' || gone.length !== fresh.length) return { pairs, removed: gone, added: fresh };
  for (const [index, before] of gone.entries()) pairs.push([before, fresh[index] ?? '']);
  return { pairs, removed: [], added: [] };
}

/** The values of a change, what changes first; `owner` is the plan's. */
export function valueRows(change: Change, owner: string): ValueRow[] {
  const { before, after } = change;
  const old = new Set(before?.values);
  const now = new Set(after?.values);
  const isOurs = (state: SetState | null, value: string): boolean => markOf(state, value)?.owner === owner;
  const gone = [...old].filter((value) => !now.has(value));
  const fresh = [...now].filter((value) => !old.has(value));
  const pairable = gone.filter((value) => isOurs(before, value));
  const { pairs, removed, added } = paired(change.type, pairable, fresh);
  const rows: ValueRow[] = [];
  for (const [from, to] of pairs) {
    rows.push({
      fate: 'replaced',
      before: from,
      after: to,
      note: markChange(markOf(before, from), markOf(after, to), owner),
    });
  }
  const leaving = new Set([...removed, ...gone.filter((value) => !isOurs(before, value))]);
  for (const value of gone) {
    if (leaving.has(value)) rows.push({ fate: 'removed', value, note: ownerWord(markOf(before, value), owner) });
  }
  for (const value of added) rows.push({ fate: 'added', value, note: addedNote(markOf(after, value), owner) });
  const kept: ValueRow[] = [];
  for (const value of now) {
    if (!old.has(value)) continue;
    const note = markChange(markOf(before, value), markOf(after, value), owner);
    if (note !== '') rows.push({ fate: 'marked', value, note });
    else kept.push({ fate: 'kept', value, note: ownerWord(markOf(after, value), owner), ours: isOurs(after, value) });
  }
  return [...rows, ...kept];
}
