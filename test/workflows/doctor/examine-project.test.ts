import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Check, CheckArea, Examination } from '../../../src/core/examination.ts';
import { examineProject } from '../../../src/workflows/doctor/examine-project.ts';
import { folderWith } from '../../support/folder-with.ts';
import { surroundingsIn } from '../surroundings.ts';

const zone = 'lan.example.com';
const zoneFile = `zones/${zone}.zone`;
const config = `version: 1
owner: homeserver
defaults: { ttl: 300, ipv4: 10.0.0.2 }
sources:
  - { name: overrides, type: yaml, files: ["overrides/*.yaml"] }
providers:
  - { name: lan, type: zonefile, zones: [${zone}], directory: zones, reload: ["sh", "-c", "true"] }
`;
const overrides = `version: 1\nrecords:\n  - { name: app.${zone}, value: 10.0.0.10 }\n`;
const zoneText = `$TTL 300
@ IN SOA ns hostmaster 7 7200 1800 1209600 300
@ IN NS ns
ns IN A 10.0.0.2
`;
const ours = `app IN A 10.0.0.10 ; dns-sync owner=homeserver created=2026-11-20T12:00:00Z force=0\n`;
const line = `{"name":"app.${zone}","type":"A","value":"10.0.0.10","source":"overrides","class":"override","origins":["overrides/a.yaml#app.${zone}/A"],"created":"2026-11-20T12:00:00Z","applied":["lan"]}`;
const lockfile = `{"formatVersion":1,"lineage":"a-lineage","serial":7,"defaultTtl":300,"snapshot":[${line}],"applied":{"lan":[]}}\n`;

const healthy = {
  'dns-sync.yaml': config,
  'overrides/a.yaml': overrides,
  [zoneFile]: zoneText + ours,
  'dns-sync.lock.json': lockfile,
  'state/instance': '00000000-0000-4000-8000-000000000000\n',
};

type Files = Readonly<Record<string, string>>;

function examine(files: Files, environment: Readonly<Record<string, string>> = {}): Promise<Examination> {
  const surroundings = surroundingsIn(folderWith(files));
  const more = { ...surroundings, environment: { ...surroundings.environment, ...environment } };
  return examineProject(more, { infos: false });
}

const checksOf = ({ checks }: Examination, area: CheckArea): readonly Check[] =>
  checks.filter((check) => check.area === area);
/** What is not as it should be. */
const foundOf = ({ checks }: Examination): readonly string[] =>
  checks.filter(({ status }) => status !== 'ok').map(({ status, subject, code }) => `${status} ${subject} ${code}`);

describe('the examination of a project', () => {
  it('with nothing wrong looks at every area, finds all well, and writes nothing', async () => {
    const root = folderWith(healthy);
    const before = readdirSync(root, { recursive: true }).sort();
    const examination = await examineProject(surroundingsIn(root), { infos: false });
    expect(foundOf(examination)).toEqual([]);
    expect(examination).toMatchObject({ exit: 0, summary: { ok: 9, info: 0, warning: 0, error: 0 } });
    expect(examination.checks.map(({ area, subject }) => [area, subject.replace(root, '')])).toEqual([
      ['configuration', 'dns-sync.yaml'],
      ['lockfile', 'dns-sync.lock.json'],
      ['state', '/state'],
      ['locks', 'file:/state/lock'],
      ['locks', 'file:/zones/.dns-sync.lock'],
      ['journal', 'journal'],
      ['sources', 'overrides'],
      ['providers', 'lan'],
      ['ownership', 'lan'],
    ]);
    expect(checksOf(examination, 'lockfile')[0]?.message).toBe(
      'serial 7, 1 claim in the snapshot, 1 value applied, lineage a-lineage',
    );
    expect(checksOf(examination, 'state')[0]?.message).toContain('instance 00000000-0000-4000-8000-000000000000');
    expect(checksOf(examination, 'sources')[0]?.message).toMatch(/^1 claim, read in \d+ ms$/);
    expect(checksOf(examination, 'providers')[0]?.message).toMatch(/^4 values, 1 of them ours, read in \d+ ms$/);
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
  });

  const { 'dns-sync.lock.json': _, ...unremembered } = healthy;
  const { 'overrides/a.yaml': __, ...sourceless } = healthy;
  const sourceFailed = ['error overrides SOURCE_FAILED', 'warning overrides SOURCE_PATH_MISSING'];
  const cases: readonly (readonly [string, Files, readonly string[], number])[] = [
    ['no configuration', {}, ['error dns-sync.yaml CONFIG_MISSING'], 3],
    [
      'a configuration with three mistakes',
      { 'dns-sync.yaml': 'version: 1\nowner: "?"\nsource: []\n' },
      ['error dns-sync.yaml CONFIG_INVALID', 'error dns-sync.yaml CONFIG_INVALID', 'error dns-sync.yaml UNKNOWN_KEY'],
      3,
    ],
    [
      'no lockfile beside a value of ours',
      unremembered,
      ['info dns-sync.lock.json LOCKFILE_MISSING', 'warning lan OWNERSHIP_UNREMEMBERED'],
      0,
    ],
    [
      'a lockfile with conflict markers',
      { ...healthy, 'dns-sync.lock.json': `<<<<<<< HEAD\n${lockfile}` },
      ['error dns-sync.lock.json LOCKFILE_CONFLICT'],
      3,
    ],
    ['a broken lockfile', { ...healthy, 'dns-sync.lock.json': '{' }, ['error dns-sync.lock.json LOCKFILE_INVALID'], 3],
    [
      'a remembered value without its comment',
      { ...healthy, [zoneFile]: `${zoneText}app IN A 10.0.0.10\n` },
      ['warning lan OWNERSHIP_LOST'],
      0,
    ],
    ['a source whose only path is missing', sourceless, sourceFailed, 4],
    [
      'a mistake in a source',
      { ...healthy, 'overrides/a.yaml': overrides.replace('10.0.0.10', '10.0.0.400') },
      [expect.stringMatching(/^error overrides /)],
      3,
    ],
    [
      'a zone file with a mistake',
      { ...healthy, [zoneFile]: `${zoneText}half IN A` },
      ['error lan ZONEFILE_SYNTAX'],
      5,
    ],
    [
      'a secret that is missing',
      { ...healthy, 'dns-sync.yaml': config.replace('directory: zones', `directory: "\${env:NOBODY_SETS_THIS}"`) },
      ['error lan SECRET_MISSING'],
      3,
    ],
    [
      'a secret that is missing in the zones of one of two providers',
      {
        ...healthy,
        'dns-sync.yaml': `${config}  - { name: pub, type: zonefile, zones: ["\${env:NONE}"], directory: pub }\n`,
      },
      ['error pub SECRET_MISSING'],
      3,
    ],
    [
      'a lock that cannot be read, just written',
      { ...healthy, 'state/lock': 'half' },
      [expect.stringMatching(/^warning file:.*\/lock LOCK_UNREADABLE$/)],
      0,
    ],
    [
      'a damaged journal',
      { ...healthy, 'state/journal.jsonl': 'torn\nand more\n' },
      ['error journal JOURNAL_INVALID'],
      3,
    ],
    [
      'several problems at once',
      { ...sourceless, [zoneFile]: `${zoneText}half IN A`, 'dns-sync.lock.json': '{' },
      [
        'error dns-sync.lock.json LOCKFILE_INVALID',
        'warning overrides SOURCE_PATH_MISSING',
        'error lan ZONEFILE_SYNTAX',
      ],
      3,
    ],
  ];

  it.each(cases)('with %s', async (_name, files, found, exit) => {
    const examination = await examine(files);
    expect(foundOf(examination)).toEqual(found);
    expect(examination.exit).toBe(exit);
    for (const { status, hint, code, exit: own } of examination.checks) {
      if (status === 'error') expect({ code, own }).toEqual({ code: expect.any(String), own: expect.any(Number) });
      if (status === 'warning') expect(hint).toEqual(expect.any(String));
    }
  });

  it('whose state folder is a file is an error, and everything else is still looked at', async () => {
    const { 'state/instance': ___, ...files } = healthy;
    const examination = await examine({ ...files, state: '' });
    expect(checksOf(examination, 'state')).toMatchObject([{ status: 'error', code: 'STATE_UNWRITABLE', exit: 5 }]);
    expect(checksOf(examination, 'ownership')).toMatchObject([{ status: 'ok' }]);
    expect(examination.exit).toBe(5);
  });

  it('whose state folder is not there yet does not make it', async () => {
    const { 'state/instance': ___, ...files } = healthy;
    const root = folderWith(files);
    const examination = await examineProject(surroundingsIn(root), { infos: false });
    expect(checksOf(examination, 'state')).toMatchObject([
      { status: 'ok', message: expect.stringContaining('not there') },
    ]);
    expect(readdirSync(root)).not.toContain('state');
  });

  it('with two providers on one folder shows their lock once', async () => {
    const second = '  - { name: more, type: zonefile, zones: [more.example.com], directory: zones }\n';
    const examination = await examine({ ...healthy, 'dns-sync.yaml': config + second });
    expect(checksOf(examination, 'locks')).toHaveLength(2);
    expect(checksOf(examination, 'providers')).toContainEqual(
      expect.objectContaining({ subject: 'more', status: 'info', code: 'ZONEFILE_NEW_ZONE' }),
    );
  });

  it('shows secrets as they are written, wherever they come up', async () => {
    const secret = 'zones-of-the-crown';
    const written = `\${env:FOLDER}`;
    const files = { ...healthy, 'dns-sync.yaml': config.replace('directory: zones', `directory: "${written}"`) };
    const examination = await examine({ ...files, [`${secret}/${zone}.zone`]: 'half IN A' }, { FOLDER: secret });
    const text = JSON.stringify(examination);
    expect(text).not.toContain(secret);
    expect(checksOf(examination, 'providers')[0]?.file).toBe(`${written}/${zone}.zone`);
    expect(checksOf(examination, 'locks')[1]?.subject).toContain(`${written}/.dns-sync.lock`);
  });

  it('brings the notes of sources when they are asked for', async () => {
    const files = { ...healthy, [zoneFile]: `${zoneText}ns IN A 10.0.0.2\n${ours}` };
    const notes = async (infos: boolean) => {
      const { checks } = await examineProject(surroundingsIn(folderWith(files)), { infos });
      return checks.filter(({ code }) => code === 'ZONEFILE_DUPLICATE').length;
    };
    expect([await notes(false), await notes(true)]).toEqual([0, 1]);
  });

  it('that is interrupted says nothing', async () => {
    const signal = AbortSignal.abort(new Error('interrupted'));
    const examining = examineProject(surroundingsIn(folderWith(healthy), { signal }), { infos: false });
    await expect(examining).rejects.toThrow('interrupted');
  });

  it('a source or provider that does not answer in time is an error', async () => {
    const root = folderWith(healthy);
    const examination = await examineProject(surroundingsIn(root), { infos: false, limitMs: 0 });
    expect(foundOf(examination)).toContain('error overrides SOURCE_FAILED');
    expect(foundOf(examination)).toContain('error lan PROVIDER_FAILED');
    expect(examination.exit).toBe(4);
  });
});
