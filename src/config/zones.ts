import { isWithin, readName, shown } from '../core/name.ts';
import type { ZonePattern } from '../core/provider-model.ts';
import { DnsSyncError } from '../errors.ts';
import { compileRegex, isRegex } from '../files/regex.ts';
import { hasPlaceholder } from './secrets.ts';

/** An entry of `zones:` or `except:`, taken apart. */
export interface ZoneEntry {
  /** `zone`: the name and all below it; `below`: only what is below; `open`: not known before `${…}` is filled in. */
  readonly kind: 'zone' | 'below' | 'regex' | 'open';
  readonly exclude: boolean;
  /** The canonical name, or the pattern as written. */
  readonly body: string;
  /** The whole entry in canonical spelling. */
  readonly text: string;
}

/** An entry, or what is wrong with it. */
export type ReadZone =
  | ({ readonly ok: true } & ZoneEntry)
  | { readonly ok: false; readonly message: string; readonly hint?: string; readonly code?: 'PATTERN_INVALID' };

/** Reads `example.com`, `*.example.com`, `/regex/`, each also after `!` (semantics 1). */
export async function readZone(written: string): Promise<ReadZone> {
  const exclude = written.trimStart().startsWith('!');
  const text = exclude ? written.trimStart().slice(1).trim() : written.trim();
  const entry = (kind: ZoneEntry['kind'], body: string, canonical: string): ReadZone => {
    return { ok: true, kind, exclude, body, text: exclude ? `!${canonical}` : canonical };
  };
  if (hasPlaceholder(text)) return entry('open', text, text);
  if (isRegex(text)) {
    const compiled = await compileRegex(text);
    if (compiled.ok) return entry('regex', text, text);
    return {
      ok: false,
      code: 'PATTERN_INVALID',
      message: `${shown(text)} is no regular expression: ${compiled.message}`,
      hint: 'RE2 syntax: brackets in pairs, no look-around, no back-references; or a name: *.example.com',
    };
  }
  const below = text.startsWith('*.');
  const read = readName(below ? text.slice(2) : text);
  if (!read.ok) return { ok: false, message: read.message, ...(read.hint === undefined ? {} : { hint: read.hint }) };
  if (read.name.includes('*')) {
    return {
      ok: false,
      message: `"${shown(text)}" has a "*" inside`,
      hint: 'a "*" stands only at the beginning: *.example.com; or write a /regex/',
    };
  }
  return entry(below ? 'below' : 'zone', read.name, below ? `*.${read.name}` : read.name);
}

/**
 * Compiles `zones:` or `except:`. An entry that still holds `${…}` fits no name: fill it in before, except in `check`,
 * which never does. Throws `CONFIG_INVALID` when what was filled in is no zone, without its text.
 */
export async function compileZones(zones: readonly string[]): Promise<ZonePattern[]> {
  return await Promise.all(zones.map(compileZone));
}

async function compileZone(written: string, index: number): Promise<ZonePattern> {
  const read = await readZone(written);
  if (!read.ok) {
    throw new DnsSyncError('CONFIG_INVALID', `entry ${index + 1} of "zones" is no zone pattern`, {
      hint: 'example.com, *.example.com or /regex/; look at the variable or file that it is filled in from',
    });
  }
  const { kind, exclude, body, text } = read;
  const pattern = { text, exclude, specificity: kind === 'zone' || kind === 'below' ? body.length : 0 };
  if (kind === 'regex') {
    const compiled = await compileRegex(body);
    return { ...pattern, matches: compiled.ok ? compiled.matches : () => false };
  }
  if (kind === 'open') return { ...pattern, matches: () => false };
  if (kind === 'below') return { ...pattern, below: body, matches: (name) => name !== body && isWithin(name, body) };
  return { ...pattern, ...(exclude ? {} : { apex: body }), matches: (name) => isWithin(name, body) };
}
