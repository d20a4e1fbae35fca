import type { RuleText } from './rule-text.ts';

/** Rules about HTTPS, SVCB, TLSA, SSHFP and the types that are passed through. */
export const serviceTexts = {
  'svcb-syntax': {
    what: 'An HTTPS or SVCB record is a priority from 0 to 65535, a target, and parameters, none of them twice.',
    why: 'A record that cannot be read makes clients drop the whole set (RFC 9460 2.1, 2.2).',
    fix: 'Put the target, or `.` for the name itself, between the priority and the parameters: `1 . alpn=h2`.',
    example: { fails: 'app.example.com HTTPS 1 alpn=h2', passes: 'app.example.com HTTPS 1 . alpn=h2' },
  },
  'svcb-param': {
    what: 'The parameters of HTTPS and SVCB are known and have good values; others are written `keyNNNNN`. `mandatory` names keys that are there and not itself; `no-default-alpn` needs `alpn`.',
    why: 'One malformed parameter makes clients ignore the record, or the set (RFC 9460 7, 7.1.1, 8, 14.3.2).',
    fix: 'Correct the parameter that the finding names.',
    example: { fails: 'app.example.com HTTPS 1 . port=70000', passes: 'app.example.com HTTPS 1 . port=8443' },
  },
  'svcb-alias-params': {
    what: 'A record with the priority 0 has no parameters.',
    why: 'It is an alias, and clients ignore parameters there (RFC 9460 2.4.2): what you wrote has no effect.',
    fix: 'Remove them, or use a priority of 1 or more.',
    example: {
      fails: 'app.example.com HTTPS 0 web.example.com alpn=h2',
      passes: 'app.example.com HTTPS 0 web.example.com',
    },
  },
  'svcb-mixed': {
    what: 'A record with the priority 0 is the only one of its set.',
    why: 'With an alias in a set, clients ignore all that is no alias, and of several aliases they take any (RFC 9460 2.4.1, 2.4.2).',
    fix: 'Keep the alias, or the others.',
    example: {
      fails: 'app.example.com HTTPS 0 web.example.com\napp.example.com HTTPS 1 . alpn=h2',
      passes: 'app.example.com HTTPS 1 . alpn=h2',
    },
  },
  'tlsa-syntax': {
    what: 'A TLSA record is usage 0 to 3, selector 0 or 1, matching 0 to 2, and hexadecimal: 64 digits for matching 1, 128 for matching 2.',
    why: 'A digest of another length never matches, and mail servers that check it refuse to deliver (RFC 6698 2.1).',
    fix: 'Copy the digest again; the finding says how many digits belong there.',
    example: {
      fails: '_25._tcp.mail.example.com TLSA 3 1 1 abcd',
      passes: `_25._tcp.mail.example.com TLSA 3 1 1 ${'ab'.repeat(32)}`,
    },
  },
  'tlsa-name': {
    what: 'The name of a TLSA begins with `_port._proto.` before the host.',
    why: 'Clients ask for the port they connect to (RFC 6698 3). Nobody looks for a TLSA at the name itself.',
    fix: 'Write `_443._tcp.www.example.com`, with the port that is served.',
    example: {
      fails: `www.example.com TLSA 3 1 1 ${'ab'.repeat(32)}`,
      passes: `_443._tcp.www.example.com TLSA 3 1 1 ${'ab'.repeat(32)}`,
    },
  },
  'sshfp-syntax': {
    what: 'An SSHFP record is algorithm 1, 2, 3, 4 or 6, type 1 or 2, and 40 or 64 hexadecimal digits.',
    why: 'A fingerprint of another length never matches, and SSH warns of an attack (RFC 4255 3.1, RFC 6594, RFC 7479, RFC 8709).',
    fix: 'Take the line that `ssh-keygen -r HOST` prints.',
    example: { fails: 'nas.example.com SSHFP 4 2 abcd', passes: `nas.example.com SSHFP 4 2 ${'ab'.repeat(32)}` },
  },
  'sshfp-weak': {
    what: 'An SSHFP record uses neither SHA-1 (type 1) nor DSA (algorithm 2).',
    why: 'SHA-1 can be forged with effort, and SSH has dropped DSA keys (RFC 6594 prefers SHA-256).',
    fix: 'Keep the SHA-256 lines of `ssh-keygen -r HOST`.',
    example: {
      fails: `nas.example.com SSHFP 1 1 ${'ab'.repeat(20)}`,
      passes: `nas.example.com SSHFP 1 2 ${'ab'.repeat(32)}`,
    },
  },
  'rdata-syntax': {
    what: 'A record of DS, NAPTR, LOC, URI or `TYPEnnn` has the right number of fields, and numbers within their bounds. Nothing more is checked of these types.',
    why: 'A server refuses such a record, and often the zone with it (RFC 4034 5.1, RFC 3403 4.1, RFC 1876 3, RFC 7553 4.5, RFC 3597 5).',
    fix: 'Write all the fields that the hint lists.',
    example: {
      fails: 'sub.example.com DS 12345 13 2',
      passes: `sub.example.com NS ns1.example.net\nsub.example.com DS 12345 13 2 ${'ab'.repeat(32)}`,
    },
  },
  'ds-name': {
    what: "A DS stands at a name that is delegated, not at a zone's own name, and its digest has 40, 64 or 96 digits.",
    why: 'It vouches for the zone below, and validating resolvers look for it in the zone above (RFC 4034 5, RFC 4035 2.4). Elsewhere it protects nothing.',
    fix: 'Hand it to whoever runs the zone above, as a rule the registrar; or add the NS records of the delegation.',
    example: {
      fails: `example.com DS 12345 13 2 ${'ab'.repeat(32)}`,
      passes: `sub.example.com NS ns1.example.net\nsub.example.com DS 12345 13 2 ${'ab'.repeat(32)}`,
    },
  },
  'dname-occludes': {
    what: 'There is no name below a DNAME, and no CNAME at the same name.',
    why: 'A DNAME redirects everything below it (RFC 6672 2.4): what stands there is never answered.',
    fix: "Add it below the DNAME's target, or remove the DNAME.",
    example: {
      fails: 'old.example.com DNAME new.example.com\napp.old.example.com A 192.168.1.10',
      passes: 'old.example.com DNAME new.example.com\napp.new.example.com A 192.168.1.10',
    },
  },
  'alias-coexists': {
    what: "An ALIAS stands alone among ALIAS, A, AAAA and CNAME at its name. Alone at a name that is not a zone's own it is a warning.",
    why: 'Servers that know ALIAS answer it with addresses of its target; with addresses beside it nobody can say which are given. Below the apex a CNAME does the same, and everywhere.',
    fix: 'Keep the ALIAS or the addresses. Below the apex use a CNAME.',
    example: {
      fails: 'example.com ALIAS web.example.net\nexample.com A 192.168.1.10',
      passes: 'example.com ALIAS web.example.net',
    },
  },
} as const satisfies Readonly<Record<string, RuleText>>;
