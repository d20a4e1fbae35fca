import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/core/claim.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { readHosts } from '../../src/sources/hosts/read-hosts.ts';
import { readDynamicFile } from '../../src/sources/traefik/read-dynamic-file.ts';
import { page } from './markdown.ts';

/** One row of a page's table of examples. */
interface Example {
  readonly text: string;
  readonly records: readonly string[];
  readonly findings: readonly string[];
}

/** Texts between back-ticks, one or two. */
function codesOf(cell: string): string[] {
  return [...cell.matchAll(/(`+)(.+?)\1(?!`)/g)].map(([, , code = '']) => code);
}

/** The rows below the head `| <first> | records | finding |`. */
function examplesOf(path: string, first: string): Example[] {
  const lines = page(path).text.split('\n');
  const start = lines.indexOf(`| ${first} | records | finding |`) + 2;
  const rows = lines.slice(start);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => {
      const [text = [], records = [], findings = []] = line.slice(1, -1).split('|').map(codesOf);
      return { text: text[0] ?? '', records, findings };
    });
}

const shown = (claims: readonly Claim[]) => claims.map(({ name, type, value }) => `${name} ${type} ${value}`);
const codes = (diagnostics: readonly Diagnostic[]) => [...new Set(diagnostics.map(({ code }) => code))];

describe('docs/sources/hosts.md', () => {
  const examples = examplesOf('docs/sources/hosts.md', 'line');

  test('has examples', () => expect(examples.length).toBeGreaterThan(5));

  test.each(examples)('$text', ({ text, records, findings }) => {
    const file = readHosts(text, 'hosts.d/lan', { source: 'static' });
    expect({ records: shown(file.claims), findings: codes(file.diagnostics) }).toEqual({ records, findings });
  });
});

describe('docs/sources/traefik.md', () => {
  const examples = examplesOf('docs/sources/traefik.md', 'text');

  test('has examples', () => expect(examples.length).toBeGreaterThan(5));

  test.each(examples)('$text', ({ text, records, findings }) => {
    const file = readDynamicFile(text, 'dynamic/app.yml', {
      source: 'externals',
      addresses: [{ type: 'A', value: '192.168.1.20' }],
      environment: { DOMAIN: 'home.example.com' },
    });
    expect({ records: shown(file.claims), findings: codes(file.diagnostics) }).toEqual({ records, findings });
  });
});
