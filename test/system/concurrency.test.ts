import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, inject, it } from 'vitest';
import { until, type Workspace, workspace } from './cli.ts';
import { expectError } from './schema.ts';
import { checkZones, configText, handMadeZone, overridesText, ownedLines } from './zone.ts';

const zone = 'lan.example.com.zone';
/** Keeps an apply inside its locks for so many seconds, before the zone file is replaced. */
const slow = (seconds: number) => `check: [sleep, "${seconds}"]`;

/** Whether an apply stands between writing the new zone file beside the old one and putting it in its place. */
function isChecking(folder: string): boolean {
  const files = readdirSync(folder);
  // The lock, too, is written beside its place: what is being checked is a zone.
  const isZone = (name: string) => /^\.dns-sync-[0-9a-f]{12}$/.test(name) && textAt(join(folder, name)).includes('SOA');
  return files.includes('.dns-sync.lock') && files.some(isZone);
}

/** The text of a file that may go at any time. */
function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function zoneFolder(text: string | null): string {
  const folder = mkdtempSync(join(inject('scratch'), 'zones-'));
  if (text !== null) writeFileSync(join(folder, zone), text);
  return folder;
}

/** An installation with a record of its own and a value of its own at a name that all share. */
function installation(number: number, directory: string, provider = ''): Workspace {
  return workspace({
    'dns-sync.yaml': configText({ owner: `host${number}`, directory, provider }),
    'overrides/a.yaml': overridesText(`own${number} 10.0.1.${number}`, `shared 10.0.0.${100 + number}`),
  });
}

const eight = [1, 2, 3, 4, 5, 6, 7, 8] as const;

describe('several applies at once', () => {
  it.concurrent('two in one folder: both end well, the records are there once, and one of them wrote', async ({
    expect,
  }) => {
    const place = workspace({
      'dns-sync.yaml': configText({ provider: slow(0.4) }),
      'overrides/a.yaml': overridesText('app 10.0.0.10', 'db 10.0.0.11'),
    });
    const both = await Promise.all([place.run('apply', '--auto-approve'), place.run('apply', '--auto-approve')]);
    expect(both.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(ownedLines(place.read(`zones/${zone}`), 'homeserver')).toHaveLength(2);
    expect(JSON.parse(place.read('dns-sync.lock.json'))).toMatchObject({ serial: 1 });
    expect((await place.run('plan', '--detailed-exitcode')).exit).toBe(0);
    expect(checkZones(place)).toEqual(['lan.example.com: OK']);
  });

  it.concurrent.for([
    ['a zone file that is not there yet', null],
    ['a zone file that a person began', handMadeZone],
  ] as const)('eight owners on %s: every value is there once, none is lost', async ([, text], { expect }) => {
    const directory = zoneFolder(text);
    const places = eight.map((number) => installation(number, directory));
    const ends = await Promise.all(places.map((place) => place.run('apply', '--auto-approve')));
    expect(ends.map(({ exit }) => exit)).toEqual(eight.map(() => 0));

    const written = readFileSync(join(directory, zone), 'utf8');
    for (const number of eight) {
      expect(ownedLines(written, `host${number}`).map((line) => line.split(' ;')[0])).toEqual([
        `own${number}.lan.example.com. 300 IN A 10.0.1.${number}`,
        `shared.lan.example.com. 300 IN A 10.0.0.${100 + number}`,
      ]);
    }
    expect(written.match(/IN A 10\.0\.0\.1\d\d /g)).toHaveLength(8);
    if (text !== null) {
      for (const line of text.split('\n').slice(2)) expect(written.split('\n')).toContain(line);
    }
    const after = await Promise.all(places.map((place) => place.run('plan', '--detailed-exitcode')));
    expect(after.map(({ exit }) => exit)).toEqual(eight.map(() => 0));
    expect(readdirSync(directory)).toEqual([zone]);
  });

  it.concurrent('who gives up after --lock-timeout is told who holds the lock, and has written nothing', async ({
    expect,
  }) => {
    const directory = zoneFolder(handMadeZone);
    const holder = installation(1, directory, slow(9));
    const holding = holder.start('apply', '--auto-approve');
    await until(() => isChecking(directory));
    // Each in a folder of its own, or they would wait for one another.
    const [late, later] = [installation(2, directory), installation(3, directory)];
    const [text, json] = await Promise.all([
      late.run('apply', '--auto-approve', '--lock-timeout', '1s'),
      later.run('apply', '--auto-approve', '--lock-timeout', '100ms', '--json'),
    ]);
    expect(text.exit).toBe(7);
    const said = text.stderr.replaceAll(/\s+/g, ' ');
    expect(said).toMatch(/error LOCKED: .* is still held after waiting 1 s, by host1 since \d{4}-\d\d-\d\dT/);
    expect(said).toContain(`process ${holding.child.pid} on `);
    expectError(json, 'LOCKED');
    expect(JSON.parse(json.stdout).error.details).toMatchObject({
      holder: { holder: 'host1', command: 'apply', pid: holding.child.pid },
    });
    expect(Object.keys({ ...late.tree(), ...later.tree() })).not.toContain('dns-sync.lock.json');
    expect(readFileSync(join(directory, zone), 'utf8')).toBe(handMadeZone);
    holding.child.kill('SIGKILL');
    await holding.ended;
  });

  it.concurrent('who waits says for whom, since when and doing what, and then goes on', async ({ expect }) => {
    const directory = zoneFolder(null);
    const holding = installation(1, directory, slow(5)).start('apply', '--auto-approve');
    await until(() => isChecking(directory));
    const waited = await installation(2, directory).run('apply', '--auto-approve');
    expect(waited.exit).toBe(0);
    expect(waited.stderr).toMatch(
      new RegExp(
        `waiting for file:\\S+\\.dns-sync\\.lock: held by host1 since \\d{4}-\\d\\d-\\d\\dT\\S+: dns-sync \\S+ apply, process ${holding.child.pid} on `,
      ),
    );
    expect((await holding.ended).exit).toBe(0);
    const written = readFileSync(join(directory, zone), 'utf8');
    expect([ownedLines(written, 'host1'), ownedLines(written, 'host2')].map(({ length }) => length)).toEqual([2, 2]);
  });
});

describe('a holder that is killed with SIGKILL', () => {
  it.concurrent.for([
    ['before the zone file is replaced', 'check', 0],
    ['after the zone file is replaced', 'reload', 2],
  ] as const)('%s: the zone is whole, and nobody is locked out', async ([, command, landed], { expect }) => {
    const directory = zoneFolder(handMadeZone);
    const killed = installation(1, directory, `${command}: [sleep, "5"]`);
    const holding = killed.start('apply', '--auto-approve');
    const current = () => readFileSync(join(directory, zone), 'utf8');
    await until(() => (landed === 0 ? isChecking(directory) : current() !== handMadeZone));
    holding.child.kill('SIGKILL');
    expect((await holding.ended).exit).toBeNull();

    expect(ownedLines(current(), 'host1')).toHaveLength(landed);
    if (landed === 0) expect(current()).toBe(handMadeZone);
    const other = await installation(2, directory).run('apply', '--auto-approve', '--lock-timeout', '5s');
    expect(other).toMatchObject({ exit: 0, stderr: '' });
    killed.write({ 'dns-sync.yaml': configText({ owner: 'host1', directory }) });
    const again = await killed.run('apply', '--auto-approve', '--lock-timeout', '5s');
    expect(again.exit).toBe(0);
    expect(again.stderr).toMatch(/^The interrupted apply of \S+ by \S+ on \S+ (?:is undone|had landed in full)/);
    expect([ownedLines(current(), 'host1'), ownedLines(current(), 'host2')].map(({ length }) => length)).toEqual([
      2, 2,
    ]);
    expect((await killed.run('plan', '--detailed-exitcode')).exit).toBe(0);
  });
});
