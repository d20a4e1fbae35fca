import type { Claim } from '../../core/claim.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { shown } from '../../core/name.ts';
import { relatedTo } from '../../core/work-claim.ts';
import type { PlacedValue } from './record-values.ts';
import type { Finding, OverridesReport } from './report.ts';

/** The values of one list, each once; a value that stands there twice, in whatever spelling, is told unless that is allowed. */
export function withoutDoubles(
  values: readonly PlacedValue[],
  name: string | undefined,
  isAllowed: boolean,
  report: OverridesReport,
): readonly PlacedValue[] {
  const first = new Map<string, PlacedValue>();
  for (const one of values) {
    const key = `${one.type} ${one.value}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, one);
    else if (!isAllowed) report.add(double(known, one, name, report), one.path);
  }
  return first.size === values.length ? values : [...first.values()];
}

function double(known: PlacedValue, one: PlacedValue, name: string | undefined, report: OverridesReport): Finding {
  const spellings = [known, one].map(({ written }) => `"${shown(written)}"`);
  return {
    code: 'duplicate-value',
    severity: 'warning',
    message: `the list says one value twice: ${spellings.join(' and ')}`,
    hint: 'remove one of the two',
    ...(name === undefined ? {} : { name }),
    related: [{ message: 'said here first', ...report.placeAt(known.path)() }],
  };
}

/** Claims without needless repetition, and what was found twice. */
export interface Distinct {
  readonly claims: readonly Claim[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds equal name, type and value said twice (sources 4). The second stays only where it adds something: another file's
 * origin, other providers, or a TTL that contradicts the first.
 */
export function findDuplicates(claims: readonly Claim[]): Distinct {
  const first = new Map<string, Claim>();
  const kept: Claim[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const claim of claims) {
    const key = `${claim.name} ${claim.type} ${claim.value}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, claim);
    if (known === undefined || !shareProvider(known, claim)) {
      kept.push(claim);
      continue;
    }
    diagnostics.push(duplicate(known, claim));
    if (known.origins[0] !== claim.origins[0] || known.ttl !== claim.ttl) kept.push(claim);
  }
  return { claims: kept, diagnostics };
}

/** Whether both surely go to one provider; where one is routed and the other is not, nobody knows yet. */
function shareProvider({ providers: one }: Claim, { providers: other }: Claim): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.some((name) => other.includes(name));
}

function duplicate(known: Claim, claim: Claim): Diagnostic {
  const [at, before] = [claim.at?.(), known.at?.()];
  const where = before === undefined ? '' : `, also at ${before.file}:${before.line}:${before.column}`;
  return {
    code: 'OVERRIDE_DUPLICATE',
    severity: 'warning',
    message: `${claim.name} ${claim.type} ${shown(claim.value)} is said twice${where}`,
    hint: 'remove one of the two',
    name: claim.name,
    ...(claim.origins[0] === undefined ? {} : { origin: claim.origins[0] }),
    ...at,
    related: [relatedTo(known, 'said here first')],
  };
}
