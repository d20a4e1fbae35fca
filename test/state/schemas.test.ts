import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { guardNames, heldReasons } from '../../src/core/plan.ts';
import { appliedFields, lockfileSnapshotFields, snapshotFields } from '../../src/state/line-fields.ts';

function readSchema(name: string) {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
}

const lockfile = readSchema('lockfile');
const plan = readSchema('plan');
const diagnostics = readSchema('diagnostics');

describe('the schemas', () => {
  it.each([
    { line: 'a claim in a lockfile', schema: lockfile.$defs.snapshotLine, fields: lockfileSnapshotFields },
    { line: 'a claim in a plan file', schema: plan.$defs.snapshotLine, fields: snapshotFields },
    { line: 'a written value in a lockfile', schema: lockfile.$defs.appliedLine, fields: appliedFields },
  ])('have the members of $line that the reader has', ({ schema, fields }) => {
    const required = Object.entries(fields).flatMap(([key, field]) => (field.required ? [key] : []));
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(fields).sort());
    expect(schema.required.toSorted()).toEqual(required.sort());
  });

  it('describe what they share alike', () => {
    // A plan does not know yet when newcomers will have been created; only a lockfile says what was applied.
    const { applied: _applied, created: _settled, ...claim } = lockfile.$defs.snapshotLine.properties;
    const { created: _created, ...planned } = plan.$defs.snapshotLine.properties;
    expect(planned).toEqual(claim);
    expect(plan.$defs.diagnostic).toEqual(diagnostics.$defs.diagnostic);
  });

  it('list the reasons and guards there are', () => {
    expect(plan.$defs.held.properties.reason.enum).toEqual(heldReasons);
    expect(plan.$defs.guard.properties.guard.enum).toEqual(guardNames);
  });

  it('take what check --json prints', () => {
    const isFine = new Ajv2020({ allowUnionTypes: true }).compile(diagnostics);
    const finding = {
      code: 'UNKNOWN_KEY',
      severity: 'error',
      message: 'unknown key',
      file: 'a.yaml',
      line: 1,
      column: 1,
    };
    const summary = { error: 1, warning: 0 };
    expect(isFine({ diagnostics: [finding], summary })).toBe(true);
    expect(isFine({ diagnostics: [{ ...finding, line: 0 }], summary })).toBe(false);
    expect(isFine({ diagnostics: [finding], summary: { error: 1 } })).toBe(false);
  });
});
