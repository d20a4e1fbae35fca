import { displayName, labelsOf, parentOf, upwards } from '../name.ts';
import { recordTypeOf } from '../record-types.ts';
import { addressInName, findOdd, hyphenLabel } from './name-text.ts';
import type { Finding, RecordRule, RuleContext } from './rule.ts';

/** Types whose values name another host. */
const targetTypes = ['CNAME', 'NS', 'PTR', 'MX', 'SRV', 'HTTPS', 'SVCB'];
/** Types whose targets are names of hosts (RFC 1123 2.1, RFC 5321 2.3.5). */
const hostTargetTypes = ['MX', 'NS', 'SRV'];
/** Types in which the root says something: no mail, no service, the owner itself (RFC 7505, RFC 2782, RFC 9460 2.5). */
const rootTypes: ReadonlySet<string> = new Set(['MX', 'SRV', 'HTTPS', 'SVCB']);

/** What a rule says of one target. */
type CheckTarget = (target: string, context: RuleContext) => Finding | null;

function targetRule(
  id: string,
  severity: RecordRule['severity'],
  check: CheckTarget,
  types: readonly string[] = targetTypes,
): RecordRule {
  return {
    id,
    severity,
    fixed: false,
    scope: 'record',
    types,
    check: ({ value }, context) => {
      for (const target of recordTypeOf(context.set.type)?.targets(value) ?? []) {
        const found = check(target, context);
        if (found !== null) return found;
      }
      return null;
    },
  };
}

/** The record, for messages: `app.example.com CNAME`. */
function record({ set }: RuleContext): string {
  return `${displayName(set.name)} ${set.type}`;
}

/** A target is a name, not an address (RFC 2181 10.3). */
export const targetIsAddress = targetRule('target-is-address', 'error', (target, context) => {
  const found = addressInName(target);
  if (found === undefined) return null;
  const hint =
    context.set.type === 'CNAME'
      ? `use type ${found.type}`
      : `name the host, and give it a record of type ${found.type}`;
  return { message: `${record(context)} points at the address ${found.address}, where a name belongs`, hint };
});

/** Characters of a host name. */
const hostCharacter = /[a-z0-9_-]/;

/**
 * Targets of MX, NS and SRV are host names: letters, digits, inner hyphens (RFC 1123 2.1, RFC 5321 2.3.5); an underscore
 * is a warning. A `*` is `target-wildcard`.
 */
export const targetHost = targetRule(
  'target-host',
  'error',
  (target, context) => {
    if (target.includes('*') || addressInName(target) !== undefined) return null;
    const what = `the target ${displayName(target)} of ${record(context)}`;
    const odd = /[^a-z0-9_.-]/.test(target) ? findOdd(target, hostCharacter) : undefined;
    if (odd !== undefined) {
      return {
        message: `${what} has ${odd.text} at place ${odd.place} of the label "${odd.label}", which the name of a host cannot have`,
        hint: 'use letters, digits and hyphens',
      };
    }
    const label = hyphenLabel(target);
    if (label !== undefined) {
      return {
        message: `${what} has the label "${label}", which begins or ends with a hyphen`,
        hint: 'hyphens stand inside a label only',
      };
    }
    return target.includes('_')
      ? {
          message: `${what} has an underscore, which the name of a host should not have`,
          hint: 'some software refuses it; name the host without',
          severity: 'warning',
        }
      : null;
  },
  hostTargetTypes,
);

/** No `*` in a target: it stands for itself there, and nothing is called so. */
export const targetWildcard = targetRule('target-wildcard', 'error', (target, context) =>
  target.includes('*')
    ? {
        message: `${record(context)} points at ${displayName(target)}: a "*" stands for itself in a target`,
        hint: 'name one host',
      }
    : null,
);

/** The root is a target only where it says that there is none, or the owner itself. */
export const targetRoot = targetRule('target-root', 'error', (target, context) =>
  target === '.' && !rootTypes.has(context.set.type)
    ? {
        message: `${record(context)} points at ".", the root of DNS, which is no host`,
        hint: 'name a host, or remove the record',
      }
    : null,
);

/** A target has a dot, unless it is the apex of a zone that is configured. */
export const targetSingleLabel = targetRule('target-single-label', 'warning', (target, context) => {
  if (target === '.' || target === '*' || labelsOf(target).length > 1 || context.apexes.has(target)) return null;
  if (addressInName(target) !== undefined) return null;
  const meant = `${target}.${zoneOf(context)}`;
  return {
    message: `${record(context)} points at ${displayName(target)}, which is a top-level name`,
    hint: `targets are absolute here: did you mean ${displayName(meant)}?`,
  };
});

/** The zone that holds the set, or else the name above it. */
function zoneOf({ set, zones }: RuleContext): string {
  for (const at of upwards(set.name)) if (at !== '.' && zones.has(at)) return at;
  const parent = parentOf(set.name) ?? '.';
  return parent === '.' ? 'example.com' : parent;
}
