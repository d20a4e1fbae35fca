import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { page, root, rowsOf } from './markdown.ts';

/** Names of all properties of a schema, wherever they stand in it. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const own = key === 'properties' && typeof value === 'object' && value !== null ? Object.keys(value) : [];
    return [...own, ...keysOf(value)];
  });
}

/** Words between back-ticks in a page's tables. */
function words(path: string): Set<string> {
  const cells = rowsOf(page(path)).flat().join('\n');
  return new Set([...cells.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word));
}

test.each([
  ['config', 'docs/configuration.md'],
  ['overrides', 'docs/overrides.md'],
])('every key of schemas/%s.schema.json stands in a table of %s', (schema, path) => {
  const keys = new Set(keysOf(JSON.parse(readFileSync(join(root, 'schemas', `${schema}.schema.json`), 'utf8'))));
  const known = words(path);
  expect(keys.size).toBeGreaterThan(10);
  expect([...keys].filter((key) => !known.has(key))).toEqual([]);
});
