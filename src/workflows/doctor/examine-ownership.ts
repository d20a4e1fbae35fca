import { isOurs } from '../../core/actual.ts';
import type { Check } from '../../core/examination.ts';
import type { AppliedValue, Memory } from '../../core/memory.ts';
import type { ActualRecord } from '../../core/provider-model.ts';
import { counted, finding, passed, subjectOf } from './findings.ts';

type Value = Pick<AppliedValue, 'name' | 'type' | 'value'>;

/** Values that one message lists. */
const listed = 5;

/**
 * Compares what the lockfile remembers as written with whose it is at the provider. A value of ours that lost its owner is
 * nobody's from then on (settled 19); one that nobody remembers may be another installation's with the same owner
 * (semantics 4).
 */
export function examineOwnership(
  provider: string,
  records: readonly ActualRecord[],
  memory: Memory | null,
  owner: string,
): Check[] {
  const about = subjectOf('ownership', provider);
  const applied = memory !== null && Object.hasOwn(memory.applied, provider) ? (memory.applied[provider] ?? []) : [];
  const remembered = new Set(applied.map(keyOf));
  const ours = records.filter((record) => isOurs(record, owner));
  const oursByKey = new Set(ours.map(keyOf));
  const lost = records.filter((one) => {
    const key = keyOf(one);
    return one.owner === null && remembered.has(key) && !oursByKey.has(key);
  });
  const unknown = ours.filter((one) => !remembered.has(keyOf(one)));
  const checks: Check[] = [];
  if (lost.length > 0) {
    const message = `${counted(lost.length, 'value')} that we wrote ${lost.length === 1 ? 'has' : 'have'} no owner any more: ${list(lost)}`;
    const names = [...new Set(lost.map(({ name }) => name))];
    const again = names.slice(0, listed).join(',');
    const hint = `they count as made by hand and are never deleted; to get them back: dns-sync plan --adopt ${again}`;
    checks.push(finding(about, { code: 'OWNERSHIP_LOST', severity: 'warning', message, hint }));
  }
  if (unknown.length > 0) {
    const message = `${counted(unknown.length, 'value')} of the owner ${owner} ${unknown.length === 1 ? 'is' : 'are'} not in the lockfile: ${list(unknown)}`;
    const hint =
      memory === null
        ? 'there was a lockfile: restore it from Git. Or another installation has the same owner: give each its own'
        : "does another installation have the same owner? They delete one another's records: give each its own. Or the lockfile is an older one: restore the latest from Git";
    checks.push(finding(about, { code: 'OWNERSHIP_UNREMEMBERED', severity: 'warning', message, hint }));
  }
  if (checks.length > 0) return checks;
  if (ours.length === 0) return [passed(about, `no value of the owner ${owner} there`)];
  return [passed(about, `${counted(ours.length, 'value')} of the owner ${owner}, all of them in the lockfile`)];
}

function keyOf({ name, type, value }: Value): string {
  return `${name} ${type} ${value}`;
}

function list(values: readonly Value[]): string {
  const more = values.length > listed ? ` and ${values.length - listed} more` : '';
  return `${values.slice(0, listed).map(keyOf).join(', ')}${more}`;
}
