import { formatIpv6, readIpv4, readIpv6 } from '../address.ts';
import { shown } from '../name.ts';
import { type ReadValue, refuse } from './read-value.ts';

const canonicalIpv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;

/** Reads the value of an A record: four decimal numbers, nothing else. */
export function readA(text: string): ReadValue {
  const value = text.trim();
  if (canonicalIpv4.test(value)) return { ok: true, value };
  if (readIpv6(value) !== null)
    return refuse('address-family', `"${shown(value)}" is an IPv6 address`, 'use type AAAA');
  return refuse(
    'a-syntax',
    `"${shown(value)}" is no IPv4 address`,
    'four numbers from 0 to 255 without leading zeros, such as 192.168.1.5',
  );
}

/** Reads the value of an AAAA record in any spelling of RFC 4291 2.2. */
export function readAaaa(text: string): ReadValue {
  const value = text.trim();
  const groups = readIpv6(value);
  if (groups !== null) return { ok: true, value: formatIpv6(groups) };
  if (readIpv4(value) !== null) return refuse('address-family', `"${shown(value)}" is an IPv4 address`, 'use type A');
  const why = value.includes('%') ? ': it has a zone id' : value.includes('/') ? ': it has a prefix length' : '';
  return refuse('aaaa-syntax', `"${shown(value)}" is no IPv6 address${why}`, 'an address such as fd00::5');
}
