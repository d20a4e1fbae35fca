import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built package under test: `bin/`, `dist/`, `package.json`, and nothing else. */
    readonly installed: string;
    /** Folder in which all workspaces of a run are made; gone at its end. */
    readonly scratch: string;
  }
}

const root = join(import.meta.dirname, '..', '..');

/** Builds dist/ once and lays the package out as an installation has it: without sources and node_modules. */
export default function setup(project: TestProject): () => void {
  requireCheckzone();
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: 'inherit' });
  const base = mkdtempSync(join(tmpdir(), 'dns-sync-system-'));
  const installed = join(base, 'installed');
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(root, part), join(installed, part), { recursive: true });
  const scratch = join(base, 'scratch');
  mkdirSync(scratch);
  project.provide('installed', installed);
  project.provide('scratch', scratch);
  return () => rmSync(base, { recursive: true, force: true });
}

function requireCheckzone(): void {
  try {
    execFileSync('named-checkzone', ['-v'], { stdio: 'ignore' });
  } catch (cause) {
    throw new Error('named-checkzone is not there: npm run setup, or as root: apt-get install -y bind9-utils', {
      cause,
    });
  }
}
