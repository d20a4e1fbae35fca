import { describe, expect, it } from 'vitest';
import { caaFlags, caaTag, caaValue } from '../../../src/core/rules/caa-rules.ts';
import { claim } from '../../support/claim-builder.ts';
import { planOf } from '../../support/plan-input.ts';
import type { Differences } from './context.ts';
import { canonical, nameOf, say, weights } from './one-rule.ts';

const caa = (...values: readonly string[]) =>
  values.map((text) => ({ name: nameOf('Bücher.example.com'), type: 'CAA', value: canonical('CAA', text) }));

/** What caa-incomplete, switched on, says of a plan. */
function incomplete(claims: readonly Differences[]) {
  const rules = new Map([['caa-incomplete', { severity: 'warning' as const }]]);
  const plan = planOf({ claims: claims.map((one) => claim(one)), input: { rules } });
  return plan.diagnostics.filter(({ code }) => code === 'caa-incomplete');
}

describe('caa-flags', () => {
  it.each([
    { flags: 0, fits: true },
    { flags: 1, fits: false },
    { flags: 127, fits: false },
    { flags: 128, fits: true },
    { flags: 129, fits: false },
    { flags: 255, fits: false },
  ])('$flags: fits $fits', ({ flags, fits }) => {
    expect(weights(caaFlags, caa(`${flags} issue "ca.example.net"`))).toEqual(fits ? [] : ['warning']);
  });

  it('says what 128 is', () => {
    expect(say(caaFlags, caa('1 issue "ca.example.net"'))).toEqual([
      {
        message: 'the CAA flags 1 of "issue" at bücher.example.com have bits without a meaning',
        hint: 'write 0, or 128, which is "critical": a CA that does not know the tag may issue nothing',
      },
    ]);
  });
});

describe('caa-tag', () => {
  it.each(['issue', 'ISSUE', 'issuewild', 'iodef', 'contactemail', 'contactphone', 'issuemail', 'issuevmc'])(
    '%s is known',
    (tag) => {
      expect(say(caaTag, caa(`0 ${tag} "x"`, `128 ${tag} "x"`))).toEqual([]);
    },
  );

  it.each([
    { value: '0 isuse "x"', weight: 'warning', hint: 'did you mean issue?' },
    { value: '127 isuse "x"', weight: 'warning', hint: 'did you mean issue?' },
    { value: '128 isuse "x"', weight: 'error', hint: 'did you mean issue?' },
    { value: '255 isuse "x"', weight: 'error', hint: 'did you mean issue?' },
    { value: '0 ISSUEWILDE "x"', weight: 'warning', hint: 'did you mean issuewild?' },
    { value: '0 constructor "x"', weight: 'warning', hint: expect.stringMatching(/^the tags are issue, issuewild/) },
  ])('$value: $weight', ({ value, weight, hint }) => {
    expect(weights(caaTag, caa(value))).toEqual([weight]);
    expect(say(caaTag, caa(value))[0]?.hint).toEqual(hint);
  });

  it('says what the unknown tag does', () => {
    expect(say(caaTag, caa('0 isuse "x"', '128 isuse "x"')).map(({ message }) => message)).toEqual([
      'CAs ignore the CAA tag "isuse" at bücher.example.com, which none knows',
      'the CAA tag "isuse" at bücher.example.com is unknown and critical: no CA may issue a certificate',
    ]);
  });
});

describe('caa-value', () => {
  it('takes both kinds apart by the tag', () => {
    expect(say(caaValue, caa('0 issue "ca.example.net"', '0 iodef "mailto:a@example.com"'))).toEqual([]);
    expect(say(caaValue, caa('0 issue "mailto:a@example.com"', '0 iodef "ca.example.net"'))).toHaveLength(2);
  });

  it.each(['issue', 'issuewild', 'issuemail', 'issuevmc', 'iodef'])('looks at %s', (tag) => {
    expect(weights(caaValue, caa(`0 ${tag} "a b"`))).toEqual(['warning']);
  });

  it.each(['contactemail', 'contactphone', 'constructor'])('takes anything for %s', (tag) => {
    expect(say(caaValue, caa(`0 ${tag} "a b"`))).toEqual([]);
  });

  it('reads what is quoted', () => {
    expect(say(caaValue, caa('0 iodef "a\\"b\\\\c"'))).toEqual([
      {
        message: 'the CAA value "a"b\\c" of iodef at bücher.example.com is no URL to report to',
        hint: 'write mailto:security@example.com, or an http(s) URL',
      },
    ]);
  });
});

describe('caa-incomplete', () => {
  it.each([
    { values: ['0 iodef "mailto:a@example.com"'], fits: false },
    { values: ['0 iodef "mailto:a@example.com"', '0 contactemail "a@example.com"'], fits: false },
    { values: ['0 iodef "mailto:a@example.com"', '0 issue ";"'], fits: true },
    { values: ['0 issuewild "ca.example.net"'], fits: true },
    { values: ['0 isuse "ca.example.net"'], fits: true },
  ])('$values: fits $fits', ({ values, fits }) => {
    expect(incomplete(caa(...values))).toHaveLength(fits ? 0 : 1);
  });

  it('says what follows', () => {
    expect(incomplete(caa('0 iodef "mailto:a@example.com"'))).toMatchObject([
      {
        message: 'the CAA set of bücher.example.com names no CA, so that every CA may issue',
        hint: 'add 0 issue "ca.example.net" with your CA, or 0 issue ";" for none',
      },
    ]);
  });

  it.each([
    { what: 'a wildcard below', below: ['*.bücher.example.com'], values: [], fits: false },
    { what: 'one far below', below: ['*.a.b.bücher.example.com'], values: [], fits: false },
    { what: 'one with issuewild', below: ['*.bücher.example.com'], values: ['0 issuewild ";"'], fits: true },
    { what: 'a wildcard beside', below: ['*.example.com'], values: [], fits: true },
    { what: 'none', below: [], values: [], fits: true },
  ])('looks at wildcards: $what', ({ below, values, fits }) => {
    const wildcards = below.map((name) => ({ name: nameOf(name) }));
    expect(incomplete([...caa('0 issue "ca.example.net"', ...values), ...wildcards])).toHaveLength(fits ? 0 : 1);
  });
});
