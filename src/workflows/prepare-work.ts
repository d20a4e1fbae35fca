import { indexActual } from '../core/actual.ts';
import type { Change } from '../core/plan.ts';
import { rebaseChanges } from '../core/rebase.ts';
import type { ProviderOutcome } from '../core/remember.ts';
import type { Execution } from './execute.ts';
import type { Project } from './project.ts';
import { readAgain } from './read-providers.ts';
import { maskTitle, type ProviderWork } from './run-units.ts';

/** What is to be done, on what the providers hold now, with what was read; or why it is no longer what was planned. */
export async function prepareWork(
  { config, filled, signal }: Project,
  { plan, providers }: Execution,
): Promise<
  | { readonly work: readonly ProviderWork[]; readonly records: ReadonlyMap<string, ProviderOutcome['records']> }
  | { readonly stale: readonly string[] }
> {
  const byProvider = groupByProvider(plan.changes);
  const changing = providers.filter(({ provider }) => byProvider.has(provider.name));
  const stale: string[] = [];
  const work: ProviderWork[] = [];
  const records = new Map<string, ProviderOutcome['records']>();
  for (const read of await readAgain(changing, signal)) {
    const { provider, state } = read;
    const rebased = rebaseChanges(byProvider.get(provider.name) ?? [], indexActual(state), config.owner);
    records.set(provider.name, state.records);
    if (!rebased.ok) stale.push(...rebased.stale);
    else {
      const units = provider.split(rebased.changes, state).map((unit) => maskTitle(unit, filled));
      work.push({ read, changes: rebased.changes, units });
    }
  }
  return stale.length > 0 ? { stale } : { work, records };
}

function groupByProvider(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(change.provider);
    if (group === undefined) groups.set(change.provider, [change]);
    else group.push(change);
  }
  return groups;
}
