import { displayName, readName, shown } from '../name.ts';
import { isTtl, maxTtl } from '../ttl.ts';
import { originOf, type WorkClaim } from '../work-claim.ts';
import type { RecordRule, SetRule } from './rule.ts';

/** The TTL is a number DNS can carry (RFC 2181 8). */
export const ttlRange: SetRule = {
  id: 'ttl-range',
  severity: 'error',
  fixed: true,
  scope: 'set',
  passThrough: true,
  check: ({ set }) => {
    const bad = set.claims.find(({ ttl }) => !isTtl(ttl));
    return bad === undefined
      ? null
      : {
          message: `the TTL ${bad.ttl} of ${displayName(set.name)} ${set.type} is not a whole number from 0 to ${maxTtl}`,
          hint: 'write seconds, such as 300, or 5m',
        };
  },
};

/** The TTL is not below `min`. */
export const ttlLow: RecordRule = {
  id: 'ttl-low',
  severity: 'warning',
  fixed: false,
  scope: 'record',
  options: { min: { default: 30, most: maxTtl, what: 'seconds that a TTL has at least' } },
  check: ({ claims: [{ ttl }] }, { set }, { min = 30 }) =>
    isTtl(ttl) && ttl < min
      ? {
          message: `the TTL of ${displayName(set.name)} ${set.type} is ${ttl === 1 ? '1 second' : `${ttl} seconds`}, less than ${min}`,
          hint: `resolvers will ask every time; write ${min} or more`,
        }
      : null,
};

/** The TTL is not above `max`; RFC 8767 4 suggests a cap of seven days. */
export const ttlHigh: RecordRule = {
  id: 'ttl-high',
  severity: 'warning',
  fixed: false,
  scope: 'record',
  options: { max: { default: 604_800, most: maxTtl, what: 'seconds that a TTL has at most' } },
  check: ({ claims: [{ ttl }] }, { set }, { max = 604_800 }) =>
    isTtl(ttl) && ttl > max
      ? {
          message: `the TTL of ${displayName(set.name)} ${set.type} is ${ttl} seconds, more than ${max}`,
          hint: `a mistake stays that long in every cache; write ${max} or less`,
        }
      : null,
};

/** Things that are listed in a message at most. */
const mostListed = 5;

function listed(things: readonly string[]): string {
  const more = things.length > mostListed ? ` and ${things.length - mostListed} more` : '';
  return `${things.slice(0, mostListed).join(', ')}${more}`;
}

/** The claims of a set agree on the TTL (RFC 2181 5.2). */
export const ttlMixed: SetRule = {
  id: 'ttl-mixed',
  severity: 'warning',
  fixed: false,
  scope: 'set',
  severalOnly: true,
  check: ({ set }) => {
    if (set.claims.every(({ ttl }) => ttl === set.ttl)) return null;
    const said = new Map<number, string>();
    for (const { claim, ttl } of set.claims) if (!said.has(ttl)) said.set(ttl, `${ttl} by ${originOf(claim)}`);
    return {
      message: `the claims for ${displayName(set.name)} ${set.type} disagree on the TTL: ${listed([...said.values()])}; ${set.ttl} is taken`,
      hint: 'give all of them one TTL',
    };
  },
};

/** One name is not written in two ways (case, U-label and A-label) by different origins. */
export const duplicateNameSpelling: SetRule = {
  id: 'duplicate-name-spelling',
  severity: 'info',
  fixed: false,
  scope: 'set',
  severalOnly: true,
  check: ({ set }) => {
    if (set.claims.every(({ claim }) => claim.written === undefined)) return null;
    const said = new Map<string, string>();
    const origins = new Set<string>();
    for (const one of set.claims) {
      const written = writtenBy(one, set.name);
      if (said.has(written)) continue;
      said.set(written, `"${shown(written)}" by ${originOf(one.claim)}`);
      origins.add(originOf(one.claim));
    }
    if (said.size < 2 || origins.size < 2) return null;
    return {
      message: `${displayName(set.name)} is written in ${said.size} ways: ${listed([...said.values()])}; all are one name`,
      hint: 'write it in one way',
    };
  },
};

/** How a claim writes its name, unless overrides gave it another. */
function writtenBy({ claim: { written } }: WorkClaim, name: string): string {
  if (written === undefined) return name;
  const read = readName(written);
  return read.ok && read.name === name ? written : name;
}

/** A set has no more values than fit an answer: beyond 4096 octets it goes over TCP. */
export const setTooLarge: SetRule = {
  id: 'set-too-large',
  severity: 'warning',
  fixed: false,
  scope: 'set',
  severalOnly: true,
  options: { max: { default: 100, most: 65_535, what: 'values that a set has at most' } },
  check: ({ set }, { max = 100 }) =>
    set.records.length > max
      ? {
          message: `${displayName(set.name)} ${set.type} has ${set.records.length} values, more than ${max}`,
          hint: 'answers beyond 4096 octets go over TCP, which some clients cannot; use fewer values',
        }
      : null,
};
