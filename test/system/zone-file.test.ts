import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspace } from './cli.ts';
import { checkZones, configText, handMadeZone, overridesText, ownedLines, withoutTimes } from './zone.ts';

const zone = 'zones/lan.example.com.zone';
const files = {
  'dns-sync.yaml': configText(),
  'overrides/a.yaml': overridesText('app 10.0.0.10'),
  [zone]: handMadeZone,
};
const approve = ['apply', '--auto-approve'];

describe('a zone file that people edit', () => {
  it.concurrent('changes in the serial, the adopted line and the block, and nowhere else', async () => {
    const grown = handMadeZone
      .replace('printer IN A 10.0.0.30', 'printer 600 IN A 10.0.0.30 ; the printer')
      .replaceAll('\n', '\r\n');
    const place = workspace({
      ...files,
      [zone]: grown,
      'overrides/a.yaml': overridesText('app 10.0.0.10', 'printer 10.0.0.30 120'),
    });
    expect(await place.run(...approve, '--adopt', 'printer.lan.example.com')).toMatchObject({ exit: 0 });
    const owned = '; dns-sync owner=homeserver created=TIME force=0';
    const expected = grown
      .replace(' 7 7200', ' 8 7200')
      .replace('printer 600 IN A 10.0.0.30 ; the printer', `printer 120 IN A 10.0.0.30 ${owned} -- the printer`);
    const block = [
      '; --- dns-sync records of lan.example.com: edit the sources, not these lines ---',
      `app.lan.example.com. 300 IN A 10.0.0.10 ${owned}`,
      '; --- end of dns-sync records ---',
      '',
    ].join('\r\n');
    expect(withoutTimes(place.read(zone))).toBe(expected + block);
    expect(await place.run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
    expect(checkZones(place)).toEqual(['lan.example.com: OK']);
  });

  it.concurrent('gives the next line its owner when the line it inherits from goes', async () => {
    const place = workspace({ ...files, [zone]: handMadeZone.replace('printer IN TXT', '        IN TXT') });
    place.write({ 'overrides/a.yaml': overridesText('printer 10.0.0.30') });
    expect(await place.run(...approve, '--adopt', 'printer.lan.example.com')).toMatchObject({ exit: 0 });
    place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.10') });
    expect(await place.run(...approve)).toMatchObject({ exit: 0 });
    expect(place.read(zone)).toContain('printer.lan.example.com. IN TXT "second floor; ask Ann"\n');
    expect(checkZones(place)).toEqual(['lan.example.com: OK']);
  });

  it.concurrent('holds for named what the plan said', async () => {
    const text = 'v=spf1; "quoted" \\ back ü';
    const place = workspace({ ...files });
    const records = `  - { name: note.lan.example.com, type: TXT, value: ${JSON.stringify(text)} }\n  - { name: "*.w.lan.example.com", value: 10.0.0.7 }\n`;
    place.write({ 'overrides/a.yaml': `version: 1\nrecords:\n${records}` });
    expect(await place.run(...approve)).toMatchObject({ exit: 0 });
    const dump = execFileSync('named-checkzone', ['-D', '-o', '-', 'lan.example.com', join(place.folder, zone)], {
      encoding: 'utf8',
    });
    const served = dump.split('\n').map((line) => line.split(/\s+/).slice(0, 5).join(' '));
    expect(served).toContain('*.w.lan.example.com. 300 IN A 10.0.0.7');
    expect(dump).toContain('"v=spf1; \\"quoted\\" \\\\ back \\195\\188"');
  });
});

describe('a zone file that cannot be written', () => {
  it.concurrent('stays as it is when the check refuses it, and the check is quoted', async () => {
    const provider = 'check: [sh, -c, "echo no good; exit 1"]';
    const place = workspace({ ...files, 'dns-sync.yaml': configText({ provider }) });
    const refused = await place.run(...approve);
    expect(refused).toMatchObject({ exit: 5, stderr: expect.stringContaining('no good') });
    expect(place.read(zone)).toBe(handMadeZone);
  });

  it.concurrent('gets its old records back when the server could not be told', async () => {
    const place = workspace({ ...files, 'dns-sync.yaml': configText({ provider: 'reload: [sh, -c, "exit 3"]' }) });
    expect(await place.run(...approve)).toMatchObject({ exit: 5 });
    expect(ownedLines(place.read(zone), 'homeserver')).toEqual([]);
    expect(checkZones(place)).toEqual(['lan.example.com: OK']);
  });

  it.concurrent('is written through a symbolic link, which stays one', async () => {
    const place = workspace({ 'dns-sync.yaml': configText(), 'overrides/a.yaml': overridesText('app 10.0.0.10') });
    place.write({ 'elsewhere/real.zone': handMadeZone });
    mkdirSync(join(place.folder, 'zones'));
    symlinkSync('../elsewhere/real.zone', join(place.folder, zone));
    expect(await place.run(...approve)).toMatchObject({ exit: 0 });
    expect(lstatSync(join(place.folder, zone)).isSymbolicLink()).toBe(true);
    expect(ownedLines(place.read('elsewhere/real.zone'), 'homeserver')).toHaveLength(1);
  });

  it.concurrent('keeps its mode', async () => {
    const place = workspace(files);
    chmodSync(join(place.folder, zone), 0o640);
    expect(await place.run(...approve)).toMatchObject({ exit: 0 });
    expect(lstatSync(join(place.folder, zone)).mode & 0o777).toBe(0o640);
  });
});
