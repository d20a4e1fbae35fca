import { formatIpv6, readIpv4, readIpv6 } from '../../core/address.ts';
import { recordTypes } from '../../core/record-types.ts';

/** The address that a line begins with. */
export interface HostsAddress {
  readonly type: 'A' | 'AAAA';
  /** Canonical. */
  readonly value: string;
  /** One that every system's own lines have, and that names no machine in a network: loopback, unspecified, multicast, broadcast. */
  readonly isSystem: boolean;
}

/** Reads a dotted quad without leading zeros, or an IPv6 address without zone id (RFC 4291 2.2); null: it is none. */
export function readHostsAddress(text: string): HostsAddress | null {
  const octets = readIpv4(text);
  if (octets !== null) {
    const [first = 0] = octets;
    const isSystem = first === 127 || octets.every((octet) => octet === 0) || octets.every((octet) => octet === 255);
    return { type: 'A', value: octets.join('.'), isSystem };
  }
  const groups = readIpv6(text);
  if (groups === null) return null;
  const [first = 0] = groups;
  const isOwn = groups.every((group, index) => group === 0 || (index === 7 && group === 1));
  return { type: 'AAAA', value: formatIpv6(groups), isSystem: isOwn || first >> 8 === 0xff };
}

/** Numbers between dots, or hexadecimal groups between colons, with whatever people hang on an address. */
const addressShape = /^(?:\d+(?:\.\d+){2,}\.?(?:[/:]\d*)?|\[?[0-9a-f]{0,4}:[0-9a-f:.]*(?:%[^\s/]*)?(?:\/\d*)?\]?)$/i;

/** Whether a text can only be meant as an address, right or wrong. */
export function looksLikeAddress(text: string): boolean {
  return addressShape.test(text);
}

/** What is wrong with a text that should be an address, and what would be right. */
export function refuseAddress(text: string): { readonly message: string; readonly hint: string } {
  const read = recordTypes[/^[^.]*:/.test(text) ? 'AAAA' : 'A'].read(text);
  if (read.ok || !looksLikeAddress(text)) {
    return { message: 'the line does not begin with an address', hint: 'write ADDRESS NAME [NAME…]' };
  }
  return { message: read.message, hint: read.hint ?? 'write ADDRESS NAME [NAME…]' };
}
