import { readIpv4, readIpv6 } from '../address.ts';
import { isWithin, labelsOf } from '../name.ts';

/** What a name is in the reverse zones: a whole address, a part of one, or not in them. */
export type ReverseKind = 'whole' | 'part-ipv4' | 'part-ipv6' | 'other';

const octet = /^(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;
const nibble = /^[0-9a-f]$/;

/**
 * Looks at a canonical name below `in-addr.arpa` or `ip6.arpa` (RFC 1035 3.5, RFC 3596 2.5). A label for a smaller zone
 * may stand among the octets (RFC 2317 4), and a wildcard for those that are missing.
 */
export function reverseKind(name: string): ReverseKind {
  if (isWithin(name, 'in-addr.arpa')) return isWholeIpv4(labelsOf(name).slice(0, -2)) ? 'whole' : 'part-ipv4';
  if (isWithin(name, 'ip6.arpa')) return isWholeIpv6(labelsOf(name).slice(0, -2)) ? 'whole' : 'part-ipv6';
  return 'other';
}

function isWholeIpv4([first = '', ...others]: readonly string[]): boolean {
  const octets = others.filter((label) => octet.test(label)).length;
  const strange = others.length - octets;
  if (first === '*') return octets >= 1 && others.length <= 4 && strange <= 1;
  return octet.test(first) && (others.length === 3 ? strange === 0 : others.length === 4 && strange <= 1);
}

function isWholeIpv6([first = '', ...others]: readonly string[]): boolean {
  if (!others.every((label) => nibble.test(label))) return false;
  return first === '*' ? others.length >= 1 && others.length <= 31 : nibble.test(first) && others.length === 31;
}

/** The name at which the PTR of an address stands (RFC 1035 3.5, RFC 3596 2.5). */
export function reverseNameOf(address: string): string {
  const octets = readIpv4(address);
  if (octets !== null) return `${octets.reverse().join('.')}.in-addr.arpa`;
  const digits = (readIpv6(address) ?? []).map((group) => group.toString(16).padStart(4, '0')).join('');
  return `${[...digits].reverse().join('.')}.ip6.arpa`;
}

/** Whether a name is one of DNS-SD: two labels in a row begin with an underscore (RFC 6763 4.1, 7.1, 11). */
export function isServiceDiscovery(name: string): boolean {
  const labels = labelsOf(name);
  return labels.some((label, index) => label.startsWith('_') && labels[index + 1]?.startsWith('_') === true);
}
