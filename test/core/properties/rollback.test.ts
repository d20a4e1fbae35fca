import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makePlan } from '../../../src/core/make-plan.ts';
import type { Memory } from '../../../src/core/memory.ts';
import type { ActualRecord } from '../../../src/core/provider-model.ts';
import { recallSnapshot } from '../../../src/core/recalled-claims.ts';
import { appliedValues } from '../../../src/core/remember.ts';
import { settleSnapshot } from '../../../src/core/snapshot.ts';
import { applyChanges } from '../../support/in-memory-provider.ts';
import { us } from '../../support/model-builder.ts';
import { lines, memory, planInput } from '../../support/plan-input.ts';
import { anyWorld } from './any-world.ts';

/** 2026-02-01T00:00:00Z: when everything is applied. */
const now = 1769904000;
const nowText = '2026-02-01T00:00:00Z';

it('going back to where we are changes nothing, unless something was held', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const input = planInput(world);
      const made = makePlan(input);
      fc.pre(made.plan.held.length === 0 && made.plan.incomplete.length === 0);
      const settled = settleSnapshot(made.snapshot(), now);
      const known = input.memory ?? memory();
      const actualAt: Record<string, ActualRecord[]> = {};
      const applied: Record<string, Memory['applied'][string]> = {};
      for (const [name, { records }] of input.actual) {
        const landed = made.plan.changes.filter(({ provider }) => provider === name);
        actualAt[name] = applyChanges(records, landed, us, nowText);
        applied[name] = appliedValues({ records, landed }, us, settled, [], now);
      }
      const after: Memory = { ...known, snapshot: settled, applied };
      const { readings } = recallSnapshot(after, { sources: [], defaultTtl: 300, label: 'serial 7' });
      const back = makePlan(planInput({ ...world, actualAt, memory: after, readings }));
      expect(lines(back.plan)).toEqual([]);
    }),
    { numRuns: 200 },
  );
}, 120_000);
