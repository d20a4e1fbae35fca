import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { textFromBytes } from '../../src/core/bytes.ts';
import { parseZone } from '../../src/providers/zonefile/parse.ts';
import { workspace } from './cli.ts';
import { configText, handMadeZone } from './zone.ts';

const zone = 'lan.example.com';
const lengths = [0, 1, 254, 255, 256, 509, 510, 511, 1000, 4000];
/** What has a meaning of its own in YAML, in zone files, or in the middle of a text. */
const oddities = [
  '"',
  '""',
  '\\',
  '\\\\',
  '\\"',
  '\\034',
  ';',
  '\\;',
  '; dns-sync owner=nas2 created=2020-01-01T00:00:00Z force=1',
  '" "',
  'a" "b',
  ' ',
  '  a  ',
  '\ta\t',
  'a\n',
  '\na',
  'a\r\nb',
  '(',
  '()',
  '@',
  '$TTL 1',
  '\\# 1 00',
  '#',
  '- a',
  'a: b',
  '*a',
  '&a',
  '!a',
  '%',
  '`',
  "'",
  'null',
  '~',
  'yes',
  '0',
  '1e3',
  '\u0000',
  '\ufeff',
  '\u2028',
  '\u200b',
  'e\u0301',
  '\ud83e\udd8a',
  '\udc80',
  '\udcff\udcfe',
  'constructor',
];

const byte = (value: number): string => textFromBytes(Uint8Array.of(value));
/** Every byte of `count`, the same each time: neither all text nor all stray. */
const mixed = (count: number): string =>
  textFromBytes(Uint8Array.from({ length: count }, (_, index) => (index * 73 + (index >> 8) * 31) % 256));

/** A text for each label: TXT values as they go into the overrides. */
const texts: ReadonlyMap<string, string> = new Map<string, string>([
  ...Array.from({ length: 256 }, (_, value): [string, string] => [`b${value}`, byte(value)]),
  ...Array.from({ length: 256 }, (_, value): [string, string] => [`in${value}`, `a${byte(value)}z`]),
  ...lengths.map((count): [string, string] => [`len${count}`, 'x'.repeat(count)]),
  ...lengths.map((count): [string, string] => [`bytes${count}`, mixed(count)]),
  ...lengths.map((count): [string, string] => [`quotes${count}`, '"'.repeat(count)]),
  ...lengths.map((count): [string, string] => [`backslashes${count}`, '\\'.repeat(count)]),
  ...lengths.map((count): [string, string] => [`blanks${count}`, ' '.repeat(count)]),
  // Characters of two, three and four bytes that begin at each byte before the end of a string of 255.
  ...['\u00fc', '\u20ac', '\ud83e\udd8a'].flatMap((char, kind) =>
    [251, 252, 253, 254, 255].map((at): [string, string] => [
      `c${kind}at${at}`,
      `${'x'.repeat(at)}${char.repeat(100)}`,
    ]),
  ),
  ...oddities.map((text, index): [string, string] => [`odd${index}`, text]),
]);

/** TXT values of a zone by their label, as our reader sees them. */
function read(text: string): Map<string, string> {
  const { zone: found, findings } = parseZone(zone, { path: '/z', shown: 'z', text }, new Map());
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const suffix = `.txt.${zone}`;
  const ours = found.records.filter(({ name, type }) => type === 'TXT' && name.endsWith(suffix));
  return new Map(ours.map(({ name, value }) => [name.slice(0, -suffix.length), value]));
}

it('texts go byte for byte from overrides into the zone file, through BIND, and back', async () => {
  const records = [...texts].map(
    ([label, value]) => `  - { name: ${label}.txt.${zone}, type: TXT, value: ${JSON.stringify(value)} }\n`,
  );
  const place = workspace({
    'dns-sync.yaml': configText(),
    'overrides/txt.yaml': `version: 1\nrecords:\n${records.join('')}`,
    [`zones/${zone}.zone`]: handMadeZone,
  });
  const applied = await place.run('apply', '--auto-approve');
  expect({ exit: applied.exit, stderr: applied.stderr }).toEqual({ exit: 0, stderr: '' });

  const path = join(place.folder, `zones/${zone}.zone`);
  const loaded = execFileSync('named-compilezone', ['-q', '-o', '-', zone, path], { maxBuffer: 1 << 24 });
  const unlike = (found: ReadonlyMap<string, string>) =>
    [...texts].filter(([label, value]) => found.get(label) !== value).map(([label]) => label);
  expect(unlike(read(place.tree()[`zones/${zone}.zone`] ?? ''))).toEqual([]);
  expect(unlike(read(loaded.toString('latin1')))).toEqual([]);

  const again = await place.run('plan', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ changes: [], held: [] });
});
