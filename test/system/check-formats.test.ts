import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { sarifMisfits } from '../support/sarif-schema.ts';
import { type Workspace, workspace } from './cli.ts';
import { expectError, expectFits } from './schema.ts';

const config = `version: 1
owner: homeserver
defaults: { ipv4: 10.0.0.2 }
sources:
  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"] }
providers:
  - { name: lan, type: zonefile, zones: [lan.example.com], directory: zones }
`;
const service = (target: string) =>
  `services:\n  web:\n    labels:\n      dns.host: app.lan.example.com\n      dns.target: ${target}\n`;

/** A project in the folder `dns` of a repository, with a conflict and, unless told otherwise, an error. */
function repository(address = '10.0.0.400'): Workspace {
  const place = workspace({
    'dns/dns-sync.yaml': config,
    'dns/stacks/a/compose.yaml': service('x.example.net'),
    'dns/stacks/b b/compose.yaml': service('y.example.net'),
    'dns/stacks/c/compose.yaml': `services:\n  db: { labels: { dns.host: db.lan.example.com, dns.address: ${address} } }\n`,
  });
  execFileSync('git', ['init', '--quiet'], { cwd: place.folder });
  return place;
}

const inDns = ['--config', 'dns/dns-sync.yaml'];

describe('check --format', () => {
  it.concurrent('sarif is SARIF 2.1.0, with files relative to the root of the repository', async () => {
    const { exit, stdout, stderr } = await repository().run('check', ...inDns, '--format', 'sarif');
    const log = JSON.parse(stdout);
    expect({ exit, stderr, misfits: sarifMisfits(log) }).toEqual({ exit: 3, stderr: '', misfits: [] });
    expect(log.runs[0].tool.driver.rules).toMatchObject([
      { id: 'CLAIM_LOST', shortDescription: { text: 'claim lost' } },
      { id: 'a-syntax', shortDescription: { text: expect.stringMatching(/^.{20,}\.$/) } },
    ]);
    const place = (uri: string, startLine: number) => ({
      physicalLocation: { artifactLocation: { uri, uriBaseId: 'SRCROOT' }, region: { startLine } },
    });
    expect(log.runs[0].results).toMatchObject([
      {
        ruleId: 'CLAIM_LOST',
        level: 'warning',
        locations: [place('dns/stacks/b%20b/compose.yaml', 4)],
        relatedLocations: [place('dns/stacks/a/compose.yaml', 4)],
      },
      { ruleId: 'a-syntax', level: 'error', locations: [place('dns/stacks/c/compose.yaml', 2)] },
    ]);
  });

  it.concurrent('github is an annotation each, with files relative to the root of the repository', async () => {
    const { exit, stdout, stderr } = await repository().run('check', ...inDns, '--format', 'github');
    expect({ exit, stderr }).toEqual({ exit: 3, stderr: '' });
    const [lost = '', error = '', ...rest] = stdout.split('\n');
    expect(lost).toMatch(/^::warning file=dns\/stacks\/b b\/compose\.yaml,line=4,col=\d+,title=CLAIM_LOST::app\.lan/);
    expect(lost).toContain('%0Aalso: dns/stacks/a/compose.yaml:4:');
    expect(error).toMatch(/^::error file=dns\/stacks\/c\/compose\.yaml,line=2,col=\d+,title=a-syntax::/);
    expect(rest).toEqual(['']);
  });

  it.concurrent('json and text name files from the configuration on', async () => {
    const place = repository();
    const json = await place.run('check', ...inDns, '--format', 'json');
    expectFits('diagnostics', json.stdout);
    expect(JSON.parse(json.stdout)).toMatchObject({
      diagnostics: [
        { code: 'CLAIM_LOST', file: 'stacks/b b/compose.yaml', related: [{ file: 'stacks/a/compose.yaml', line: 4 }] },
        { code: 'a-syntax', file: 'stacks/c/compose.yaml' },
      ],
      summary: { error: 1, warning: 1 },
    });
    expect((await place.run('check', ...inDns, '--json')).stdout).toBe(json.stdout);
    const { stdout } = await place.run('check', ...inDns);
    expect(stdout).toContain('stacks/b b/compose.yaml:4:');
    expect(stdout).toContain('      4 |       dns.host: app.lan.example.com\n        |       ^\n');
    expect(stdout).toContain('    also: stacks/a/compose.yaml:4:7 CNAME x.example.net wins\n');
  });

  it.concurrent('names files from the configuration on where there is no repository', async () => {
    const place = workspace({ 'dns/dns-sync.yaml': config, 'dns/stacks/a/compose.yaml': 'services: [' });
    const { stdout } = await place.run('check', ...inDns, '--format', 'github');
    expect(stdout).toMatch(/^::error file=stacks\/a\/compose\.yaml,/);
  });

  it.concurrent.each([
    ['text', /^No problems found\.\n$/],
    ['json', /"diagnostics": \[\]/],
    ['sarif', /"results": \[\]/],
    ['github', /^$/],
  ])('%s exits 0 where there is nothing to find, and 3 with any error', async (format, nothing) => {
    const place = repository('10.0.0.4');
    place.remove('dns/stacks/b b');
    expect(await place.run('check', ...inDns, '--format', format)).toMatchObject({
      exit: 0,
      stderr: '',
      stdout: expect.stringMatching(nothing),
    });
    expect((await repository().run('check', ...inDns, '--format', format)).exit).toBe(3);
  });

  it.concurrent('of an invalid configuration is in every format, whatever the FILES', async () => {
    const place = repository();
    place.write({ 'dns/dns-sync.yaml': `${config}conflict: oldest\n`, 'README.md': '' });
    const { stdout } = await place.run('check', ...inDns, '--format', 'github', 'README.md');
    expect(stdout).toMatch(/^::error file=dns\/dns-sync\.yaml,line=8,col=1,title=UNKNOWN_KEY::/);
    const sarif = await place.run('check', ...inDns, '--format', 'sarif', 'README.md');
    expect(sarif.exit).toBe(3);
    expect(sarifMisfits(JSON.parse(sarif.stdout))).toEqual([]);
  });

  it.concurrent('and --json exclude one another, unless they are the same', async () => {
    const place = repository('10.0.0.4');
    expectError(await place.run('check', ...inDns, '--json', '--format', 'sarif'), 'USAGE');
    expect((await place.run('check', ...inDns, '--json', '--format', 'json')).exit).toBe(0);
  });

  it.concurrent('shows an error that keeps it from judging as ever', async () => {
    const place = workspace({});
    const { exit, stdout, stderr } = await place.run('check', '--format', 'sarif');
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    expect(stderr).toContain('error CONFIG_MISSING');
    expectError(await repository().run('check', ...inDns, '--json', 'nowhere.yaml'), 'USAGE');
  });
});
