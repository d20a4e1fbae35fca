import { isPrivateAddress } from '../address.ts';
import { displayName } from '../name.ts';
import type { RecordRule, RuleContext } from './rule.ts';

const addressTypes = ['A', 'AAAA'];

/** The canonical addresses that a rule is about, by type; absent: none of that type. */
interface Ranges {
  readonly A?: RegExp;
  readonly AAAA: RegExp;
}

/** A warning about addresses of some ranges; `why` ends the sentence that begins with the address. */
function rangeRule(id: string, ranges: Ranges, why: string, hint: (address: string) => string): RecordRule {
  return {
    id,
    severity: 'warning',
    fixed: false,
    scope: 'record',
    types: ranges.A === undefined ? ['AAAA'] : addressTypes,
    check: ({ value }, { set }) => {
      const range = set.type === 'A' ? ranges.A : ranges.AAAA;
      if (range?.test(value) !== true) return null;
      return { message: `the address ${value} of ${displayName(set.name)} ${why}`, hint: hint(value) };
    },
  };
}

/** No IPv4-mapped address in AAAA (RFC 4291 2.5.5.2). */
export const aaaaMapped = rangeRule(
  'aaaa-mapped',
  { AAAA: /^::ffff:[\d.]+$/ },
  'is an IPv4 address inside an IPv6 one, which no client can reach',
  (address) => `use an A record with ${address.slice('::ffff:'.length)}`,
);

/** Not unspecified, multicast, broadcast or class E (RFC 1122 3.2.1.3, RFC 4291 2.5.2 and 2.7). */
export const addressUnusable = rangeRule(
  'address-unusable',
  { A: /^(?:0|22[4-9]|2[345]\d)\./, AAAA: /^(?:::$|ff[0-9a-f]{2}:)/ },
  'is no address of a host: it is unspecified, multicast, broadcast or reserved',
  () => 'meant to block the name? add "allow: [address-unusable]"; else write the address of a host',
);

/** Not 127.0.0.0/8, not `::1` (RFC 1122 3.2.1.3, RFC 4291 2.5.3). */
export const addressLoopback = rangeRule(
  'address-loopback',
  { A: /^127\./, AAAA: /^::1$/ },
  'is a loopback address',
  () => 'every client would reach itself; write the address that others reach the host by',
);

/** Not 169.254.0.0/16, not fe80::/10 (RFC 3927, RFC 4291 2.5.6). */
export const addressLinklocal = rangeRule(
  'address-linklocal',
  { A: /^169\.254\./, AAAA: /^fe[89ab][0-9a-f]:/ },
  'is link-local',
  () => 'it works on one link only, and a name cannot say on which; use another address of the host',
);

/** Not an address kept for documentation (RFC 5737, RFC 3849). */
export const addressDocumentation = rangeRule(
  'address-documentation',
  { A: /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./, AAAA: /^2001:db8:/ },
  'is for documentation only',
  () => 'left over from an example? write the address of the host',
);

/** A public provider gets no private address (semantics 1; RFC 1918, RFC 6598, RFC 4193, loopback, link-local). */
export const addressPrivatePublic: RecordRule = {
  id: 'address-private-public',
  severity: 'warning',
  fixed: false,
  scope: 'record',
  types: addressTypes,
  check: ({ value }, { set, model }: RuleContext) =>
    model.visibility === 'public' && isPrivateAddress(value)
      ? {
          message: `the world would see the private address ${value} of ${displayName(set.name)} at "${model.name}"`,
          hint: 'send it elsewhere with dns.provider, or exclude the name in the zones of the provider',
        }
      : null,
};

/** A provider marked private gets private addresses only. */
export const addressPublicPrivate: RecordRule = {
  id: 'address-public-private',
  severity: 'off',
  fixed: false,
  scope: 'record',
  types: addressTypes,
  check: ({ value }, { set, model }: RuleContext) =>
    model.visibility === 'private' && !isPrivateAddress(value)
      ? {
          message: `the address ${value} of ${displayName(set.name)} is public, and "${model.name}" is a private provider`,
          hint: 'write the private address, or send it elsewhere with dns.provider',
        }
      : null,
};
