import type { Claim, Rewrite } from '../claim.ts';
import type { PlanTrace } from '../make-plan.ts';
import { type RewrittenClaim, rewriteClaims } from '../rewrite-claims.ts';
import type { RewriteStep } from './explanation.ts';

/** Every ignore and patch that fits a claim, one at a time, each seen with the result of the one before. */
export function explainRewrites(raw: Claim, { gathered, rewritten }: PlanTrace): RewriteStep[] {
  if (!rewritten.touched.has(raw)) return [];
  const steps: RewriteStep[] = [];
  applyInTurn([raw], gathered.rewrites, steps);
  return steps;
}

/** The claims after the rewrites; none where one of them drops or breaks it, which ends its story. Looks only where some fit. */
function applyInTurn(claims: readonly Claim[], rewrites: readonly Rewrite[], steps: RewriteStep[]): readonly Claim[] {
  const [rewrite] = rewrites;
  if (rewrite === undefined || claims.length === 0) return claims;
  const done = rewriteClaims(claims, [], rewrites, false);
  if (done.touched.size === 0) return claims;
  if (rewrites.length > 1) {
    const middle = rewrites.length >> 1;
    return applyInTurn(applyInTurn(claims, rewrites.slice(0, middle), steps), rewrites.slice(middle), steps);
  }
  const [broken] = done.doubts;
  steps.push({
    kind: rewrite.set === undefined ? 'ignore' : 'patch',
    origin: rewrite.origin,
    ...(rewrite.at?.() ?? {}),
    changes: changesOf(done.claims, claims.length),
    ...(broken === undefined ? {} : { broken: broken.detail }),
  });
  return rewrite.set === undefined || broken !== undefined ? [] : done.claims.map(({ claim }) => claim);
}

/** What tells the claims after a patch from those before; a change of some of several says of which. */
function changesOf(claims: readonly RewrittenClaim[], count: number): string[] {
  const pieces = new Map<Claim, Claim[]>();
  for (const { raw, claim } of claims) {
    const after = pieces.get(raw);
    if (after === undefined) pieces.set(raw, [claim]);
    else after.push(claim);
  }
  const found = new Map<string, string[]>();
  for (const [before, after] of pieces) {
    for (const change of differences(before, after)) {
      const values = found.get(change);
      if (values === undefined) found.set(change, [before.value]);
      else values.push(before.value);
    }
  }
  return [...found].map(([change, values]) =>
    values.length === count || change.startsWith('value: ') ? change : `${change} (of ${values.join(', ')})`,
  );
}

const patchable = ['name', 'type', 'ttl', 'providers', 'force', 'priority', 'adopt', 'policy', 'attributes'] as const;

/** What tells the claims that a patch makes of one from that one, as texts. */
function differences(before: Claim, after: readonly Claim[]): string[] {
  const [first] = after;
  if (first === undefined) return [];
  const values = after.map(({ value }) => value).join(', ');
  return [
    ...patchable.flatMap((key) => {
      const [was, is] = [textOf(before[key]), textOf(first[key])];
      return was === is ? [] : [`${key}: ${was} → ${is}`];
    }),
    ...(values === before.value ? [] : [`value: ${before.value} → ${values}`]),
  ];
}

function textOf(value: Claim[(typeof patchable)[number]]): string {
  if (value === undefined) return 'not said';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.length === 0 ? 'none' : entries.map(([key, one]) => `${key} ${String(one)}`).join(', ');
}
