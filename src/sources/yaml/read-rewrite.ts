import type { ClaimMatch, ClaimPatch, Rewrite } from '../../core/claim.ts';
import { compileGlob, type Matcher } from '../../core/glob.ts';
import { readName, shown } from '../../core/name.ts';
import { compileNamePattern } from '../../files/name-pattern.ts';
import { type CompiledRegex, compileRegex, isRegex } from '../../files/regex.ts';
import type { DataPath } from '../../files/schema-messages.ts';
import { listOf, type RawMatch, type RawPatch, type RawSet } from './raw-overrides.ts';
import { readProviders, readWrittenTtl } from './read-record.ts';
import { readType } from './record-type.ts';
import { readValues } from './record-values.ts';
import type { OverridesReport } from './report.ts';

/** Reads an entry of `ignore:`; null when it is wrong, which is reported. */
export async function readIgnore(raw: RawMatch, index: number, report: OverridesReport): Promise<Rewrite | null> {
  const path: DataPath = ['ignore', index];
  const match = await readMatch(raw, path, 'this ignore', report);
  return match === null ? null : rewriteOf('ignore', index, raw, match, report);
}

/** Reads an entry of `patch:`; null when it is wrong, which is reported. */
export async function readPatch(
  raw: Partial<RawPatch>,
  index: number,
  report: OverridesReport,
): Promise<Rewrite | null> {
  const path: DataPath = ['patch', index];
  if (raw.match === undefined || raw.set === undefined) return null;
  const match = await readMatch(raw.match, [...path, 'match'], '"match"', report);
  const set = readSet(raw.set, [...path, 'set'], report);
  return match === null || set === null ? null : { ...rewriteOf('patch', index, raw.match, match, report), set };
}

function rewriteOf(
  kind: 'ignore' | 'patch',
  index: number,
  raw: RawMatch,
  match: ClaimMatch,
  report: OverridesReport,
): Rewrite {
  return {
    origin: `${report.file}#${kind}/${index + 1}`,
    at: report.placeAt([kind, index]),
    matchText: raw.name ?? '',
    match,
  };
}

/** Whether a glob or `/regex/` of a value fits. */
async function compileValuePattern(pattern: string): Promise<CompiledRegex> {
  return isRegex(pattern) ? await compileRegex(pattern) : { ok: true, matches: compileGlob(pattern, true) };
}

async function readMatch(
  raw: RawMatch,
  path: DataPath,
  what: string,
  report: OverridesReport,
): Promise<ClaimMatch | null> {
  const { type, source, origin, provider, grammar } = raw;
  const known = { name: raw.name, type, source, origin, value: raw.value, provider, grammar };
  const empty = Object.entries(known).find(
    ([, one]) => one !== undefined && listOf(one).some((text) => text.trim() === ''),
  );
  if (empty !== undefined || Object.keys(raw).length === 0) {
    const at = empty === undefined ? path : [...path, empty[0]];
    const message = empty === undefined ? `${what} is empty` : `"${empty[0]}" is empty and matches nothing`;
    report.add({ code: 'OVERRIDE_EMPTY', message, hint: 'say which claims are meant; name: "/./" are all' }, at);
    return null;
  }
  const name = await readPattern(raw.name, compileNamePattern, [...path, 'name'], report);
  const value = await readPattern(raw.value, compileValuePattern, [...path, 'value'], report);
  if (name === null || value === null) return null;
  return {
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { types: listOf(type).map((one) => one.trim().toUpperCase()) }),
    ...(source === undefined ? {} : { source: anyOf(listOf(source)) }),
    ...(origin === undefined ? {} : { origin: compileGlob(origin, true) }),
    ...(value === undefined ? {} : { value }),
    ...(provider === undefined ? {} : { provider }),
    ...(grammar === undefined ? {} : { grammars: listOf(grammar) }),
  };
}

function anyOf(globs: readonly string[]): Matcher {
  const matchers = globs.map((glob) => compileGlob(glob, true));
  return (text) => matchers.some((matches) => matches(text));
}

/** Undefined: nothing is said. Null: wrong, and reported. */
async function readPattern(
  pattern: string | undefined,
  compile: (pattern: string) => Promise<CompiledRegex>,
  path: DataPath,
  report: OverridesReport,
): Promise<Matcher | undefined | null> {
  if (pattern === undefined) return undefined;
  const compiled = await compile(pattern);
  if (compiled.ok) return compiled.matches;
  report.add(
    {
      code: 'PATTERN_INVALID',
      message: `${shown(pattern)} is no regular expression: ${compiled.message}`,
      hint: 'RE2 syntax: no look-around and no back-references, which can take more than linear time',
    },
    path,
  );
  return null;
}

function readSet(raw: RawSet, path: DataPath, report: OverridesReport): ClaimPatch | null {
  if (Object.keys(raw).length === 0) {
    report.add(
      { code: 'OVERRIDE_EMPTY', message: '"set" is empty', hint: 'say what to change, or remove the patch' },
      path,
    );
    return null;
  }
  const before = report.diagnostics.length;
  const name = raw.name === undefined ? undefined : readFixedName(raw.name, [...path, 'name'], report);
  const type = raw.type === undefined ? undefined : readType(raw.type);
  if (type?.ok === false) report.add(type.finding, [...path, 'type']);
  const values = type?.ok === false ? undefined : readNewValues(raw, path, report);
  const providers =
    raw.provider === undefined ? undefined : readProviders(raw.provider, [...path, 'provider'], report).known;
  if (report.diagnostics.length > before) return null;
  const { force, priority, adopt, policy, attributes } = raw;
  const ttl = readWrittenTtl(raw.ttl);
  return {
    ...(name === undefined ? {} : { name }),
    ...(type?.ok === true ? { type: type.type } : {}),
    ...(values === undefined ? {} : { values }),
    ...(ttl === undefined ? {} : { ttl }),
    ...(providers === undefined ? {} : { providers }),
    ...(force === undefined ? {} : { force }),
    ...(priority === undefined ? {} : { priority }),
    ...(adopt === undefined ? {} : { adopt }),
    ...(policy === undefined ? {} : { policy }),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

function readFixedName(text: string, path: DataPath, report: OverridesReport): string | undefined {
  const read = readName(text);
  if (read.ok) return read.name;
  const { rule, message, hint } = read;
  report.add({ code: rule, message, ...(hint === undefined ? {} : { hint }) }, path);
  return undefined;
}

/**
 * New values. With a type, or as addresses, they are judged here; else only together with the claim that gets them, whose
 * type they may take.
 */
function readNewValues(raw: RawSet, path: DataPath, report: OverridesReport): readonly string[] | undefined {
  const { type, value, values, address } = raw;
  const said = [value, values, address].filter((one) => one !== undefined).length;
  if (said === 0) return undefined;
  if (said > 1 || type !== undefined || address !== undefined || values?.length === 0) {
    return readValues(raw, path, report).values.map((one) => one.value);
  }
  return [...(value === undefined ? [] : [value]), ...(values ?? [])];
}
