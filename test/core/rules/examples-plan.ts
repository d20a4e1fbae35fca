import { claim, cname } from '../../support/claim-builder.ts';
import { model, there } from '../../support/model-builder.ts';
import type { Examples } from './examples.ts';

const types = new Set(['A', 'ALIAS', 'CNAME', 'DNAME', 'DS', 'MX', 'NS', 'TXT']);
const any = model({ capabilities: { ...model().capabilities, types, wildcards: types } });
const target = { name: 'target.example.com' };
const chain = (hops: number) => [
  ...Array.from({ length: hops }, (_, at) => ({
    name: `c${at}.example.com`,
    ...cname(at === hops - 1 ? 'host.example.net' : `c${at + 1}.example.com`),
  })),
];

/** Examples of rules that look at whole plans, and of wildcards and CNAMEs. */
export const examples: Examples = {
  'wildcard-position': [{ name: 'a.*.example.com', type: 'TXT', value: 'x' }],
  'wildcard-type': { models: [any], claims: [claim({ name: '*.example.com', type: 'NS', value: 'ns.example.net' })] },
  'wildcard-shadow': [
    { name: '*.example.com' },
    { name: '_acme-challenge.app.example.com', type: 'TXT', value: 'token' },
  ],
  'cname-self': [{ name: 'a.example.com', ...cname('a.example.com') }],
  'cname-loop': [
    { name: 'a.example.com', ...cname('b.example.com') },
    { name: 'b.example.com', ...cname('a.example.com') },
  ],
  'cname-apex': { claims: [claim({ name: 'example.com', ...cname('host.example.net') })] },
  'cname-chain': chain(9),
  'cname-target-is-cname': chain(2),
  'target-is-cname': [{ name: 'example.com', type: 'MX', value: '10 c0.example.com' }, ...chain(1)],
  'target-missing': { claims: [claim({ name: 'www.example.com', ...cname('gone.example.com') })] },
  'target-deleted': {
    claims: [claim({ name: 'www.example.com', ...cname(target.name) })],
    actual: [there({ name: 'www.example.com', ...cname(target.name) }), there(target)],
  },
  'zone-cut': [
    { name: 'sub.example.com', type: 'NS', value: 'ns.example.net' },
    { name: 'x.sub.example.com', type: 'TXT', value: 'hidden' },
  ],
  'ns-glue': [{ name: 'sub.example.com', type: 'NS', value: 'ns.sub.example.com' }],
  'ds-name': {
    models: [any],
    claims: [claim({ name: 'sub.example.com', type: 'DS', value: `1 8 2 ${'0'.repeat(64)}` })],
  },
  'dname-occludes': {
    models: [any],
    claims: [
      claim({ name: 'old.example.com', type: 'DNAME', value: 'new.example.com' }),
      claim({ name: 'a.old.example.com' }),
    ],
  },
  'alias-coexists': {
    models: [any],
    claims: [
      claim({ name: 'example.com', type: 'ALIAS', value: 'host.example.net' }),
      claim({ name: 'example.com', type: 'A', value: '192.168.1.5' }),
    ],
  },
  'mail-complete': { claims: [claim({ name: 'example.com', type: 'MX', value: '10 mail.example.net' })] },
  'same-name-two-providers': {
    models: [model(), model({ name: 'other' })],
    actualAt: { home: [], other: [] },
    claims: [
      claim({ providers: ['home'] }),
      claim({ providers: ['other'], value: '192.168.1.11', origins: ['docker:home/other label dns.app.example.com'] }),
    ],
  },
};
