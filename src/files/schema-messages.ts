import { shown } from '../core/name.ts';
import { nearest } from '../core/nearest.ts';

/** What a generated validator reports for one broken keyword (ajv, `verbose`). */
export interface SchemaError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The keyword's value in the schema. */
  readonly schema?: unknown;
  readonly parentSchema?: SchemaNode | undefined;
  /** The value that was judged. */
  readonly data?: unknown;
}

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

export type DataPath = readonly (string | number)[];

/** Something wrong with a value or key, by its path in the document. */
export interface Problem {
  readonly path: DataPath;
  /** What its place is: the value (the default), or the key. */
  readonly at?: 'key' | 'value';
  /** `UNKNOWN_KEY`, `FILE_VERSION`, ...; absent: the code of the reader. */
  readonly code?: string;
  readonly message: string;
  readonly hint?: string;
}

/** How the value at a path is called in a message: `"ttl"`, `entry 2 of "files"`. */
function describePath(path: DataPath): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (typeof last === 'string') return `"${shown(last)}"`;
  return `entry ${last + 1} of ${describePath(path.slice(0, -1))}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'null',
};

/** Plain data as a reader of YAML thinks of it, never its text: it may be a secret. */
function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return `the word ${value}`;
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return typeNames[typeof value] ?? typeof value;
}

/** A value in a message. */
export function asWritten(value: unknown): string {
  return typeof value === 'string'
    ? `"${shown(value)}"`
    : typeof value === 'object' && value !== null
      ? kindOf(value)
      : String(value);
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The nearest of several words as a question, or all of them. */
export function suggest(word: string, known: readonly string[], lead = 'one of'): string {
  const near = nearest(word, known);
  return near === undefined ? `${lead} ${known.join(', ')}` : `did you mean "${near}"?`;
}

type Describe = (error: SchemaError, path: DataPath) => Problem;

/** What to say about each keyword our schemas use; the others (`if`, `allOf`) only say that one of these failed. */
export const schemaMessages: Readonly<Record<string, Describe>> = {
  additionalProperties: ({ params, parentSchema }, path) => {
    const key = String(params.additionalProperty);
    const known = Object.keys(parentSchema?.properties ?? {});
    return {
      path: [...path, key],
      at: 'key',
      code: 'UNKNOWN_KEY',
      message: `unknown key "${shown(key)}"${path.length === 0 ? '' : ` in ${describePath(path)}`}`,
      hint: suggest(key, known, 'known here:'),
    };
  },
  required: ({ params, parentSchema }, path) => {
    const key = String(params.missingProperty);
    const example = exampleOf(parentSchema?.properties?.[key]);
    return {
      path,
      message: `${describePath(path)} has no "${key}"`,
      hint: example === undefined ? `add ${key}:` : `add ${key}: ${example}`,
    };
  },
  type: ({ schema, data }, path) => {
    const wanted = (Array.isArray(schema) ? schema : [schema]).map(String);
    const names = listWords(wanted.map((one) => typeNames[one] ?? one));
    const hint = typeHint(wanted, data);
    const message =
      data === null
        ? `${describePath(path)} is empty, it must be ${names}`
        : `${describePath(path)} must be ${names}, not ${kindOf(data)}`;
    return { path, message, ...(hint === undefined ? {} : { hint }) };
  },
  enum: ({ schema, parentSchema, data }, path) => {
    const known = (Array.isArray(schema) ? schema : []).map(String);
    const hint = parentSchema?.description ?? suggest(String(data), known);
    return { path, message: `${describePath(path)} cannot be ${asWritten(data)}`, hint };
  },
  const: ({ schema, data }, path) => ({
    path,
    message: `${describePath(path)} cannot be ${asWritten(data)}`,
    hint: `write ${String(schema)}`,
  }),
  pattern: ({ parentSchema, data }, path) => ({
    path,
    message: `${describePath(path)} cannot be ${asWritten(data)}`,
    ...(parentSchema?.description === undefined ? {} : { hint: parentSchema.description }),
  }),
  minLength: (_, path) => ({
    path,
    message: `${describePath(path)} is an empty text`,
    hint: 'give it a value, or remove it',
  }),
  minItems: (_, path) => ({ path, message: `${describePath(path)} is an empty list`, hint: 'add at least one entry' }),
  minimum: ({ schema, data }, path) => ({
    path,
    message: `${describePath(path)} is ${String(data)}, less than ${String(schema)}`,
    hint: `at least ${String(schema)}`,
  }),
  maximum: ({ schema, data }, path) => ({
    path,
    message: `${describePath(path)} is ${String(data)}, more than ${String(schema)}`,
    hint: `at most ${String(schema)}`,
  }),
};

function typeHint(wanted: readonly string[], data: unknown): string | undefined {
  if (data === null) return 'give it a value, or remove the key';
  const isPlain = typeof data === 'number' || typeof data === 'boolean';
  if (wanted.includes('string') && isPlain) return 'put it in quotes';
  if (wanted.includes('boolean') && typeof data === 'string') return 'write true or false, without quotes';
  if ((wanted.includes('integer') || wanted.includes('number')) && typeof data === 'string' && /^\d+$/.test(data))
    return 'remove the quotes';
  if (wanted.includes('array') && !wanted.includes('string') && !Array.isArray(data)) {
    return typeof data === 'object' ? 'begin each entry with "- "' : 'write a list: [ … ]';
  }
  if (wanted.includes('object') && !wanted.includes('array')) {
    return Array.isArray(data) ? 'write key: value, without "- " before it' : 'write { key: value }';
  }
  return undefined;
}

/** The first example of a schema, as it would be written on one line; its only values otherwise. */
function exampleOf(schema: unknown): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const { examples, enum: values, const: value } = schema as Readonly<Record<string, unknown>>;
  if (Array.isArray(examples)) return flow(examples[0]);
  if (Array.isArray(values)) return listWords(values.map(String));
  return value === undefined ? undefined : flow(value);
}

/** Plain data as YAML in one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${key}: ${flow(one)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' && !/^[\w./-]+$/.test(value) ? `"${value}"` : String(value);
}
