import { formatIpv6, isMapped, readIpv6 } from '../../core/address.ts';
import { isWithin, readName } from '../../core/name.ts';
import type { Service } from './service.ts';
import { servedText } from './text.ts';

/** Seconds that CoreDNS serves where a value says none. */
export const standardTtl = 300;
/** Priority or preference that CoreDNS serves where a value says none, or 0. */
const standardPriority = 10;
/** Weight that CoreDNS reckons with where a value says none. */
export const standardWeight = 100;

/** What `readIpv4` takes, tested without taking it apart. */
const ipv4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** What CoreDNS serves for a value. */
export interface StoredRecord {
  readonly type: string;
  /** Canonical text. */
  readonly value: string;
  /** Seconds. */
  readonly ttl: number;
}

/** The address that a host is, in canonical text, with its type; null: it is a name. */
export function addressOf(host: string): { readonly type: 'A' | 'AAAA'; readonly value: string } | null {
  if (ipv4.test(host)) return { type: 'A', value: host };
  if (!/^[0-9a-fA-F.:]+$/.test(host) || !host.includes(':')) return null;
  const groups = readIpv6(host);
  if (groups === null) return null;
  const value = formatIpv6(groups);
  return isMapped(groups) ? { type: 'A', value: value.slice('::ffff:'.length) } : { type: 'AAAA', value };
}

/** What a value at a name is served as (etcd-skydns 1, 4); null: nothing. */
export function recordOf(name: string, service: Service, recordType: unknown): StoredRecord | null {
  const { host, text, port, priority, weight, mail } = service;
  const ttl = service.ttl === 0 ? standardTtl : service.ttl;
  const address = addressOf(host);
  if (address !== null) return { type: address.type, value: address.value, ttl };
  if (text !== '') return { type: 'TXT', value: servedText(text), ttl };
  const read = host === '' ? null : readName(host);
  if (read === null || !read.ok) return null;
  const target = read.name;
  const type = mail ? 'MX' : namedType(name, port ?? 0, recordType);
  const rank = short(priority ?? 0) || standardPriority;
  if (type === 'MX') return { type, value: `${rank} ${target}`, ttl };
  if (type === 'SRV') {
    return { type, value: `${rank} ${short(weight ?? standardWeight)} ${short(port ?? 0)} ${target}`, ttl };
  }
  return { type, value: target, ttl };
}

/** The type of a value that is a host name and no mail server. */
function namedType(name: string, port: number, recordType: unknown): string {
  if (recordType === 'CNAME' || recordType === 'PTR' || recordType === 'SRV') return recordType;
  if (isWithin(name, 'in-addr.arpa') || isWithin(name, 'ip6.arpa')) return 'PTR';
  return port > 0 ? 'SRV' : 'CNAME';
}

/** A number as it is served: its lowest 16 bits. */
function short(value: number): number {
  return value % 65536;
}
