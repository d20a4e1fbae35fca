import type { AppliedValue, Memory, RememberedClaim } from '../core/memory.ts';
import { shown as shownText } from '../core/name.ts';
import { nearest } from '../core/nearest.ts';
import { isTtl } from '../core/ttl.ts';
import { DnsSyncError } from '../errors.ts';
import { lineIndex } from '../files/line-index.ts';
import { type BrokenFile, problemsError, syntaxError } from './broken-file.ts';
import {
  appliedFields,
  isObject,
  lineChecker,
  lockfileSnapshotFields,
  type Problem,
  unknownKey,
} from './line-fields.ts';
import { fromAppliedLine, fromSnapshotLine, lockfileVersion } from './lockfile-line.ts';

type Members = Readonly<Record<string, unknown>>;

/** The values written to each provider, as far as they are read. */
type Written = ReadonlyMap<string, WrittenValues>;
interface WrittenValues {
  readonly values: AppliedValue[];
  /** Keys of those that stand in `applied` itself. */
  readonly listed: Set<string>;
}

interface Fault {
  readonly message: string;
  readonly hint: string;
}

const memberNames = ['formatVersion', 'lineage', 'serial', 'defaultTtl', 'snapshot', 'applied'];
const conflictMarker = /^(?:[<>|]{7}(?: .*)?|={7})\r?$/m;
const snapshotLines = lineChecker(lockfileSnapshotFields);
const appliedLines = lineChecker(appliedFields);
const notAnObject: Problem = { path: [], at: 'value', message: 'it must be an object' };

/**
 * Reads a lockfile's text; `shown` is its path in messages. Throws `LOCKFILE_CONFLICT` for Git's conflict markers,
 * `LOCKFILE_VERSION` for a newer format, and `LOCKFILE_INVALID` for all else, with every problem and its place.
 */
export async function decodeLockfile(text: string, shown: string): Promise<Memory> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw await notJson(text, shown, error);
  }
  if (!isObject(document)) throw await problemsError(broken(shown), text, [notAnObject]);
  const { formatVersion } = document;
  if (typeof formatVersion === 'number' && Number.isInteger(formatVersion) && formatVersion > lockfileVersion) {
    const message = `${shown} has format version ${formatVersion}; this dns-sync reads version ${lockfileVersion}`;
    throw new DnsSyncError('LOCKFILE_VERSION', message);
  }
  const problems: Problem[] = [];
  const memory = readMembers(document, problems);
  if (problems.length > 0) throw await problemsError(broken(shown), text, problems);
  return memory;
}

/** What it returns is whole only when it adds no problem. */
function readMembers(document: Members, problems: Problem[]): Memory {
  const { formatVersion, lineage, serial, defaultTtl, snapshot, applied } = document;
  const expect = (key: string, holds: boolean, message: string) => {
    if (!Object.hasOwn(document, key)) problems.push({ path: [], at: 'value', message: `"${key}" is missing` });
    else if (!holds) problems.push({ path: [key], at: 'value', message: `${key}: ${message}` });
  };
  for (const key of Object.keys(document)) {
    if (!memberNames.includes(key)) problems.push({ path: [key], at: 'key', ...unknownKey(key, memberNames) });
  }
  const isLineage = typeof lineage === 'string' && lineage !== '';
  const isDefaultTtl = typeof defaultTtl === 'number' && isTtl(defaultTtl);
  expect('formatVersion', formatVersion === lockfileVersion, `must be ${lockfileVersion}`);
  expect('lineage', isLineage, 'must be a text that is not empty');
  expect('serial', isCount(serial), 'must be a whole number from 0');
  expect('defaultTtl', isDefaultTtl, 'must be a TTL: whole seconds from 0 to 2147483647');
  expect('snapshot', Array.isArray(snapshot), 'must be a list of records');
  expect('applied', isObject(applied), 'must be an object of lists, by provider');
  const written = readWritten(isObject(applied) ? applied : {}, problems);
  return {
    lineage: isLineage ? lineage : '',
    serial: isCount(serial) ? serial : 0,
    defaultTtl: isDefaultTtl ? defaultTtl : 0,
    snapshot: readSnapshot(Array.isArray(snapshot) ? snapshot : [], isDefaultTtl ? defaultTtl : 0, written, problems),
    applied: Object.fromEntries([...written].map(([provider, { values }]) => [provider, values])),
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function readWritten(applied: Members, problems: Problem[]): Written {
  const written = new Map<string, WrittenValues>();
  for (const [provider, lines] of Object.entries(applied)) {
    const values: WrittenValues = { values: [], listed: new Set() };
    written.set(provider, values);
    const list = ['applied', provider];
    if (!Array.isArray(lines)) {
      problems.push({ path: list, at: 'value', message: 'must be a list of records' });
      continue;
    }
    for (const [index, line] of lines.entries()) {
      if (!appliedLines.isLine(line, list, index, problems)) continue;
      const value = fromAppliedLine(line);
      if (values.listed.has(recordKey(value)))
        problems.push({ path: [...list, index], at: 'value', ...twice(provider) });
      values.listed.add(recordKey(value));
      values.values.push(value);
    }
  }
  return written;
}

/** The claims; those with `applied` are added to what was written. */
function readSnapshot(
  lines: readonly unknown[],
  defaultTtl: number,
  written: Written,
  problems: Problem[],
): RememberedClaim[] {
  const claims: RememberedClaim[] = [];
  const list = ['snapshot'];
  for (const [index, line] of lines.entries()) {
    if (!snapshotLines.isLine(line, list, index, problems)) continue;
    const claim = fromSnapshotLine(line);
    claims.push(claim);
    for (const [position, provider] of (line.applied ?? []).entries()) {
      const fault = refer(claim, defaultTtl, provider, written);
      if (fault !== null) problems.push({ ...fault, path: [...list, index, 'applied', position], at: 'value' });
    }
  }
  return claims;
}

/** Adds what a claim with `applied` stands for; says why it cannot. */
function refer(claim: RememberedClaim, defaultTtl: number, provider: string, written: Written): Fault | null {
  const found = written.get(provider);
  if (found === undefined) return unknownProvider(provider, written);
  const { values, listed } = found;
  const last = values.at(-1);
  const isLast = last?.name === claim.name && last.type === claim.type && last.value === claim.value;
  if (isLast || (listed.size > 0 && listed.has(recordKey(claim)))) return twice(provider);
  values.push(asWritten(claim, defaultTtl));
  return null;
}

/** A claim as the value that was written for it. */
function asWritten(claim: RememberedClaim, defaultTtl: number): AppliedValue {
  const { name, type, value, ttl = defaultTtl, created, force = false, attributes, source } = claim;
  const written = { name, type, value, ttl, created, force, sources: [source] };
  return attributes === undefined ? written : { ...written, attributes };
}

function recordKey({ name, type, value }: Pick<AppliedValue, 'name' | 'type' | 'value'>): string {
  return `${name}\0${type}\0${value}`;
}

function twice(provider: string): Fault {
  return {
    message: `the same value was written to "${shownText(provider)}" twice`,
    hint: 'keep the later of the two lines; a merge left both',
  };
}

function unknownProvider(provider: string, written: Written): Fault {
  const near = nearest(provider, written.keys());
  return {
    message: `applied: "${shownText(provider)}" is no member of "applied" at the end of the file`,
    hint: near === undefined ? `add ${JSON.stringify(provider)}: [] there` : `did you mean "${near}"?`,
  };
}

/** How to go on from a lockfile that cannot be read. */
function broken(shown: string): BrokenFile {
  return {
    code: 'LOCKFILE_INVALID',
    what: 'the lockfile',
    shown,
    hint: `restore it from Git: git checkout -- ${shown}; or remove it: dns-sync then remembers nothing, and deletes need --allow-unremembered`,
  };
}

async function notJson(text: string, shown: string, cause: unknown): Promise<DnsSyncError> {
  const marker = conflictMarker.exec(text);
  if (marker === null) return syntaxError(broken(shown), text, cause);
  const place = lineIndex(text)(marker.index);
  const message = "the lockfile has Git's conflict markers: a merge was not settled";
  return new DnsSyncError('LOCKFILE_CONFLICT', `${shown}:${place.line}:1: ${message}`, {
    diagnostics: [{ code: 'LOCKFILE_CONFLICT', severity: 'error', message, file: shown, ...place }],
    cause,
  });
}
