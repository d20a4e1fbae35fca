import type { Attributes, Claim, ClaimMatch, ClaimPatch, NameDoubt, Rewrite } from './claim.ts';
import type { Diagnostic } from './diagnostic.ts';
import { nearest } from './nearest.ts';
import { inferType, recordTypeOf } from './record-types.ts';
import { rewriteDoubts } from './rewrite-doubts.ts';
import { originOf, placeOf, relatedTo } from './work-claim.ts';

/** A claim before and after the overrides' rewrites. */
export interface RewrittenClaim {
  readonly raw: Claim;
  readonly claim: Claim;
}

/** Claims as overrides leave them. */
export interface Rewritten {
  readonly claims: readonly RewrittenClaim[];
  /** Claims as the sources said them that an ignore or a patch fits. */
  readonly touched: ReadonlySet<Claim>;
  readonly doubts: readonly NameDoubt[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Applies ignores, then patches, in file order, to all claims that are not overrides themselves (sources 4). */
export function rewriteClaims(
  claims: readonly Claim[],
  doubts: readonly NameDoubt[],
  rewrites: readonly Rewrite[],
  reportUnused: boolean,
): Rewritten {
  if (rewrites.length === 0) {
    return { claims: claims.map((claim) => ({ raw: claim, claim })), touched: new Set(), doubts, diagnostics: [] };
  }
  const used = new Set<Rewrite>();
  const touched = new Set<Claim>();
  const rewritten: RewrittenClaim[] = [];
  const broken: NameDoubt[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const raw of claims) {
    const outcome = raw.class === 'override' ? [raw] : rewriteOne(raw, rewrites, used, diagnostics);
    if (outcome === null || 'detail' in outcome || outcome.length !== 1 || outcome[0] !== raw) touched.add(raw);
    if (outcome === null) continue;
    if ('detail' in outcome) for (const name of new Set([raw.name, outcome.name])) broken.push({ ...outcome, name });
    else for (const claim of outcome) rewritten.push({ raw, claim });
  }
  const left = rewriteDoubts(doubts, rewrites, used);
  if (reportUnused) diagnostics.push(...unused(rewrites, used, claims));
  return { claims: rewritten, touched, doubts: [...left, ...broken], diagnostics };
}

/** The claims it becomes; null: ignored; a doubt: a patch broke it. */
function rewriteOne(
  raw: Claim,
  rewrites: readonly Rewrite[],
  used: Set<Rewrite>,
  diagnostics: Diagnostic[],
): Claim[] | NameDoubt | null {
  let current: Claim[] = [raw];
  for (const rewrite of rewrites) {
    const next: Claim[] = [];
    for (const claim of current) {
      if (!matches(rewrite.match, claim)) {
        next.push(claim);
        continue;
      }
      used.add(rewrite);
      if (rewrite.set === undefined) return null;
      const patched = patch(claim, rewrite.set, rewrite, diagnostics);
      if ('detail' in patched) return patched;
      next.push(...patched);
    }
    current = next;
  }
  return current;
}

function matches(match: ClaimMatch, claim: Claim): boolean {
  return (
    (match.name === undefined || match.name(claim.name)) &&
    (match.types === undefined || match.types.includes(claim.type)) &&
    (match.source === undefined || match.source(claim.source)) &&
    (match.origin === undefined || claim.origins.some(match.origin)) &&
    (match.value === undefined || match.value(claim.value)) &&
    (match.provider === undefined || (claim.providers ?? []).includes(match.provider)) &&
    (match.grammars === undefined || (claim.grammar !== undefined && match.grammars.includes(claim.grammar)))
  );
}

function patch(claim: Claim, set: ClaimPatch, rewrite: Rewrite, diagnostics: Diagnostic[]): Claim[] | NameDoubt {
  const { values, name, type: wantedType, ttl, providers, force, priority, adopt, policy, attributes } = set;
  const done: Claim[] = [];
  const changed: Claim = {
    ...claim,
    origins: [...claim.origins, rewrite.origin],
    ...(name === undefined ? {} : { name }),
    ...(ttl === undefined ? {} : { ttl }),
    ...(providers === undefined ? {} : { providers }),
    ...(force === undefined ? {} : { force }),
    ...(priority === undefined ? {} : { priority }),
    ...(adopt === undefined ? {} : { adopt }),
    ...(policy === undefined ? {} : { policy }),
    ...(attributes === undefined ? {} : { attributes: mergeAttributes(claim.attributes, attributes) }),
  };
  for (const text of values ?? [claim.value]) {
    const type = wantedType ?? (values === undefined ? claim.type : retyped(claim.type, text));
    const read = recordTypeOf(type)?.read(text) ?? null;
    if (read?.ok === true) {
      done.push({ ...changed, type, value: read.value });
      continue;
    }
    const why = read === null ? `there is no record type ${type} here` : read.message;
    const patchPlace = rewrite.at?.();
    diagnostics.push({
      code: read === null ? 'type-unsupported' : read.rule,
      severity: 'error',
      message: `the patch ${rewrite.origin} makes the claim of ${originOf(claim)} invalid: ${why}`,
      hint: 'change the patch, or narrow its match',
      name: claim.name,
      ...placeOf(claim),
      ...(patchPlace ?? {}),
      related:
        patchPlace === undefined
          ? [{ message: 'the patch', origin: rewrite.origin }]
          : [relatedTo(claim, 'the claim that it changes')],
    });
    return {
      kind: 'name',
      name: changed.name,
      type: claim.type,
      values: [claim.value],
      reason: 'invalid',
      detail: why,
      source: claim.source,
      origin: originOf(claim),
      ...(changed.providers === undefined ? {} : { providers: changed.providers }),
    };
  }
  return done;
}

/** Types among which a value without a type decides: where a name leads. */
const leading = new Set(['A', 'AAAA', 'CNAME']);

/** The type of a claim whose value is patched: it stays, but an address may become another address or a CNAME. */
function retyped(type: string, text: string): string {
  return leading.has(type) ? (inferType(text) ?? type) : type;
}

/** By key; null removes. */
function mergeAttributes(
  attributes: Attributes | undefined,
  changes: Readonly<Record<string, string | number | boolean | null>>,
): Attributes {
  const merged = new Map(Object.entries(attributes ?? {}));
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) merged.delete(key);
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

function unused(rewrites: readonly Rewrite[], used: ReadonlySet<Rewrite>, claims: readonly Claim[]): Diagnostic[] {
  const names = new Set(claims.map(({ name }) => name));
  return rewrites
    .filter((rewrite) => !used.has(rewrite))
    .map((rewrite) => {
      const near = rewrite.matchText === '' ? undefined : nearest(rewrite.matchText, names);
      return {
        code: 'OVERRIDE_UNUSED',
        severity: 'warning',
        message: `${rewrite.set === undefined ? 'this ignore' : 'this patch'} matches no claim of any other source`,
        hint: near === undefined ? 'remove it, or correct its match' : `did you mean ${near}?`,
        origin: rewrite.origin,
        ...(rewrite.at?.() ?? {}),
      };
    });
}
