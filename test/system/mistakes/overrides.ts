import type { Mistakes } from './mistake.ts';

const records = (...lines: readonly string[]): string =>
  `version: 1\nrecords:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
const record = (name: string, rest: string): string => records(`{ name: ${name}.home.example.com, ${rest} }`);
const zoneRecord = (rest: string): string => records(`{ name: home.example.com, ${rest} }`);

/** Overrides files of which nothing can be read, or that hold up a whole source. */
export const brokenOverrides: Mistakes = {
  'tab for indentation': 'version: 1\nrecords:\n\t- { name: tab.home.example.com, value: 10.0.0.1 }\n',
  'no version': 'records:\n  - { name: version.home.example.com, value: 10.0.0.1 }\n',
  'records without a list': 'version: 1\nrecords:\n  name: list.home.example.com\n  value: 10.0.0.1\n',
  'star without quotes': 'version: 1\nrecords:\n  - { name: *.home.example.com, value: 10.0.0.1 }\n',
  'at sign without quotes': 'version: 1\nrecords:\n  - { name: @, value: 10.0.0.1 }\n',
  'key twice': 'version: 1\nrecords:\n  - name: twice.home.example.com\n    value: 10.0.0.1\n    value: 10.0.0.2\n',
  'number as TXT': record('number', 'type: TXT, value: 42'),
  'word for a boolean': record('boolean', 'value: 10.0.0.1, force: "yes"'),
  'TTL in quotes': record('ttlquotes', 'value: 10.0.0.1, ttl: "300"'),
  'TTL with a blank': record('ttlblank', 'value: 10.0.0.1, ttl: 5 min'),
  'empty match': 'version: 1\npatch:\n  - { match: {}, set: { ttl: 60 } }\n',
  'patch with a bad pattern': 'version: 1\npatch:\n  - { match: { name: "/(/" }, set: { ttl: 60 } }\n',
  'patch with a misspelt key': 'version: 1\npatch:\n  - { match: { orign: 5 }, set: { ttl: 60 } }\n',
};

/** Overrides files, all in one project; names differ, so that they have nothing to do with one another. */
export const overrideMistakes: Mistakes = {
  'misspelt key': record('key', 'vlaue: 10.0.0.1'),
  // What an override must have.
  'value and values': record('both', 'value: 10.0.0.1, values: [10.0.0.2]'),
  'no value': record('none', 'ttl: 300'),
  'empty value': record('emptyvalue', 'type: A, value: ""'),
  'type is needed': record('typeless', 'value: some text'),
  'unknown type': record('unknown', 'type: AAA, value: 10.0.0.1'),
  'type SPF': record('spftype', 'type: SPF, value: v=spf1 -all'),
  'type SOA': record('soatype', 'type: SOA, value: ns.example.com. a.example.com. 1 2 3 4 5'),
  'TTL below zero': record('ttlminus', 'value: 10.0.0.1, ttl: -1'),
  'TTL too large': record('ttlhuge', 'value: 10.0.0.1, ttl: 4294967295'),
  'TTL too low': record('ttllow', 'value: 10.0.0.1, ttl: 5'),
  'unknown provider': record('provider', 'value: 10.0.0.1, provider: hom'),
  'rule that is not known in allow': record('allow', 'value: 10.0.0.1, ttl: 5, allow: [ttl-lo]'),
  'two CNAMEs': records(
    '{ name: two.home.example.com, value: a.example.net }',
    '{ name: two.home.example.com, value: b.example.net }',
  ),
  'CNAME beside an address': records(
    '{ name: beside.home.example.com, value: a.example.net }',
    '{ name: beside.home.example.com, value: 10.0.0.1 }',
  ),
  'two TTLs': records(
    '{ name: ttls.home.example.com, value: 10.0.0.1, ttl: 60 }',
    '{ name: ttls.home.example.com, value: 10.0.0.2, ttl: 300 }',
  ),
  'same record twice': records(
    '{ name: same.home.example.com, value: 10.0.0.1 }',
    '{ name: SAME.home.example.com, value: 10.0.0.1 }',
  ),
  'same address twice': record('twospellings', 'values: ["fd00::1", "FD00:0::1"]'),
  'patch that matches nothing':
    'version: 1\npatch:\n  - { match: { name: nobody.home.example.com }, set: { ttl: 60 } }\n',
  // Names.
  'URL as a name': records('{ name: "https://url.home.example.com/login", value: 10.0.0.1 }'),
  'name with a port': records('{ name: "port.home.example.com:8080", value: 10.0.0.1 }'),
  'swapped name and value': records('{ name: 192.168.1.5, value: swapped.home.example.com }'),
  'name without the zone': records('{ name: nas, value: 10.0.0.1 }'),
  'name with the zone twice': record('again.home.example.com', 'value: 10.0.0.1'),
  'name in another zone': records('{ name: www.example.org, value: 10.0.0.1 }'),
  'name in local': records('{ name: nas.local, value: 10.0.0.1 }'),
  'empty label': records('{ name: a..home.example.com, value: 10.0.0.1 }'),
  'label that is too long': record('a'.repeat(64), 'value: 10.0.0.1'),
  'label that IDNA refuses': records('{ name: "a\u{1f4a9}\u2010\u0600.home.example.com", value: 10.0.0.1 }'),
  'broken punycode': records('{ name: xn--a.home.example.com, value: 10.0.0.1 }'),
  'name with a blank': records('{ name: my nas.home.example.com, value: 10.0.0.1 }'),
  'invisible character': records('{ name: "copied\u200b.home.example.com", value: 10.0.0.1 }'),
  'underscore in a host name': record('my_app', 'value: 10.0.0.1'),
  'star inside a name': records('{ name: "a.*.home.example.com", value: 10.0.0.1 }'),
  'star beside letters': records('{ name: "web*.home.example.com", value: 10.0.0.1 }'),
  'NS at a wildcard': records('{ name: "*.sub.home.example.com", type: NS, value: ns.example.net }'),
  'name that is ours': records('{ name: _dns-sync.a.home.example.com, type: TXT, value: x }'),
  // Addresses.
  'address beyond 255': record('beyond', 'value: 10.0.0.256, type: A'),
  'leading zeros': record('zeros', 'type: A, value: 192.168.001.005'),
  'short address': record('short', 'type: A, value: "10.1"'),
  'address with a prefix length': record('prefix', 'type: A, value: 192.168.1.5/24'),
  'address with a port': record('withport', 'type: A, value: "192.168.1.5:80"'),
  'IPv6 in A': record('family', 'type: A, value: "fd00::5"'),
  'IPv6 with a zone id': record('zoneid', 'type: AAAA, value: "fe80::1%eth0"'),
  'mapped address': record('mapped', 'type: AAAA, value: "::ffff:10.0.0.1"'),
  'loopback address': record('loopback', 'value: 127.0.0.1'),
  'address from an example': record('documentation', 'value: 192.0.2.1'),
  // Targets.
  'CNAME at the zone': zoneRecord('type: CNAME, value: edge.example.net'),
  'CNAME to an address': record('cnameaddress', 'type: CNAME, value: 10.0.0.1'),
  'CNAME to itself': record('self', 'value: self.home.example.com'),
  'CNAME loop': records(
    '{ name: loop1.home.example.com, value: loop2.home.example.com }',
    '{ name: loop2.home.example.com, value: loop1.home.example.com }',
  ),
  'CNAME chain': records(
    ...Array.from(
      { length: 10 },
      (_, index) => `{ name: chain${index}.home.example.com, value: chain${index + 1}.home.example.com }`,
    ),
    '{ name: chain10.home.example.com, value: 10.0.0.1 }',
  ),
  'CNAME to a bare name': record('bare', 'type: CNAME, value: web'),
  'CNAME to a wildcard': record('towildcard', 'type: CNAME, value: "*.example.net"'),
  'CNAME to a URL': record('tourl', 'type: CNAME, value: "https://example.net/"'),
  // Structured values.
  'MX without a preference': record('mx', 'type: MX, value: mail.example.net'),
  'MX to an address': record('mxaddress', 'type: MX, value: 10 192.168.1.5'),
  'SRV with two fields': records('{ name: _sip._tcp.home.example.com, type: SRV, value: 5060 sip.example.net }'),
  'SRV without its service': record('srvname', 'type: SRV, value: 0 5 389 ldap.example.net'),
  'CAA without flags': record('caa', 'type: CAA, value: issue letsencrypt.org'),
  'CAA with a misspelt tag': record('caatag', 'type: CAA, value: \'0 isuse "letsencrypt.org"\''),
  'CAA with an unquoted semicolon': record('caasemicolon', 'type: CAA, value: 0 issue letsencrypt.org; a=b'),
  'CAA mail without mailto': record('caamail', 'type: CAA, value: \'0 iodef "root@example.com"\''),
  'HTTPS without a target': record('https', 'type: HTTPS, value: 1 alpn=h2'),
  'HTTPS with a bad port': record('httpsport', 'type: HTTPS, value: 1 . port=70000'),
  'TLSA with a short hash': records('{ name: _443._tcp.home.example.com, type: TLSA, value: 3 1 1 abcd }'),
  'SSHFP with words': record('sshfp', 'type: SSHFP, value: ssh-ed25519 sha256 abcd'),
  'PTR at a host name': record('ptr', 'type: PTR, value: host.example.net'),
  'DS with three fields': record('ds', 'type: DS, value: 12345 13 2'),
  // Texts.
  'TXT in quotes': record('quoted', 'type: TXT, value: \'"v=spf1 -all"\''),
  'TXT with escaped semicolons': record('escaped', "type: TXT, value: 'a=b\\; c=d'"),
  'TXT with a line break': record('folded', 'type: TXT, value: "first\\nsecond"'),
  'SPF with ipv4': record('ipv4', 'type: TXT, value: "v=spf1 ipv4:10.0.0.1 -all"'),
  'SPF with something behind all': record('behindall', 'type: TXT, value: "v=spf1 -all a"'),
  'two SPF': record('twospf', 'type: TXT, values: ["v=spf1 mx -all", "v=spf1 a -all"]'),
  'DMARC in the wrong order': records('{ name: _dmarc.home.example.com, type: TXT, value: p=reject; v=DMARC1 }'),
  'DKIM with a broken key': records(
    '{ name: k1._domainkey.home.example.com, type: TXT, value: "v=DKIM1; k=rsa; p=MIGf*MA0" }',
  ),
};
