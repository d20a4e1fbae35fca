import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/core/claim.ts';
import { claim } from '../../support/claim-builder.ts';
import { model } from '../../support/model-builder.ts';
import { heldLines, planOf } from '../../support/plan-input.ts';

const types = new Set(['A', 'AAAA', 'ALIAS', 'CNAME', 'TXT']);
const any = model({ capabilities: { ...model().capabilities, types } });
const at = (name: string, type: string, value: string): Claim => claim({ name, type, value });
const alias = (name: string) => at(name, 'ALIAS', 'host.example.net');

describe('alias-coexists', () => {
  it.each<[string, Claim[], string[]]>([
    ["at a zone's own name", [alias('example.com')], []],
    ['beside a text', [alias('example.com'), at('example.com', 'TXT', 'x')], []],
    ['beside an address', [alias('example.com'), at('example.com', 'A', '192.168.1.5')], ['error']],
    ['beside an IPv6 address', [alias('example.com'), at('example.com', 'AAAA', 'fd00::5')], ['error']],
    ['elsewhere', [alias('www.example.com')], ['warning']],
  ])('%s: %j', (_, claims, found) => {
    const { diagnostics } = planOf({ claims, models: [any] });
    expect(diagnostics.filter(({ code }) => code === 'alias-coexists').map(({ severity }) => severity)).toEqual(found);
  });

  it('leaves the address out of it, and holds the name', () => {
    const plan = planOf({ claims: [alias('example.com'), at('example.com', 'A', '192.168.1.5')], models: [any] });
    expect(heldLines(plan)).toContain('example.com ALIAS host.example.net: invalid');
    expect(plan.changes).toEqual([]);
  });
});
