import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { Reading } from '../../../src/core/claim.ts';
import { type ComposeSettings, composeSource } from '../../../src/sources/compose.ts';
import type { SourceContext } from '../../../src/sources/source.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Contents by path. */
export type Files = Readonly<Record<string, string | Buffer>>;
/** What differs from a source of all projects one folder down. */
export type More = { settings?: Partial<ComposeSettings>; context?: Partial<SourceContext> };

/** Writes the files into a folder that goes when the test ends. */
export function write(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'dns-sync-compose-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Reads them as a compose source. */
export async function read(files: Files, { settings = {}, context = {} }: More = {}): Promise<Reading> {
  const source = composeSource(
    { name: 'stacks', files: ['*/compose.yaml'], ...settings },
    {
      root: write(files),
      environment: {},
      defaults: { ipv4: '192.168.1.10' },
      remembered: false,
      providers: ['home'],
      ...context,
    },
  );
  return await source.read(new AbortController().signal);
}

/** One project `web/compose.yaml` whose service `app` has these lines below its name, indented as they stand. */
export const app = (...lines: string[]) => ({
  'web/compose.yaml': `services:\n  app:\n${lines.map((line) => `    ${line}\n`).join('')}`,
});
/** The same with these labels. */
export const labels = (...lines: string[]) => app('labels:', ...lines.map((line) => `  ${line}`));

/** `name type value` of each claim. */
export const claimed = (reading: Reading) =>
  reading.claims.map(({ name, type, value }) => `${name} ${type} ${value}`).sort();
/** `severity code file:line:column` of each finding. */
export const found = (reading: Reading) =>
  reading.diagnostics
    .map(({ severity, code, file = '-', line = 0, column = 0 }) => `${severity} ${code} ${file}:${line}:${column}`)
    .sort();
/** Names and origins that are held. */
export const held = (reading: Reading) =>
  reading.doubts.map((doubt) => (doubt.kind === 'name' ? doubt.name : doubt.prefix)).sort();
/** What a name without a value gets. */
export const A = 'A 192.168.1.10';
