import { describe, expect, it } from 'vitest';
import { claim } from '../support/claim-builder.ts';
import { codes, planOf } from '../support/plan-input.ts';

describe('--only', () => {
  it.each([
    ['a name that is claimed', 'app.example.com', []],
    ['a glob that fits one', '*.example.com', []],
    ['a name that nobody has', 'ap.example.com', ['ONLY_UNUSED']],
    ['a glob that stops at a dot', 'app.*', ['ONLY_UNUSED']],
  ])('%s', (_case, only, expected) => {
    const plan = planOf({ claims: [claim()], options: { only: [only] } });
    expect(codes(plan)).toEqual(expected);
  });

  it('names the nearest name', () => {
    const plan = planOf({ claims: [claim()], options: { only: ['ap.example.com'] } });
    expect(plan.diagnostics[0]?.hint).toBe('did you mean app.example.com?');
  });
});
