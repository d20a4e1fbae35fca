import { describe, expect, it } from 'vitest';
import { etcdLimit } from '../../../src/providers/etcd/limits.ts';
import { zone } from './wishes.ts';

const limit = (name: string, type: string, ...values: string[]) =>
  etcdLimit({ name, type, values }, new Set([zone]))?.rule ?? null;

describe('names that CoreDNS does not look up', () => {
  it.each([
    ['any', 'any.example.com'],
    ['any further up', 'a.any.example.com'],
    ['an asterisk', '*.example.com'],
    ['an escaped dot', 'a\\.b.example.com'],
    ['a slash', '0/25.example.com'],
    ['an escaped byte', 'a\\033.example.com'],
    ['the place of apex addresses', 'apex.dns.example.com'],
    ['below the place of apex addresses', 'a.apex.dns.example.com'],
    ['the place of name servers', 'ns.dns.example.com'],
  ])('%s', (_, name) => {
    expect(limit(name, 'A', '192.0.2.1')).toBe('provider-name');
  });

  it.each([
    'example.com',
    'company.example.com',
    '_acme-challenge.x1.example.com',
    'dns.example.com',
    'ns.example.com',
  ])('not %s', (name) => {
    expect(limit(name, 'A', '192.0.2.1')).toBeNull();
  });
});

describe('values that would be served otherwise', () => {
  it.each([
    ['a preference of 0', 'MX', '0 mail.example.com'],
    ['null MX', 'MX', '0 .'],
    ['a priority of 0', 'SRV', '0 5 5060 pbx.example.com'],
    ['a mapped address', 'AAAA', '::ffff:192.0.2.1'],
    ['an empty text', 'TXT', ''],
    ['an escape across the cut', 'TXT', `${'x'.repeat(254)}\\`],
    ['an alias of an address', 'CNAME', '192.0.2.1'],
    ['a pointer to an address', 'PTR', '192.0.2.1'],
    ['a mail server that is an address', 'MX', '10 192.0.2.1'],
    ['a service at an address', 'SRV', '10 100 80 192.0.2.1'],
  ])('%s', (_, type, value) => {
    expect(limit('app.example.com', type, value)).toBe('provider-value');
  });

  it.each([
    ['MX', '1 mail.example.com'],
    ['SRV', '1 0 0 pbx.example.com'],
    ['AAAA', '::fffe:c000:201'],
    ['TXT', '0'],
    ['CNAME', '2.0.192.in-addr.arpa'],
  ])('not %s %s', (type, value) => {
    expect(limit('app.example.com', type, value)).toBeNull();
  });

  it('finds the one among many', () => {
    expect(limit('app.example.com', 'TXT', 'a', '', 'b')).toBe('provider-value');
  });
});
