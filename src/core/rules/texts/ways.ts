import type { RuleReport } from './report.ts';

/** Why a fixed rule stays as it is. */
export const whyFixed =
  'it guards what cannot exist in DNS, or cannot be held by the provider, so that there is nothing to choose';

/** One way to change what a rule does. */
export interface WayToChange {
  /** What it is for: `switch it off`. */
  readonly purpose: string;
  /** A row of `rules:` in the configuration, or a key of a record of overrides. */
  readonly place: 'rules' | 'record';
  /** YAML in one line. */
  readonly yaml: string;
}

/** How a rule is switched, weighed, set and spared; empty for fixed rules. */
export function waysToChange(rule: Omit<RuleReport, 'what' | 'why' | 'fix'>): WayToChange[] {
  const { id, fixed, options, allow } = rule;
  if (fixed) return [];
  const inRules = (purpose: string, value: string): WayToChange => ({
    purpose,
    place: 'rules',
    yaml: `${id}: ${value}`,
  });
  return [
    rule.default === 'off' ? inRules('switch it on', 'warning') : inRules('switch it off', 'off'),
    rule.default === 'error' ? inRules('be warned only', 'warning') : inRules('hold what it finds', 'error'),
    ...options.map((option) => inRules(`set ${option.name}`, `{ ${option.name}: ${option.default} }`)),
    inRules('spare some names', '{ except: ["*.example.com"] }'),
    ...(allow ? [{ purpose: 'spare one record', place: 'record', yaml: `allow: [${id}]` } as const] : []),
  ];
}
