import { isOurs, recordsAt } from '../actual.ts';
import type { DesiredSet } from '../resolve-name.ts';
import { type ProviderView, standsAt } from './plan-view.ts';

/** Where the CNAME at a name leads; undefined: there is none. */
export type Next = (name: string) => string | undefined;

/** Where CNAMEs lead, as one provider sees it: at other providers, in the order given, where it knows nothing of a name. */
export function followCnames(view: ProviderView, others: readonly ProviderView[]): Next {
  const known = new Map<string, string | undefined>();
  return (name) => {
    if (known.has(name)) return known.get(name);
    for (const one of [view, ...others]) {
      const answer = lookUp(one, name);
      if (answer === null) continue;
      known.set(name, answer.target);
      return answer.target;
    }
    known.set(name, undefined);
    return undefined;
  };
}

/** What a provider will say about a name; null: it has nothing there. */
function lookUp(view: ProviderView, name: string): { target: string | undefined } | null {
  const { model, desired, actual, owner, stays } = view;
  const sets = desired.get(name) ?? [];
  const cnames = recordsAt(actual, name).get('CNAME') ?? [];
  if (sets.length > 0) {
    const stuck = sets.some(({ claims }) => (claims[0].claim.takeover ?? model.takeover) === 'evict')
      ? undefined
      : cnames.find((record) => !isOurs(record, owner));
    return { target: stuck?.value ?? cnameOf(sets) };
  }
  if (!standsAt(view, name)) return null;
  return { target: cnames.find((record) => !isOurs(record, owner) || stays(record))?.value };
}

function cnameOf(sets: readonly DesiredSet[]): string | undefined {
  return sets.find(({ type }) => type === 'CNAME')?.records[0]?.value;
}
