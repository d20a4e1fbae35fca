import type { RuleText } from './rule-text.ts';

/** Rules about A and AAAA. */
export const addressTexts = {
  'a-syntax': {
    what: 'An A record is four decimal numbers from 0 to 255 with dots between them. Leading zeros and shorter forms are refused.',
    why: 'Some programs read `010` as eight and `10.1` as `10.0.0.1` (RFC 6943 3.1.1), so that two of them would reach different hosts. RFC 1035 3.4.1 has four numbers.',
    fix: 'Write all four numbers, without zeros in front.',
    example: { fails: 'app.example.com A 10.0.0.256', passes: 'app.example.com A 10.0.0.255' },
  },
  'aaaa-syntax': {
    what: 'An AAAA record is a plain IPv6 address. A zone id (`%eth0`) or the length of a prefix (`/64`) is refused.',
    why: 'The record has 128 bits and no room for anything else (RFC 4291 2.2); a zone id means something on one machine only (RFC 4007 11).',
    fix: 'Write the address alone.',
    example: { fails: 'app.example.com AAAA fd00::/64', passes: 'app.example.com AAAA fd00::10' },
  },
  'address-family': {
    what: 'IPv4 addresses stand in A records, IPv6 addresses in AAAA records.',
    why: 'The types have room for one kind each.',
    fix: 'Change the type, or leave it out: dns-sync infers it from an address.',
    example: { fails: 'app.example.com A fd00::1', passes: 'app.example.com AAAA fd00::1' },
  },
  'aaaa-mapped': {
    what: 'An AAAA record holds no IPv4 address in IPv6 form, `::ffff:0:0/96`.',
    why: 'Such addresses exist inside of programs and never on a network (RFC 4291 2.5.5.2). Clients that prefer IPv6 fail or wait.',
    fix: 'Use an A record with the IPv4 address.',
    example: { fails: 'app.example.com AAAA ::ffff:10.0.0.1', passes: 'app.example.com A 10.0.0.1' },
  },
  'address-unusable': {
    what: 'An address is not unspecified, multicast, broadcast or reserved: not in `0.0.0.0/8` or `224.0.0.0/3`, not `::`, not in `ff00::/8`.',
    why: 'No host can have it (RFC 1122 3.2.1.3, RFC 4291 2.5.2 and 2.7). `0.0.0.0` is used to block a name, which is why this is a warning.',
    fix: 'Write the address of a host. To block a name on purpose, `allow` the rule at that record.',
    example: { fails: 'ads.example.com A 0.0.0.0', passes: 'ads.example.com A 192.168.1.10' },
  },
  'address-loopback': {
    what: 'An address is not a loopback address: not in `127.0.0.0/8`, not `::1`.',
    why: 'Every client would reach itself (RFC 1122 3.2.1.3), and resolvers that guard against rebinding drop the answer.',
    fix: 'Write the address by which others reach the host.',
    example: { fails: 'app.example.com A 127.0.0.1', passes: 'app.example.com A 192.168.1.10' },
  },
  'address-linklocal': {
    what: 'An address is not link-local: not in `169.254.0.0/16`, not in `fe80::/10`.',
    why: 'It is good on one link only (RFC 3927, RFC 4291 2.5.6), and a record cannot say on which.',
    fix: 'Use another address of the host: a private or a global one.',
    example: { fails: 'app.example.com AAAA fe80::5', passes: 'app.example.com AAAA fd00::5' },
  },
  'address-documentation': {
    what: 'An address is not one of those kept for documentation (`192.0.2.0/24`, `198.51.100.0/24`, `203.0.113.0/24`, `2001:db8::/32`).',
    why: 'They are routed nowhere (RFC 5737, RFC 3849). One in a record was left over from an example.',
    fix: 'Write the address of the host.',
    example: { fails: 'app.example.com A 192.0.2.1', passes: 'app.example.com A 192.168.1.10' },
  },
  'address-private-public': {
    what: 'A provider with `public: true` gets no private address: none of RFC 1918, RFC 6598 or RFC 4193, no loopback, no link-local one.',
    why: 'The world would learn how your network is laid out, and clients outside would try to reach a host of their own network.',
    fix: 'Send the record to another provider (`dns.provider`, `provider:`), or exclude the name in the `zones` of this one.',
    example: { fails: 'app.example.net A 192.168.1.10', passes: 'app.example.net A 8.8.8.8' },
  },
  'address-public-private': {
    what: 'A provider with `private: true` gets private addresses only.',
    why: 'A public address in an internal zone is fine where inside and outside are meant to be the same. Where they are not, it leads clients round the outside. Off unless you want it.',
    fix: 'Write the private address, or send the record to another provider.',
    example: { fails: 'app.home.arpa A 8.8.8.8', passes: 'app.home.arpa A 192.168.1.10' },
  },
} as const satisfies Readonly<Record<string, RuleText>>;
