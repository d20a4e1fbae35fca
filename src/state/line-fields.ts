import { readName, shown } from '../core/name.ts';
import { nearest } from '../core/nearest.ts';
import { recordTypeOf } from '../core/record-types.ts';
import { isTtl } from '../core/ttl.ts';
import type { AppliedLine, LockfileSnapshotLine, SnapshotLine } from './lockfile-line.ts';

/** Where in a JSON document: member names and indexes from the root. */
export type JsonPath = readonly (string | number)[];

/** What is wrong at one place of a JSON document. */
export interface Problem {
  readonly path: JsonPath;
  /** Whether it is about the member's name or its value. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

/** Finding nothing wrong is undefined; otherwise what the value must be, or is, with what to do. */
type Fault = { readonly message: string; readonly hint?: string } | undefined;
type Check = (value: unknown) => Fault;

interface Field {
  readonly required: boolean;
  readonly check: Check;
}

/** The members of a kind of line. */
export type Fields<Line> = { readonly [Key in keyof Line]-?: Field };

const required = (check: Check): Field => ({ required: true, check });
const optional = (check: Check): Field => ({ required: false, check });

function must(what: string, holds: (value: unknown) => boolean): Check {
  const fault = { message: `must be ${what}` };
  return (value) => (holds(value) ? undefined : fault);
}

/** Whether it is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown) => typeof value === 'string';
const isWord = (value: unknown) => typeof value === 'string' && value !== '';
const isWords = (value: unknown) => Array.isArray(value) && value.every(isWord);
const isScalar = (value: unknown) => isText(value) || typeof value === 'number' || typeof value === 'boolean';

const text = must('a text', isText);
const word = must('a text that is not empty', isWord);
const words = must('a list of texts that are not empty', isWords);
const someWords = must('a list of at least one text', (value) => isWords(value) && sizeOf(value) > 0);
const flag = must('true or false', (value) => typeof value === 'boolean');
const integer = must('a whole number', Number.isSafeInteger);
const ttl = must('a TTL: whole seconds from 0 to 2147483647', (value) => typeof value === 'number' && isTtl(value));
const attributes = must(
  'an object of texts, numbers, true and false',
  (value) => isObject(value) && Object.values(value).every(isScalar),
);
const container = must(
  'an object of the texts "id" and "name"',
  (value) => isObject(value) && isText(value.id) && isText(value.name) && sizeOf(Object.keys(value)) === 2,
);

function sizeOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

function oneOf(...allowed: readonly string[]): Check {
  return (value) => {
    if (typeof value === 'string' && allowed.includes(value)) return undefined;
    const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
    const message = `must be one of ${allowed.join(', ')}`;
    return near === undefined ? { message } : { message, hint: `did you mean ${near}?` };
  };
}

const timePattern = /^\d{4}-(?:0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const timeFault = { message: 'must be a time in whole seconds, UTC', hint: 'write it like 2026-11-20T12:00:00Z' };

function time(value: unknown): Fault {
  const match = typeof value === 'string' ? timePattern.exec(value) : null;
  if (match === null) return timeFault;
  const day = Number(match[1]);
  return day <= 28 || new Date(Date.parse(match[0])).getUTCDate() === day ? undefined : timeFault;
}

function name(value: unknown): Fault {
  if (typeof value !== 'string') return { message: 'must be a name' };
  const read = readName(value);
  if (!read.ok) return { message: read.message, ...(read.hint !== undefined && { hint: read.hint }) };
  if (read.name === value) return undefined;
  return { message: `"${shown(value)}" is not in canonical form`, hint: `write "${read.name}"` };
}

const type = must(
  'a record type in capitals',
  (value) => typeof value === 'string' && /^[A-Z][A-Z0-9-]{0,31}$/.test(value),
);

/** Members of a snapshot line, in a plan file. */
export const snapshotFields: Fields<SnapshotLine> = {
  name: required(name),
  type: required(type),
  value: required(text),
  ttl: optional(ttl),
  source: required(word),
  class: optional(oneOf('override', 'hosts', 'label')),
  grammar: optional(word),
  origins: required(someWords),
  created: required(time),
  container: optional(container),
  providers: optional(words),
  force: optional(flag),
  priority: optional(integer),
  adopt: optional(flag),
  policy: optional(oneOf('sync', 'upsert-only', 'create-only')),
  attributes: optional(attributes),
  add: optional(flag),
  takeover: optional(oneOf('evict', 'never')),
  share: optional(flag),
  allow: optional(words),
  comment: optional(text),
  standing: optional(flag),
  rewritten: optional(flag),
};

/** Members of a snapshot line, in a lockfile. */
export const lockfileSnapshotFields: Fields<LockfileSnapshotLine> = { ...snapshotFields, applied: optional(words) };

/** Members of a line of `applied`. */
export const appliedFields: Fields<AppliedLine> = {
  name: required(name),
  type: required(type),
  value: required(text),
  ttl: required(ttl),
  created: required(time),
  force: optional(flag),
  attributes: optional(attributes),
  sources: required(words),
};

/** A kind of line, made ready to check many. */
export interface LineChecker<Line> {
  /** Whether item `index` of the list at `list` is such a line; what is wrong is added to `problems`. */
  isLine(value: unknown, list: JsonPath, index: number, problems: Problem[]): value is Line;
}

/** Checks lines against their table of fields, names and values being canonical included. */
export function lineChecker<Line extends { readonly type: string; readonly value: string }>(
  fields: Fields<Line>,
): LineChecker<Line> {
  const checks = new Map<string, Check>(Object.entries<Field>(fields).map(([key, field]) => [key, field.check]));
  const needed = Object.entries<Field>(fields).flatMap(([key, field]) => (field.required ? [key] : []));
  return {
    isLine(value, list, index, problems): value is Line {
      const report = (fault: Exclude<Fault, undefined>, at: 'key' | 'value', ...inside: string[]) => {
        problems.push({ ...fault, path: [...list, index, ...inside], at });
      };
      if (!isObject(value)) {
        report({ message: 'must be an object, one record' }, 'value');
        return false;
      }
      const before = problems.length;
      for (const key in value) {
        const check = checks.get(key);
        const fault = check?.(value[key]);
        if (check === undefined) report(unknownKey(key, checks.keys()), 'key', key);
        else if (fault !== undefined) report({ ...fault, message: `${key}: ${fault.message}` }, 'value', key);
      }
      for (const key of needed) {
        if (value[key] === undefined) report({ message: `"${key}" is missing` }, 'value');
      }
      if (problems.length > before) return false;
      const fault = valueFault(String(value.type), String(value.value));
      if (fault === undefined) return true;
      report({ ...fault, message: `value: ${fault.message}` }, 'value', 'value');
      return false;
    },
  };
}

/** Says that a member is not known, with the nearest that is. */
export function unknownKey(key: string, known: Iterable<string>): { readonly message: string; readonly hint?: string } {
  const message = `"${shown(key)}" is not known here`;
  const near = nearest(key, known);
  return near === undefined ? { message } : { message, hint: `did you mean "${near}"?` };
}

function valueFault(recordType: string, value: string): Fault {
  const read = recordTypeOf(recordType)?.read(value);
  if (read === undefined) return undefined;
  if (!read.ok) return { message: read.message, ...(read.hint !== undefined && { hint: read.hint }) };
  if (read.value === value) return undefined;
  return { message: `"${shown(value)}" is not in canonical form`, hint: `write ${JSON.stringify(read.value)}` };
}
