import { describe, expect, it } from 'vitest';
import type { AppliedValue, RememberedClaim } from '../../src/core/memory.ts';
import { appliedValues, recordsFromMemory } from '../../src/core/remember.ts';
import { settleSnapshot } from '../../src/core/snapshot.ts';
import { claim, january, patch, reading, remembered } from '../support/claim-builder.ts';
import { foreign, mark, there, unowned, us } from '../support/model-builder.ts';
import { applied, made, memory, type World } from '../support/plan-input.ts';

const now = january + 1000;

/** What is remembered of `home` after the plan for a world was applied. */
function appliedAfter(world: World, known: readonly AppliedValue[] = []): AppliedValue[] {
  const { plan, snapshot } = made(world);
  const outcome = { records: world.actual ?? [], landed: plan.changes };
  return appliedValues(outcome, us, settleSnapshot(snapshot(), now), known, now);
}

const web = claim();

describe('what is remembered of a provider after an apply', () => {
  it.each<[string, World, AppliedValue[]]>([
    ['what was created, new as of now', { claims: [web] }, [applied({ created: now })]],
    ['what was created for an older container', { claims: [claim({ created: january })] }, [applied()]],
    ['what stayed', { claims: [web], actual: [there()] }, [applied()]],
    [
      'what was updated',
      { claims: [claim({ ttl: 60, force: true, attributes: { proxied: true } })], actual: [there()] },
      [applied({ ttl: 60, force: true, attributes: { proxied: true } })],
    ],
    ['not what was deleted', { actual: [there()] }, []],
    [
      'not what others hold',
      { claims: [web], actual: [foreign({ value: '192.168.1.20' }), unowned({ type: 'TXT', value: 'x' })] },
      [applied({ created: now })],
    ],
    ['what was adopted', { claims: [claim({ adopt: true })], actual: [unowned()] }, [applied({ created: now })]],
    [
      'every source that claims it',
      { claims: [web, claim({ source: 'nas' })] },
      [applied({ created: now, sources: ['home', 'nas'] })],
    ],
    [
      'the source of what a patch renamed',
      {
        claims: [web],
        readings: [reading('overrides', [], { rewrites: [patch('app.example.com', { name: 'b.example.com' })] })],
      },
      [applied({ name: 'b.example.com', created: now })],
    ],
    [
      'texts named like members of every object',
      { claims: [claim({ type: 'TXT', value: '__proto__' })] },
      [applied({ type: 'TXT', value: '__proto__', created: now })],
    ],
  ])('%s', (_case, world, expected) => {
    expect(appliedAfter(world)).toEqual(expected);
  });

  it('keeps where a held value came from', () => {
    const world = { actual: [there()], protect: ['app.*'] };
    expect(appliedAfter(world, [applied({ sources: ['nas'] })])).toEqual([applied({ sources: ['nas'] })]);
  });

  it('keeps the age of a value that carries none', () => {
    const world = { claims: [web], actual: [there({ owner: { owner: us } })] };
    expect(appliedAfter(world, [applied({ created: january - 7 })])).toMatchObject([{ created: january - 7 }]);
  });

  it('does not count losers as sources', () => {
    const snapshot: RememberedClaim[] = [remembered(web), remembered(claim({ source: 'nas' }), { standing: false })];
    expect(appliedValues({ records: [there()], landed: [] }, us, snapshot, [], now)).toMatchObject([
      { sources: ['home'] },
    ]);
  });

  it('leaves a change that did not land as it was', () => {
    const { snapshot } = made({ claims: [claim({ ttl: 60 })], actual: [there()] });
    const values = appliedValues({ records: [there()], landed: [] }, us, settleSnapshot(snapshot(), now), [], now);
    expect(values).toMatchObject([{ ttl: 300 }]);
  });

  it('is sorted by name from the right, type and value', () => {
    const records = [
      there({ name: 'z.example.com' }),
      there({ value: '192.168.1.2' }),
      there({ name: 'a.app.example.com' }),
      there(),
    ];
    const values = appliedValues({ records, landed: [] }, us, [], [], now);
    expect(values.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'app.example.com 192.168.1.10',
      'app.example.com 192.168.1.2',
      'a.app.example.com 192.168.1.10',
      'z.example.com 192.168.1.10',
    ]);
  });
});

describe('what stands for a provider when planning offline', () => {
  it('is what was last applied, ours', () => {
    const known = memory({ applied: { home: [applied({ force: true, attributes: { proxied: true } })] } });
    expect(recordsFromMemory(known, 'home', us)).toEqual([
      there({ owner: mark(us, { force: true }), attributes: { proxied: true } }),
    ]);
  });

  it.each(['elsewhere', 'constructor', '__proto__'])('is nothing for a provider nothing was applied to: %s', (name) => {
    expect(recordsFromMemory(memory({ applied: { home: [applied()] } }), name, us)).toEqual([]);
  });

  it('is nothing without a lockfile', () => {
    expect(recordsFromMemory(null, 'home', us)).toEqual([]);
  });
});
