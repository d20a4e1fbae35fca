import { describe, expect, it } from 'vitest';
import type { FoundRecord } from '../../src/core/import-document.ts';
import { type ImportChoice, importSets } from '../../src/core/import-sets.ts';

function record(name: string, type: string, value: string, changes: Partial<FoundRecord> = {}): FoundRecord {
  return { name, type, value, ttl: 300, owner: null, ...changes };
}

function choice(changes: Partial<ImportChoice> = {}): ImportChoice {
  return {
    from: 'the provider home (zonefile)',
    owner: 'me',
    unowned: false,
    zones: ['example.com', 'lab.example.com'],
    defaultTtl: 300,
    isSelected: () => true,
    isClaimed: () => false,
    providerFor: () => undefined,
    ...changes,
  };
}

const a = (name: string, changes: Partial<FoundRecord> = {}) => record(name, 'A', '10.0.0.1', changes);
const nothingLeft = { claimed: 0, otherOwners: 0, ours: 0, apexNs: 0, types: {} };

describe('importSets', () => {
  it('groups by the most specific zone, then by name in tree order, then by type', () => {
    const records = [
      a('z.lab.example.com'),
      a('b.a.example.com'),
      a('z.example.com'),
      record('a.example.com', 'TXT', 'x'),
      a('a.example.com'),
      a('example.com'),
    ];
    const { zones } = importSets(records, choice());
    expect(zones.map(({ zone, sets }) => [zone, sets.map(({ name, type }) => `${name} ${type}`)])).toEqual([
      [
        'example.com',
        ['example.com A', 'a.example.com A', 'a.example.com TXT', 'b.a.example.com A', 'z.example.com A'],
      ],
      ['lab.example.com', ['z.lab.example.com A']],
    ]);
    expect(importSets([...records].reverse(), choice())).toEqual(importSets(records, choice()));
  });

  it('puts the values of a set together, sorted, once', () => {
    const records = ['10.0.0.2', '10.0.0.1', '10.0.0.2'].map((value) => record('a.example.com', 'A', value));
    expect(importSets(records, choice()).zones[0]?.sets).toEqual([
      { name: 'a.example.com', type: 'A', values: ['10.0.0.1', '10.0.0.2'], ttl: 300, notes: [] },
    ]);
  });

  it.each<[string, FoundRecord, Partial<ImportChoice>, object]>([
    ['what a source claims', a('a.example.com'), { isClaimed: () => true }, { claimed: 1 }],
    ['what another owner holds', a('a.example.com', { owner: 'nas2' }), {}, { otherOwners: 1 }],
    [
      'ours, where only what is nobody’s is asked for',
      a('a.example.com', { owner: 'me' }),
      { unowned: true },
      { ours: 1 },
    ],
    ['the name servers of a zone', record('example.com', 'NS', 'ns.example.com'), {}, { apexNs: 1 }],
    ['the SOA', record('example.com', 'SOA', 'x'), {}, { types: { SOA: 1 } }],
    ['signatures', record('example.com', 'RRSIG', 'x'), {}, { types: { RRSIG: 1 } }],
  ])('leaves out and counts %s', (_what, one, changes, counted) => {
    const { zones, leftOut } = importSets([one], choice(changes));
    expect({ zones, leftOut }).toEqual({ zones: [], leftOut: { ...nothingLeft, ...counted } });
  });

  it.each<[string, FoundRecord, Partial<ImportChoice>]>([
    ['what is nobody’s', a('a.example.com'), { unowned: true }],
    ['ours that no source claims', a('a.example.com', { owner: 'me' }), {}],
    ['a delegation', record('sub.example.com', 'NS', 'ns.example.com'), {}],
    ['a type of which only the number is known', record('a.example.com', 'TYPE65280', '\\# 1 00'), {}],
  ])('takes %s', (_what, one, changes) => {
    const { zones, leftOut } = importSets([one], choice(changes));
    expect(zones.flatMap(({ sets }) => sets.map(({ refused }) => refused))).toEqual([undefined]);
    expect(leftOut).toEqual(nothingLeft);
  });

  it('counts nothing that is not selected', () => {
    const { zones, leftOut } = importSets([a('a.example.com')], choice({ isSelected: () => false }));
    expect({ zones, leftOut }).toEqual({ zones: [], leftOut: nothingLeft });
  });

  it('takes the smallest of several TTLs and says so', () => {
    const records = [a('a.example.com', { ttl: 60 }), record('a.example.com', 'A', '10.0.0.2', { ttl: 30 })];
    expect(importSets(records, choice()).zones[0]?.sets[0]).toMatchObject({
      ttl: 30,
      notes: ['its values had the TTLs 30, 60'],
    });
  });

  it.each<[string, FoundRecord, string]>([
    ['a name that IDNA does not know', a('xn--a.example.com'), 'name-idna: '],
    ['a name with a slash outside reverse zones', a('a/b.example.com'), 'name-syntax: '],
    ['what the reader of the file refused', a('a.example.com', { problem: 'it is dynamic' }), 'it is dynamic'],
    ['an address that is none', record('a.example.com', 'A', '10.0.0'), 'a-syntax: '],
    ['a value that is not canonical', record('a.example.com', 'MX', '010 m.example.com'), 'overrides would not read'],
  ])('refuses %s', (_what, one, why) => {
    const [set] = importSets([one], choice()).zones[0]?.sets ?? [];
    expect(set?.refused?.startsWith(why)).toBe(true);
  });

  it('gathers a hundred thousand names in one pass', () => {
    const records = Array.from({ length: 100_000 }, (_, index) => a(`n${index}.example.com`));
    expect(importSets(records, choice()).zones[0]?.sets).toHaveLength(100_000);
  });
});
