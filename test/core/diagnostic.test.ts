import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Diagnostic, type RelatedPlace, sortDiagnostics } from '../../src/core/diagnostic.ts';

const finding = (differences: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'CLAIM_LOST',
  severity: 'warning',
  message: 'it loses',
  file: 'a.yaml',
  line: 3,
  column: 5,
  ...differences,
});
const elsewhere: RelatedPlace = { message: 'this one wins', file: 'b.yaml', line: 1 };

describe('sorting findings', () => {
  it.each<[string, Partial<Diagnostic>, Partial<Diagnostic>]>([
    ['file', {}, { file: 'b.yaml', line: 1 }],
    ['line', { line: 3, column: 9 }, { line: 20, column: 1 }],
    ['column', { code: 'Z' }, { column: 10, code: 'A' }],
    ['code', { code: 'A', name: 'b.example.com' }, { code: 'B', name: 'a.example.com' }],
    ['name', { name: 'a.example.com', origin: 'z' }, { name: 'b.example.com', origin: 'a' }],
    ['origin', { origin: 'a', message: 'z' }, { origin: 'b', message: 'a' }],
    ['message', { message: 'a', related: [elsewhere] }, { message: 'b' }],
  ])('goes by %s', (_what, first, second) => {
    const expected = [finding(first), finding(second)];
    expect(sortDiagnostics(expected)).toEqual(expected);
    expect(sortDiagnostics(expected.toReversed())).toEqual(expected);
  });

  it('puts those without a file last', () => {
    const { file: _file, ...none } = finding();
    expect(sortDiagnostics([none, finding()])).toEqual([finding(), none]);
  });

  it('keeps one of those that say the same: what says most of where, whatever their order', () => {
    const same = [finding(), finding({ related: [elsewhere] }), finding({ origins: ['a', 'b'] })];
    fc.assert(
      fc.property(fc.shuffledSubarray(same, { minLength: 3 }), (some) => {
        expect(sortDiagnostics(some)).toEqual([finding({ origins: ['a', 'b'] })]);
      }),
    );
  });
});
