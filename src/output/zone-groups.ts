import { compareText } from '../core/diagnostic.ts';
import { treeKey } from '../core/name.ts';
import type { Change } from '../core/plan.ts';

/** Zone apexes by provider. */
export type ZonesByProvider = Readonly<Record<string, readonly string[]>>;

/** The changes of one zone at one provider, in the order of the name tree. */
export interface ChangeGroup {
  readonly provider: string;
  /** Null: in none of the provider's zones. */
  readonly zone: string | null;
  readonly changes: readonly Change[];
}

/** The apex nearest above the name, or the name itself; null when it lies in none of them. */
export function zoneOf(name: string, apexes: ReadonlySet<string>): string | null {
  if (apexes.has(name)) return name;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    if (name.charAt(dot - 1) !== '\\' && apexes.has(name.slice(dot + 1))) return name.slice(dot + 1);
  }
  return apexes.has('.') ? '.' : null;
}

function compareGroups(left: ChangeGroup, right: ChangeGroup): number {
  if (left.provider !== right.provider) return compareText(left.provider, right.provider);
  if (left.zone === null || right.zone === null) return left.zone === right.zone ? 0 : left.zone === null ? 1 : -1;
  return compareText(treeKey(left.zone), treeKey(right.zone));
}

function inTreeOrder(changes: readonly Change[]): Change[] {
  return changes
    .map((change) => ({ change, key: treeKey(change.name) }))
    .sort((left, right) => compareText(left.key, right.key) || compareText(left.change.type, right.change.type))
    .map(({ change }) => change);
}

/** The changes by provider and zone. A plan keeps them in apply order, which is not the order people look for names in. */
export function groupChanges(changes: readonly Change[], zones: ZonesByProvider): ChangeGroup[] {
  const apexes = new Map(Object.entries(zones).map(([provider, names]) => [provider, new Set(names)]));
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const zone = zoneOf(change.name, apexes.get(change.provider) ?? new Set());
    const key = JSON.stringify([change.provider, zone]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups]
    .map(([key, members]): ChangeGroup => {
      const [provider, zone] = JSON.parse(key) as [string, string | null];
      return { provider, zone, changes: inTreeOrder(members) };
    })
    .sort(compareGroups);
}
