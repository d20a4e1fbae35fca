import { isOurs, recordsAt } from '../actual.ts';
import { compareText } from '../diagnostic.ts';
import { parentOf, upwards } from '../name.ts';
import { nearest } from '../nearest.ts';
import { recordTypeOf } from '../record-types.ts';
import { desiredSets, isHandedOver, namesOf, type PlanViews, type ProviderView, standsAt } from './plan-view.ts';
import type { PlanFinding, PlanRule } from './rule.ts';

/** A target inside a zone that was read has some record, or a wildcard over it. */
export const targetMissing: PlanRule = {
  id: 'target-missing',
  severity: 'warning',
  fixed: false,
  scope: 'plan',
  *check(all) {
    const nearestTo = nearestNames(all);
    const missing = danglingOf(all).filter(({ what }) => what === 'missing');
    for (const { pointer, target } of missing.sort((one, other) => compareText(one.target, other.target))) {
      const near = nearestTo(target, pointer.name);
      yield {
        ...pointer,
        message: `${pointer.name} points at ${target}, which nobody has`,
        hint: near === undefined ? 'is it misspelt, or yet to be added?' : `is it misspelt? did you mean ${near}?`,
      };
    }
  },
};

/** No record that stays points at a name whose last record this plan deletes. */
export const targetDeleted: PlanRule = {
  id: 'target-deleted',
  severity: 'warning',
  fixed: false,
  scope: 'plan',
  *check(all) {
    for (const { pointer, target, what } of danglingOf(all)) {
      if (what !== 'deleted') continue;
      yield {
        ...pointer,
        message: `${pointer.name} points at ${target}, whose last record this plan deletes`,
        hint: `point it elsewhere, or keep ${target}: nothing claims it any more`,
        alsoHeld: target,
      };
    }
  },
};

/** A record of ours that leads to a name where nothing will stand. */
interface Dangling {
  readonly pointer: Pick<PlanFinding, 'name' | 'provider' | 'claims'>;
  readonly target: string;
  /** Whether something of ours stands there until now. */
  readonly what: 'missing' | 'deleted';
}

const found = new WeakMap<PlanViews, readonly Dangling[]>();

/** Worked out once for both rules. */
function danglingOf(all: PlanViews): readonly Dangling[] {
  const dangling = found.get(all) ?? [...findDangling(all)];
  found.set(all, dangling);
  return dangling;
}

function* findDangling(all: PlanViews): Generator<Dangling> {
  const known = new Map<string, ReturnType<typeof whatIsAt>>();
  for (const view of all.views) {
    for (const set of desiredSets(view)) {
      const targetsOf = recordTypeOf(set.type)?.targets;
      if (targetsOf === undefined) continue;
      for (const { value, claims } of set.records) {
        for (const target of targetsOf(value)) {
          if (target === '.' || target === set.name) continue;
          const what = known.get(target) ?? whatIsAt(target, all);
          known.set(target, what);
          if (what === 'something') continue;
          yield { pointer: { name: set.name, provider: view.model.name, claims }, target, what };
        }
      }
    }
  }
}

/** `something` where anything stands or is not known to be absent: no zone of ours, a zone that was not read. */
function whatIsAt(name: string, all: PlanViews): 'something' | Dangling['what'] {
  const holders = all.holdersOf(name);
  if (holders.length === 0 || holders.some(({ isRead, isClaimed }) => !isRead || isClaimed(name))) return 'something';
  if (
    holders.some(
      (view) => standsAt(view, name) || isUnderWildcard(view, name) || isHandedOver(view, name, ['NS', 'DNAME']),
    )
  ) {
    return 'something';
  }
  return holders.some((view) => hasOurs(view, name)) ? 'deleted' : 'missing';
}

function isUnderWildcard(view: ProviderView, name: string): boolean {
  for (const above of upwards(name)) {
    if (above !== name && standsAt(view, above === '.' ? '*' : `*.${above}`)) return true;
  }
  return false;
}

function hasOurs(view: ProviderView, name: string): boolean {
  return [...recordsAt(view.actual, name).values()].flat().some((record) => isOurs(record, view.owner));
}

/** Names that are looked through for the one that was meant. */
const mostNeighbours = 1000;
/** Missing targets for which that is done: with more of them something else is wrong. */
const mostSearches = 20;

/** The name beside a missing one that was probably meant; never the one that points there. */
function nearestNames({ views }: PlanViews): (name: string, pointer: string) => string | undefined {
  let byParent: Map<string, string[]> | undefined;
  const known = new Map<string, string | undefined>();
  return (name, pointer) => {
    const key = `${name} ${pointer}`;
    if (known.has(key) || known.size >= mostSearches) return known.get(key);
    byParent ??= indexByParent(views);
    const parent = parentOf(name) ?? '.';
    const beside = (byParent.get(parent) ?? []).sort().slice(0, mostNeighbours);
    byParent.set(parent, beside);
    const near = nearest(
      name,
      beside.filter((one) => one !== pointer),
    );
    known.set(key, near);
    return near;
  };
}

function indexByParent(views: readonly ProviderView[]): Map<string, string[]> {
  const byParent = new Map<string, string[]>();
  for (const view of views) {
    for (const name of namesOf(view)) {
      const parent = parentOf(name) ?? '.';
      const list = byParent.get(parent);
      if (list === undefined) byParent.set(parent, [name]);
      else list.push(name);
    }
  }
  return byParent;
}
