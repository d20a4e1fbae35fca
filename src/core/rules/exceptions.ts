import { upwards } from '../name.ts';
import type { ZonePattern } from '../provider-model.ts';

/** A pattern of names that a rule does not look at (validation 4). */
export type RuleException = Pick<ZonePattern, 'text' | 'exclude' | 'apex' | 'below' | 'matches'>;

/** The pattern that spares a name; undefined: none does, or one with `!` takes it back. */
export type FindException = (name: string) => RuleException | undefined;

/** Puts patterns in order, so that plain ones cost nothing, however many there are. */
export function indexExceptions(exceptions: readonly RuleException[]): FindException {
  if (exceptions.length === 0) return () => undefined;
  const at = new Map<string, RuleException>();
  const below = new Map<string, RuleException>();
  const others: RuleException[] = [];
  const excluded = exceptions.filter(({ exclude }) => exclude);
  for (const one of exceptions) {
    if (one.exclude) continue;
    if (one.apex !== undefined) at.set(one.apex, at.get(one.apex) ?? one);
    else if (one.below !== undefined) below.set(one.below, below.get(one.below) ?? one);
    else others.push(one);
  }
  const find = (name: string) => {
    for (const above of upwards(name)) {
      const one = at.get(above) ?? (above === name ? undefined : below.get(above));
      if (one !== undefined) return one;
    }
    return others.find((one) => one.matches(name));
  };
  return (name) => {
    const found = find(name);
    return found === undefined || excluded.some((one) => one.matches(name)) ? undefined : found;
  };
}
