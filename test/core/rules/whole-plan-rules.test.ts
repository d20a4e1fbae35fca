import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/core/claim.ts';
import { claim } from '../../support/claim-builder.ts';
import { model, unowned } from '../../support/model-builder.ts';
import { planOf, type World } from '../../support/plan-input.ts';

const at = (name: string, type: string, value: string): Claim => claim({ name, type, value });
const mx = at('example.com', 'MX', '10 mail.example.net');
const nullMx = at('example.com', 'MX', '0 .');
const spf = (text: string) => at('example.com', 'TXT', text);
const dmarc = (text: string) => at('_dmarc.example.com', 'TXT', text);

function found(code: string, world: World): string[] {
  const rules = new Map([[code, { severity: 'warning' as const }]]);
  return planOf({ ...world, input: { rules } })
    .diagnostics.filter((one) => one.code === code)
    .map(({ message }) => message);
}

describe('mail-complete', () => {
  it.each<[string, World, string[]]>([
    ['mail with all of it', { claims: [mx, spf('v=spf1 mx -all'), dmarc('v=DMARC1; p=none')] }, []],
    [
      'mail with what exists',
      {
        claims: [mx, spf('v=spf1 mx -all')],
        actual: [unowned({ name: '_dmarc.example.com', type: 'TXT', value: 'v=DMARC1; p=none' })],
      },
      [],
    ],
    ['mail alone', { claims: [mx] }, ['SPF, DMARC']],
    ['mail without DMARC', { claims: [mx, spf('V=SPF1 mx -all')] }, ['DMARC']],
    ['no mail, and said', { claims: [nullMx, spf('v=spf1 -all'), dmarc('v=DMARC1; p=reject')] }, []],
    [
      'no mail, and not said',
      { claims: [at('www.example.com', 'A', '192.168.1.5')] },
      ['the MX "0 .", "v=spf1 -all", a DMARC policy "p=reject"'],
    ],
    [
      'no mail, but quarantine',
      { claims: [nullMx, spf('v=spf1 -all'), dmarc('v=DMARC1; p=quarantine')] },
      ['a DMARC policy "p=reject"'],
    ],
    ['a zone that was not read', { claims: [mx], actualAt: {} }, []],
  ])('%s', (_, world, missing) => {
    const wanted = missing.map(
      (what) => `the mail records of example.com at "home" are not complete: ${what} is missing`,
    );
    expect(found('mail-complete', world)).toEqual(wanted);
  });

  it('looks at every domain with mail', () => {
    expect(found('mail-complete', { claims: [at('sub.example.com', 'MX', '10 mail.example.net')] })).toHaveLength(2);
  });

  it('is off by itself', () => {
    expect(planOf({ claims: [mx] }).diagnostics).toEqual([]);
  });
});

describe('same-name-two-providers', () => {
  const models = [model(), model({ name: 'other' })];
  const two = { models, actualAt: { home: [], other: [] } };
  const here = (value: string, provider: string) => claim({ value, providers: [provider] });

  it.each<[string, World, number]>([
    ['the same at both', { ...two, claims: [here('192.168.1.5', 'home'), here('192.168.1.5', 'other')] }, 0],
    ['different values', { ...two, claims: [here('192.168.1.5', 'home'), here('192.168.1.6', 'other')] }, 1],
    [
      'one more value',
      { ...two, claims: [here('192.168.1.5', 'home'), here('192.168.1.5', 'other'), here('192.168.1.6', 'other')] },
      1,
    ],
    ['at one of them only', { ...two, claims: [here('192.168.1.5', 'home')] }, 0],
  ])('%s', (_, world, count) => {
    expect(found('same-name-two-providers', world)).toHaveLength(count);
  });
});
