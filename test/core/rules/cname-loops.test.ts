import { describe, expect, it } from 'vitest';
import type { ActualRecord } from '../../../src/core/provider-model.ts';
import { setOf } from '../../../src/core/resolve-name.ts';
import { findCycles } from '../../../src/core/rules/cname-loops.ts';
import { claim, cname, reading, remembered, work } from '../../support/claim-builder.ts';
import { foreign, model, there, unowned } from '../../support/model-builder.ts';
import { codes, heldLines, lines, planOf, type World } from '../../support/plan-input.ts';

const alias = (name: string, target: string) =>
  claim({ name: `${name}.example.com`, ...cname(`${target}.example.com`) });
const host = (name: string) => claim({ name: `${name}.example.com` });
const stands = (name: string, target: string): ActualRecord =>
  there({ name: `${name}.example.com`, ...cname(`${target}.example.com`) });

/** Names that are held for a cycle. */
function looped(world: World): string[] {
  const { held } = planOf(world);
  return held
    .filter(({ reason, detail }) => reason === 'invalid' && detail.includes('cycle'))
    .map(({ name }) => name.replace('.example.com', ''));
}

describe('a CNAME cycle', () => {
  it.each<[string, World, string[]]>([
    ['of two claims', { claims: [alias('a', 'b'), alias('b', 'a')] }, ['a', 'b']],
    ['of three claims', { claims: [alias('c', 'a'), alias('a', 'b'), alias('b', 'c')] }, ['a', 'b', 'c']],
    [
      'with a tail leading in: the tail is fine',
      { claims: [alias('t', 'a'), alias('a', 'b'), alias('b', 'a')] },
      ['a', 'b'],
    ],
    [
      'of two cycles',
      { claims: [alias('a', 'b'), alias('b', 'a'), alias('c', 'd'), alias('d', 'c')] },
      ['a', 'b', 'c', 'd'],
    ],
    [
      'through a foreign record',
      { claims: [alias('a', 'b')], actual: [foreign({ ...stands('b', 'a'), owner: { owner: 'nas2' } })] },
      ['a'],
    ],
    [
      'through a hand-made record',
      { claims: [alias('a', 'b')], actual: [unowned({ ...stands('b', 'a'), owner: null })] },
      ['a'],
    ],
    ['not through ours that goes', { claims: [alias('a', 'b')], actual: [stands('b', 'a')] }, []],
    ['not where the two change places', { claims: [alias('a', 'b'), host('b')], actual: [stands('b', 'a')] }, []],
    [
      'through ours that a policy keeps',
      { claims: [alias('a', 'b')], actual: [stands('b', 'a')], models: [model({ policy: 'upsert-only' })] },
      ['a'],
    ],
    [
      'through ours at a protected name',
      { claims: [alias('a', 'b')], actual: [stands('b', 'a')], protect: ['b.*'] },
      ['a'],
    ],
    [
      'through ours that is not selected',
      { claims: [alias('a', 'b')], actual: [stands('b', 'a')], options: { only: ['a.example.com'] } },
      ['a'],
    ],
    [
      'through a foreign CNAME that forbids ours',
      { claims: [alias('a', 'b'), host('b')], actual: [foreign({ ...stands('b', 'a'), owner: { owner: 'nas2' } })] },
      ['a'],
    ],
    ['that ends at a host', { claims: [alias('a', 'b'), alias('b', 'c'), host('c')] }, []],
    ['that leaves the zones', { claims: [alias('a', 'b')] }, []],
  ])('%s', (_case, world, expected) => {
    expect(looped(world)).toEqual(expected);
  });

  it('is an error for every CNAME in it, told from its first name, and changes nothing there', () => {
    const plan = planOf({ claims: [alias('b', 'a'), alias('a', 'b')], actual: [there({ name: 'a.example.com' })] });
    expect(codes(plan)).toEqual(['cname-loop', 'cname-loop']);
    expect(plan.diagnostics.map(({ message }) => message)).toEqual(
      Array(2).fill('the CNAMEs lead in a circle: a.example.com -> b.example.com -> a.example.com'),
    );
    expect(lines(plan)).toEqual([]);
    expect(heldLines(plan)).toEqual([
      'a.example.com A 192.168.1.10: invalid',
      'a.example.com CNAME b.example.com: invalid',
      'b.example.com CNAME a.example.com: invalid',
    ]);
  });

  it('leads from one provider to another and back', () => {
    const models = [model(), model({ name: 'net', zones: ['example.net'] })];
    const claims = [
      claim({ name: 'a.example.com', ...cname('a.example.net') }),
      claim({ name: 'a.example.net', ...cname('a.example.com') }),
    ];
    const { held } = planOf({ models, claims, actualAt: { home: [], net: [] } });
    expect(held.map(({ provider, name, reason }) => `${provider} ${name} ${reason}`)).toEqual([
      'home a.example.com invalid',
      'net a.example.net invalid',
    ]);
  });

  it('does not lead on at another provider where this one has the name', () => {
    const models = [model(), model({ name: 'public' })];
    const claims = [
      claim({ name: 'a.example.com', ...cname('b.example.com'), providers: ['home'] }),
      claim({ name: 'b.example.com', providers: ['home'] }),
      claim({ name: 'b.example.com', ...cname('a.example.com'), providers: ['public'], from: 'db' }),
    ];
    const { held } = planOf({ models, claims, actualAt: { home: [], public: [] } });
    expect(held.map(({ provider }) => provider)).toEqual(['public']);
  });

  it('counts a name in doubt as it stands', () => {
    const readings = [reading('home', [alias('a', 'b')]), reading('nas', [], { completeness: 'failed' })];
    const snapshot = [remembered(claim({ source: 'nas', name: 'x.example.com' }))];
    expect(looped({ readings, actual: [stands('b', 'a')], memory: { snapshot } })).toEqual(['a']);
  });

  it('of ten thousand names is found in one walk', () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `n${at}`);
    const desired = new Map(
      names.map((name, at) => [
        name,
        [setOf(name, work(claim({ name, ...cname(names[(at + 1) % names.length] ?? '') })))],
      ]),
    );
    let steps = 0;
    const found = findCycles(desired, (name) => {
      steps += 1;
      return desired.get(name)?.[0]?.records[0]?.value;
    });
    expect([...found]).toEqual([names]);
    expect(steps).toBe(10_000);
  });
});
