import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { refusals, summaryLine } from '../../src/output/plan-verdict.ts';
import { aPlan, aSet, create, held } from '../support/plan-builder.ts';

const one = create('app.example.com', 'A', aSet(['192.168.1.10']));
const error = { code: 'label-empty', severity: 'error', message: 'an empty label' } as const;
const guard = { guard: 'apex', message: 'the apex would change', allow: '--allow-apex' } as const;

describe('the summary line', () => {
  it.each<[string, Plan, string]>([
    ['counts what is there only', aPlan({ changes: [one] }), 'Plan: 1 to create, 40 unchanged'],
    [
      'gives the reasons of what is held',
      aPlan({ changes: [one], held: [held('unowned', ''), held('grace', ''), held('unowned', '')] }),
      'Plan: 1 to create, 40 unchanged, 3 held (2 unowned, 1 grace)',
    ],
    [
      'counts evictions',
      aPlan({ changes: [{ ...one, evicts: [{ owner: 'nas2', type: 'CNAME', values: ['x.example.com'] }] }] }),
      'Plan: 1 to create, 40 unchanged, 1 evicted',
    ],
    ['says that all is well', aPlan(), 'Nothing to do: 40 record sets are as they should be.'],
    ['says it of one', aPlan({ unchanged: 1 }), 'Nothing to do: 1 record set is as it should be.'],
    ['says it of none', aPlan({ unchanged: 0 }), 'Nothing to do: there are no record sets.'],
    ['says that all is held', aPlan({ unchanged: 0, held: [held('unowned', '')] }), 'Nothing to do: 1 held (unowned).'],
  ])('%s', (_, plan, line) => {
    expect(summaryLine(plan)).toBe(line);
  });
});

describe('why apply would refuse', () => {
  it.each<[string, Plan, readonly string[]]>([
    ['nothing against it', aPlan({ changes: [one] }), []],
    ['an error', aPlan({ diagnostics: [error] }), ['1 error']],
    ['an error on hold', aPlan({ diagnostics: [error], options: { hold: true } }), []],
    ['a warning', aPlan({ diagnostics: [{ ...error, severity: 'warning' }] }), []],
    ['an incomplete source', aPlan({ incomplete: ['home'] }), ['source home was not read in full']],
    ['an incomplete source on hold', aPlan({ incomplete: ['home'], options: { hold: true } }), []],
    ['a guard, on hold as well', aPlan({ guards: [guard], options: { hold: true } }), ['guard apex']],
    ['offline', aPlan({ options: { offline: true } }), ['made with --offline']],
    [
      'everything, in the order of the exit codes',
      aPlan({
        diagnostics: [error, error],
        incomplete: ['a', 'b'],
        guards: [guard, guard],
        options: { offline: true },
      }),
      ['2 errors', 'made with --offline', 'sources a and b were not read in full', 'guard apex'],
    ],
  ])('%s', (_, plan, reasons) => {
    expect(refusals(plan).map(({ why }) => why)).toEqual(reasons);
  });

  it('names every flag once', () => {
    const guards = [guard, guard, { guard: 'max-deletes', message: '', allow: '--allow-deletes 3' } as const];
    expect(refusals(aPlan({ guards }))[0]?.advice).toBe('if all of this is meant: --allow-apex --allow-deletes 3');
  });
});
