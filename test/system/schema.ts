import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { type ErrorCode, errorTable } from '../../src/errors.ts';
import type { Outcome } from './cli.ts';

const schemas = join(import.meta.dirname, '..', '..', 'schemas');

/** The schemas of what commands print and write, by name. */
const names = [
  'apply',
  'diagnostics',
  'error',
  'history',
  'import',
  'init',
  'lockfile',
  'plan',
  'recover',
  'snapshot',
] as const;
export type SchemaName = (typeof names)[number];

/** The text of a schema, parsed. */
export function readSchema(name: SchemaName): Record<string, unknown> {
  return JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8'));
}

// By their file names, as they refer to one another.
const ajv = new Ajv2020({ allErrors: true, strict: false });
for (const name of names) ajv.addSchema(readSchema(name), `${name}.schema.json`);

/** What a schema finds wrong with a value. */
export function misfits(name: SchemaName, value: unknown): readonly object[] {
  const validate = ajv.getSchema(`${name}.schema.json`);
  if (validate === undefined) throw new Error(`there is no schema ${name}`);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** Expects a JSON text to fit one of our schemas. */
export function expectFits(name: SchemaName, text: string): void {
  expect(misfits(name, JSON.parse(text))).toEqual([]);
}

/** Expects a run with `--json` to have ended with this error, and with the exit code that belongs to it. */
export function expectError({ exit, stdout }: Outcome, code: ErrorCode): void {
  expectFits('error', stdout);
  const { error } = JSON.parse(stdout) as { error: { code: string; exit: number } };
  expect({ code: error.code, exit }).toEqual({ code, exit: errorTable[code].exit });
  expect(error.exit).toBe(exit);
}
