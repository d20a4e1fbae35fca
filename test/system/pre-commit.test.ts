import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/files/yaml.ts';
import { type Outcome, type Workspace, workspace } from './cli.ts';
import { configText, overridesText } from './zone.ts';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames: boolean;
}

const root = join(import.meta.dirname, '..', '..');
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The hooks as pre-commit reads them. */
function hooks(): readonly Hook[] {
  const read = readYaml(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join());
  return read.document.value as readonly Hook[];
}

function hook(id: string): Hook {
  const found = hooks().find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no hook ${id}`);
  return found;
}

/** Runs a hook as pre-commit does: in the root of the repository, with those of the files that it is for. */
async function run(place: Workspace, id: string, ...files: readonly string[]): Promise<Outcome | 'skipped'> {
  const { entry, files: pattern, pass_filenames: passed } = hook(id);
  const fitting = files.filter((file) => new RegExp(pattern).test(file));
  if (fitting.length === 0) return 'skipped';
  const [program, ...args] = entry.split(' ');
  expect(Object.keys(packageJson.bin)).toContain(program);
  return await place.run(...args, ...(passed ? fitting : []));
}

const project = (...records: readonly string[]) =>
  workspace({ 'dns-sync.yaml': configText(), 'overrides/a.yaml': overridesText(...records), 'README.md': '# x\n' });

describe('hooks for pre-commit', () => {
  it('are two, and npm can build what they run from the repository alone', () => {
    expect(hooks().map(({ id, language }) => [id, language])).toEqual([
      ['dns-sync-check', 'node'],
      ['dns-sync-snapshot', 'node'],
    ]);
    expect(packageJson.scripts.prepare).toBe('node scripts/prepare.mjs');
  });

  it.each([
    ['compose.yaml', true],
    ['stacks/web/docker-compose.override.yml', true],
    ['dns-sync.yaml', true],
    ['dns/dns-sync.lock.json', true],
    ['package.json', false],
    ['docs/yaml.md', false],
    ['my-dns-sync.lock.json', false],
  ])('run for %s: %s', (file, runs) => {
    expect(hooks().map(({ files }) => new RegExp(files).test(file))).toEqual([runs, runs]);
  });

  it.concurrent('fail for a mistake in a file of the commit, and in no other', async () => {
    const place = project('app 10.0.0.400');
    place.write({ 'overrides/b.yaml': overridesText('db 10.0.0.11') });
    expect(await run(place, 'dns-sync-check', 'README.md', 'overrides/a.yaml')).toMatchObject({ exit: 3 });
    expect(await run(place, 'dns-sync-check', 'README.md', 'overrides/b.yaml')).toMatchObject({ exit: 0 });
    expect(await run(place, 'dns-sync-check', 'README.md')).toBe('skipped');
  });

  it.concurrent('take a thousand files', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `overrides/f${index}.yaml`);
    const place = project();
    place.write(
      Object.fromEntries(names.map((name, index) => [name, overridesText(`h${index} 10.0.${index % 250}.1`)])),
    );
    expect(await run(place, 'dns-sync-check', ...names)).toMatchObject({ exit: 0, stdout: 'No problems found.\n' });
  });

  it.concurrent('fail for a lockfile that does not hold what the sources say', async () => {
    const place = project('app 10.0.0.10');
    expect((await place.run('snapshot')).exit).toBe(0);
    expect(await run(place, 'dns-sync-snapshot', 'overrides/a.yaml')).toMatchObject({ exit: 0 });
    place.write({ 'overrides/a.yaml': overridesText('app 10.0.0.11') });
    expect(await run(place, 'dns-sync-snapshot', 'overrides/a.yaml')).toMatchObject({ exit: 2 });
  });
});
