import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journalText } from '../state/history-builder.ts';
import { type Workspace, workspace } from './cli.ts';
import { gitIn } from './git-in.ts';
import { expectError, expectFits } from './schema.ts';
import { configText, handMadeZone, overridesText } from './zone.ts';

/** A project applied twice: serials 1 and 2. */
async function appliedTwice(): Promise<Workspace> {
  const place = workspace({
    'dns-sync.yaml': configText(),
    'overrides/a.yaml': overridesText('app 10.0.0.10', 'db 10.0.0.11'),
    'zones/lan.example.com.zone': handMadeZone,
  });
  expect((await place.run('apply', '--auto-approve')).exit).toBe(0);
  place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.20', 'db 10.0.0.11') });
  expect((await place.run('apply', '--auto-approve')).exit).toBe(0);
  return place;
}

/** The folder with the state of the one project there is. */
function stateOf({ state }: Workspace): string {
  const base = join(state, 'dns-sync');
  return join(base, readdirSync(base)[0] ?? '');
}

/** Both streams, blanks and line ends alike. */
async function words(place: Workspace, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await place.run(...args);
  return `${stdout} ${stderr}`.replaceAll(/\s+/g, ' ');
}

describe('history', () => {
  it.concurrent('lists what was applied, newest first, and writes nothing', async () => {
    const place = await appliedTwice();
    const before = place.tree();
    const { exit, stdout } = await place.run('history', '--json');
    expect(exit).toBe(0);
    expectFits('history', stdout);
    expect(JSON.parse(stdout)).toMatchObject({
      folder: stateOf(place),
      applies: [
        { serial: 2, owner: 'homeserver', outcome: 'applied', git: null, summary: { update: 1 } },
        { serial: 1, owner: 'homeserver', outcome: 'applied', git: null, summary: { create: 2 } },
      ],
      more: 0,
      unfinished: null,
    });
    expect(await words(place, 'history')).toMatch(/ 2 \S+Z \S+@\S+ applied \+0 ~1 -0 apply 1 \S+Z .* \+2 ~0 -0 apply /);
    expect(place.tree()).toEqual(before);
  });

  it.concurrent('--limit leaves out older ones, and says so', async () => {
    const place = await appliedTwice();
    expect(JSON.parse((await place.run('history', '--limit', '1', '--json')).stdout)).toMatchObject({
      applies: [{ serial: 2 }],
      more: 1,
    });
    expect(await words(place, 'history', '--limit', '1')).toContain('and 1 older one: --limit shows more');
  });

  it.concurrent('SERIAL shows the changes of that apply', async () => {
    const place = await appliedTwice();
    const { exit, stdout } = await place.run('history', '2', '--json');
    expect(exit).toBe(0);
    expectFits('history', stdout);
    expect(JSON.parse(stdout)).toMatchObject({
      applies: [{ serial: 2, changes: [{ action: 'update', name: 'app.lan.example.com' }], exceptions: [] }],
    });
    expect(await words(place, 'history', '2')).toContain('~ app.lan.example.com A 300 10.0.0.10 → 10.0.0.20');
  });

  it.concurrent.for([
    [['history', '9']],
    [['history', '1', '--limit', '3']],
    [['history', 'x']],
    [['history', '--limit', '0']],
  ])('%s is refused', async ([args = []]) => {
    expectError(await (await appliedTwice()).run(...args, '--json'), 'USAGE');
  });

  it.concurrent('is empty, and makes no state folder, where nothing was applied', async () => {
    const place = workspace({ 'dns-sync.yaml': configText() });
    expect(await words(place, 'history')).toContain('Nothing was applied with the state folder');
    expect(() => readdirSync(place.state)).toThrow('ENOENT');
  });

  it.concurrent('names the commit, with a star when files differed from it', async () => {
    const place = await appliedTwice();
    const git = gitIn(place.folder);
    git('init', '--quiet');
    const commit = git.commitAll();
    place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.30', 'db 10.0.0.11') });
    expect((await place.run('apply', '--auto-approve')).exit).toBe(0);
    expect(JSON.parse((await place.run('history', '--json', '--limit', '1')).stdout)).toMatchObject({
      applies: [{ serial: 3, git: { commit, dirty: true } }],
    });
    expect(await words(place, 'history')).toContain(` ${commit.slice(0, 8)}* apply`);
  });

  it.concurrent('lists journals that cannot be read as such', async () => {
    const place = await appliedTwice();
    const folder = join(stateOf(place), 'history');
    writeFileSync(join(folder, '99990101T000000000Z-ffffffff.jsonl'), journalText({ begin: { formatVersion: 2 } }));
    writeFileSync(join(folder, '99990102T000000000Z-ffffffff.jsonl'), 'torn');
    const { stdout } = await place.run('history', '--json');
    expectFits('history', stdout);
    expect(JSON.parse(stdout)).toMatchObject({
      applies: [
        { problem: { code: 'JOURNAL_INVALID' } },
        { problem: { code: 'JOURNAL_VERSION' } },
        { serial: 2 },
        { serial: 1 },
      ],
    });
    expect(await words(place, 'history')).toContain('JOURNAL_VERSION');
  });

  it.concurrent('mentions an apply that has not ended', async () => {
    const place = await appliedTwice();
    writeFileSync(join(stateOf(place), 'journal.jsonl'), journalText({ end: null }));
    const { exit, stdout, stderr } = await place.run('history', '--json');
    expect(exit).toBe(0);
    expectFits('history', stdout);
    expect(JSON.parse(stdout)).toMatchObject({ unfinished: { code: 'RECOVERY_DUE' }, applies: [{}, {}] });
    expect(stderr).toContain('an apply of 2026-11-20T12:00:00.123Z by ann on nas');
  });
});
