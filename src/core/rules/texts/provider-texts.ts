import type { RuleText } from './rule-text.ts';

/** Rules about what providers can hold, and about the plan as a whole. */
export const providerTexts = {
  'type-unsupported': {
    what: 'The provider writes records of the type. SOA, the types of DNSSEC and SPF (99) are written nowhere.',
    why: 'What a provider cannot hold would be lost in silence, or be refused in the middle of an apply.',
    fix: 'Send the record to another provider; the finding lists the types of this one. For SPF use TXT.',
    example: {
      fails: 'lan.example.com CAA 0 issue "ca.example.net"',
      passes: 'example.com CAA 0 issue "ca.example.net"',
    },
  },
  'provider-wildcard': {
    what: 'The provider has wildcards of the type, where the name is one.',
    why: 'CoreDNS with etcd stores a `*` and matches nothing with it: names below would simply not resolve.',
    fix: 'List the names.',
    example: { fails: '*.lan.example.com A 192.168.1.10', passes: 'app.lan.example.com A 192.168.1.10' },
  },
  'provider-multi-value': {
    what: 'A set has several values only where the provider can hold several of the type.',
    why: 'The provider would keep one of them, and each plan would want to write the other.',
    fix: 'Keep one value, or send the record to another provider.',
  },
  'provider-ttl': {
    what: "A TTL lies within the provider's range.",
    why: 'The provider writes another TTL than you asked for. The plan shows the one it will write, so that the next plan is empty.',
    fix: 'Write the TTL that the finding names.',
  },
  'provider-attribute': {
    what: 'Every attribute of a record is one that the provider knows, of the right type, and fits the type of the record.',
    why: 'An attribute that is passed over does not do what you wrote it for.',
    fix: 'Remove or correct it; the finding lists the attributes that are known.',
  },
  'provider-value': {
    what: 'A value keeps within the limits of the provider: lengths, characters, and forms with a meaning of their own there.',
    why: 'It would be refused in the middle of an apply, or be served as something else.',
    fix: 'The hint says what fits; else send the record to another provider.',
  },
  'provider-name': {
    what: 'A name keeps within the limits of the provider, its length among them.',
    why: 'Stores have stricter limits than DNS: etcd keys hold a name label by label, and ownership may need room beside it.',
    fix: 'Choose another name, or another provider.',
  },
  'etcd-bleed': {
    what: 'In one etcd provider no name has records both at it and below it, unless all of them are in a group. Records of others count.',
    why: 'CoreDNS answers a question for a name with all that lies below it in etcd: `app` would also be answered with the address of `db.app`.',
    fix: 'Leave `group: true`, which is the default of the provider, on all of them, or choose a name that is not below the other.',
  },
  'unifi-local-dns': {
    what: 'A name is not one that a UniFi controller gave to a device itself. This version writes to no UniFi controller, so that nothing is found.',
    why: 'The controller would have two records for the name, and answers with its own.',
    fix: 'Remove the local DNS record of the device in the controller.',
  },
  'same-name-two-providers': {
    what: 'A name that goes to several providers has the same values at all of them.',
    why: 'Inside and outside are often meant to differ (split horizon), so that the rule is off. Where they should not, a difference is hard to find.',
    fix: 'Give both the same values, or make an exception for the names that differ on purpose.',
  },
} as const satisfies Readonly<Record<string, RuleText>>;
