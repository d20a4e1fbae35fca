import { describe, expect, it } from 'vitest';
import { compileGlob } from '../../../src/core/glob.ts';
import type { RuleSetting } from '../../../src/core/rules/settings.ts';
import { claim, cname } from '../../support/claim-builder.ts';
import { there } from '../../support/model-builder.ts';
import { heldLines, lines, planOf } from '../../support/plan-input.ts';
import { findings, judged } from './context.ts';

/** A CNAME at the zone's own name: an error that can be configured. */
const apex = { name: 'example.com', ...cname('web.example.net') };
const exception = (text: string) => ({ text, exclude: false, matches: compileGlob(text) });
const settings = (id: string, setting: RuleSetting) => new Map([[id, setting]]);

describe('what the configuration says of a rule', () => {
  it.each([
    { what: 'nothing', setting: {}, found: ['error cname-apex'], held: true },
    { what: 'off', setting: { severity: 'off' as const }, found: [], held: false },
    { what: 'info', setting: { severity: 'info' as const }, found: ['info cname-apex'], held: false },
    { what: 'warning', setting: { severity: 'warning' as const }, found: ['warning cname-apex'], held: false },
    { what: 'error', setting: { severity: 'error' as const }, found: ['error cname-apex'], held: true },
    { what: 'except this name', setting: { except: [exception('example.*')] }, found: [], held: false },
    { what: 'except another name', setting: { except: [exception('*.com')] }, found: [], held: false },
    {
      what: 'except names below',
      setting: { except: [exception('*.example.com')] },
      found: ['error cname-apex'],
      held: true,
    },
    {
      what: 'warning, except this name',
      setting: { severity: 'warning' as const, except: [exception('example.com')] },
      found: [],
      held: false,
    },
  ])('$what: $found', ({ setting, found, held }) => {
    const judgement = judged([apex], undefined, settings('cname-apex', setting));
    expect(findings(judgement)).toEqual(found);
    expect(judgement.hold !== null).toBe(held);
  });

  it('is about that rule only', () => {
    expect(findings(judged([apex], undefined, settings('ttl-mixed', { severity: 'off' })))).toEqual([
      'error cname-apex',
    ]);
  });
});

describe('what a record allows itself', () => {
  it('spares it the rules it names', () => {
    expect(findings(judged([{ ...apex, allow: ['cname-apex'] }]))).toEqual([]);
    expect(findings(judged([{ ...apex, allow: ['ttl-mixed'] }]))).toEqual(['error cname-apex']);
  });
});

describe('a fixed rule', () => {
  it('knows no exceptions', () => {
    const itself = { ...cname('app.example.com'), allow: ['cname-self'] };
    const everything = settings('cname-self', { severity: 'off', except: [exception('app.example.com')] });
    expect(findings(judged([itself], undefined, everything))).toEqual(['error cname-self']);
  });
});

describe('a finding', () => {
  it('carries code, name, origin and place', () => {
    const at = () => ({ file: 'overrides/a.yaml', line: 3, column: 5 });
    expect(judged([{ ...cname('app.example.com'), at }]).diagnostics).toEqual([
      {
        code: 'cname-self',
        severity: 'error',
        message: 'the CNAME app.example.com points at itself',
        hint: 'name the host it should lead to',
        name: 'app.example.com',
        origin: 'docker:home/web label dns.app.example.com',
        file: 'overrides/a.yaml',
        line: 3,
        column: 5,
      },
    ]);
  });

  it('of several errors the first says why the set is held', () => {
    const judgement = judged([{ name: '_dns-sync.a', ttl: -1, attributes: { nope: 1 } }]);
    expect(findings(judgement)).toEqual(['error ttl-range', 'error name-reserved', 'error provider-attribute']);
    expect(judgement.hold).toEqual({
      reason: 'invalid',
      detail: 'the TTL -1 of _dns-sync.a A is not a whole number from 0 to 2147483647',
    });
  });
});

describe('a set that breaks a rule', () => {
  const stands = there({ name: 'example.com', type: 'CNAME', value: 'old.example.net' });

  it.each([
    { severity: 'error' as const, changes: [], held: ['example.com CNAME old.example.net,web.example.net: invalid'] },
    {
      severity: 'warning' as const,
      changes: ['update example.com CNAME old.example.net -> web.example.net'],
      held: [],
    },
    { severity: 'off' as const, changes: ['update example.com CNAME old.example.net -> web.example.net'], held: [] },
  ])('is held exactly when the severity is error: $severity', ({ severity, changes, held }) => {
    const rules = settings('cname-apex', { severity });
    const plan = planOf({ claims: [claim(apex)], actual: [stands], input: { rules } });
    expect(lines(plan)).toEqual(changes);
    expect(heldLines(plan)).toEqual(held);
  });
});
