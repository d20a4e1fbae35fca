import type { Claim } from '../../core/claim.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { hostsReport } from './report.ts';

/** Claims without needless repetition, and what was found twice. */
export interface Distinct {
  readonly claims: readonly Claim[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds equal name, type and value said twice. The second stays only when another file says it: the record then has two origins. */
export function distinctClaims(claims: readonly Claim[]): Distinct {
  const first = new Map<string, Claim>();
  const kept: Claim[] = [];
  const report = hostsReport();
  const origins = new Set<string>();
  for (const claim of claims) {
    const key = `${claim.name} ${claim.value}`;
    const origin = `${claim.origins[0]} ${claim.value}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, claim);
    else report.add(duplicate(known, claim));
    if (!origins.has(origin)) kept.push(claim);
    origins.add(origin);
  }
  return { claims: kept, diagnostics: report.all() };
}

function duplicate(known: Claim, claim: Claim): Diagnostic {
  const before = known.at?.();
  const where = before === undefined ? '' : `, also at ${before.file}:${before.line}:${before.column}`;
  return {
    code: 'HOSTS_DUPLICATE',
    severity: 'info',
    message: `${claim.name} ${claim.type} ${claim.value} is said twice${where}`,
    hint: 'remove one of the two',
    name: claim.name,
    ...(claim.origins[0] === undefined ? {} : { origin: claim.origins[0] }),
    ...claim.at?.(),
  };
}
