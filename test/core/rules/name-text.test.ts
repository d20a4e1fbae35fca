import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelFromBytes } from '../../../src/core/name.ts';
import { addressInName, charactersOf, findOdd, hyphenLabel } from '../../../src/core/rules/name-text.ts';

describe('the characters of a label', () => {
  it.each([
    { label: 'app', characters: ['a', 'p', 'p'] },
    { label: 'a\\.b', characters: ['a', '.', 'b'] },
    { label: 'a\\033b', characters: ['a', '!', 'b'] },
    { label: '\\092\\000', characters: ['\\', '\0'] },
    { label: '', characters: [] },
  ])('$label: $characters', ({ label, characters }) => {
    expect(charactersOf(label)).toEqual(characters);
  });

  it('are the bytes that a label is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 63 }), (bytes) => {
        const text = String.fromCharCode(...bytes);
        const lower = text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
        expect(charactersOf(labelFromBytes(text)).join('')).toBe(lower);
      }),
    );
  });
});

describe('a character that does not fit', () => {
  it.each([
    { name: 'app.example.com', found: undefined },
    { name: 'ab.c\\033.d\\035', found: { text: '"!"', label: 'c\\033', place: 2 } },
    { name: '\\127.example.com', found: { text: 'the byte \\127', label: '\\127', place: 1 } },
    { name: '.', found: undefined },
  ])('of $name', ({ name, found }) => {
    expect(findOdd(name, /[a-z]/)).toEqual(found);
  });
});

describe('a label with a hyphen at its border', () => {
  it.each([
    { name: 'a-b.example.com', found: undefined },
    { name: 'a.-b.c-', found: '-b' },
    { name: 'a.c-', found: 'c-' },
  ])('of $name: $found', ({ name, found }) => {
    expect(hyphenLabel(name)).toBe(found);
  });
});

describe('an address that stands where a name is meant', () => {
  it.each([
    { name: '10.0.0.1', found: { type: 'A', address: '10.0.0.1' } },
    { name: '10.0.0.01', found: undefined },
    { name: 'fe80\\058\\058a', found: { type: 'AAAA', address: 'fe80::a' } },
    { name: '\\091fe80\\058\\058a\\093', found: { type: 'AAAA', address: 'fe80::a' } },
    { name: '\\058\\058ffff\\05810.0.0.1', found: { type: 'AAAA', address: '::ffff:10.0.0.1' } },
    { name: 'a\\058b', found: undefined },
    { name: '.', found: undefined },
  ])('$name: $found', ({ name, found }) => {
    expect(addressInName(name)).toEqual(found);
  });
});
