import { type ConflictRule, guardNames, heldReasons, type Plan } from '../../src/core/plan.ts';
import { aPlan, aSet, create, held, remove, update } from '../support/plan-builder.ts';

/** The zones of the providers in the cases. */
export const zones = { home: ['example.com', 'home.example.com'], public: ['example.com', 'xn--bcher-kva.example'] };

const dkimKey = (middle: string): string =>
  `v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${middle.repeat(20)}QIDAQAB`;

const conflictRules: readonly ConflictRule[] = [
  'overrides',
  'hosts',
  'force',
  'oldest',
  'newest',
  'priority',
  'address-first',
  'origin',
  'reject',
];

const guardMessages: Readonly<Record<(typeof guardNames)[number], readonly [message: string, allow: string]>> = {
  'max-deletes': ['12 record sets would be deleted, 10 are allowed', '--allow-deletes 12'],
  'max-delete-percent': ['45 % of our 20 record sets would be deleted, 30 % are allowed', '--allow-delete-percent 45'],
  'max-changes': ['30 record sets would change or go, 20 are allowed', '--allow-changes 30'],
  'max-update-percent': [
    '90 % of our 20 record sets would change, 30 % are allowed: a typo in a default?',
    '--allow-update-percent 90',
  ],
  'empty-source': ['gave 17 records when it was last applied, and none now', '--allow-empty home'],
  'no-lockfile': ['3 record sets would be deleted and no lockfile remembers them', '--allow-unremembered'],
  apex: ['the NS set of example.com would change', '--allow-apex'],
};

/** Every kind of thing a plan can say, by name. */
export const planCases: Readonly<Record<string, Plan>> = {
  'create of each type': aPlan({
    changes: [
      create('app.example.com', 'A', aSet(['192.168.1.10'])),
      create('app.example.com', 'AAAA', aSet(['fd20:0:1::10'])),
      create('example.com', 'CAA', aSet(['0 issue "letsencrypt.org"', '0 iodef "mailto:hostmaster@example.com"'])),
      create('www.example.com', 'CNAME', aSet(['app.example.com']), {
        origins: ['stacks/web/compose.yaml#web label dns.host'],
      }),
      create('example.com', 'MX', aSet(['10 mail.example.com', '20 mail2.example.com'], { ttl: 3600 })),
      create('sub.example.com', 'NS', aSet(['ns1.example.net', 'ns2.example.net'], { ttl: 86400 })),
      create('10.1.168.192.in-addr.arpa', 'PTR', aSet(['app.example.com'])),
      create('_ldap._tcp.example.com', 'SRV', aSet(['0 5 389 ldap.example.com'])),
      create('_dmarc.example.com', 'TXT', aSet(['v=DMARC1; p=none'])),
    ],
  }),
  'update of each type': aPlan({
    changes: [
      update('app.example.com', 'A', aSet(['192.168.1.10']), aSet(['192.168.1.20'])),
      update('app.example.com', 'AAAA', aSet(['fd20:0:1::10']), aSet(['fd20:0:1::20'])),
      update('example.com', 'CAA', aSet(['0 issue "letsencrypt.org"']), aSet(['0 issue "pki.goog"'])),
      update('www.example.com', 'CNAME', aSet(['app.example.com']), aSet(['web.example.com'])),
      update(
        'example.com',
        'MX',
        aSet(['10 mail.example.com', '20 mail2.example.com']),
        aSet(['5 mail.example.com', '20 mail2.example.com']),
      ),
      update(
        'sub.example.com',
        'NS',
        aSet(['ns1.example.net', 'ns2.example.net']),
        aSet(['ns1.example.net', 'ns3.example.net']),
      ),
      update('10.1.168.192.in-addr.arpa', 'PTR', aSet(['app.example.com']), aSet(['web.example.com'])),
      update('_ldap._tcp.example.com', 'SRV', aSet(['0 5 389 ldap.example.com']), aSet(['0 5 636 ldap.example.com'])),
      update('_dmarc.example.com', 'TXT', aSet(['v=DMARC1; p=none']), aSet(['v=DMARC1; p=reject'])),
    ],
  }),
  'delete of each type': aPlan({
    changes: [
      remove('app.example.com', 'A', aSet(['192.168.1.10', '192.168.1.11'])),
      remove('app.example.com', 'AAAA', aSet(['fd20:0:1::10'])),
      remove('www.example.com', 'CNAME', aSet(['app.example.com'])),
      remove('example.com', 'MX', aSet(['10 mail.example.com'])),
      remove('_dmarc.example.com', 'TXT', aSet(['v=DMARC1; p=none'])),
    ],
  }),
  'only the TTL changes': aPlan({
    changes: [
      update(
        'app.example.com',
        'A',
        aSet(['192.168.1.10', '192.168.1.11']),
        aSet(['192.168.1.10', '192.168.1.11'], { ttl: 60 }),
      ),
    ],
  }),
  'only force changes': aPlan({
    changes: [
      update('app.example.com', 'A', aSet(['192.168.1.10']), aSet(['192.168.1.10'], { forced: ['192.168.1.10'] })),
      create('forced.example.com', 'A', aSet(['192.168.1.10'], { forced: ['192.168.1.10'] })),
    ],
  }),
  'values of several owners': aPlan({
    changes: [
      create('join.example.com', 'A', aSet(['192.168.1.10', '192.168.1.12'], { owners: { '192.168.1.12': 'nas2' } }), {
        before: aSet(['192.168.1.12'], { owners: { '192.168.1.12': 'nas2' } }),
      }),
      update(
        'pool.example.com',
        'A',
        aSet(['192.168.1.10', '192.168.1.11', '192.168.1.12', '192.168.1.13'], {
          owners: { '192.168.1.12': 'nas2', '192.168.1.13': null },
        }),
        aSet(['192.168.1.11', '192.168.1.12', '192.168.1.13', '192.168.1.20', '192.168.1.21'], {
          owners: { '192.168.1.12': 'nas2', '192.168.1.13': null },
        }),
      ),
      remove('leave.example.com', 'A', aSet(['192.168.1.10', '192.168.1.12'], { owners: { '192.168.1.12': 'nas2' } }), {
        after: aSet(['192.168.1.12'], { owners: { '192.168.1.12': 'nas2' } }),
      }),
    ],
  }),
  'a value among many': aPlan({
    changes: [
      update(
        'many.example.com',
        'A',
        aSet(Array.from({ length: 30 }, (_, index) => `10.0.0.${index + 10}`)),
        aSet(Array.from({ length: 30 }, (_, index) => `10.0.0.${index + 11}`)),
      ),
    ],
  }),
  'long texts': aPlan({
    changes: [
      create('new._domainkey.example.com', 'TXT', aSet([dkimKey('Ab3+xY/9kLmN0pQr')])),
      update(
        'old._domainkey.example.com',
        'TXT',
        aSet([dkimKey('Ab3+xY/9kLmN0pQr')]),
        aSet([dkimKey('Zz8+wV/7jKlM1oPq')]),
      ),
      update(
        'example.com',
        'TXT',
        aSet([
          'google-site-verification=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
          'v=spf1 mx ip4:192.0.2.1 include:_spf.example.net -all',
        ]),
        aSet([
          'google-site-verification=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
          'v=spf1 mx ip4:192.0.2.7 include:_spf.example.net include:_spf.mailer.example.org -all',
        ]),
      ),
      update(
        'note.example.com',
        'TXT',
        aSet(['a text that will be replaced as a whole, word by word']),
        aSet(['entirely different wording stands here from now on']),
      ),
    ],
  }),
  'evictions and adoptions': aPlan({
    changes: [
      create('app.example.com', 'A', aSet(['192.168.1.10'], { forced: ['192.168.1.10'] }), {
        evicts: [{ owner: 'nas2', type: 'CNAME', values: ['proxy.example.com'] }],
      }),
      create('www.example.com', 'CNAME', aSet(['app.example.com']), {
        before: aSet(['old.example.com'], { owners: { 'old.example.com': 'nas2' } }),
        evicts: [{ owner: 'nas2', type: 'CNAME', values: ['old.example.com'] }],
      }),
      update(
        'nas.example.com',
        'A',
        aSet(['192.168.1.5'], { owners: { '192.168.1.5': null } }),
        aSet(['192.168.1.5']),
        {
          adopts: ['192.168.1.5'],
        },
      ),
    ],
  }),
  attributes: aPlan({
    changes: [
      create('app.example.com', 'A', aSet(['192.0.2.10'], { ttl: 1, attributes: { proxied: true } }), {
        provider: 'public',
      }),
      update(
        'www.example.com',
        'CNAME',
        aSet(['app.example.com'], { attributes: { proxied: false } }),
        aSet(['app.example.com'], { attributes: { proxied: true, comment: 'edge' } }),
        {
          provider: 'public',
        },
      ),
    ],
  }),
  'several providers and zones': aPlan({
    changes: [
      create('app.home.example.com', 'A', aSet(['192.168.1.10'])),
      create('home.example.com', 'A', aSet(['192.168.1.10'])),
      update('example.com', 'A', aSet(['192.168.1.10']), aSet(['192.168.1.20'])),
      remove('nowhere.example.org', 'A', aSet(['192.168.1.10'])),
      create('app.example.com', 'A', aSet(['192.0.2.10']), { provider: 'public' }),
    ],
  }),
  'names with U-labels': aPlan({
    changes: [
      create('xn--bcher-kva.example', 'A', aSet(['192.0.2.10']), { provider: 'public' }),
      create('laden.xn--bcher-kva.example', 'CNAME', aSet(['xn--bcher-kva.example']), { provider: 'public' }),
    ],
    held: [held('unowned', 'made by hand', { name: 'alt.xn--bcher-kva.example', provider: 'public' })],
  }),
  'long names and many origins': aPlan({
    changes: [
      create(
        'a-rather-long-service-name.production.cluster-one.datacentre.home.example.com',
        'AAAA',
        aSet(['fd20:0:1:2:3:4:5:6']),
      ),
      update(
        'another-long-service-name.production.cluster-one.home.example.com',
        'AAAA',
        aSet(['fd20:0:1:2:3:4:5:6'], { ttl: 86400 }),
        aSet(['fd20:0:1:2:3:4:5:7'], { ttl: 3600 }),
        {
          origins: [
            'docker:home/web-1 label dns.host',
            'docker:home/web-2 label dns.host',
            'docker:home/web-3 label dns.host',
          ],
        },
      ),
      update(
        'short.home.example.com',
        'CNAME',
        aSet(['one-target.with-a-long-name.example.net']),
        aSet(['other-target.with-a-long-name.example.net']),
      ),
    ],
  }),
  'held for each reason': aPlan({
    held: heldReasons.flatMap((reason) => [
      held(reason, `detail of ${reason}`),
      held(
        reason,
        'a longer explanation that says who, what and why, and that will not fit beside the values at eighty columns',
        {
          name: 'another.home.example.com',
          type: 'AAAA',
          values: ['fd20:0:1::10', 'fd20:0:1::11'],
        },
      ),
    ]),
  }),
  'conflict of each rule': aPlan({
    conflicts: conflictRules.map((rule, index) => ({
      provider: 'home',
      name: `x${index}.example.com`,
      types: rule === 'address-first' ? ['A', 'CNAME'] : ['CNAME'],
      rule,
      winner: rule === 'reject' ? null : 'overrides/a.yaml#x.example.com/CNAME',
      losers: [
        'docker:home/b label dns.host',
        'stacks/a-stack-with-a-long-name/compose.yaml#service-with-a-long-name label dns.host',
      ],
    })),
  }),
  'every guard': aPlan({
    changes: [remove('app.example.com', 'A', aSet(['192.168.1.10']))],
    guards: guardNames.map((guard) => ({
      guard,
      ...(guard === 'empty-source' ? { source: 'home' } : { provider: 'home' }),
      message: `${guardMessages[guard][0]}; ${guardMessages[guard][1]} lets it through`,
      allow: guardMessages[guard][1],
    })),
  }),
  problems: aPlan({
    changes: [create('app.example.com', 'A', aSet(['192.168.1.10']))],
    diagnostics: [
      {
        code: 'LABEL_UNKNOWN_FIELD',
        severity: 'warning',
        message: 'the label dns.hosst is not known',
        hint: 'dns.host?',
        origin: 'stacks/web/compose.yaml#web label dns.hosst',
        file: 'stacks/web/compose.yaml',
        line: 12,
        column: 9,
      },
      {
        code: 'cname-apex',
        severity: 'error',
        message: 'a CNAME cannot stand at the name of the zone example.com itself, because SOA and NS stand there',
        hint: 'an address, or a provider that flattens it',
        origin: 'docker:home/web label dns.host',
      },
      {
        code: 'SOURCE_INCOMPLETE',
        severity: 'warning',
        message: 'the services of the swarm could not be read',
        subject: 'home',
      },
    ],
    incomplete: ['home', 'stacks'],
  }),
  'problems on hold': aPlan({
    changes: [create('app.example.com', 'A', aSet(['192.168.1.10']))],
    held: [held('invalid', 'label-empty'), held('contested', 'two overrides', { name: 'b.example.com' })],
    diagnostics: [{ code: 'label-empty', severity: 'error', message: '"a..b" has an empty label' }],
    incomplete: ['home'],
    options: { hold: true },
  }),
  offline: aPlan({
    changes: [create('app.example.com', 'A', aSet(['192.168.1.10']))],
    options: { offline: true, only: ['app.*'], provider: ['home'], locked: ['home'] },
  }),
  'nothing to do': aPlan(),
  'nothing there': aPlan({ unchanged: 0 }),
  'only held': aPlan({ unchanged: 1, held: [held('foreign-owner', 'owned by nas2')] }),
  'three hundred changes': aPlan({
    changes: Array.from({ length: 300 }, (_, index) =>
      create(`host${index}.home.example.com`, 'A', aSet([`10.0.${index >> 8}.${index & 255}`])),
    ),
    unchanged: 0,
  }),
  "an attacker's values": aPlan({
    changes: [
      create(
        'a.example.com',
        'TXT',
        aSet([
          '\u001b[2J\u001b[1;1HPlan: nothing to do',
          'line one\nline two\r\u0007',
          '\u202egnp.exe\u2069',
          '',
          ' ',
          '\udcff\udc80',
          'he said "hi" \\n',
        ]),
      ),
      create('b.example.com', 'A', aSet(['192.168.1.10']), {
        origins: ['docker:home/\u001b]0;owned\u0007evil label dns.host\nPlan: 0'],
      }),
      update(
        'c.example.com',
        'TXT',
        aSet(['some words here \u001b[31m and others there']),
        aSet(['some words here \u009b31m and others there']),
      ),
      create(
        'd.example.com',
        'A',
        aSet(['192.168.1.10', '192.168.1.12'], { owners: { '192.168.1.12': 'nas\u001b[2K2' } }),
        {
          before: aSet(['192.168.1.12'], { owners: { '192.168.1.12': 'nas\u001b[2K2' } }),
          evicts: [{ owner: '\u202eabc', type: 'CNAME', values: ['x\u001b[0m.example.com'] }],
        },
      ),
      create('e.example.com', 'A', aSet(['192.0.2.1'], { attributes: { 'k\u001b[1m': 'v\u001b[1m' } })),
    ],
    held: [held('foreign-owner', 'owned by \u001b[8mnobody', { values: ['\u001b[2J'] })],
    conflicts: [
      {
        provider: 'home',
        name: 'x.example.com',
        types: ['A'],
        rule: 'oldest',
        winner: 'docker:\u001b[1A',
        losers: ['\u0000'],
      },
    ],
    guards: [{ guard: 'empty-source', source: '\u001b[1A', message: '\u001b[2K', allow: '--allow-empty \u001b[1A' }],
    diagnostics: [
      { code: 'X', severity: 'error', message: '\u001b[2K', hint: '\u009b2K', file: 'a\nb.yaml', line: 1, column: 1 },
    ],
    incomplete: ['\u001b[1A'],
    options: { only: ['\u001b[1A'], locked: ['\u001b[1A'] },
  }),
};
