import { describe, expect, it } from 'vitest';
import { completeness } from '../../src/sources/completeness.ts';

const bad = { what: 'a.yaml', why: 'a.yaml does not exist' };

describe('completeness', () => {
  it('is complete and silent when nothing is missing, even when there was nothing to read', () => {
    expect(completeness('stacks', 0, [])).toEqual({ completeness: 'complete', missing: [], diagnostics: [] });
  });

  it.each([
    { case: 'failed when nothing could be read', readable: 0, is: 'failed', code: 'SOURCE_FAILED' },
    { case: 'incomplete when something could be read', readable: 1, is: 'incomplete', code: 'SOURCE_INCOMPLETE' },
  ])('is $case', ({ readable, is, code }) => {
    const answer = completeness('stacks', readable, [bad]);
    expect(answer).toMatchObject({
      completeness: is,
      missing: ['a.yaml'],
      diagnostics: [{ code, severity: 'warning', subject: 'stacks' }],
    });
    expect(answer.diagnostics[0]?.message).toContain('"stacks"');
    expect(answer.diagnostics[0]?.message).toContain('a.yaml (a.yaml does not exist)');
    expect(answer.diagnostics[0]?.hint).toContain('--hold');
  });

  it('lists three in the message and all in the result', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((what) => ({ what, why: 'gone' }));
    const answer = completeness('stacks', 1, five);
    expect(answer.missing).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(answer.diagnostics[0]?.message).toContain('c (gone), and 2 more');
    expect(answer.diagnostics[0]?.message).not.toContain('d (gone)');
  });
});
