import type { Claim } from '../../core/claim.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { shown } from '../../core/name.ts';

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
  };
}
