import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planDigest } from '../../../src/core/digest.ts';
import { type MadePlan, makePlan } from '../../../src/core/make-plan.ts';
import type { Memory } from '../../../src/core/memory.ts';
import type { ActualRecord } from '../../../src/core/provider-model.ts';
import { appliedValues } from '../../../src/core/remember.ts';
import { settleSnapshot } from '../../../src/core/snapshot.ts';
import { applyChanges } from '../../support/in-memory-provider.ts';
import { us } from '../../support/model-builder.ts';
import { lines, memory, planInput, type World } from '../../support/plan-input.ts';
import { anyWorld, anyWorldOfOne } from './any-world.ts';

/** 2026-02-01T00:00:00Z: when everything is applied. */
const now = 1769904000;
const nowText = '2026-02-01T00:00:00Z';

const runs = { numRuns: 200 };

/** What the providers hold, and what is remembered, after the plan was applied. */
function afterwards(world: World, { plan, snapshot }: MadePlan): World {
  const before = planInput(world);
  const settled = settleSnapshot(snapshot(), now);
  const known = before.memory ?? memory();
  const actualAt: Record<string, ActualRecord[]> = {};
  const applied: Record<string, Memory['applied'][string]> = { ...known.applied };
  for (const [name, { records }] of before.actual) {
    const landed = plan.changes.filter(({ provider }) => provider === name);
    actualAt[name] = applyChanges(records, landed, us, nowText);
    applied[name] = appliedValues({ records, landed }, us, settled, known.applied[name] ?? [], now);
  }
  return { ...world, actualAt, memory: { ...known, snapshot: settled, applied } };
}

function shuffled<T>(items: readonly T[], order: readonly number[]): T[] {
  return items
    .map((item, index) => ({ item, key: order[index % order.length] ?? 0 }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}

describe('any plan', () => {
  it('is the same bytes, with the same snapshot, in whatever order things were read', () => {
    const order = fc.array(fc.nat(100), { minLength: 13, maxLength: 13 });
    fc.assert(
      fc.property(anyWorld, order, (world, keys) => {
        const input = planInput(world);
        const one = makePlan(input);
        const other = makePlan({
          ...input,
          models: shuffled(input.models, keys),
          readings: shuffled(input.readings, keys).map(({ source, reading }) => ({
            source,
            reading: { ...reading, claims: shuffled(reading.claims, keys), doubts: shuffled(reading.doubts, keys) },
          })),
          actual: new Map(
            shuffled([...input.actual], keys).map(([name, state]) => [
              name,
              { ...state, records: shuffled(state.records, keys) },
            ]),
          ),
          memory: input.memory && { ...input.memory, snapshot: shuffled(input.memory.snapshot, keys) },
        });
        expect(JSON.stringify(other.plan)).toBe(JSON.stringify(one.plan));
        expect(JSON.stringify(other.snapshot())).toBe(JSON.stringify(one.snapshot()));
        expect(JSON.stringify(other.infos)).toBe(JSON.stringify(one.infos));
      }),
      runs,
    );
  });

  it('leaves nothing to do once it is applied', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const first = makePlan(planInput(world));
        const second = makePlan(planInput(afterwards(world, first)));
        expect(lines(second.plan)).toEqual([]);
      }),
      runs,
    );
  });

  it('keeps holding what it held once it is applied and nothing else has changed', () => {
    fc.assert(
      fc.property(anyWorldOfOne, (world) => {
        const first = makePlan(planInput(world));
        const second = makePlan(planInput(afterwards(world, first)));
        const left = new Set(second.plan.held.map(({ provider, name }) => `${provider} ${name}`));
        expect(first.plan.held.filter(({ provider, name }) => !left.has(`${provider} ${name}`))).toEqual([]);
      }),
      runs,
    );
  });

  it('changes no value that is not ours but by the evictions and adoptions it lists', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const { plan } = makePlan(planInput(world));
        for (const [provider, { records }] of planInput(world).actual) {
          const changes = plan.changes.filter((change) => change.provider === provider);
          const after = applyChanges(records, changes, us, nowText);
          const listed = new Set(
            changes.flatMap(({ name, type, evicts, adopts }) => [
              ...(adopts ?? []).map((value) => JSON.stringify([name, type, value, undefined])),
              ...(evicts ?? []).flatMap((one) =>
                one.values.map((value) => JSON.stringify([name, one.type, value, one.owner])),
              ),
            ]),
          );
          const others = records.filter(
            ({ name, type, value, owner }) =>
              owner?.owner !== us && !listed.has(JSON.stringify([name, type, value, owner?.owner])),
          );
          for (const record of others) expect(after).toContainEqual(record);
        }
      }),
      runs,
    );
  });

  it('never makes a CNAME stand beside what it excludes where it did not before', () => {
    const clashes = (records: readonly ActualRecord[]) => {
      const counts = new Map<string, { cnames: number; others: number }>();
      for (const { name, type } of records) {
        const count = counts.get(name) ?? { cnames: 0, others: 0 };
        if (type === 'CNAME') count.cnames += 1;
        else count.others += 1;
        counts.set(name, count);
      }
      return [...counts]
        .filter(([, { cnames, others }]) => cnames > 1 || (cnames > 0 && others > 0))
        .map(([name]) => name);
    };
    fc.assert(
      fc.property(anyWorld, (world) => {
        const { plan } = makePlan(planInput(world));
        for (const [provider, { records }] of planInput(world).actual) {
          const before = new Set(clashes(records));
          const changes = plan.changes.filter((change) => change.provider === provider);
          const after = clashes(applyChanges(records, changes, us, nowText));
          expect(after.filter((name) => !before.has(name))).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('deletes nothing at a name that is in doubt', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const { plan } = makePlan(planInput(world));
        const doubted = new Set(
          plan.held
            .filter(({ reason }) => ['invalid', 'unsupported', 'contested', 'no-address'].includes(reason))
            .filter(({ detail }) => detail !== 'it stands in an included file')
            .map(({ provider, name }) => `${provider} ${name}`),
        );
        expect(plan.changes.filter(({ provider, name }) => doubted.has(`${provider} ${name}`))).toEqual([]);
      }),
      runs,
    );
  });

  it('counts in its summary what is above it', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const { plan } = makePlan(planInput(world));
        const count = (action: string) => plan.changes.filter((change) => change.action === action).length;
        const { create, update, delete: deleted, held } = plan.summary;
        expect({ create, update, deleted, held }).toEqual({
          create: count('create'),
          update: count('update'),
          deleted: count('delete'),
          held: plan.held.length,
        });
      }),
      runs,
    );
  });
});

describe('the digest of a plan', () => {
  const plan = makePlan(planInput()).plan;
  const others = Object.keys(plan).filter((key) => !['digest', 'createdAt', 'generator'].includes(key));

  it.each(['createdAt', 'generator', 'digest'])('does not depend on %s', (key) => {
    expect(planDigest({ ...plan, [key]: 'something else' })).toBe(plan.digest);
  });

  it.each(others)('depends on %s', (key) => {
    expect(planDigest({ ...plan, [key]: 'something else' })).not.toBe(plan.digest);
  });

  it('covers the snapshot of a plan file', () => {
    expect(planDigest({ ...plan, snapshot: [] })).not.toBe(plan.digest);
  });
});
