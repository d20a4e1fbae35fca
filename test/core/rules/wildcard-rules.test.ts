import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/core/claim.ts';
import { claim, cname } from '../../support/claim-builder.ts';
import { foreign, model, there, unowned } from '../../support/model-builder.ts';
import { planOf, type World } from '../../support/plan-input.ts';
import { findings, judged } from './context.ts';

const all = new Set(['A', 'ALIAS', 'DNAME', 'DS', 'MX', 'NS', 'TXT']);
const any = model({ capabilities: { ...model().capabilities, types: all, wildcards: all } });

describe('wildcard-position', () => {
  it.each([
    ['*.example.com', []],
    ['*.a.example.com', []],
    ['a.*.example.com', ['error wildcard-position']],
    ['*a.example.com', ['error wildcard-position']],
    ['a*.example.com', ['error wildcard-position']],
    ['*.*.example.com', ['error wildcard-position']],
    ['**.example.com', ['error wildcard-position']],
    ['a\\*.example.com', []],
  ])('%s: %s', (name, found) => {
    expect(findings(judged([{ name, type: 'TXT', value: 'x' }], any))).toEqual(found);
  });
});

describe('wildcard-type', () => {
  it.each([
    ['NS', 'ns.example.net', ['error wildcard-type']],
    ['DNAME', 'example.net', ['error wildcard-type']],
    ['DS', `1 8 2 ${'0'.repeat(64)}`, ['error wildcard-type']],
    ['A', '192.168.1.5', []],
    ['MX', '10 mail.example.net', []],
  ])('%s at a wildcard: %s', (type, value, found) => {
    expect(findings(judged([{ name: '*.example.com', type, value }], any))).toEqual(found);
  });
});

describe('wildcard-shadow', () => {
  const text = (name: string): Claim => claim({ name: `${name}.example.com`, type: 'TXT', value: 'x' });
  const wildcard = claim({ name: '*.example.com' });
  const shadows = (world: World) =>
    planOf(world)
      .diagnostics.filter(({ code }) => code === 'wildcard-shadow')
      .map(({ message }) => message);

  it.each<[string, World, string[]]>([
    [
      'an empty non-terminal',
      { claims: [wildcard, text('_acme-challenge.app')] },
      ['app.example.com will no longer be answered by *.example.com'],
    ],
    [
      'a name without an address',
      { claims: [wildcard, text('app')] },
      ['app.example.com will no longer be answered by *.example.com'],
    ],
    ['a name with an address', { claims: [wildcard, text('app'), claim({ name: 'app.example.com' })] }, []],
    [
      'a name below one with an address',
      { claims: [wildcard, text('_acme-challenge.app'), claim({ name: 'app.example.com' })] },
      [],
    ],
    ['a service name at the wildcard’s level', { claims: [wildcard, text('_dmarc')] }, []],
    [
      'a wildcard that has no address',
      { claims: [claim({ name: '*.example.com', type: 'MX', value: '10 mail.example.net' }), text('app')] },
      [],
    ],
    [
      'a wildcard CNAME',
      { claims: [claim({ name: '*.example.com', ...cname('edge.example.net') }), text('app')] },
      ['app.example.com will no longer be answered by *.example.com'],
    ],
    [
      'a wildcard of someone else',
      { claims: [text('app')], actual: [foreign({ name: '*.example.com' })] },
      ['app.example.com will no longer be answered by *.example.com'],
    ],
    ['a wildcard of ours that goes', { claims: [text('app')], actual: [there({ name: '*.example.com' })] }, []],
    [
      'a name that is there already',
      { claims: [wildcard, text('app')], actual: [unowned({ name: 'app.example.com', type: 'TXT', value: 'y' })] },
      [],
    ],
    [
      'a name above one that is there already',
      { claims: [wildcard, text('x.app')], actual: [unowned({ name: 'y.app.example.com', type: 'TXT', value: 'y' })] },
      ['x.app.example.com will no longer be answered by *.example.com'],
    ],
    [
      'the closer of two wildcards',
      { claims: [wildcard, claim({ name: '*.b.example.com' }), text('a.b')] },
      [
        'b.example.com will no longer be answered by *.example.com',
        'b.example.com will no longer be answered by *.example.com, nor 1 more down to a.b.example.com',
      ],
    ],
    [
      'two names below one',
      { claims: [wildcard, text('_a.app'), text('_b.app')] },
      [
        'app.example.com will no longer be answered by *.example.com',
        'app.example.com will no longer be answered by *.example.com',
      ],
    ],
    [
      'a wildcard below a wildcard',
      { claims: [wildcard, claim({ name: '*.app.example.com' })] },
      ['app.example.com will no longer be answered by *.example.com'],
    ],
    [
      'a name below two wildcards',
      { claims: [wildcard, claim({ name: '*.app.example.com' }), claim({ name: 'x.app.example.com' })] },
      [
        'app.example.com will no longer be answered by *.example.com',
        'app.example.com will no longer be answered by *.example.com',
      ],
    ],
    [
      'a delegation',
      { claims: [wildcard, claim({ name: 'sub.example.com', type: 'NS', value: 'ns.example.net' })] },
      [],
    ],
    [
      'the addresses of its name servers',
      {
        claims: [
          wildcard,
          claim({ name: 'sub.example.com', type: 'NS', value: 'ns.a.sub.example.com' }),
          claim({ name: 'ns.a.sub.example.com' }),
        ],
      },
      [],
    ],
    [
      'an ALIAS',
      {
        models: [any],
        claims: [wildcard, claim({ name: 'app.example.com', type: 'ALIAS', value: 'x.example.net' }), text('app')],
      },
      [],
    ],
    ['a name outside', { claims: [claim({ name: '*.a.example.com' }), text('b')] }, []],
  ])('%s: %s', (_, world, found) => {
    expect(shadows(world)).toEqual(found);
  });
});
