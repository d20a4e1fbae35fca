import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { findProjects } from '../../../src/sources/compose/find-projects.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The projects that patterns find among files, each as the names of its files. */
async function projectsIn(files: readonly string[], patterns: readonly (string | readonly string[])[]) {
  const folder = mkdtempSync(join(tmpdir(), 'dns-sync-projects-'));
  folders.push(folder);
  for (const file of files) writeFileSync(join(folder, file), 'services: {}\n');
  const { projects } = await findProjects(folder, patterns, false, basename);
  return projects.map((paths) => paths.map((path) => basename(path)).join('+'));
}

it.each([
  { files: ['a.yaml', 'b.yaml'], patterns: ['*.yaml'], found: ['a.yaml', 'b.yaml'] },
  {
    files: ['compose.yaml', 'compose.override.yaml'],
    patterns: ['*.yaml'],
    found: ['compose.yaml+compose.override.yaml'],
  },
  { files: ['a.yaml', 'b.yaml', 'c.yaml'], patterns: [['a.yaml', 'b.yaml']], found: ['a.yaml+b.yaml'] },
  {
    files: ['base.yaml', 'other.yaml', 'prod.yaml'],
    patterns: ['*.yaml', ['base.yaml', 'prod.yaml']],
    found: ['other.yaml', 'base.yaml+prod.yaml'],
  },
])('$patterns among $files: $found', async ({ files, patterns, found }) => {
  expect(await projectsIn(files, patterns)).toEqual(found);
});
