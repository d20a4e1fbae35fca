import { displayName, shown, upwards } from '../name.ts';
import { nearest } from '../nearest.ts';
import type { DesiredSet } from '../resolve-name.ts';
import { oddContact, oddIssuer } from './caa-value.ts';
import { desiredSets, landmarksOf, standingAt, standsAt } from './plan-view.ts';
import type { Finding, PlanRule, RecordRule } from './rule.ts';

/** What the value of a property is. */
type PropertyValue = 'issuer' | 'contact' | 'any';

/** The properties that are registered (RFC 8659 4.2-4.4, RFC 9495 3, IANA "Certification Authority Restriction Properties"). */
const properties: Readonly<Record<string, PropertyValue>> = {
  issue: 'issuer',
  issuewild: 'issuer',
  iodef: 'contact',
  contactemail: 'any',
  contactphone: 'any',
  issuemail: 'issuer',
  issuevmc: 'issuer',
};

const caaRule = (id: string, find: (caa: Caa, name: string) => ReturnType<RecordRule['check']>): RecordRule => ({
  id,
  severity: 'warning',
  fixed: false,
  scope: 'record',
  types: ['CAA'],
  check: ({ value }, { set }) => find(readCanonical(value), displayName(set.name)),
});

/** The flags are 0, or 128 for "critical"; the other bits are reserved (RFC 8659 4.1). */
export const caaFlags = caaRule('caa-flags', ({ flags, tag }, name) =>
  flags === 0 || flags === 128
    ? null
    : {
        message: `the CAA flags ${flags} of "${shown(tag)}" at ${name} have bits without a meaning`,
        hint: 'write 0, or 128, which is "critical": a CA that does not know the tag may issue nothing',
      },
);

/** The tag is one that is registered; an unknown one that is critical forbids every certificate (RFC 8659 4.1). */
export const caaTag = caaRule('caa-tag', ({ flags, tag }, name) => {
  if (Object.hasOwn(properties, tag)) return null;
  const near = nearest(tag, Object.keys(properties));
  const hint = near === undefined ? `the tags are ${Object.keys(properties).join(', ')}` : `did you mean ${near}?`;
  if ((flags & 128) === 0)
    return { message: `CAs ignore the CAA tag "${shown(tag)}" at ${name}, which none knows`, hint };
  const message = `the CAA tag "${shown(tag)}" at ${name} is unknown and critical: no CA may issue a certificate`;
  return { message, hint, severity: 'error' };
});

/** `issue` and its like name a CA with parameters, `iodef` says where to report (RFC 8659 4.2, 4.4). */
export const caaValue = caaRule('caa-value', ({ tag, value }, name) => {
  const kind = Object.hasOwn(properties, tag) ? properties[tag] : 'any';
  const odd = kind === 'issuer' ? oddIssuer(value) : kind === 'contact' ? oddContact(value) : null;
  return odd === null
    ? null
    : { message: `the CAA value "${shown(value)}" of ${tag} at ${name} ${odd.what}`, hint: odd.hint };
});

/**
 * A set that only says where to report forbids no CA anything (RFC 8659 4.4); where a wildcard exists, `issue` speaks for
 * it, too, unless `issuewild` does (4.3).
 */
export const caaIncomplete: PlanRule = {
  id: 'caa-incomplete',
  severity: 'off',
  fixed: false,
  scope: 'plan',
  *check({ views }) {
    for (const view of views) {
      const wild = new Set<string>();
      for (const wildcard of landmarksOf(view).wildcards) {
        if (!standsAt(view, wildcard)) continue;
        for (const above of upwards(wildcard)) {
          if (above === wildcard || !standingAt(view, above).has('CAA')) continue;
          wild.add(above);
          break;
        }
      }
      for (const set of desiredSets(view, caaOnly)) {
        const finding = incomplete(set, wild.has(set.name));
        if (finding === null) continue;
        yield { name: set.name, provider: view.model.name, claims: set.claims, ...finding };
      }
    }
  },
};

const caaOnly: ReadonlySet<string> = new Set(['CAA']);

function incomplete(set: DesiredSet, hasWildcard: boolean): Finding | null {
  const tags = set.records.map(({ value }) => readCanonical(value).tag);
  if (tags.every((tag) => Object.hasOwn(properties, tag) && properties[tag] !== 'issuer')) {
    return {
      message: `the CAA set of ${displayName(set.name)} names no CA, so that every CA may issue`,
      hint: 'add 0 issue "ca.example.net" with your CA, or 0 issue ";" for none',
    };
  }
  if (!hasWildcard || tags.includes('issuewild')) return null;
  return {
    message: `the CAA set of ${displayName(set.name)} does not say who may issue for the wildcard below it`,
    hint: 'add 0 issuewild "ca.example.net" with your CA, or 0 issuewild ";" for none',
  };
}

/** A CAA value taken apart. */
interface Caa {
  readonly flags: number;
  /** Lower case. */
  readonly tag: string;
  /** Without quotes and escapes. */
  readonly value: string;
}

/** Takes a canonical value apart: `0 issue "ca.example.net"`. */
function readCanonical(text: string): Caa {
  const first = text.indexOf(' ');
  const second = text.indexOf(' ', first + 1);
  const value = text.slice(second + 2, -1).replaceAll(/\\(["\\])/g, '$1');
  return { flags: Number(text.slice(0, first)), tag: text.slice(first + 1, second), value };
}
