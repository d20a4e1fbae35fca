import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generate, validators } from '../../scripts/generate-validators.mjs';

const root = join(import.meta.dirname, '../..');
const generated: readonly { readonly path: string; readonly text: string }[] = await generate();

interface SchemaNode {
  readonly title?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, SchemaNode | true>>;
  readonly [keyword: string]: unknown;
}

/** Keys of all maps in a schema that an editor could show no help for. */
function keysWithoutHelp(schema: SchemaNode): string[] {
  const found: string[] = [];
  const walk = (node: unknown, path: string) => {
    if (Array.isArray(node)) for (const [index, one] of node.entries()) walk(one, `${path}/${index}`);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { properties = {} } = node as SchemaNode;
    for (const [key, property] of Object.entries(properties)) {
      if (property === true || 'const' in property) continue;
      const target = property.$ref === undefined ? property : { ...resolve(schema, property.$ref), ...property };
      if (!path.endsWith('/if') && (target.title === undefined || target.description === undefined))
        found.push(`${path}/${key}`);
    }
    for (const [key, one] of Object.entries(node)) if (key !== 'examples') walk(one, `${path}/${key}`);
  };
  walk(schema, '');
  return found;
}

function resolve(schema: SchemaNode, ref: string): SchemaNode {
  const defs = schema.$defs as Readonly<Record<string, SchemaNode>>;
  return defs[ref.slice('#/$defs/'.length)] ?? {};
}

describe('the generated validators', () => {
  it('exist for every schema', () => {
    expect(generated.map(({ path }) => path).sort()).toEqual(
      Object.keys(validators)
        .flatMap((name) => [`src/generated/validate-${name}.d.ts`, `src/generated/validate-${name}.js`])
        .sort(),
    );
  });

  it.each(generated)('$path is what scripts/generate-validators.mjs makes of the schema', ({ path, text }) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  it.each(generated.filter(({ path }) => path.endsWith('.js')))('$path loads nothing else', ({ text }) => {
    expect(text).not.toMatch(/\bimport\b|\brequire\s*\((?!"ajv\/dist\/runtime\/[a-z0-9]+"\)\.default')/);
  });

  it.each(['config', 'overrides'])('the %s schema has a title and a description for every key', (name) => {
    const schema = JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8')) as SchemaNode;
    expect(keysWithoutHelp(schema)).toEqual([]);
  });
});
