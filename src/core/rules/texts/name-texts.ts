import type { RuleText } from './rule-text.ts';

/** Rules about owner names. */
export const nameTexts = {
  'name-empty': {
    what: 'A name is not empty, and not blanks alone.',
    why: 'A record without a name belongs nowhere. Most often a variable in a compose file is unset.',
    fix: 'Write the whole name, or set the variable that should hold it.',
  },
  'name-too-long': {
    what: 'A name has at most 253 characters. They are counted after international names are encoded as `xn--`.',
    why: 'On the wire a name has 255 octets with the lengths of its labels (RFC 1035 2.3.4); a longer one cannot be asked for.',
    fix: 'Shorten the name. The finding says how long it is.',
  },
  'label-too-long': {
    what: 'Each label, the part between two dots, has at most 63 octets. They are counted after the label is encoded as `xn--`.',
    why: 'The length of a label is sent in six bits (RFC 1035 2.3.4). Letters beyond ASCII take more room than they seem to.',
    fix: 'Shorten that label, or break it up with a dot.',
    example: {
      fails: 'a234567890123456789012345678901234567890123456789012345678901234.example.com A 192.168.1.10',
      passes: 'a23456789012345678901234567890123456789012345678901234567890123.example.com A 192.168.1.10',
    },
  },
  'label-empty': {
    what: 'No label is empty: two dots never follow one another, and a name does not begin with a dot.',
    why: 'Only the root has an empty label (RFC 1035 3.1). In compose files this is what an unset variable leaves behind.',
    fix: 'Remove the surplus dot, or set the variable.',
    example: { fails: 'app..example.com A 192.168.1.10', passes: 'app.example.com A 192.168.1.10' },
  },
  'name-idna': {
    what: 'An international name can be encoded, and an `xn--` label decodes and encodes back to itself.',
    why: 'Programs encode what users type (RFC 5891 4). A label that no input leads to is never asked for (RFC 5890 2.3.2.1), and passing it on raw would make a name that only looks right.',
    fix: 'Write the name in its own letters and leave the encoding to dns-sync, or correct the `xn--` label.',
    example: { fails: 'xn--a.example.com A 192.168.1.10', passes: 'bücher.example.com A 192.168.1.10' },
  },
  'name-syntax': {
    what: 'A name has no blanks, no control or invisible characters, no parts of a URL and no broken escapes.',
    why: 'Such a text was meant for a browser or was pasted with something around it; as a name nobody would ever ask for it (RFC 1035 5.1 on escapes).',
    fix: 'Keep the host name only: no scheme, no port, no path.',
    example: { fails: 'http://app.example.com A 192.168.1.10', passes: 'app.example.com A 192.168.1.10' },
  },
  'name-at': {
    what: 'A name is not `@`, because names are absolute here.',
    why: 'In zone files `@` means "the zone I am in" (RFC 1035 5.1). A claim is in no zone until it is routed, so that there is nothing it could mean.',
    fix: "Write the zone's name, such as `example.com`.",
    example: { fails: '@ A 192.168.1.10', passes: 'example.com A 192.168.1.10' },
  },
  'name-charset': {
    what: 'The owner of A, AAAA and MX records has letters, digits, hyphens and underscores only. Owners of other types may have any character, escaped where needed.',
    why: 'Resolver libraries, browsers and mail servers refuse host names with other characters (RFC 1123 2.1), although DNS itself stores them (RFC 2181 11).',
    fix: 'Use letters, digits and hyphens. The finding says which character, and where.',
    example: { fails: 'a!b.example.com A 192.168.1.10', passes: 'a-b.example.com A 192.168.1.10' },
  },
  'label-hyphen': {
    what: 'No label of an owner of A, AAAA or MX begins or ends with a hyphen.',
    why: 'Host names never had that (RFC 952, RFC 1123 2.1). Some resolvers answer it, others refuse, so that it works on one machine and fails on the next.',
    fix: 'Put hyphens inside a label only.',
    example: { fails: '-app.example.com A 192.168.1.10', passes: 'my-app.example.com A 192.168.1.10' },
  },
  'label-hyphen34': {
    what: 'No label has `--` as its third and fourth characters, unless it begins with `xn--`.',
    why: 'These places are kept for encodings, of which `xn--` is one (RFC 5891 4.2.3.1). Registries and certificate authorities refuse others.',
    fix: 'Use one hyphen, or move them.',
    example: { fails: 'ab--c.example.com A 192.168.1.10', passes: 'ab-c.example.com A 192.168.1.10' },
  },
  'name-underscore': {
    what: 'The owner of A, AAAA and MX records has no underscore, that of a CNAME at most as the first character of a label.',
    why: 'Underscores mark names that are not hosts (RFC 8552 1.1). Certificates for such names are not issued, and mail software refuses them.',
    fix: 'Use a hyphen. Compose puts underscores into names of its own; give the service a name by label.',
    example: {
      fails: 'my_app.example.com A 192.168.1.10',
      passes: '_acme-challenge.example.com CNAME acme.example.com',
    },
  },
  'name-is-address': {
    what: 'A name is not an IP address.',
    why: 'Programs take such a text for the address and never ask DNS. As a rule name and value were swapped.',
    fix: 'Swap name and value. For reverse look-ups write the name below `in-addr.arpa` or `ip6.arpa`.',
    example: { fails: '192.168.1.5 A 192.168.1.5', passes: 'nas.example.com A 192.168.1.5' },
  },
  'name-repeats-zone': {
    what: 'A name does not end in the name of its zone twice.',
    why: 'Some tools add the zone to what they are given, and dns-sync does not: what looks right in them is doubled here, and nobody asks for it.',
    fix: 'Write the zone once.',
    example: { fails: 'app.example.com.example.com A 192.168.1.10', passes: 'app.example.com A 192.168.1.10' },
  },
  'name-single-label': {
    what: 'A name has at least two labels, unless a provider has a zone of just that name.',
    why: 'Names are absolute here: `nas` is a top-level domain, not `nas` in your zone, and no search list is applied.',
    fix: 'Write the whole name, such as `nas.example.com`.',
    example: { fails: 'nas A 192.168.1.5', passes: 'nas.example.com A 192.168.1.5' },
  },
  'name-special-use': {
    what: 'A name is not `localhost`, `invalid`, `test`, `onion` or `local`, nor below one of these. A zone configured at or below such a name silences the rule for it.',
    why: 'Programs answer these names by themselves or not at all (RFC 6761 6, RFC 7686). `local` belongs to multicast DNS (RFC 6762 3): phones and laptops ask the link, not your server.',
    fix: 'Use `home.arpa` (RFC 8375) or a domain of your own.',
    example: { fails: 'nas.local A 192.168.1.5', passes: 'nas.home.arpa A 192.168.1.5' },
  },
  'name-reserved': {
    what: 'No claim is for a name or text with which tools mark what is theirs. These are names that begin with `_dns-sync.`, and texts with `heritage=` of dns-sync, docker-coredns-sync or external-dns.',
    why: 'One claimed by hand would make a record look owned, and the next run of that tool might delete it.',
    fix: 'Remove the claim. To take records over, use `--adopt`.',
    example: {
      fails: 'app.example.com TXT heritage=external-dns,external-dns/owner=me',
      passes: 'app.example.com TXT owner=me',
    },
  },
  'wildcard-position': {
    what: 'A `*` in a name is the whole first label.',
    why: 'Anywhere else it is an ordinary character (RFC 4592 2.1.1): the record is stored, and matches nothing but itself.',
    fix: 'Write `*.example.com`, or list the names.',
    example: { fails: 'app.*.example.com A 192.168.1.10', passes: '*.app.example.com A 192.168.1.10' },
  },
  'wildcard-type': {
    what: 'A wildcard has no NS, DNAME or DS.',
    why: 'What a server answers from such a record is not defined, and servers differ (RFC 4592 4.2, 4.4, 4.6).',
    fix: 'List the names that are delegated.',
    example: { fails: '*.example.com NS ns1.example.net', passes: 'sub.example.com NS ns1.example.net' },
  },
  'wildcard-shadow': {
    what: 'A name that we create below a wildcard of A, AAAA or CNAME has one of these types itself. Names in between that come into being with it count, too; service names, which begin with `_`, do not.',
    why: 'As soon as a name exists, even only because something lies below it, the wildcard answers it no more (RFC 4592 2.2.1, 2.2.2). A TXT for a certificate can take a web site away like that.',
    fix: 'Add an address or a CNAME at the name that would go unanswered.',
    example: {
      fails: '*.example.com A 192.168.1.10\n_acme-challenge.app.example.com TXT token',
      passes: '*.example.com A 192.168.1.10\n_acme-challenge.app.example.com TXT token\napp.example.com A 192.168.1.10',
    },
  },
} as const satisfies Readonly<Record<string, RuleText>>;
