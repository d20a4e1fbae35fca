import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { schemaProblems } from '../../src/files/schema-problems.ts';
import { readYaml } from '../../src/files/yaml.ts';
import { validateOverrides } from '../../src/generated/validate-overrides.js';
import { anchorsOf, blocksOf, type Page, page, pages, proseOf, root } from './markdown.ts';

const external = /^[a-z][a-z0-9+.-]*:/i;

/** The links of a page that lead nowhere. */
function brokenLinks(from: Page): string[] {
  const links = [...proseOf(from).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return links.filter((link) => {
    if (external.test(link)) return false;
    const [path = '', anchor = ''] = link.split('#');
    if (path === '') return !anchorsOf(from).has(anchor);
    const target = normalize(join(dirname(from.path), path));
    if (!existsSync(join(root, target))) return true;
    return anchor !== '' && !anchorsOf(page(target)).has(anchor);
  });
}

/** What is wrong with a block that claims to be a configuration or an overrides file. */
async function problemsOf(text: string, place: string): Promise<string[]> {
  const yaml = readYaml(text);
  if (!yaml.ok) return yaml.problems.map(({ message }) => message);
  const { value } = yaml.document;
  if (typeof value !== 'object' || value === null) return ['it is no map'];
  if (['records', 'patch', 'ignore'].some((key) => key in value)) {
    return schemaProblems(validateOverrides, value).map(({ message }) => message);
  }
  const read = await readConfig(text, place);
  return read.ok ? [] : read.diagnostics.map(({ message }) => message);
}

describe('documentation', () => {
  test.each(pages().map((one) => [one.path, one] as const))('links of %s lead somewhere', (_path, one) => {
    expect(brokenLinks(one)).toEqual([]);
  });

  test('a broken link is found', () => {
    const text = '# A title\n[one](nowhere.md) [two](#a-title) [three](#another) [four](https://example.com)';
    expect(brokenLinks({ path: 'docs/example.md', text })).toEqual(['nowhere.md', '#another']);
  });

  const examples = pages().flatMap((one) =>
    blocksOf(one)
      .filter(({ language, text }) => language === 'yaml' && text.startsWith('version: 1'))
      .map(({ text, line }) => [`${one.path}:${line}`, text] as const),
  );

  test.each(examples)('the YAML at %s is valid', async (place, text) => {
    expect(await problemsOf(text, place)).toEqual([]);
  });

  test.each([
    ['a configuration', 'version: 1\nowner: x\nsource: []', 2],
    ['overrides', 'version: 1\nrecords:\n  - { nam: x }', 1],
  ])('a mistake in %s is found', async (_what, text, count) => {
    expect(await problemsOf(text, 'example')).toHaveLength(count);
  });
});
