import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../src/core/make-plan.ts';
import type { ActualRecord } from '../../../src/core/provider-model.ts';
import { rebaseChanges } from '../../../src/core/rebase.ts';
import { applyChanges } from '../../support/in-memory-provider.ts';
import { index, mark, us } from '../../support/model-builder.ts';
import { planInput } from '../../support/plan-input.ts';
import { anyWorldOfOne, homeOf } from './any-world.ts';

const runs = { numRuns: 200 };
const now = '2026-02-01T00:00:00Z';

/** What happened beside us: values of others that go, and addresses of others that come. */
const meddling = fc.record({
  gone: fc.array(fc.nat(11), { maxLength: 3 }),
  come: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('app.example.com', 'www.example.com', 'www2.example.com'),
      value: fc.constantFrom('192.168.1.10', '192.168.1.99'),
      owner: fc.constantFrom(mark('nas9'), null),
    }),
    { maxLength: 3, selector: ({ name, value }) => `${name} ${value}` },
  ),
});

describe('any change, computed again', () => {
  it('is the same where nothing has changed', () => {
    fc.assert(
      fc.property(anyWorldOfOne, (world) => {
        const { changes } = makePlan(planInput(world)).plan;
        const rebased = rebaseChanges(changes, index(homeOf(world)), us);
        expect(rebased.ok ? rebased.changes : rebased.stale).toEqual(changes);
      }),
      runs,
    );
  });

  it('is stale, or takes in what others did meanwhile and does the same to our values', () => {
    fc.assert(
      fc.property(anyWorldOfOne, meddling, (world, { gone, come }) => {
        const before = homeOf(world);
        const { changes } = makePlan(planInput(world)).plan;
        const kept = before.filter((record, at) => record.owner?.owner === us || !gone.includes(at));
        const there = new Set(kept.map(({ name, type, value }) => `${name} ${type} ${value}`));
        const added = come
          .filter(({ name, value }) => !there.has(`${name} A ${value}`))
          .map((one): ActualRecord => ({ ...one, type: 'A', ttl: 300 }));
        const fresh = [...kept, ...added];
        const rebased = rebaseChanges(changes, index(fresh), us);
        if (!rebased.ok) {
          expect(rebased.stale.length).toBeGreaterThan(0);
          return;
        }
        const ours = (records: readonly ActualRecord[]) =>
          records
            .filter(({ owner }) => owner?.owner === us)
            .map((one) => JSON.stringify(one))
            .sort();
        const after = applyChanges(fresh, rebased.changes, us, now);
        expect(ours(after)).toEqual(ours(applyChanges(before, changes, us, now)));
        const evicted = new Set(
          rebased.changes.flatMap(({ name, evicts }) => (evicts ?? []).map(({ type }) => `${name} ${type}`)),
        );
        const adopted = new Set(
          rebased.changes.flatMap(({ name, type, adopts }) =>
            (adopts ?? []).map((value) => `${name} ${type} ${value}`),
          ),
        );
        const others = fresh.filter(
          ({ name, type, value, owner }) =>
            owner?.owner !== us && !evicted.has(`${name} ${type}`) && !adopted.has(`${name} ${type} ${value}`),
        );
        for (const record of others) expect(after).toContainEqual(record);
      }),
      runs,
    );
  });
});
