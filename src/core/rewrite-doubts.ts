import type { ClaimMatch, NameDoubt, Rewrite } from './claim.ts';

/** How well a match fits what is known of a name in doubt: `maybe` where it asks for something that is not known. */
type Fit = 'yes' | 'maybe' | 'no';

/**
 * Names in doubt as ignores and patches leave them: dropped by an ignore that surely fits, moved where a patch moves the
 * claim, and held at both names where it is not known whether it would.
 */
export function rewriteDoubts(
  doubts: readonly NameDoubt[],
  rewrites: readonly Rewrite[],
  used: Set<Rewrite>,
): NameDoubt[] {
  return doubts.flatMap((doubt) => {
    let current: readonly NameDoubt[] = [doubt];
    for (const rewrite of rewrites) {
      if (current.some((one) => fitOf(rewrite.match, one) !== 'no')) {
        used.add(rewrite);
        current = current.flatMap((one) => rewriteOne(one, rewrite));
      }
    }
    return current;
  });
}

function rewriteOne(doubt: NameDoubt, { match, set }: Rewrite): NameDoubt[] {
  const fit = fitOf(match, doubt);
  if (fit === 'no') return [doubt];
  if (set === undefined) return fit === 'yes' ? [] : [doubt];
  if (set.name === undefined && set.providers === undefined && set.type === undefined) return [doubt];
  const { name = doubt.name, providers = doubt.providers, type = doubt.type } = set;
  const moved = {
    ...doubt,
    name,
    ...(providers === undefined ? {} : { providers }),
    ...(type === undefined ? {} : { type }),
  };
  return fit === 'yes' ? [moved] : [doubt, moved];
}

function fitOf(match: ClaimMatch, doubt: NameDoubt): Fit {
  const sure =
    (match.name?.(doubt.name) ?? true) &&
    (match.source?.(doubt.source) ?? true) &&
    (match.origin?.(doubt.origin) ?? true) &&
    (match.provider === undefined || (doubt.providers ?? []).includes(match.provider)) &&
    (match.types === undefined || doubt.type === undefined || match.types.includes(doubt.type));
  if (!sure) return 'no';
  const value = fitOfValues(match, doubt.values);
  if (value !== 'yes') return value;
  const unknown = match.grammars !== undefined || (match.types !== undefined && doubt.type === undefined);
  return unknown ? 'maybe' : 'yes';
}

function fitOfValues({ value }: ClaimMatch, values: readonly string[] | undefined): Fit {
  if (value === undefined) return 'yes';
  if (values === undefined || values.length === 0) return 'maybe';
  if (values.every(value)) return 'yes';
  return values.some(value) ? 'maybe' : 'no';
}
