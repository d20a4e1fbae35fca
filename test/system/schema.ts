import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { type ErrorCode, errorTable } from '../../src/errors.ts';
import type { Outcome } from './cli.ts';

const schemas = join(import.meta.dirname, '..', '..', 'schemas');

function load(name: string): object {
  const schema: unknown = JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new Error(`${name} is no schema`);
  return schema;
}

/** An error of any command (DESIGN.md §4). */
const errorSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      additionalProperties: false,
      required: ['code', 'message', 'hint', 'exit'],
      properties: {
        code: { enum: Object.keys(errorTable) },
        message: { type: 'string', minLength: 1 },
        hint: { type: 'string', minLength: 1 },
        exit: { type: 'integer', minimum: 1, maximum: 9 },
        details: { type: 'object' },
      },
    },
  },
};

const ajv = new Ajv2020({ allErrors: true, strict: false });
const validators = {
  lockfile: ajv.compile(load('lockfile')),
  plan: ajv.compile(load('plan')),
  diagnostics: ajv.compile(load('diagnostics')),
  error: ajv.compile(errorSchema),
};

/** Expects a JSON text to fit one of our schemas. */
export function expectFits(name: keyof typeof validators, text: string): void {
  const validate = validators[name];
  validate(JSON.parse(text));
  expect(validate.errors ?? []).toEqual([]);
}

/** Expects a run with `--json` to have ended with this error, and with the exit code that belongs to it. */
export function expectError({ exit, stdout }: Outcome, code: ErrorCode): void {
  expectFits('error', stdout);
  const { error } = JSON.parse(stdout) as { error: { code: string; exit: number } };
  expect({ code: error.code, exit }).toEqual({ code, exit: errorTable[code].exit });
  expect(error.exit).toBe(exit);
}
