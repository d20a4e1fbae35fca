import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/core/claim.ts';
import type { ActualRecord } from '../../../src/core/provider-model.ts';
import { claim, cname } from '../../support/claim-builder.ts';
import { foreign, model, there, unowned } from '../../support/model-builder.ts';
import { heldLines, planOf } from '../../support/plan-input.ts';

const at = (name: string, type: string, value: string): Claim => claim({ name: `${name}.example.com`, type, value });
const ns = (name: string, target: string) => at(name, 'NS', target);
const stands = (name: string, type: string, value: string): ActualRecord =>
  unowned({ name: `${name}.example.com`, type, value });
const types = { types: new Set(['A', 'AAAA', 'CNAME', 'DNAME', 'DS', 'MX', 'NS', 'TXT']) };
const any = model({ capabilities: { ...model().capabilities, ...types } });

interface Case {
  readonly what: string;
  readonly claims: readonly Claim[];
  readonly actual?: readonly ActualRecord[];
  /** `code name`. */
  readonly found: readonly string[];
}

function found(one: Pick<Case, 'claims' | 'actual'>, codes: readonly string[]): string[] {
  const { diagnostics } = planOf({ ...one, models: [any] });
  return diagnostics
    .filter(({ code }) => codes.includes(code))
    .map(({ code, name }) => `${code} ${name?.replace('.example.com', '')}`);
}

const elsewhere = 'ns.example.net';

describe('zone-cut', () => {
  it.each<Case>([
    { what: 'NS alone', claims: [ns('sub', elsewhere)], found: [] },
    {
      what: 'TXT below',
      claims: [ns('sub', elsewhere), at('x.sub', 'TXT', 'hidden')],
      found: ['zone-cut x.sub'],
    },
    {
      what: 'TXT far below',
      claims: [ns('sub', elsewhere), at('a.b.c.sub', 'TXT', 'hidden')],
      found: ['zone-cut a.b.c.sub'],
    },
    { what: 'TXT beside it', claims: [ns('sub', elsewhere), at('xsub', 'TXT', 'seen')], found: [] },
    { what: 'TXT at it', claims: [ns('sub', elsewhere), at('sub', 'TXT', 'hidden')], found: ['zone-cut sub'] },
    {
      what: 'DS at it',
      claims: [ns('sub', elsewhere), at('sub', 'DS', `1 8 2 ${'0'.repeat(64)}`)],
      found: [],
    },
    {
      what: 'the address of its name server',
      claims: [ns('sub', 'ns.sub.example.com'), at('ns.sub', 'A', '192.168.1.2')],
      found: [],
    },
    {
      what: 'another address',
      claims: [ns('sub', elsewhere), at('ns.sub', 'A', '192.168.1.2')],
      found: ['zone-cut ns.sub'],
    },
    {
      what: 'the address of the delegated name that serves itself',
      claims: [ns('sub', 'sub.example.com'), at('sub', 'A', '192.168.1.2')],
      found: [],
    },
    {
      what: 'a delegation below a delegation',
      claims: [ns('sub', elsewhere), ns('x.sub', elsewhere)],
      found: ['zone-cut x.sub'],
    },
    {
      what: 'below one that exists',
      claims: [at('x.sub', 'TXT', 'hidden')],
      actual: [stands('sub', 'NS', elsewhere)],
      found: ['zone-cut x.sub'],
    },
    {
      what: 'below one of ours that goes',
      claims: [at('x.sub', 'TXT', 'seen')],
      actual: [there({ name: 'sub.example.com', type: 'NS', value: elsewhere })],
      found: [],
    },
    {
      what: 'records of others below',
      claims: [ns('sub', elsewhere)],
      actual: [stands('x.sub', 'TXT', 'theirs')],
      found: [],
    },
    {
      what: "the zone's own NS",
      claims: [claim({ name: 'example.com', type: 'NS', value: elsewhere }), at('x', 'TXT', 'seen')],
      found: [],
    },
  ])('$what: $found', ({ found: wanted, ...one }) => {
    expect(found(one, ['zone-cut'])).toEqual(wanted);
  });

  it('says which delegation hides it, and whose it is', () => {
    const { diagnostics, held } = planOf({
      claims: [ns('sub', elsewhere), at('x.sub', 'TXT', 'hidden')],
      models: [any],
    });
    const [one] = diagnostics.filter(({ code }) => code === 'zone-cut');
    expect(one?.message).toBe(
      'x.sub.example.com TXT is hidden behind the delegation at sub.example.com, of docker:home/web label dns.sub.example.com',
    );
    expect(heldLines({ held })).toEqual(['x.sub.example.com TXT hidden: invalid']);
  });
});

describe('ns-glue', () => {
  it.each<Case>([
    { what: 'a name server elsewhere', claims: [ns('sub', elsewhere)], found: [] },
    { what: 'one below without an address', claims: [ns('sub', 'ns.sub.example.com')], found: ['ns-glue sub'] },
    { what: 'one equal to the name', claims: [ns('sub', 'sub.example.com')], found: ['ns-glue sub'] },
    {
      what: 'one below with an address',
      claims: [ns('sub', 'ns.sub.example.com'), at('ns.sub', 'AAAA', 'fd00::2')],
      found: [],
    },
    {
      what: 'with an address that exists',
      claims: [ns('sub', 'ns.sub.example.com')],
      actual: [stands('ns.sub', 'A', '192.168.1.2')],
      found: [],
    },
    { what: 'beside the name', claims: [ns('sub', 'ns.example.com')], found: [] },
  ])('$what: $found', ({ found: wanted, ...one }) => {
    expect(found(one, ['ns-glue'])).toEqual(wanted);
  });

  it('is silent where the provider was not read', () => {
    const { diagnostics } = planOf({ claims: [ns('sub', 'ns.sub.example.com')], models: [any], actualAt: {} });
    expect(diagnostics).toEqual([]);
  });
});

describe('ds-name', () => {
  const ds = (name: string, digits: number) => at(name, 'DS', `60485 5 1 ${'a'.repeat(digits)}`);
  it.each<Case>([
    ...[40, 64, 96].map((digits) => ({
      what: `a digest of ${digits} at a delegation`,
      claims: [ns('sub', elsewhere), ds('sub', digits)],
      found: [],
    })),
    ...[39, 41, 63, 65, 95, 97].map((digits) => ({
      what: `a digest of ${digits}`,
      claims: [ns('sub', elsewhere), ds('sub', digits)],
      found: ['ds-name sub'],
    })),
    { what: 'without a delegation', claims: [ds('sub', 64)], found: ['ds-name sub'] },
    {
      what: 'at one that exists',
      claims: [ds('sub', 64)],
      actual: [foreign({ name: 'sub.example.com', type: 'NS', value: elsewhere })],
      found: [],
    },
    {
      what: "at the zone's own name",
      claims: [claim({ name: 'example.com', type: 'DS', value: `1 8 2 ${'0'.repeat(64)}` })],
      found: ['ds-name example.com'],
    },
  ])('$what: $found', ({ found: wanted, ...one }) => {
    expect(found(one, ['ds-name'])).toEqual(wanted);
  });
});

describe('dname-occludes', () => {
  const dname = at('old', 'DNAME', 'new.example.com');
  it.each<Case>([
    { what: 'a DNAME alone', claims: [dname], found: [] },
    { what: 'TXT at it', claims: [dname, at('old', 'TXT', 'seen')], found: [] },
    { what: 'a name below it', claims: [dname, at('a.old', 'A', '192.168.1.2')], found: ['dname-occludes a.old'] },
    {
      what: 'a name below one that exists',
      claims: [at('a.old', 'A', '192.168.1.2')],
      actual: [stands('old', 'DNAME', 'new.example.com')],
      found: ['dname-occludes a.old'],
    },
    {
      what: 'a CNAME at one that exists',
      claims: [claim({ name: 'old.example.com', ...cname('new.example.com') })],
      actual: [stands('old', 'DNAME', 'new.example.com')],
      found: ['dname-occludes old'],
    },
    { what: 'a name beside it', claims: [dname, at('cold', 'A', '192.168.1.2')], found: [] },
  ])('$what: $found', ({ found: wanted, ...one }) => {
    expect(found(one, ['dname-occludes'])).toEqual(wanted);
  });
});
