import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/core/claim.ts';
import { makePlan } from '../../../src/core/make-plan.ts';
import type { Plan } from '../../../src/core/plan.ts';
import type { ActualRecord } from '../../../src/core/provider-model.ts';
import { applyChanges } from '../../support/in-memory-provider.ts';
import { planInput } from '../../support/plan-input.ts';
import { anyLabels } from './any-world.ts';

const owners = ['nas1', 'nas2'] as const;

/** One owner's turn: a plan for its claims, applied. */
function turn(
  records: readonly ActualRecord[],
  claims: readonly Claim[],
  owner: string,
): { plan: Plan; records: ActualRecord[] } {
  const { plan } = makePlan(planInput({ claims, actual: records, input: { owner } }));
  return { plan, records: applyChanges(records, plan.changes, owner, '2026-02-01T00:00:00Z') };
}

function ofOwner(records: readonly ActualRecord[], owner: string): string[] {
  return records
    .filter((record) => record.owner?.owner === owner)
    .map((record) => JSON.stringify(record))
    .sort();
}

const key = ({ name, type, value }: Pick<ActualRecord, 'name' | 'type' | 'value'>) => `${name} ${type} ${value}`;

/** Whether nothing among the claims can keep it from standing. */
function stands(one: Claim, claims: readonly Claim[]): boolean {
  const there = claims.filter(({ name }) => name === one.name);
  return !there.some(({ type }) => type === 'CNAME');
}

describe('two owners of one provider', () => {
  it('never lose a value to one another, whoever applies when', () => {
    const turns = fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(anyLabels, { minLength: 4, maxLength: 4 }), turns, (wishes, order) => {
        let records: ActualRecord[] = [];
        for (const [index, who] of order.entries()) {
          const [us = '', them = ''] = who === 0 ? owners : [...owners].reverse();
          const after = turn(records, wishes[index % wishes.length] ?? [], us).records;
          expect(ofOwner(after, them)).toEqual(ofOwner(records, them));
          records = after;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('come to rest after each has had two turns, with all that does not exclude one another there', () => {
    fc.assert(
      fc.property(anyLabels, anyLabels, (ours, theirs) => {
        let records: ActualRecord[] = [];
        for (const [claims, owner] of [
          [ours, 'nas1'],
          [theirs, 'nas2'],
          [ours, 'nas1'],
          [theirs, 'nas2'],
        ] as const) {
          records = turn(records, claims, owner).records;
        }
        expect(turn(records, ours, 'nas1').plan.changes).toEqual([]);
        expect(turn(records, theirs, 'nas2').plan.changes).toEqual([]);
        const wanted = [...ours, ...theirs].filter((one) => stands(one, [...ours, ...theirs]) && isRouted(one));
        const there = new Set(records.map(key));
        expect(wanted.filter((one) => !there.has(key(one)))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

function isRouted({ name }: Claim): boolean {
  return name === 'example.com' || name.endsWith('.example.com');
}
