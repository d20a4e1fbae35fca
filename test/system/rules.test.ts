import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { RulesReport } from '../../src/workflows/show-rules.ts';
import { type Workspace, workspace } from './cli.ts';
import { expectError } from './schema.ts';

const schema = join(import.meta.dirname, '..', '..', 'schemas', 'rules.schema.json');
const fits = new Ajv2020({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')));

/** A configuration whose source is not there, and whose provider waits for a variable. */
const config = (rules: string) => `version: 1
owner: homeserver
sources: [{ name: overrides, type: yaml, files: [gone.yaml] }]
providers: [{ name: home, type: zonefile, zones: [example.com], directory: "\${env:UNSET}" }]
rules: { ${rules} }
`;

async function report(place: Workspace, ...ids: readonly string[]): Promise<RulesReport> {
  const { stdout, stderr } = await place.run('rules', ...ids, '--json');
  expect(stderr).toBe('');
  const value: unknown = JSON.parse(stdout);
  expect(fits(value), JSON.stringify(fits.errors)).toBe(true);
  return value as RulesReport;
}

describe('rules', () => {
  it.concurrent('lists every rule without a configuration, and writes nothing', async () => {
    const place = workspace({});
    const { exit, stdout, stderr } = await place.run('rules');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('There is no configuration here: these are the defaults.');
    expect(stdout).toMatch(/^ {2}ttl-low +warning {2}min 30$/m);
    const { configuration, rules } = await report(place);
    expect(configuration).toEqual({ status: 'none' });
    expect(rules.length).toBeGreaterThan(100);
    expect(place.tree()).toEqual({});
  });

  it.concurrent('shows what the configuration says, although nothing it names can be read', async () => {
    const place = workspace({ 'dns-sync.yaml': config('ttl-low: { severity: error, min: 60 }, spf-end: warning') });
    const { exit, stdout } = await place.run('rules');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^\* ttl-low +error +\(default warning\) {2}min 60 \(default 30\)$/m);
    expect(stdout).toMatch(/^\* spf-end +warning +\(default off\)$/m);
    const { rules } = await report(place, 'ttl-low');
    expect(rules).toMatchObject([{ id: 'ttl-low', severity: 'error', place: { file: 'dns-sync.yaml', line: 5 } }]);
  });

  it.concurrent('--config names another configuration', async () => {
    const place = workspace({ 'other.yaml': config('ttl-low: off') });
    const { rules } = await report(place, 'ttl-low', '--config', 'other.yaml');
    expect(rules).toMatchObject([{ id: 'ttl-low', severity: 'off' }]);
    expectError(await place.run('rules', '--config', 'nowhere.yaml', '--json'), 'CONFIG_MISSING');
  });

  it.concurrent('explains those that are asked for', async () => {
    const { exit, stdout, stderr } = await workspace({}).run('rules', 'ttl-low', 'cname-apex');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('cname-apex  error');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('RFC 1034 3.6.2');
    expect(stdout).not.toContain('name-empty');
  });

  it.concurrent('an unknown id: exit 3 with the nearest', async () => {
    const place = workspace({});
    const { exit, stdout, stderr } = await place.run('rules', 'ttl-lo');
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    expect(stderr).toBe('error USAGE: there is no rule "ttl-lo"\n  hint: did you mean ttl-low?\n');
    expectError(await place.run('rules', 'ttl-lo', '--json'), 'USAGE');
  });

  it.concurrent('with a broken configuration lists nothing, and explains all the same; exit 3', async () => {
    const place = workspace({ 'dns-sync.yaml': config('ttl-lo: off') });
    expectError(await place.run('rules', '--json'), 'CONFIG_INVALID');
    const { exit, stdout } = await place.run('rules', 'ttl-low');
    expect(exit).toBe(3);
    expect(stdout).toContain('The configuration has 1 problem');
    expect(stdout).toContain('ttl-low  warning');
    expect((await report(place, 'ttl-low')).configuration).toEqual({ status: 'invalid', problems: 1 });
  });

  it.concurrent('check --format sarif has the sentence and the page of a rule', async () => {
    const place = workspace({
      'dns-sync.yaml': config('').replace('gone.yaml', 'a.yaml').replace(`\${env:UNSET}`, 'zones'),
      'a.yaml': 'version: 1\nrecords: [{ name: a.example.com, value: 10.0.0.1, ttl: 5 }]\n',
    });
    const log = JSON.parse((await place.run('check', '--format', 'sarif')).stdout);
    expect(log.runs[0].tool.driver.rules).toEqual([
      {
        id: 'ttl-low',
        shortDescription: { text: 'A TTL is not below `min` seconds.' },
        helpUri: expect.stringMatching(/\/docs\/rules\.md#ttl-low$/),
      },
    ]);
  });
});
