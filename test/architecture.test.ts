import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';

const world = ['files', 'core', 'errors.ts', 'version.ts'];
/** What each part of src may import beside itself. Parts on one level do not import one another. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'main.ts': ['commands', 'errors.ts'],
  commands: ['workflows', 'output', 'core', 'errors.ts', 'version.ts'],
  workflows: ['sources', 'providers', 'ownership', 'state', 'config', ...world],
  sources: ['generated', ...world],
  providers: world,
  ownership: world,
  state: ['generated', ...world],
  config: ['generated', ...world],
  files: ['core', 'errors.ts', 'version.ts'],
  output: ['core'],
  'errors.ts': ['core'],
  core: ['node:url', 'node:crypto'],
};
const paths = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /(?<!\.d)\.ts$/.test(path));
const files = paths.map((path) => ({ path, part: partOf(path), text: readFileSync(`src/${path}`, 'utf8') }));
const parts = new Set(['generated', ...files.map(({ part }) => part)]);

/** The folder, or the file that stands in none. */
function partOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** The parts and modules that a file imports, at once or when needed. */
function importsOf({ path, text }: { readonly path: string; readonly text: string }): string[] {
  const found = text.matchAll(/ from '([^'\n]+)';$|^import '([^'\n]+)';$|\bimport\('([^'\n]+)'\)/gm);
  return [...found].map(([, named, bare, lazy]) => {
    const from = named ?? bare ?? lazy ?? '';
    return from.startsWith('.') ? partOf(posix.join(posix.dirname(path), from)) : from;
  });
}

it.each(files.filter(({ path }) => path !== 'index.ts'))('$path imports what its part may', (file) => {
  const may = [file.part, ...(allowed[file.part] ?? [])];
  const isOurs = (from: string) => parts.has(from) || file.part === 'core';
  expect(importsOf(file).filter((from) => isOurs(from) && !may.includes(from))).toEqual([]);
});

it('the core takes pure functions only from Node', () => {
  const texts = files.filter(({ part }) => part === 'core').map(({ text }) => text);
  const taken = texts.flatMap((text) =>
    [...text.matchAll(/^import \{([^}]*)\} from 'node:/gm)].map(([, names = '']) => names),
  );
  const names = taken.flatMap((list) => list.split(',').map((name) => name.trim()));
  expect([...new Set(names)].sort()).toEqual(['createHash', 'domainToASCII', 'domainToUnicode']);
});

it('commands take types only from the core', () => {
  const texts = files.filter(({ part }) => part === 'commands').map(({ text }) => text);
  expect(texts.filter((text) => /^import (?!type )[^;]*'\.\.\/core\//m.test(text))).toEqual([]);
});

it('nothing is exported again but by index.ts, and nothing wholesale', () => {
  const again = /^export (?:type )?(?:\*|\{[^}]*\} from)/m;
  expect(files.filter(({ path, text }) => path !== 'index.ts' && again.test(text)).map(({ path }) => path)).toEqual([]);
  expect(files.filter(({ text }) => /^export (?:type )?\*/m.test(text)).map(({ path }) => path)).toEqual([]);
});

it('every part of src is known here', () => {
  const known = new Set([...Object.keys(allowed), 'index.ts', 'version.ts', 'generated']);
  expect([...parts].filter((part) => !known.has(part))).toEqual([]);
});
