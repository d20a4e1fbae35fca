import { type ActualIndex, isOurs, recordsAt } from './actual.ts';
import type { DesiredNames, Next } from './cname-loops.ts';
import type { ActualRecord, ProviderModel } from './provider-model.ts';
import type { DesiredSet } from './resolve-name.ts';

/** What a provider will hold, as far as CNAMEs go. */
export interface CnameView {
  readonly model: ProviderModel;
  readonly desired: DesiredNames;
  readonly actual: ActualIndex;
  readonly owner: string;
  /** Whether a record of ours that nobody claims stays all the same: its name is held, policies, protection. */
  readonly stays: (record: ActualRecord) => boolean;
}

/** Where CNAMEs lead, as one provider sees it: at other providers, in the order given, where it knows nothing of a name. */
export function followCnames(view: CnameView, others: readonly CnameView[]): Next {
  return (name) => {
    for (const one of [view, ...others]) {
      const answer = lookUp(one, name);
      if (answer !== null) return answer.target;
    }
    return undefined;
  };
}

/** What a provider will say about a name; null: it has nothing there. */
function lookUp(
  { model, desired, actual, owner, stays }: CnameView,
  name: string,
): { target: string | undefined } | null {
  const sets = desired.get(name) ?? [];
  const there = [...recordsAt(actual, name).values()].flat();
  if (sets.length > 0) {
    const stuck = sets.some(({ claims }) => (claims[0].claim.takeover ?? model.takeover) === 'evict')
      ? undefined
      : there.find((record) => record.type === 'CNAME' && !isOurs(record, owner));
    return { target: stuck?.value ?? cnameOf(sets) };
  }
  const staying = there.filter((record) => !isOurs(record, owner) || stays(record));
  if (staying.length === 0) return null;
  return { target: staying.find(({ type }) => type === 'CNAME')?.value };
}

function cnameOf(sets: readonly DesiredSet[]): string | undefined {
  return sets.find(({ type }) => type === 'CNAME')?.records[0]?.value;
}
