import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/core/claim.ts';
import { inForce, type RuleSetting } from '../../../src/core/rules/settings.ts';
import { claim, cname } from '../../support/claim-builder.ts';
import { unowned } from '../../support/model-builder.ts';
import { planOf, type World } from '../../support/plan-input.ts';

const alias = (name: string, target: string): Claim =>
  claim({ name: `${name}.example.com`, ...cname(`${target}.example.com`) });
/** `c0 -> c1 -> ... -> host`, so many CNAMEs. */
const chain = (hops: number): Claim[] => [
  ...Array.from({ length: hops }, (_, at) => alias(`c${at}`, at === hops - 1 ? 'host' : `c${at + 1}`)),
  claim({ name: 'host.example.com' }),
];

function found(code: string, world: World, setting: RuleSetting = {}): string[] {
  return planOf({ ...world, input: { rules: new Map([[code, setting]]) } })
    .diagnostics.filter((one) => one.code === code)
    .map(({ name, message }) => `${name?.replace('.example.com', '')}: ${message}`);
}

describe('cname-chain', () => {
  it.each([
    [8, {}, 0],
    [9, {}, 1],
    [10, {}, 2],
    [1, { options: { max: 1 } }, 0],
    [2, { options: { max: 1 } }, 1],
    [1, { options: { max: 0 } }, 1],
  ])('of %i hops with %o: %i findings', (hops, setting, count) => {
    expect(found('cname-chain', { claims: chain(hops) }, setting)).toHaveLength(count);
  });

  it('shows the chain, and goes through what exists', () => {
    const actual = [unowned({ name: 'b.example.com', ...cname('c.example.com') })];
    const world = { claims: [alias('a', 'b'), claim({ name: 'c.example.com' })], actual };
    expect(found('cname-chain', world, { options: { max: 1 } })).toEqual([
      'a: a.example.com begins a chain of more than 1 CNAMEs: a.example.com -> b.example.com -> c.example.com',
    ]);
  });

  it('ends in a circle', () => {
    expect(found('cname-chain', { claims: [alias('a', 'b'), alias('b', 'a')] })).toEqual([]);
  });
});

describe('cname-target-is-cname', () => {
  it('is off unless it is switched on', () => {
    expect(found('cname-target-is-cname', { claims: chain(2) })).toEqual([]);
    expect(found('cname-target-is-cname', { claims: chain(3) }, { severity: 'warning' })).toEqual([
      'c0: c0.example.com points at c1.example.com, which is a CNAME to c2.example.com',
      'c1: c1.example.com points at c2.example.com, which is a CNAME to host.example.com',
    ]);
  });
});

describe('target-is-cname', () => {
  const mx = claim({ name: 'example.com', type: 'MX', value: '10 mail.example.com' });

  it.each<[string, World, number]>([
    ['an MX to a host', { claims: [mx, claim({ name: 'mail.example.com' })] }, 0],
    ['an MX to an alias', { claims: [mx, alias('mail', 'host'), claim({ name: 'host.example.com' })] }, 1],
    [
      'an MX to an alias that exists',
      { claims: [mx], actual: [unowned({ name: 'mail.example.com', ...cname('host.example.net') })] },
      1,
    ],
    ['a CNAME to an alias', { claims: chain(2) }, 0],
    ['a null MX', { claims: [claim({ name: 'example.com', type: 'MX', value: '0 .' })] }, 0],
    [
      'an SRV to an alias',
      { claims: [claim({ name: '_x._tcp.example.com', type: 'SRV', value: '0 0 443 c0.example.com' }), ...chain(1)] },
      1,
    ],
  ])('%s', (_, world, count) => {
    expect(found('target-is-cname', world)).toHaveLength(count);
  });

  it('says which host to name', () => {
    const { diagnostics } = planOf({ claims: [mx, alias('mail', 'c0'), ...chain(3)] });
    expect(diagnostics.find(({ code }) => code === 'target-is-cname')?.hint).toBe(
      'name the real host: host.example.com',
    );
  });
});

describe('exceptions that spare nothing', () => {
  const exception = (text: string) => ({ text, exclude: false, matches: (name: string) => name === text });
  const unused = (world: World, setting: RuleSetting, id = 'cname-apex') => {
    const { diagnostics } = planOf({ ...world, input: { rules: new Map([[id, setting]]) } });
    return diagnostics.filter(({ code }) => code === 'RULE_UNUSED');
  };

  it('are told on request only', () => {
    expect(unused({ claims: [claim()] }, { except: [exception('nobody.example.com')] })).toEqual([]);
    const rules = inForce(new Map([['cname-apex', { except: [exception('nobody.example.com')] }]]));
    expect(
      rules
        .unused(
          () => true,
          () => true,
        )
        .map(({ message }) => message),
    ).toEqual(['the exception "nobody.example.com" of the rule cname-apex spares nothing']);
  });
});
