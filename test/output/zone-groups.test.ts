import { describe, expect, it } from 'vitest';
import { groupChanges, zoneOf } from '../../src/output/zone-groups.ts';
import { aSet, create } from '../support/plan-builder.ts';

describe('the zone of a name', () => {
  const apexes = new Set(['example.com', 'home.example.com', 'a\\.b.example.org']);

  it.each([
    ['example.com', 'example.com'],
    ['a.b.example.com', 'example.com'],
    ['a.home.example.com', 'home.example.com'],
    ['home.example.com', 'home.example.com'],
    ['awayhome.example.com', 'example.com'],
    ['example.org', null],
    ['notexample.com', null],
    ['x\\.example.com', null],
    ['x.a\\.b.example.org', 'a\\.b.example.org'],
  ])('%s: %s', (name, zone) => {
    expect(zoneOf(name, apexes)).toBe(zone);
  });

  it('is the root where the root is a zone', () => {
    expect(zoneOf('example.com', new Set(['.']))).toBe('.');
  });
});

describe('changes', () => {
  it('stand under their provider and zone, in the order of the name tree', () => {
    const at = (provider: string, name: string, type = 'A') => create(name, type, aSet(['x']), { provider });
    const groups = groupChanges(
      [
        at('b', 'z.example.com'),
        at('b', 'elsewhere.net'),
        at('a', 'example.com', 'TXT'),
        at('b', 'a.z.example.com'),
        at('b', 'b.example.com', 'TXT'),
        at('b', 'b.example.com'),
        at('b', 'x.home.example.com'),
      ],
      { b: ['home.example.com', 'example.com'] },
    );
    expect(
      groups.map(({ provider, zone, changes }) => [provider, zone, changes.map(({ name, type }) => `${name} ${type}`)]),
    ).toEqual([
      ['a', null, ['example.com TXT']],
      ['b', 'example.com', ['b.example.com A', 'b.example.com TXT', 'z.example.com A', 'a.z.example.com A']],
      ['b', 'home.example.com', ['x.home.example.com A']],
      ['b', null, ['elsewhere.net A']],
    ]);
  });
});
