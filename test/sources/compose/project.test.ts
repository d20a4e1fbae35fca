// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseComposeFile } from '../../../src/sources/compose/compose-file.ts';
import { readProject } from '../../../src/sources/compose/project.ts';
import type { ProjectReading } from '../../../src/sources/compose/project-reading.ts';
import { labelRules } from '../../../src/sources/labels/table.ts';

/** Reads a project of these texts; null when one of them is no compose file. */
function read(...texts: string[]): ProjectReading | null {
  const files = texts.flatMap((text, index) => {
    const parsed = parseComposeFile(text, `${index}.yaml`);
    return parsed.ok ? [parsed.file] : [];
  });
  const [first, ...rest] = files;
  if (first === undefined || files.length < texts.length) return null;
  const settings = {
    source: 's',
    addressing: 'host' as const,
    host: { ipv4: '10.0.0.1' },
    providers: [],
    requireEnable: false,
  };
  return readProject([first, ...rest], '/project', () => undefined, labelRules({}), settings);
}

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

describe('readProject', () => {
  it('never throws, whatever stands where', () => {
    const word = fc.constantFrom(
      'services',
      'labels',
      'deploy',
      'networks',
      'profiles',
      'scale',
      'extends',
      'a',
      'dns.host',
      '<<',
      'include',
    );
    const scalar = fc.constantFrom(
      'a.example.com',
      '0',
      '~',
      '""',
      '${X}',
      '${',
      '!reset null',
      '!override x',
      'true',
      '1_0',
      'dns.host=a.example.com',
      '*x',
    );
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('node'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
        fc
          .uniqueArray(fc.tuple(word, tie('node')), { maxLength: 4, selector: ([key]) => key })
          .map((entries) => `{${entries.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
      ),
    }));
    fc.assert(
      fc.property(node, node, (first, second) => {
        const services = `x: &x {dns.host: x.example.com}\nservices: {a: {labels: ${first}}, b: ${second}}\n`;
        const reading = read(services, `x: &x {}\nservices: ${second}\n`);
        for (const claim of reading?.claims ?? []) expect(claim.origins[0]).toMatch(/^0\.yaml#\S+ label /);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['service: { a: { labels: { dns.host: a.example.com } } }', ['1:1 "service" is no key of a compose file']],
    ['service: {}\nservices: {}', []],
    ['networks: { a: {} }\nx-service: {}', []],
  ])('tells a misspelt `services`: %j', (text, says) => {
    const { diagnostics = [], missing = [] } = read(text) ?? {};
    expect(diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(says);
    expect(missing).toHaveLength(says.length);
  });

  it('follows merge keys however deep they are chained', () => {
    const chain = `x0: &x0 {dns.host: deep.example.com}\n${lines(2000, (index) => `x${index + 1}: &x${index + 1}\n  <<: *x${index}\n`)}`;
    expect(read(`${chain}services: {a: {labels: *x2000}}\n`)?.claims).toMatchObject([{ name: 'deep.example.com' }]);
  });

  it.each([
    [
      'a service for each line',
      `services:\n${lines(15_000, (index) => `  s${index}: {labels: {dns.host: a${index}.example.com}}\n`)}`,
      15_000,
    ],
    [
      'a label for each line',
      `services:\n  a:\n    labels:\n${lines(15_000, (index) => `      dns.records.r${index}.name: a${index}.example.com\n`)}`,
      15_000,
    ],
  ])('reads a file with %s', (_, text, count) => {
    expect(read(text)?.claims).toHaveLength(count);
  });

  it('stops at labels that merge keys multiply beyond any real project', () => {
    const common = `x: &x {${lines(2000, (index) => `l${index}: x, `)}}\n`;
    const reading = read(
      `${common}services:\n${lines(1000, (index) => `  s${index}: {labels: {<<: *x, dns.host: a${index}.example.com}}\n`)}`,
    );
    expect(reading?.claims.length).toBeLessThan(150);
    expect(reading).toMatchObject({ diagnostics: [{ code: 'FILE_INVALID' }], missing: [{ what: '0.yaml' }] });
  });
});
