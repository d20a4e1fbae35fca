import { describe, expect, it } from 'vitest';
import { type Check, examinationOf } from '../../src/core/examination.ts';

function aCheck(differences: Partial<Check> = {}): Check {
  return { area: 'providers', subject: 'lan', status: 'ok', message: 'reached', ...differences };
}

const error = (exit: number) => aCheck({ status: 'error', exit });

describe('an examination', () => {
  it.each<[string, readonly Check[], number]>([
    ['nothing wrong', [aCheck()], 0],
    ['notes and warnings only', [aCheck({ status: 'info' }), aCheck({ status: 'warning' })], 0],
    ['input before everything else', [error(9), error(7), error(5), error(4), error(3)], 3],
    ['a source before a provider', [error(5), error(4)], 4],
    ['a provider before a lock', [error(7), error(5)], 5],
    ['an interrupted apply, a warning', [aCheck(), aCheck({ status: 'warning', exit: 9 })], 9],
    ['an interrupted apply after any error of the world', [aCheck({ status: 'warning', exit: 9 }), error(5)], 5],
    ['a defect of ours last', [error(1), aCheck({ status: 'warning', exit: 9 })], 9],
    ['a defect of ours alone', [error(1)], 1],
  ])('of %s exits %3$i', (_, checks, exit) => {
    expect(examinationOf(checks).exit).toBe(exit);
  });

  it('counts by status and sorts by area, keeping the order within', () => {
    const checks = [
      aCheck({ subject: 'b', status: 'error', exit: 5 }),
      aCheck({ area: 'configuration', subject: 'c', status: 'info' }),
      aCheck({ subject: 'a' }),
    ];
    const { checks: sorted, summary } = examinationOf(checks);
    expect(sorted.map(({ subject }) => subject)).toEqual(['c', 'b', 'a']);
    expect(summary).toEqual({ ok: 1, info: 1, warning: 0, error: 1 });
  });
});
