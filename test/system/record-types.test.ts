import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recordTypeOf } from '../../src/core/record-types.ts';
import { parseZone } from '../../src/providers/zonefile/parse.ts';
import { writeRecord } from '../../src/providers/zonefile/write-record.ts';
import { goodValues } from '../support/value-arbitraries.ts';
import { workspace } from './cli.ts';
import { checkZones, configText, handMadeZone, ownedLines } from './zone.ts';

const zone = 'lan.example.com';
const head = '$TTL 300\n@ IN SOA ns.example.net. h.example.net. 1 7200 1800 1209600 300\n@ IN NS ns.example.net.\n';

/** What BIND makes of a zone file with these lines, read by us: value by name. */
function throughBind(lines: readonly string[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'dns-sync-types-'));
  try {
    const path = join(folder, 'zone');
    writeFileSync(path, head + lines.join(''), 'latin1');
    const options = { maxBuffer: 1 << 24 };
    const loaded = execFileSync('named-compilezone', ['-q', '-i', 'none', '-o', '-', zone, path], options);
    const text = loaded.toString('latin1');
    const { zone: found, findings } = parseZone(zone, { path: '/z', shown: 'z', text }, new Map());
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    return new Map(found.records.map(({ name, type, value }) => [name, `${type} ${value}`]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it.each(Object.keys(goodValues))('BIND loads %s as we write it, and gives back the same', (type) => {
  const values = fc.array(goodValues[type] ?? fc.constant(''), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(values, (texts) => {
      const wanted = texts.map((text, index): [string, string] => {
        const read = recordTypeOf(type)?.read(text);
        return [`n${index}.${zone}`, read?.ok === true ? read.value : `refused: ${text}`];
      });
      const lines = wanted.map(([name, value]) => `${writeRecord({ name, type, ttl: 300, value, comment: '' })}\n`);
      const found = throughBind(lines);
      for (const [name, value] of wanted) expect(found.get(name)).toBe(`${type} ${value}`);
    }),
    { numRuns: 10 },
  );
});

it('every type goes from overrides into the zone file, and the second plan is empty', async () => {
  const hex = 'AB'.repeat(32);
  const records = [
    'type: HTTPS, value: 1 . port=443 alpn="h2"',
    'type: SVCB, value: 0 Web.lan.example.com.',
    `type: TLSA, value: 3 1 1 ${hex}`,
    `type: SSHFP, value: 4 2 ${hex}`,
    `type: DS, value: 1 13 2 ${hex}`,
    'type: NAPTR, value: \'1 1 "U" "E2U+sip" "!^.*$!sip:a@example.com!" .\'',
    'type: LOC, value: 52 N 4 E 0m',
    'type: URI, value: \'1 1 "https://example.com/;"\'',
    'type: DNAME, value: tree.example.net',
    "type: TYPE65280, value: '\\# 2 AB CD'",
    "type: TYPE1, value: '\\# 4 0A000009'",
  ].map((said, index) => `  - { name: _1._tcp.n${index}.lan.example.com, ${said} }\n`);
  const place = workspace({
    'dns-sync.yaml': configText(),
    // DS stands at a delegation only.
    'overrides/types.yaml': `version: 1\nrecords:\n${records.join('')}  - { name: _1._tcp.n4.${zone}, type: NS, value: ns.example.net }\n`,
    [`zones/${zone}.zone`]: handMadeZone,
  });
  expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0, stderr: '' });
  const written = ownedLines(place.read(`zones/${zone}.zone`), 'homeserver').map((line) =>
    line.replace(/^_1\._tcp\.n\d+\.lan\.example\.com\. 300 IN | ; dns-sync .*$/g, ''),
  );
  const digits = hex.toLowerCase();
  expect(written.sort()).toEqual([
    'A 10.0.0.9',
    'DNAME tree.example.net.',
    `DS 1 13 2 ${digits}`,
    'HTTPS 1 . alpn=h2 port=443',
    'LOC 52 N 4 E 0m',
    'NAPTR 1 1 "U" "E2U+sip" "!^.*$!sip:a@example.com!" .',
    'NS ns.example.net.',
    `SSHFP 4 2 ${digits}`,
    'SVCB 0 web.lan.example.com.',
    `TLSA 3 1 1 ${digits}`,
    'TYPE65280 \\# 2 abcd',
    'URI 1 1 "https://example.com/;"',
  ]);
  expect(checkZones(place)).toEqual([`${zone}: OK`]);
  expect(JSON.parse((await place.run('plan', '--json')).stdout)).toMatchObject({ changes: [], held: [] });
});
