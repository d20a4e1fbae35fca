import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Workspace, workspace } from './cli.ts';
import { expectError, expectFits } from './schema.ts';
import { configText, handMadeZone, overridesText, ownedLines } from './zone.ts';

const zone = 'zones/lan.example.com.zone';
const grownZone = `${handMadeZone}@ MX 10 printer
@ CAA 0 issue "letsencrypt.org"
*.apps 60 CNAME printer
_sip._tcp SRV 0 5 5060 printer
nas A 10.0.0.40
nas A 10.0.0.41
nas AAAA fd00::40
odd\\032name TXT "it's" "\\200\\255 \\"quoted\\" \\\\ ; end "
_443._tcp.nas TLSA 3 1 1 ${'AB'.repeat(32)}
www HTTPS 1 . alpn=h2
info HINFO a b
foreign A 10.0.0.50 ; dns-sync owner=nas2 created=2026-11-21T00:00:00Z force=0
bad!name A 10.0.0.60
`;

/** A project whose zone people have made by hand. */
function grown(files: Readonly<Record<string, string>> = {}, config = configText()): Workspace {
  const place = workspace({ 'dns-sync.yaml': config, [zone]: grownZone, ...files });
  if (!Object.keys(files).some((path) => path.startsWith('overrides/'))) place.write({ 'overrides/.keep': '' });
  return place;
}

/** Every record of the zone as BIND reads it, the SOA left out, whose serial goes up. */
function served(place: Workspace): string[] {
  const args = ['-i', 'none', '-k', 'ignore', '-o', '-', 'lan.example.com', join(place.folder, zone)];
  const text = execFileSync('named-compilezone', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  // In how many strings a text is cut is not part of it.
  const lines = text.split('\n').map((line) => line.replaceAll('" "', ''));
  return lines.filter((line) => /\sIN\s+(?!SOA)/.test(line));
}

describe('import PROVIDER', () => {
  it.concurrent('writes what nobody claims, in tree order, and what a rule refuses as a comment', async () => {
    const place = grown();
    const { exit, stdout, stderr } = await place.run('import', 'lan');
    expect(exit).toBe(0);
    expect(stdout).toBe(`# Made by dns-sync import from the provider lan (zonefile).
version: 1
records:
  # lan.example.com: 12 record sets, 1 not imported
  - { name: lan.example.com, type: CAA, value: '0 issue "letsencrypt.org"' }
  - { name: lan.example.com, type: MX, value: 10 printer.lan.example.com }
  - { name: _sip._tcp.lan.example.com, type: SRV, value: 0 5 5060 printer.lan.example.com }
  - { name: "*.apps.lan.example.com", value: printer.lan.example.com, ttl: 60 }
  # not imported: name-charset: bad\\033name.lan.example.com has "!" at place 4 of the label "bad\\033name", which the name of a host cannot have
  # - { name: bad\\033name.lan.example.com, value: 10.0.0.60 }
  - { name: nas.lan.example.com, values: [10.0.0.40, 10.0.0.41] }
  - { name: nas.lan.example.com, value: "fd00::40" }
  - name: _443._tcp.nas.lan.example.com
    type: TLSA
    value: 3 1 1 ${'ab'.repeat(32)}
  - { name: ns.lan.example.com, value: 10.0.0.2 }
  - { name: odd\\032name.lan.example.com, type: TXT, value: "it's\\udcc8\\udcff \\"quoted\\" \\\\ ; end " }
  - { name: printer.lan.example.com, value: 10.0.0.30 }
  - { name: printer.lan.example.com, type: TXT, value: second floor; ask Ann }
  - { name: www.lan.example.com, type: HTTPS, value: 1 . alpn=h2 }
`);
    expect(stderr).toContain('12 record sets, 1 as comments with the reason');
    expect(stderr).toContain("1 other owners'; 1 NS at a zone's own name; 1 HINFO, which no override can hold; 1 SOA");
    expect((await place.run('import', 'lan')).stdout).toBe(stdout);
    expect(place.read(zone)).toBe(grownZone);
  });

  it.concurrent('import, adopt, plan: empty, and the zone says what it said', async () => {
    const place = grown();
    const before = served(place);
    expect(before.length).toBeGreaterThan(15);
    expect(await place.run('import', 'lan', '--out', 'overrides/lan.yaml')).toMatchObject({
      exit: 0,
      stdout: '',
      stderr: expect.stringContaining('overrides/lan.yaml is read by the source overrides'),
    });
    expect(await place.run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
    const adopted = await place.run('import', '--adopt', '*', '--auto-approve');
    expect(adopted).toMatchObject({ exit: 0, stdout: expect.stringContaining('Plan: 12 to update') });
    expect(ownedLines(place.read(zone), 'homeserver')).toHaveLength(13);
    expect(served(place)).toEqual(before);
    const plan = JSON.parse((await place.run('plan', '--json')).stdout) as { changes: unknown[]; held: unknown[] };
    expect([plan.changes, plan.held]).toEqual([[], []]);
    expect(await place.run('import', 'lan')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('records: []'),
      stderr: expect.stringContaining('13 claimed by a source already'),
    });
    const tree = place.tree();
    expect(await place.run('import', '--adopt', '*', '--auto-approve')).toMatchObject({ exit: 0 });
    expect(place.tree()).toEqual(tree);
  });

  it.concurrent('writes and adopts in one go, names that are asked for only', async () => {
    const place = grown();
    const flags = [
      '--out',
      'overrides/nas.yaml',
      '--name',
      'nas.lan.example.com',
      '--adopt',
      '*',
      '--auto-approve',
      '--json',
    ];
    const { exit, stdout } = await place.run('import', 'lan', '--type', 'a', ...flags);
    expectFits('import', stdout);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      import: {
        file: 'overrides/nas.yaml',
        overrides: null,
        records: [{ name: 'nas.lan.example.com', type: 'A', values: ['10.0.0.40', '10.0.0.41'], ttl: 300 }],
        refused: [],
      },
      adoption: { outcome: 'applied', plan: { changes: [{ name: 'nas.lan.example.com', type: 'A' }] } },
    });
    expect(ownedLines(place.read(zone), 'homeserver')).toHaveLength(2);
  });

  it.concurrent('adopts only what is claimed just as it is, and leaves all else to apply', async () => {
    const place = grown({ 'overrides/a.yaml': overridesText('printer 10.0.0.30', 'ns 10.0.0.2 60', 'new 10.0.0.9') });
    const { exit, stderr } = await place.run('import', 'lan', '--adopt', '*', '--auto-approve');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '2 other changes are left to dns-sync apply.\n' });
    expect(ownedLines(place.read(zone), 'homeserver')).toEqual([
      expect.stringMatching(/^printer IN A 10\.0\.0\.30 ; dns-sync owner=homeserver /),
    ]);
    expect(place.read(zone)).not.toContain('10.0.0.9');
  });

  it.concurrent('asks before it adopts, and writes nothing without an answer', async () => {
    const place = grown({ 'overrides/a.yaml': overridesText('printer 10.0.0.30') });
    const before = place.tree();
    expectError(await place.run('import', '--adopt', 'printer.lan.example.com', '--json'), 'USAGE');
    expect(place.tree()).toEqual(before);
  });

  it.concurrent('never takes the place of what a label says', async () => {
    const compose = `services:
  web:
    image: x
    labels: { dns.host: printer.lan.example.com, dns.address: 10.0.0.99 }
`;
    const config = configText().replace(
      'sources:\n',
      'sources:\n  - { name: stacks, type: compose, files: [compose.yaml] }\n',
    );
    const place = grown({ 'compose.yaml': compose }, config);
    const { stdout } = await place.run('import', 'lan', '--name', 'printer.lan.example.com');
    expect(stdout).toMatch(
      /# not imported: it would take the place of what compose\.yaml#web .* says\n {2}# - \{ name: printer\S* value: 10\.0\.0\.30/,
    );
    expect(stdout).toContain('  - { name: printer.lan.example.com, type: TXT');
  });

  it.concurrent.for<[string, string, string, string]>([
    ['a CNAME beside other records', 'both CNAME nas\nboth A 10.0.0.9\n', overridesText(), 'OVERRIDE_CONTRADICTION'],
    ['a cycle', 'both CNAME other\nother CNAME both\n', overridesText(), 'cname-loop'],
    [
      'another TTL than overrides say',
      'both A 10.0.0.9\n',
      overridesText('both 10.0.0.8 60'),
      'OVERRIDE_CONTRADICTION',
    ],
    ['what we never claim by hand', 'both TXT "heritage=external-dns,x"\n', overridesText(), 'name-reserved'],
  ])('what would make the plan fail is a comment: %s', async ([_what, lines, overrides, code]) => {
    const file = `$ORIGIN lan.example.com.\n$TTL 300\n${lines}good A 10.0.0.1\n`;
    const place = grown({ 'x.zone': file, 'overrides/a.yaml': overrides });
    const { exit } = await place.run('import', '--zonefile', 'x.zone', '--out', 'overrides/x.yaml');
    expect(exit).toBe(0);
    const text = place.read('overrides/x.yaml');
    expect(text).toContain(`  # not imported: ${code}: `);
    expect(text).toContain('  - { name: good.lan.example.com, value: 10.0.0.1 }');
    expect(text.match(/^ {2}- /gm)).toHaveLength(1);
    expect(await place.run('check')).toMatchObject({ exit: 0 });
  });

  it.concurrent('imports ours that no source claims any more, but with --unowned', async () => {
    const place = grown({ 'overrides/a.yaml': overridesText('app 10.0.0.10') });
    expect((await place.run('apply', '--auto-approve')).exit).toBe(0);
    place.write({ 'overrides/a.yaml': overridesText() });
    const names = ['import', 'lan', '--name', 'app.lan.example.com'];
    expect((await place.run(...names)).stdout).toContain('  - { name: app.lan.example.com, value: 10.0.0.10 }\n');
    expect(await place.run(...names, '--unowned')).toMatchObject({ exit: 0, stdout: '' });
  });

  it.concurrent('does not overwrite a file, but with --force, and then takes it up again', async () => {
    const place = grown();
    const args = ['import', 'lan', '--out', 'overrides/lan.yaml'];
    expect((await place.run(...args)).exit).toBe(0);
    const first = place.read('overrides/lan.yaml');
    expectError(
      await place.run(
        'import',
        'lan',
        '--out',
        'overrides/lan.yaml',
        '--name',
        'bad\\033name.lan.example.com',
        '--json',
      ),
      'FILE_EXISTS',
    );
    expect((await place.run(...args, '--force')).exit).toBe(0);
    expect(place.read('overrides/lan.yaml')).toBe(first);
  });

  it.concurrent('says so when no source would read the file', async () => {
    const { exit, stderr } = await grown().run('import', 'lan', '--out', 'elsewhere.yaml');
    expect(exit).toBe(0);
    expect(stderr).toContain('no source reads elsewhere.yaml');
  });

  it.concurrent.for([
    ['no origin', [], 'something to import from'],
    ['an unknown provider', ['la'], 'did you mean lan?'],
    ['a provider and a file', ['lan', '--zonefile', 'x'], 'one at a time'],
    ['two files', ['--zonefile', 'x', '--octodns', 'y'], 'octodns'],
    ['--force without --out', ['lan', '--force'], '--out'],
    ['--auto-approve without --adopt', ['lan', '--auto-approve'], '--adopt'],
    ['--out and nothing to import from', ['--adopt', '*', '--out', 'x.yaml'], 'nothing to import from'],
    ['a bad pattern', ['lan', '--name', '/(/'], '--name'],
    ['a bad zone', ['--zonefile', 'x', '--origin', 'a..b'], '--origin'],
  ] as const)('refuses %s: exit 3, nothing is written', async ([_what, args, says]) => {
    const place = grown();
    const before = place.tree();
    const { exit, stdout, stderr } = await place.run('import', ...args);
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    expect(stderr).toContain(says);
    expect(place.tree()).toEqual(before);
  });

  it.concurrent('refuses while the sources have errors, and shows them', async () => {
    const place = grown({ 'overrides/a.yaml': overridesText('app 10.0.0') });
    expect(await place.run('import', 'lan')).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('overrides/a.yaml:3:'),
    });
  });
});

describe('import of files', () => {
  const exported =
    '$ORIGIN lan.example.com.\n$TTL 300\n; generated by dnscontrol\n@ IN MX 10 mail\nmail 60 IN A 10.0.0.7\nwww IN CNAME mail ; proxied\n';
  const expected = (from: string) => `# Made by dns-sync import from ${from}.
version: 1
records:
  # lan.example.com: 3 record sets
  - { name: lan.example.com, type: MX, value: 10 mail.lan.example.com }
  - { name: mail.lan.example.com, value: 10.0.0.7, ttl: 60 }
  - { name: www.lan.example.com, value: mail.lan.example.com }
`;

  it.concurrent('reads a zone file that dnscontrol get-zones printed, without any provider', async () => {
    const place = grown({ 'export.txt': exported }, configText({ directory: 'nowhere' }));
    expect(await place.run('import', '--zonefile', 'export.txt')).toMatchObject({
      exit: 0,
      stdout: expected('the zone file export.txt'),
    });
    expect(Object.keys(place.tree())).not.toContain('nowhere');
  });

  it.concurrent('reads OctoDNS', async () => {
    const text = `'':
  type: MX
  ttl: 300
  value: { preference: 10, exchange: mail.lan.example.com. }
mail: { type: A, ttl: 60, value: 10.0.0.7 }
www: { type: CNAME, ttl: 300, value: mail.lan.example.com. }
`;
    const place = grown({ 'config/lan.example.com.yaml': text });
    expect(await place.run('import', '--octodns', 'config')).toMatchObject({
      exit: 0,
      stdout: expected('the OctoDNS files config'),
    });
  });

  it.concurrent('names the provider where routing would not lead there', async () => {
    const second = '  - { name: second, type: zonefile, zones: [lan.example.com], directory: second }\n';
    const config = configText({ provider: 'default: true', more: second });
    const place = grown({ 'export.txt': exported }, config);
    const imported = async (provider: string) =>
      (await place.run('import', '--zonefile', 'export.txt', '--name', 'www.lan.example.com', '--provider', provider))
        .stdout;
    expect(await imported('second')).toContain(
      '{ name: www.lan.example.com, value: mail.lan.example.com, provider: second }',
    );
    expect(await imported('lan')).toContain('{ name: www.lan.example.com, value: mail.lan.example.com }');
  });

  it.concurrent('what is imported can be applied, and the server’s zone says what the file said', async () => {
    const place = grown({ 'export.txt': grownZone });
    place.write({ [zone]: handMadeZone.split('\n').slice(0, 4).join('\n').concat('\n') });
    expect(
      (
        await place.run(
          'import',
          '--zonefile',
          'export.txt',
          '--origin',
          'lan.example.com',
          '--out',
          'overrides/x.yaml',
        )
      ).exit,
    ).toBe(0);
    expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const now = served(place);
    const wanted = grown();
    const missing = served(wanted).filter((line) => !now.includes(line));
    expect(missing.map((line) => line.split(/[\s.]/)[0])).toEqual(['bad!name', 'foreign', 'info']);
  });

  it.concurrent.for([
    ['--zonefile', 'x.zone', '$ORIGIN lan.example.com.\na 5 A 10.0.0\nb 5 AAA x\n', ['x.zone:2:7', 'x.zone:3:5']],
    [
      '--octodns',
      'lan.example.com.yaml',
      'a: { type: A }\nb: { type: A, value: x }\n',
      ['lan.example.com.yaml:1:4', 'lan.example.com.yaml:2:22'],
    ],
  ] as const)('%s shows every mistake with its place', async ([flag, file, text, places]) => {
    const place = grown({ [file]: text });
    const { exit, stdout, stderr } = await place.run('import', flag, file);
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    for (const one of places) expect(stderr).toContain(one);
    expectError(await place.run('import', flag, file, '--json'), 'IMPORT_INVALID');
  });

  it.concurrent('says when there is nothing to import', async () => {
    const place = grown({ 'x.zone': '$ORIGIN lan.example.com.\n@ 5 NS ns.example.net.\n' });
    const { exit, stdout, stderr } = await place.run('import', '--zonefile', 'x.zone', '--out', 'overrides/x.yaml');
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' });
    expect(stderr).toContain('nothing to import');
    expect(Object.keys(place.tree())).not.toContain('overrides/x.yaml');
    const json = (await place.run('import', '--zonefile', 'x.zone', '--json')).stdout;
    expectFits('import', json);
    expect(JSON.parse(json)).toMatchObject({ import: { file: null, overrides: null, records: [] }, adoption: null });
  });

  it.concurrent('is JSON with the text of the file in it', async () => {
    const { stdout } = await grown({ 'export.txt': exported }).run('import', '--zonefile', 'export.txt', '--json');
    expectFits('import', stdout);
    expect(JSON.parse(stdout)).toMatchObject({ import: { overrides: expected('the zone file export.txt') } });
  });
});
