import { isPrivateAddress } from '../address.ts';
import { isTtl, maxTtl } from '../ttl.ts';
import { originOf } from '../work-claim.ts';
import type { RecordRule, SetRule } from './rule.ts';

/** Texts that known tools write to mark their ownership. */
const ownershipText = /^"?heritage=(?:dns-sync|external-dns)\b/;

/** The TTL is a number DNS can carry (RFC 2181 8). */
export const ttlRange: SetRule = {
  id: 'ttl-range',
  severity: 'error',
  fixed: true,
  scope: 'set',
  check: ({ set }) => {
    const bad = set.claims.find(({ ttl }) => !isTtl(ttl));
    return bad === undefined
      ? null
      : {
          message: `the TTL ${bad.ttl} is not a whole number from 0 to ${maxTtl}`,
          hint: 'write seconds, such as 300, or 5m',
        };
  },
};

/** The claims of a set agree on the TTL (RFC 2181 5.2). */
export const ttlMixed: SetRule = {
  id: 'ttl-mixed',
  severity: 'warning',
  fixed: false,
  scope: 'set',
  check: ({ set }) => {
    if (set.claims.every(({ ttl }) => ttl === set.ttl)) return null;
    const said = new Map<number, string>();
    for (const { claim, ttl } of set.claims) if (!said.has(ttl)) said.set(ttl, `${ttl} by ${originOf(claim)}`);
    const some = [...said.values()].slice(0, 5).join(', ');
    const more = said.size > 5 ? ` and ${said.size - 5} more` : '';
    return {
      message: `the claims for ${set.name} ${set.type} disagree on the TTL: ${some}${more}; ${set.ttl} is taken`,
      hint: 'give all of them one TTL',
    };
  },
};

/** A CNAME does not point at itself. */
export const cnameSelf: RecordRule = {
  id: 'cname-self',
  severity: 'error',
  fixed: true,
  scope: 'record',
  check: ({ value }, { set }) =>
    set.type === 'CNAME' && value === set.name
      ? { message: `the CNAME ${set.name} points at itself`, hint: 'name the host it should lead to' }
      : null,
};

/** A set of a single-valued type has one value; left over only when conflicts could not decide (RFC 2181 10.1). */
export const cnameMultiple: SetRule = {
  id: 'cname-multiple',
  severity: 'error',
  fixed: true,
  scope: 'set',
  check: ({ set }) =>
    set.type === 'CNAME' && set.records.length > 1
      ? { message: `${set.name} has ${set.records.length} CNAME targets, one can stand`, hint: 'keep one of them' }
      : null,
};

/** Ownership is not claimed by hand. */
export const nameReserved: SetRule = {
  id: 'name-reserved',
  severity: 'error',
  fixed: true,
  scope: 'name',
  check: ({ set }) => {
    if (set.name.startsWith('_dns-sync.')) {
      return { message: `${set.name} is a name that dns-sync writes itself`, hint: 'ownership is not claimed by hand' };
    }
    const marked = set.type === 'TXT' && set.records.some(({ value }) => ownershipText.test(value));
    return marked
      ? {
          message: `the text at ${set.name} marks the ownership of a tool (heritage=)`,
          hint: 'ownership is not claimed by hand',
        }
      : null;
  },
};

/** A private address on its way to a public provider (semantics 1). */
export const addressPrivatePublic: RecordRule = {
  id: 'address-private-public',
  severity: 'warning',
  fixed: false,
  scope: 'record',
  check: ({ value }, { set, model }) =>
    model.visibility === 'public' && (set.type === 'A' || set.type === 'AAAA') && isPrivateAddress(value)
      ? {
          message: `the world would see the private address ${value} of ${set.name} at "${model.name}"`,
          hint: 'send it elsewhere with dns.provider, or exclude the name in the zones of the provider',
        }
      : null,
};
