import { describe, expect, it } from 'vitest';
import { renderError } from '../../src/output/error-text.ts';

const stale = {
  code: 'PLAN_STALE',
  message: 'the lockfile has changed since the plan was made',
  hint: 'make and review a new plan',
  exit: 6,
  diagnostics: [],
};
const invalid = {
  code: 'CONFIG_INVALID',
  message: 'dns-sync.yaml has 1 error',
  hint: 'mend the places above; dns-sync check shows them again',
  exit: 3,
  diagnostics: [
    {
      code: 'UNKNOWN_KEY',
      severity: 'error',
      message: 'the key "zone" is not known',
      hint: 'zones?',
      file: 'dns-sync.yaml',
      line: 3,
      column: 5,
    },
  ],
} as const;
const truncated = {
  code: 'PLAN_INVALID',
  message: 'plan.json:9:1: the plan cannot be read: it is truncated: it ends in the middle',
  hint: 'make it again: dns-sync plan --out plan.json',
  exit: 3,
  diagnostics: [
    {
      code: 'PLAN_INVALID',
      severity: 'error',
      message: 'it is truncated: it ends in the middle',
      file: 'plan.json',
      line: 9,
      column: 1,
    },
  ],
} as const;

describe('an error in text', () => {
  it('says what happened and what to do', () => {
    expect(renderError(stale, { color: false, width: 80 })).toMatchInlineSnapshot(`
      "error PLAN_STALE: the lockfile has changed since the plan was made
        hint: make and review a new plan
      "
    `);
  });

  it('has its findings above it', () => {
    expect(renderError(invalid, { color: false, width: 80 })).toMatchInlineSnapshot(`
      "dns-sync.yaml:3:5 error UNKNOWN_KEY  the key "zone" is not known
          hint: zones?

      error CONFIG_INVALID: dns-sync.yaml has 1 error
        hint: mend the places above; dns-sync check shows them again
      "
    `);
  });

  it('says once what its only finding says too', () => {
    expect(renderError(truncated, { color: false, width: 100 })).toMatchInlineSnapshot(`
      "error PLAN_INVALID: plan.json:9:1: the plan cannot be read: it is truncated: it ends in the middle
        hint: make it again: dns-sync plan --out plan.json
      "
    `);
  });

  it('keeps place, code and hint of a finding that it repeats', () => {
    const [finding] = truncated.diagnostics;
    const error = {
      ...truncated,
      message: `the plan cannot be read: ${finding.message}`,
      diagnostics: [{ ...finding, code: 'FILE_CUT', hint: 'copy it again' }],
    };
    expect(renderError(error, { color: false, width: 100 })).toMatchInlineSnapshot(`
      "error PLAN_INVALID: the plan cannot be read: it is truncated: it ends in the middle (plan.json:9:1
        FILE_CUT)
        hint: copy it again
        hint: make it again: dns-sync plan --out plan.json
      "
    `);
  });

  it('says a hint once', () => {
    const [finding] = truncated.diagnostics;
    const error = { ...truncated, diagnostics: [{ ...finding, hint: truncated.hint }] };
    expect(renderError(error, { color: false, width: 100 })).toBe(renderError(truncated, { color: false, width: 100 }));
  });

  it.each([
    ['several findings', [...truncated.diagnostics, ...truncated.diagnostics]],
    ['another message', [{ ...truncated.diagnostics[0], message: 'it is empty' }]],
    ['a warning', [{ ...truncated.diagnostics[0], severity: 'warning' as const }]],
  ])('has findings above it that it does not say: %s', (_, diagnostics) => {
    const text = renderError({ ...truncated, diagnostics }, { color: false, width: 100 });
    expect(text.match(/^plan\.json:9:1 (?:error|warning) PLAN_INVALID {2}it is/gm)).toHaveLength(diagnostics.length);
  });

  it('has a stack trace only where one is handed in', () => {
    const text = renderError(stale, { color: false, width: 80, debugStack: 'Error: x\n    at y\u001b[2J\n' });
    expect(text).toBe(`${renderError(stale, { color: false, width: 80 })}\nError: x\n    at y\\u001b[2J\n`);
  });

  it('is red only on request, and shows what a terminal would obey', () => {
    const hostile = { ...stale, message: 'answer: \u001b[2J' };
    expect(renderError(hostile, { color: false, width: 80 })).toContain('answer: \\u001b[2J');
    expect(renderError(stale, { color: true, width: 80 })).toContain('\u001b[31merror\u001b[39m');
  });
});
