import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/core/claim.ts';
import { findDuplicates } from '../../../src/sources/yaml/duplicates.ts';

function claim(line: number, changes: Partial<Claim> = {}): Claim {
  return {
    name: 'a.example.com',
    type: 'A',
    value: '10.0.0.1',
    source: 'overrides',
    class: 'override',
    origins: ['o.yaml#a.example.com/A'],
    at: () => ({ file: 'o.yaml', line, column: 5 }),
    ...changes,
  };
}

describe('findDuplicates', () => {
  it.each<{ case: string; second: Partial<Claim>; kept: number; warned: boolean }>([
    { case: 'the very same', second: {}, kept: 1, warned: true },
    {
      case: 'the same in another file, for its origin',
      second: { origins: ['p.yaml#a.example.com/A'] },
      kept: 2,
      warned: true,
    },
    { case: 'the same with another TTL, for the contradiction', second: { ttl: 60 }, kept: 2, warned: true },
    { case: 'another value', second: { value: '10.0.0.2' }, kept: 2, warned: false },
    { case: 'another type', second: { type: 'TXT' }, kept: 2, warned: false },
    { case: 'another name', second: { name: 'b.example.com' }, kept: 2, warned: false },
    {
      case: 'the same for a provider it names, which may be another',
      second: { providers: ['public'] },
      kept: 2,
      warned: false,
    },
  ])('keeps $kept of $case', ({ second, kept, warned }) => {
    const { claims, diagnostics } = findDuplicates([claim(3), claim(7, second)]);
    expect(claims).toHaveLength(kept);
    expect(diagnostics).toHaveLength(warned ? 1 : 0);
  });

  it.each([
    { one: ['home'], other: ['public'], warned: false },
    { one: ['home', 'public'], other: ['public'], warned: true },
  ])('looks at the providers that are named: $one, $other', ({ one, other, warned }) => {
    const { diagnostics } = findDuplicates([claim(3, { providers: one }), claim(7, { providers: other })]);
    expect(diagnostics).toHaveLength(warned ? 1 : 0);
  });

  it('names both places', () => {
    expect(findDuplicates([claim(3), claim(7)]).diagnostics).toEqual([
      {
        code: 'OVERRIDE_DUPLICATE',
        severity: 'warning',
        message: 'a.example.com A 10.0.0.1 is said twice, also at o.yaml:3:5',
        hint: 'remove one of the two',
        name: 'a.example.com',
        origin: 'o.yaml#a.example.com/A',
        file: 'o.yaml',
        line: 7,
        column: 5,
        related: [{ message: 'said here first', origin: 'o.yaml#a.example.com/A', file: 'o.yaml', line: 3, column: 5 }],
      },
    ]);
  });
});
