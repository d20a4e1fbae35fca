import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFromBytes } from '../../src/core/bytes.ts';
import type { ImportDocument, ImportedSet } from '../../src/core/import-document.ts';
import { readName } from '../../src/core/name.ts';
import { recordTypeNames, recordTypes } from '../../src/core/record-types.ts';
import { renderOverrides } from '../../src/output/overrides-yaml.ts';
import { readOverrides } from '../../src/sources/yaml/read-overrides.ts';

const context = { root: '/x', environment: {}, defaults: {}, remembered: false, providers: ['home', 'true'] };
const leftOut = { claimed: 0, otherOwners: 0, ours: 0, apexNs: 0, types: {} };

function set(changes: Partial<ImportedSet> = {}): ImportedSet {
  return { name: 'www.example.com', type: 'A', values: ['10.0.0.1'], ttl: 300, notes: [], ...changes };
}

function documentOf(sets: readonly ImportedSet[], claimed = 0): ImportDocument {
  const zones = [{ zone: 'example.com', sets, claimed }];
  return { from: 'the provider home (zonefile)', defaultTtl: 300, zones, leftOut };
}

const read = (text: string) => readOverrides(text, 'o.yaml', 'overrides', context);
const bodyOf = (one: ImportedSet) =>
  renderOverrides(documentOf([one]))
    .split('\n')
    .slice(4, -1);

describe('renderOverrides', () => {
  it.each<[string, Partial<ImportedSet>, string[]]>([
    ['an address without its type', {}, ['  - { name: www.example.com, value: 10.0.0.1 }']],
    [
      'two addresses',
      { values: ['10.0.0.1', '10.0.0.2'] },
      ['  - { name: www.example.com, values: [10.0.0.1, 10.0.0.2] }'],
    ],
    [
      'an alias without its type',
      { type: 'CNAME', values: ['host.example.com'] },
      ['  - { name: www.example.com, value: host.example.com }'],
    ],
    [
      'an alias to a bare name with its type',
      { type: 'CNAME', values: ['host'] },
      ['  - { name: www.example.com, type: CNAME, value: host }'],
    ],
    [
      'a name server, which looks like an alias',
      { type: 'NS', values: ['ns.example.com'] },
      ['  - { name: www.example.com, type: NS, value: ns.example.com }'],
    ],
    ['another TTL', { ttl: 60 }, ['  - { name: www.example.com, value: 10.0.0.1, ttl: 60 }']],
    ['a provider', { provider: 'true' }, ['  - { name: www.example.com, value: 10.0.0.1, provider: "true" }']],
    [
      'attributes',
      { attributes: { proxied: true, 'a b': 'on', count: 5 } },
      ['  - { name: www.example.com, value: 10.0.0.1, attributes: { proxied: true, a b: "on", count: 5 } }'],
    ],
    [
      'a long text on lines of its own',
      { type: 'TXT', values: ['x'.repeat(120), '5'] },
      ['  - name: www.example.com', '    type: TXT', '    values:', `      - ${'x'.repeat(120)}`, '      - "5"'],
    ],
    [
      'what is refused as a comment with the reason',
      { refused: 'name-charset: no\nsuch' },
      ['  # not imported: name-charset: no\\nsuch', '  # - { name: www.example.com, value: 10.0.0.1 }'],
    ],
    ['notes', { notes: ['one'] }, ['  # one', '  - { name: www.example.com, value: 10.0.0.1 }']],
  ])('writes %s', (_what, changes, lines) => {
    expect(bodyOf(set(changes))).toEqual(lines);
  });

  it('says where it is from, and counts by zone', () => {
    const document = documentOf([set(), set({ name: 'x.example.com', refused: 'why' })], 2);
    expect(renderOverrides(document).split('\n').slice(0, 4)).toEqual([
      '# Made by dns-sync import from the provider home (zonefile).',
      'version: 1',
      'records:',
      '  # example.com: 1 record set, 1 not imported, 2 values left out because a source claims them already',
    ]);
  });

  it('is valid when everything in it is refused', async () => {
    const text = renderOverrides(documentOf([set({ refused: 'why' })]));
    expect(await read(text)).toMatchObject({ claims: [], diagnostics: [], valid: true });
  });
});

const label = fc.constantFrom(
  'www',
  '*',
  '_sip',
  'bücher',
  'true',
  '12',
  'a\\.b',
  'a\\032b',
  'x\\255',
  '1e5',
  'no',
  'a-b',
);
const nameText = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), fc.nat(9999))
  .map(([labels, number]) => `${[...labels].sort((left) => (left === '*' ? -1 : 1)).join('.')}.n${number}.example.com`);

function canonicalName(text: string): string {
  const name = readName(text);
  if (!name.ok) throw new Error(name.message);
  return name.name;
}

const text = fc.uint8Array({ maxLength: 300 }).map((bytes) => textFromBytes(bytes));
const value = fc.constantFrom(...recordTypeNames).chain((type): fc.Arbitrary<{ type: string; value: string }> => {
  if (type === 'TXT') return text.map((one) => ({ type, value: one }));
  const canonical = recordTypes[type].read(recordTypes[type].example);
  if (!canonical.ok) throw new Error(canonical.message);
  return fc.constant({ type, value: canonical.value });
});

const imported: fc.Arbitrary<ImportedSet> = fc
  .tuple(nameText, value, fc.constantFrom(0, 60, 300, 2147483647), fc.constantFrom(undefined, 'home', 'true'))
  .map(([name, one, ttl, provider]) => ({
    name: canonicalName(name),
    type: one.type,
    values: [one.value],
    ttl,
    notes: [],
    ...(provider === undefined ? {} : { provider }),
  }));

const sortable = (sets: readonly object[]) => sets.map((one) => JSON.stringify(one)).sort();

describe('what is written', () => {
  it('is read back as the same records, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(imported, { maxLength: 12 }), async (sets) => {
        const { claims, diagnostics, valid } = await read(renderOverrides(documentOf(sets)));
        expect({ diagnostics, valid }).toEqual({ diagnostics: [], valid: true });
        const back = claims.map(({ name, type, value: one, ttl = 300, providers: [provider] = [] }) => {
          return { name, type, values: [one], ttl, notes: [], ...(provider === undefined ? {} : { provider }) };
        });
        expect(sortable(back)).toEqual(sortable(sets));
      }),
    );
  });

  it('is the same bytes for the same records', () => {
    fc.assert(
      fc.property(fc.array(imported, { maxLength: 5 }), (sets) => {
        expect(renderOverrides(documentOf(sets))).toBe(renderOverrides(documentOf(structuredClone(sets))));
      }),
    );
  });
});
