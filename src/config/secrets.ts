import { resolve } from 'node:path';
import { DnsSyncError } from '../errors.ts';
import { readTextFile } from '../files/read-file.ts';

/** Where `${…}` is looked up. */
export interface Fillings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the configuration's folder, from which `${file:PATH}` starts. */
  readonly root: string;
  /** Gets what was filled in, with what stood there, so that it can be kept out of every output. */
  readonly filled: Map<string, string>;
}

const placeholder = /\$\{(env|file):([^}]*)\}/g;
/** Largest file that `${file:…}` may name, bytes. */
const maxSecret = 1 << 20;

/** Whether a text holds `${env:…}` or `${file:…}`, so that it cannot be judged before it is filled in. */
export function hasPlaceholder(text: string): boolean {
  return text.search(placeholder) >= 0;
}

/** A text with every `${env:…}` and `${file:…}` taken out. */
export function withoutPlaceholders(text: string): string {
  return text.replaceAll(placeholder, '');
}

/**
 * A copy of a source's or provider's settings with every `${env:NAME}` and `${file:PATH}` in its texts filled in: as text,
 * never as anything else, and not looked at again. A file gives its text without the last line end. Throws
 * `SECRET_MISSING`, which names what is missing and never what was found.
 */
export async function fillIn<T>(value: T, fillings: Fillings): Promise<T> {
  return (await fillAny(value, fillings)) as T;
}

async function fillAny(value: unknown, fillings: Fillings): Promise<unknown> {
  if (typeof value === 'string') return await fillText(value, fillings);
  if (Array.isArray(value)) return await Promise.all(value.map(async (item) => await fillAny(item, fillings)));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(async ([key, member]) => [key, await fillAny(member, fillings)] as const);
  return Object.fromEntries(await Promise.all(members));
}

async function fillText(text: string, fillings: Fillings): Promise<string> {
  if (!hasPlaceholder(text)) return text;
  let filled = '';
  let done = 0;
  for (const match of text.matchAll(placeholder)) {
    const [whole, kind, name = ''] = match;
    const value = kind === 'env' ? variable(name, fillings) : await secretFile(name, fillings);
    fillings.filled.set(value, whole);
    filled += text.slice(done, match.index) + value;
    done = match.index + whole.length;
  }
  return filled + text.slice(done);
}

function variable(name: string, { environment }: Fillings): string {
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  if (value !== undefined) return value;
  throw new DnsSyncError('SECRET_MISSING', `the configuration names \${env:${name}}, and the variable is not set`, {
    hint: `set the environment variable ${name}`,
  });
}

async function secretFile(path: string, { root }: Fillings): Promise<string> {
  const read = await readTextFile(resolve(root, path), path, maxSecret);
  if (read.ok) return read.text.replace(/\r?\n$/, '');
  throw new DnsSyncError('SECRET_MISSING', `the configuration names \${file:${path}}: ${read.message}`, {
    hint: read.hint,
  });
}
