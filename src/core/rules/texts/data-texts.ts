import type { RuleText } from './rule-text.ts';

/** Rules about MX, SRV, CAA, NS and PTR. */
export const dataTexts = {
  'mx-syntax': {
    what: 'An MX record is a preference from 0 to 65535 and one host.',
    why: 'Both fields are sent, and neither has a default (RFC 1035 3.3.9).',
    fix: 'Write `10 mail.example.com`.',
    example: { fails: 'example.com MX mail.example.com', passes: 'example.com MX 10 mail.example.com' },
  },
  'mx-null': {
    what: 'The host `.` stands in an MX only with the preference 0, and alone in its set.',
    why: '`0 .` says that a domain takes no mail (RFC 7505 3). Beside other hosts it contradicts them, and senders do as they like.',
    fix: 'Keep `0 .` alone, or remove it.',
    example: { fails: 'example.com MX 10 .', passes: 'example.com MX 0 .' },
  },
  'mx-single': {
    what: 'A domain has at least two MX, or the one that says that it takes no mail.',
    why: 'Senders keep trying for days when a server is down, so that one is enough for most; the rule is off.',
    fix: 'Add a second host with a higher preference.',
    example: {
      fails: 'example.com MX 10 mail.example.com',
      passes: 'example.com MX 10 mail.example.com\nexample.com MX 20 backup.example.net',
    },
  },
  'srv-syntax': {
    what: 'An SRV record is priority, weight and port, each from 0 to 65535, and one host.',
    why: 'All four fields are sent (RFC 2782). With one left out the others shift, and a weight becomes a port.',
    fix: 'Write all four, such as `0 5 443 host.example.com`.',
    example: {
      fails: '_ldap._tcp.example.com SRV 10 host.example.com',
      passes: '_ldap._tcp.example.com SRV 0 5 389 host.example.com',
    },
  },
  'srv-name': {
    what: 'The name of an SRV begins with `_service._proto.` before the domain; the service may be `*`, and an instance may stand before it.',
    why: 'Clients ask for exactly that name (RFC 2782). Nobody looks for an SRV at another one.',
    fix: 'Write service and protocol with their underscores, such as `_ldap._tcp.example.com`.',
    example: {
      fails: 'ldap.example.com SRV 0 5 389 host.example.com',
      passes: '_ldap._tcp.example.com SRV 0 5 389 host.example.com',
    },
  },
  'srv-service': {
    what: 'The service of an SRV has 1 to 15 letters, digits and single inner hyphens, at least one of them a letter.',
    why: 'Names of services are registered in that form (RFC 6335 5.1), and clients ask for registered names.',
    fix: 'Use the registered name.',
    example: {
      fails: '_this-is-far-too-long._tcp.example.com SRV 0 5 443 host.example.com',
      passes: '_xmpp-client._tcp.example.com SRV 0 5 5222 host.example.com',
    },
  },
  'srv-null': {
    what: 'The target `.` stands in an SRV alone in its set, and with zeros as its numbers.',
    why: 'It says that there is no such service at this domain (RFC 2782). Beside a host it contradicts that host.',
    fix: 'Keep `0 0 0 .` alone, or remove it.',
    example: {
      fails: '_imap._tcp.example.com SRV 0 0 0 .\n_imap._tcp.example.com SRV 0 5 143 mail.example.com',
      passes: '_imap._tcp.example.com SRV 0 0 0 .',
    },
  },
  'srv-port-zero': {
    what: 'The port of an SRV is not 0, unless its target is `.`.',
    why: 'Nothing can listen at port 0: clients fail to connect.',
    fix: 'Write the port of the service. The fields are priority, weight, port, host.',
    example: {
      fails: '_ldap._tcp.example.com SRV 0 5 0 host.example.com',
      passes: '_ldap._tcp.example.com SRV 0 5 389 host.example.com',
    },
  },
  'caa-syntax': {
    what: 'A CAA record is flags from 0 to 255, a tag of letters and digits, and a value.',
    why: 'A certificate authority that cannot read the record has to refuse certificates (RFC 8659 4.1, 4.1.1).',
    fix: 'Write `0 issue "ca.example.net"`.',
    example: { fails: 'example.com CAA issue ca.example.net', passes: 'example.com CAA 0 issue "ca.example.net"' },
  },
  'caa-flags': {
    what: 'The flags of a CAA are 0 or 128.',
    why: 'One bit has a meaning, "critical", and it is written 128; 1, which people write for it, means nothing (RFC 8659 4.1).',
    fix: 'Write 128 where authorities that do not know the tag must refuse, else 0.',
    example: {
      fails: 'example.com CAA 1 issue "ca.example.net"',
      passes: 'example.com CAA 128 issue "ca.example.net"',
    },
  },
  'caa-tag': {
    what: 'The tag of a CAA is one of those registered: `issue`, `issuewild`, `iodef`, `contactemail`, `contactphone`, `issuemail`, `issuevmc`. With the flags 128 it is an error.',
    why: 'Authorities skip tags they do not know, so that a misspelt `issue` protects nothing; with 128 they refuse every certificate (RFC 8659 4.1-4.4, RFC 9495 3).',
    fix: 'Correct the tag; the nearest one is in the hint.',
    example: {
      fails: 'example.com CAA 0 isuse "ca.example.net"',
      passes: 'example.com CAA 0 issue "ca.example.net"',
    },
  },
  'caa-value': {
    what: 'The value of a CAA fits its tag. For `issue`, `issuewild` and the like it is the domain of an authority with parameters, or `;` for nobody; for `iodef` it is a `mailto:` or web address.',
    why: 'A value that cannot be read forbids issuing, or sends reports nowhere (RFC 8659 4.2, 4.4).',
    fix: "Write the authority's domain as its documentation gives it; put `mailto:` before an address.",
    example: {
      fails: 'example.com CAA 0 iodef "root@example.com"',
      passes: 'example.com CAA 0 iodef "mailto:root@example.com"',
    },
  },
  'caa-incomplete': {
    what: 'A CAA set says more than where to report: it has a tag beside `iodef`; and where a wildcard stands below it, it has `issuewild`.',
    why: '`iodef` alone forbids nothing: every authority may issue (RFC 8659 4.4). Off, as that can be meant.',
    fix: 'Add `issue`, and for a wildcard `issuewild`, with your authority, or with `;` to allow none.',
    example: {
      fails: 'example.com CAA 0 iodef "mailto:root@example.com"',
      passes: 'example.com CAA 0 iodef "mailto:root@example.com"\nexample.com CAA 0 issue "ca.example.net"',
    },
  },
  'ns-apex': {
    what: "No claim is for NS at a zone's own name.",
    why: 'Most providers keep that set themselves and refuse or undo changes; a wrong one takes the whole zone away. The guard `apex` stops changes to it as well.',
    fix: 'Leave it to the provider. Where you keep it yourself, as in zone files, `allow` the rule at that record.',
    example: { fails: 'example.com NS ns1.example.net', passes: 'sub.example.com NS ns1.example.net' },
  },
  'ns-glue': {
    what: 'A name server at or below the name that is delegated to it has an address here. Where the zone was not read, nothing is said.',
    why: 'To find the server one has to ask the server: only an address beside the delegation breaks that circle (RFC 1034 4.2.1, RFC 9471).',
    fix: 'Add an A or AAAA record for the name server.',
  },
  'ns-single': {
    what: 'A delegation names at least two servers.',
    why: 'When one server is down, the other answers (RFC 2182 5). At home one is often all there is, so that the rule is off.',
    fix: 'Add a second server, in another place if you can.',
    example: {
      fails: 'sub.example.com NS ns1.example.net',
      passes: 'sub.example.com NS ns1.example.net\nsub.example.com NS ns2.example.net',
    },
  },
  'zone-cut': {
    what: 'At a delegated name there are only NS and DS; below it, only addresses of name servers, its own or those of other delegations. Delegations that exist count, too.',
    why: 'Everything else there belongs to the servers it is delegated to: it is written, and never served (RFC 1034 4.2.1, RFC 2181 6).',
    fix: 'Put the record into the delegated zone, or remove the NS records.',
    example: {
      fails: 'sub.example.com NS ns1.example.net\nx.sub.example.com TXT hidden',
      passes: 'sub.example.com NS ns1.example.net\nx.example.com TXT seen',
    },
  },
  'ptr-name': {
    what: 'The name of a PTR is a whole reversed address below `in-addr.arpa` or `ip6.arpa`, or belongs to service discovery, with underscores. Names of a delegated part of a network (RFC 2317) are fine.',
    why: 'Reverse look-ups ask for exactly these names (RFC 1035 3.5, RFC 3596 2.5, RFC 6763 4.1): a PTR elsewhere is found by nobody.',
    fix: 'Write the reverse name, last number first: `5.1.168.192.in-addr.arpa` for 192.168.1.5.',
    example: {
      fails: 'nas.example.com PTR host.example.com',
      passes: '5.1.168.192.in-addr.arpa PTR nas.example.com',
    },
  },
  'ptr-multiple': {
    what: 'A reverse name has one PTR. Names of service discovery may have many.',
    why: 'Many programs take the first, which is another one each time, so that logs and checks of mail servers vary.',
    fix: 'Keep the name that the host calls itself.',
    example: {
      fails: '5.1.168.192.in-addr.arpa PTR nas.example.com\n5.1.168.192.in-addr.arpa PTR app.example.com',
      passes: '5.1.168.192.in-addr.arpa PTR nas.example.com',
    },
  },
} as const satisfies Readonly<Record<string, RuleText>>;
