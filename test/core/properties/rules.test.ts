import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readName } from '../../../src/core/name.ts';
import { recordTypeNames, recordTypeOf } from '../../../src/core/record-types.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { judge } from '../../../src/core/rules/judge.ts';
import { inForce } from '../../../src/core/rules/settings.ts';
import { model } from '../../support/model-builder.ts';
import { context, type Differences } from '../rules/context.ts';

/** Every rule that can be configured, those that are usually off as well. */
const loud = () => inForce(new Map(rules.filter(({ fixed }) => !fixed).map(({ id }) => [id, { severity: 'warning' }])));

const piece = fc.oneof(
  fc.constantFrom(
    'app',
    'a-b',
    '-a',
    'my_app',
    '*',
    'ab--c',
    'xn--bcher-kva',
    'bücher',
    'a!b',
    'a\\.b',
    '\\255',
    '_tcp',
  ),
  fc.constantFrom(
    '_dmarc',
    '_domainkey',
    'in-addr',
    'ip6',
    'arpa',
    '10',
    '192',
    'f',
    'local',
    'test',
    'example',
    'com',
  ),
  fc.string({ minLength: 1, maxLength: 8 }),
);
const name = fc
  .array(piece, { minLength: 1, maxLength: 8 })
  .map((pieces) => readName(pieces.join('.')))
  .map((read) => (read.ok ? read.name : 'app.example.com'));

const words = fc.constantFrom(
  ...['v=spf1', 'include:a.example.com', 'ip4:10.0.0.0/8', '-all', 'v=DMARC1;', 'p=none;', 'rua=mailto:a@example.com'],
  ...['v=DKIM1;', 'k=rsa;', 'p=', 'heritage=dns-sync', '"', '\\', '\\;', ';', ',', '0', '1', '3', '10', '128', '443'],
  ...[
    'issue',
    'iodef',
    '"ca.example.net; a=b"',
    '.',
    '*.example.com',
    'host.example.com',
    '10.0.0.1',
    'web',
    'fe80::1',
  ],
  ...['::ffff:1.2.3.4', 'alpn=h2', 'port=443', 'mandatory=alpn', 'key9=x', 'ab'.repeat(32), 'ab'.repeat(20)],
);
const text = fc.oneof(
  fc.array(words, { minLength: 1, maxLength: 8 }).map((all) => all.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.ipV4(),
  fc.ipV6(),
);

/** A set of whatever the table of types can read; its example where it can read nothing of what was thought up. */
const anySet = fc
  .record({
    name,
    type: fc.constantFrom(...recordTypeNames),
    texts: fc.array(text, { minLength: 1, maxLength: 4 }),
    ttl: fc.oneof(fc.integer(), fc.constantFrom(0, 30, 300, 604_800)),
    written: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
  })
  .map(({ name: owner, type, texts, ttl, written }): Differences[] => {
    const row = recordTypeOf(type);
    const read = texts.flatMap((one) => {
      const found = row?.read(one);
      return found?.ok ? [found.value] : [];
    });
    const example = row?.read(row.example);
    const values = read.length > 0 || !example?.ok ? read : [example.value];
    const spelled = written === undefined ? {} : { written };
    return [...new Set(values)].map((value, index) => ({
      name: owner,
      type,
      value,
      ttl,
      from: `c${index}`,
      ...spelled,
    }));
  })
  .filter((claims) => claims.length > 0);

const ids = new Set(rules.map(({ id }) => id));

describe('the rules', () => {
  it('judge any canonical set: they do not throw, and say whole sentences', () => {
    fc.assert(
      fc.property(anySet, fc.constantFrom('public', 'private', 'unsaid'), (claims, visibility) => {
        const { diagnostics } = judge(context(claims, model({ visibility, zones: ['example.com', '.'] })), loud());
        for (const { code, message, hint } of diagnostics) {
          expect(ids.has(code)).toBe(true);
          expect(`${message} ${hint ?? ''}`).not.toMatch(/undefined|NaN|\[object/);
          expect(message.length).toBeLessThan(4000);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('say the same of the same set', () => {
    fc.assert(
      fc.property(anySet, (claims) => {
        expect(judge(context(claims), loud())).toEqual(judge(context(claims), loud()));
      }),
    );
  });

  it.each([1_000, 10_000, 100_000])('come to an end with %i values', (count) => {
    const claims = Array.from({ length: count }, (_, index) => ({
      type: 'MX',
      value: `10 m${index}.my_host.example.com`,
      written: index % 2 === 0 ? 'App.example.com' : 'aPP.example.com',
    }));
    const { diagnostics } = judge(context(claims), loud());
    expect(diagnostics.filter(({ code }) => code === 'target-host')).toHaveLength(count);
  });

  it.each([1_000, 10_000, 60_000])('come to an end with texts of %i bytes', (length) => {
    const texts = ['a', ' ', '"', '\\;', ';', 'v=spf1 ', 'v=DKIM1;', 'p=;', ' include:%{i}', '\u0007'];
    for (const owner of ['app.example.com', '_dmarc.example.com', 's1._domainkey.example.com']) {
      for (const begin of ['', 'v=spf1 ', 'v=DMARC1; ', 'v=DKIM1; p=']) {
        const claims = texts.map((one) => ({
          name: owner,
          type: 'TXT',
          value: `${begin}${one.repeat(length / one.length)}`,
        }));
        const { diagnostics } = judge(context(claims), loud());
        expect(diagnostics.filter(({ code }) => !ids.has(code))).toEqual([]);
        expect(diagnostics.filter(({ message }) => message.length > 4000)).toEqual([]);
      }
    }
  });
});
