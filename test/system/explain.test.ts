import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/core/explain/explanation.ts';
import { type Workspace, workspace } from './cli.ts';
import { expectError, readSchema } from './schema.ts';
import { configText, handMadeZone, overridesText } from './zone.ts';

const schema = join(import.meta.dirname, '..', '..', 'schemas', 'explain.schema.json');
const ajv = new Ajv2020({ allErrors: true, strict: false });
for (const name of ['diagnostics', 'plan'] as const) ajv.addSchema(readSchema(name), `${name}.schema.json`);
const fits = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

const zone = 'zones/lan.example.com.zone';

function project(differences: Readonly<Record<string, string>> = {}): Workspace {
  return workspace({
    'dns-sync.yaml': configText(),
    'overrides/a.yaml': overridesText('app 10.0.0.10', 'printer 10.0.0.30'),
    [zone]: handMadeZone,
    ...differences,
  });
}

async function explained(place: Workspace, exit: number, ...args: readonly string[]): Promise<Explanation> {
  const before = place.tree();
  const outcome = await place.run('explain', ...args, '--json');
  expect(outcome).toMatchObject({ exit, stderr: '' });
  expect(place.tree()).toEqual(before);
  const value: unknown = JSON.parse(outcome.stdout);
  expect(fits(value), JSON.stringify(fits.errors)).toBe(true);
  return value as Explanation;
}

describe('explain', () => {
  it.concurrent('tells the same as text and as JSON, and writes nothing', async () => {
    const place = project();
    const { names } = await explained(place, 0, 'PRINTER.lan.example.com.');
    expect(names).toMatchObject([
      {
        name: 'printer.lan.example.com',
        providers: [{ held: [{ reason: 'unowned' }], holds: [{ type: 'A' }, { type: 'TXT' }] }],
      },
    ]);
    const { exit, stdout, stderr } = await place.run('explain', 'printer.lan.example.com');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('  there    A 10.0.0.30, TTL 300: nobody');
    expect(stdout).toContain('holds A 10.0.0.30 back, unowned: ');
  });

  it.concurrent('after an apply the record is ours and stays', async () => {
    const place = project({ 'overrides/a.yaml': overridesText('app 10.0.0.10') });
    expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0 });
    const { names, serial } = await explained(place, 0, 'app.lan.example.com');
    expect(serial).toBe(1);
    expect(names).toMatchObject([
      { providers: [{ holds: [{ whose: 'ours' }], remembered: [{ value: '10.0.0.10' }], unchanged: ['A'] }] },
    ]);
  });

  it.concurrent.for<[string, Readonly<Record<string, string>>, readonly string[], number]>([
    ['a provider that cannot be read', { [zone]: 'x (\n' }, [], 5],
    ['the same, offline', { [zone]: 'x (\n' }, ['--offline'], 0],
    ['an error in the input', { 'overrides/b.yaml': overridesText('bad 10.0.0.400') }, [], 3],
    ['the same, on hold', { 'overrides/b.yaml': overridesText('bad 10.0.0.400') }, ['--hold'], 0],
    ['both', { 'overrides/b.yaml': overridesText('bad 10.0.0.400'), [zone]: 'x (\n' }, [], 3],
  ])('%s: the rest is told, and it exits as plan does', async ([, files, flags, exit]) => {
    const place = project(files);
    const { names, unread } = await explained(place, exit, 'app.lan.example.com', ...flags);
    expect(names).toMatchObject([{ claims: [{ value: '10.0.0.10' }] }]);
    expect(unread.map(({ provider }) => provider)).toEqual(zone in files && flags.length === 0 ? ['lan'] : []);
    expect((await place.run('plan', ...flags)).exit).toBe(exit);
  });

  it.concurrent.for([
    [[]],
    [['app.lan.example.com', '--container', 'web']],
    [['a b']],
    [['--label', '']],
    [['app.lan.example.com', 'db.lan.example.com']],
    [['app.lan.example.com', '--provider', 'nosuch']],
  ] as const)('%s: bad usage', async ([args]) => {
    expectError(await project().run('explain', ...args, '--json'), 'USAGE');
  });

  it.concurrent('what was filled in from the environment appears nowhere', async () => {
    const place = project({
      'dns-sync.yaml': configText({ directory: `\${env:ZONES}` }),
      [zone]: 'x (\n',
    });
    const secret = { ZONES: './zones/../zones' };
    for (const args of [['--json'], []]) {
      const { stdout, stderr, exit } = await place.runWith(secret, 'explain', 'app.lan.example.com', ...args);
      expect(exit).toBe(5);
      expect(stdout + stderr).not.toContain(secret.ZONES);
    }
  });
});
