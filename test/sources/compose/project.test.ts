// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectReading } from '../../../src/sources/compose/project-reading.ts';
import { readComposeFiles } from '../../support/compose-project.ts';

/** Reads a project of these texts, merged in their order. */
async function read(...texts: string[]): Promise<ProjectReading> {
  const names = texts.map((_, index) => `${index}.yaml`);
  return await readComposeFiles(
    Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ''])),
    names.slice(1),
  );
}

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

describe('readProject', () => {
  it('never throws, whatever stands where', async () => {
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
    await fc.assert(
      fc.asyncProperty(node, node, async (first, second) => {
        const services = `x: &x {dns.host: x.example.com}\nservices: {a: {labels: ${first}}, b: ${second}}\n`;
        const reading = await read(services, `x: &x {}\nservices: ${second}\n`);
        for (const claim of reading.claims) expect(claim.origins[0]).toMatch(/^0\.yaml#\S+ label /);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['service: { a: { labels: { dns.host: a.example.com } } }', ['1:1 "service" is no key of a compose file']],
    ['service: {}\nservices: {}', ['1:1 "service" is no key of a compose file']],
    ['services: {}\nIncludes: [a.yaml]', ['2:1 "Includes" is no key of a compose file']],
    ['networks: { a: {} }\nx-service: {}', []],
  ])('tells a misspelt `services` or `include`: %j', async (text, says) => {
    const { diagnostics, missing } = await read(text);
    expect(diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(says);
    expect(missing).toHaveLength(says.length);
  });

  it('follows merge keys however deep they are chained', async () => {
    const chain = `x0: &x0 {dns.host: deep.example.com}\n${lines(2000, (index) => `x${index + 1}: &x${index + 1}\n  <<: *x${index}\n`)}`;
    const { claims } = await read(`${chain}services: {a: {labels: *x2000}}\n`);
    expect(claims).toMatchObject([{ name: 'deep.example.com' }]);
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
  ])('reads a file with %s', async (_, text, count) => {
    expect((await read(text)).claims).toHaveLength(count);
  });

  it('stops at labels that merge keys multiply beyond any real project', async () => {
    const common = `x: &x {${lines(2000, (index) => `l${index}: x, `)}}\n`;
    const reading = await read(
      `${common}services:\n${lines(1000, (index) => `  s${index}: {labels: {<<: *x, dns.host: a${index}.example.com}}\n`)}`,
    );
    expect(reading.claims.length).toBeLessThan(150);
    expect(reading).toMatchObject({ diagnostics: [{ code: 'FILE_INVALID' }], missing: [{ what: '0.yaml' }] });
  });
});

const ids = ['r0', 'r1', 'r2', 'r3'];
const names = fc.constantFrom('a.example.com', 'b.example.com', 'c.example.com', 'd.example.com');
const someLabels = fc.dictionary(fc.constantFrom(...ids), names, { maxKeys: 4 });
type SomeLabels = Readonly<Record<string, string>>;

/** The labels of a service, as a map or as a list. */
const written = (labels: SomeLabels, asList: boolean) =>
  asList
    ? `[${Object.entries(labels).map(([id, name]) => `dns.records.${id}.name=${name}`)}]`
    : `{${Object.entries(labels).map(([id, name]) => `dns.records.${id}.name: ${name}`)}}`;
/** What was claimed, by the record it was claimed with. */
const byRecord = ({ claims }: ProjectReading): SomeLabels =>
  Object.fromEntries(
    claims.map(({ origins: [origin = ''], name }) => [/records\.(\w+)/.exec(origin)?.[1] ?? '', name]),
  );

describe('merging', () => {
  const three = fc.tuple(someLabels, someLabels, someLabels);
  const ways = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
  const service = (labels: SomeLabels, asList: boolean) => `services: {s: {labels: ${written(labels, asList)}}}\n`;

  it('of files is the same however they are grouped, maps and lists alike', async () => {
    await fc.assert(
      fc.asyncProperty(three, ways, async ([a, b, c], [x, y, z]) => {
        const all = byRecord(await read(service(a, x), service(b, y), service(c, z)));
        expect(all).toEqual({ ...a, ...b, ...c });
        expect(byRecord(await read(service({ ...a, ...b }, x), service(c, z)))).toEqual(all);
        expect(byRecord(await read(service(a, x), service({ ...b, ...c }, y)))).toEqual(all);
      }),
    );
  });

  it('of files, of extended and of included services comes to the same', async () => {
    await fc.assert(
      fc.asyncProperty(three, ways, async ([a, b, c], [x, y, z]) => {
        const all = { ...a, ...b, ...c };
        const one = (labels: SomeLabels, asList: boolean, more = '') => `{${more}labels: ${written(labels, asList)}}`;
        const extending = await readComposeFiles({
          'one.yaml': `services: {s: ${one(c, z, 'extends: t, ')}, t: ${one(b, y, 'extends: {file: two.yaml, service: t}, ')}}`,
          'two.yaml': `services: {t: ${one(a, x)}}`,
        });
        const origins = extending.claims.filter(({ origins: [origin = ''] }) => origin.includes('#s '));
        expect(byRecord({ ...extending, claims: origins })).toEqual(all);
        const including = await readComposeFiles({
          'one.yaml': `include: [two.yaml]\n${service(c, z)}`,
          'two.yaml': `include: [three.yaml]\n${service(b, y)}`,
          'three.yaml': service(a, x),
        });
        expect(byRecord(including)).toEqual(all);
      }),
    );
  });
});

describe('places', () => {
  it('are where the text stands, through files, extends, includes, anchors and label files', async () => {
    const labels = fc.tuple(someLabels, fc.boolean(), fc.boolean());
    await fc.assert(
      fc.asyncProperty(labels, labels, labels, labels, someLabels, async (a, b, c, d, e) => {
        const block = ([labels, asList, quoted]: typeof a, indent: string) =>
          Object.entries({ ...labels, oops: 'x' })
            .map(([id, name]) => (asList ? `dns.records.${id}.name=${name}` : `dns.records.${id}.name`))
            .map((text) => (quoted ? `"${text}"` : text))
            .map((text, index) =>
              asList ? `${indent}- ${text}` : `${indent}${text}: ${Object.values(labels)[index] ?? 'x'}`,
            )
            .join('\n');
        const files: Readonly<Record<string, string>> = {
          'one.yaml': `include:\n  - three.yaml\nservices:\n  s:\n    extends: {file: two.yaml, service: t}\n    label_file: e.labels\n    labels:\n${block(a, '      ')}\n`,
          'two.yaml': `x-labels: &x\n${block(b, '  ')}\nservices:\n  t:\n    labels: *x\n`,
          'three.yaml': `services:\n  u:\n    labels:\n${block(c, '      ')}\n`,
          'four.yaml': `services:\n  s:\n    labels:\n${block(d, '        ')}\n`,
          'e.labels': `# labels\n${Object.entries(e)
            .map(([id, name]) => `  dns.records.${id}.name = ${name}\n`)
            .join('')}`,
        };
        const reading = await readComposeFiles(files, ['four.yaml']);
        const placed = [
          ...reading.claims.map(({ origins, at }) => ({ origin: origins[0] ?? '', place: at?.() })),
          ...reading.diagnostics.map(({ origin = '', file = '', line = 0, column = 0 }) => ({
            origin,
            place: { file, line, column },
          })),
        ];
        expect(placed.length).toBeGreaterThan(0);
        for (const { origin, place } of placed) {
          const line = files[place?.file ?? '']?.split('\n')[(place?.line ?? 0) - 1] ?? '';
          const key = origin.split(' label ')[1] ?? '?';
          expect(line.slice((place?.column ?? 0) - 1)).toMatch(new RegExp(`^${key.replaceAll('.', '\\.')}`));
        }
      }),
    );
  });
});

describe('whatever brings in what', () => {
  it('comes to an end, and never throws', async () => {
    const file = fc.integer({ min: 0, max: 4 });
    const entry = fc.record({
      includes: fc.array(fc.array(file, { minLength: 1, maxLength: 2 }), { maxLength: 3 }),
      extend: fc.array(fc.option(fc.tuple(fc.option(file), fc.integer({ min: 0, max: 2 }))), {
        minLength: 3,
        maxLength: 3,
      }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 5, maxLength: 5 }), async (entries) => {
        const text = ({ includes, extend }: (typeof entries)[number]) => {
          const lines = includes.map((paths) => `  - path: [${paths.map((path) => `${path}.yaml`)}]\n`).join('');
          const services = extend.map((to, index) => {
            const where = to?.[0] == null ? '' : `file: ${to[0]}.yaml, `;
            const extended = to === null ? '' : `extends: {${where}service: s${to[1]}}, `;
            return `  s${index}: {${extended}labels: {dns.host: s${index}.example.com}}\n`;
          });
          return `${lines === '' ? '' : `include:\n${lines}`}services:\n${services.join('')}`;
        };
        const found = await readComposeFiles(
          Object.fromEntries(entries.map((one, index) => [`${index}.yaml`, text(one)])),
          ['1.yaml'],
        );
        const told = found.diagnostics.filter(({ severity }) => severity === 'error').length;
        expect(told > 0 || found.claims.length >= 3).toBe(true);
        expect(told > 0).toBe(found.missing.length > 0);
      }),
      { numRuns: 300 },
    );
  });

  const chain = (count: number) =>
    `services:\n${lines(count, (index) => `  s${index}: {extends: s${index + 1}}\n`)}  s${count}: {labels: {dns.host: end.example.com}}\n`;

  it.each<{
    case: string;
    files: (count: number) => Readonly<Record<string, string>>;
    ends: 'told' | 'read';
    services?: true;
  }>([
    {
      case: 'services that extend one another',
      files: (count) => ({ 'a.yaml': chain(count) }),
      ends: 'told',
      services: true,
    },
    {
      case: 'services that all extend one',
      files: (count) => ({
        'a.yaml': `services:\n  b: {labels: {x: y}}\n${lines(count, (index) => `  s${index}: {extends: b}\n`)}`,
      }),
      ends: 'read',
      services: true,
    },
    {
      case: 'one file included again and again',
      files: (count) => ({
        'a.yaml': `include:\n${lines(count, () => '  - b.yaml\n')}`,
        'b.yaml': 'services: {b: {labels: {dns.host: b.example.com}}}',
      }),
      ends: 'read',
    },
    {
      case: 'lists inside lists',
      files: (count) => ({ 'a.yaml': `services: {}\nx: ${'['.repeat(count)}${']'.repeat(count)}` }),
      ends: 'told',
    },
    {
      case: 'a label of many variables',
      files: (count) => ({ 'a.yaml': `services: {a: {labels: {dns.host: "${'${A:-x}'.repeat(count)}"}}}` }),
      ends: 'told',
    },
    {
      case: 'a label of variables inside variables',
      files: (count) => ({
        'a.yaml': `services: {a: {labels: {dns.host: "${'${A:-'.repeat(count)}${'}'.repeat(count)}"}}}`,
      }),
      ends: 'told',
    },
    {
      case: 'aliases',
      files: (count) => ({
        'a.yaml': `x: &x {a: b}\nservices:\n${lines(count, (index) => `  s${index}: {labels: *x}\n`)}`,
      }),
      ends: 'read',
      services: true,
    },
    {
      case: 'maps that each merge the one before',
      files: (count) => ({
        'a.yaml': `x0: &x0 {k: v}\n${lines(count, (index) => `x${index + 1}: &x${index + 1} {<<: *x${index}, k${index % 9}: v}\n`)}services: {a: {labels: *x${count}}}\n`,
      }),
      ends: 'read',
      services: true,
    },
    {
      case: 'labels of a label file',
      files: (count) => ({
        'a.yaml': 'services: {a: {label_file: [b.labels, c.labels]}}',
        'b.labels': lines(count, (index) => `l${index}=x\n`),
        'c.labels': lines(count, (index) => `m${index}=$l${index}\n`),
      }),
      ends: 'read',
    },
  ])('reads $case: thousands, as many as a file can hold', async ({ files, ends, services = false }) => {
    for (const count of [1_000, 10_000, services ? 30_000 : 100_000]) {
      const found = await readComposeFiles(files(count));
      const told = found.diagnostics.some(({ severity }) => severity === 'error') || found.missing.length > 0;
      if (count === 1_000) expect(told).toBe(ends === 'told');
    }
  });

  it('stops at projects that include one another twice each', async () => {
    const files = Array.from({ length: 40 }, (_, index) => [
      `${index}/a.yaml`,
      `include: [{path: ../${index + 1}/a.yaml, env_file: ../one.env}, {path: ../${index + 1}/a.yaml, env_file: ../two.env}]\nservices: {s${index}: {}}`,
    ]);
    const more = { '40/a.yaml': 'services: {}', 'one.env': 'A=1', 'two.env': 'A=2' };
    const found = await readComposeFiles({ 'main.yaml': 'include: [0/a.yaml]', ...Object.fromEntries(files), ...more });
    expect(found.diagnostics.map(({ code }) => code)).toContain('FILE_INVALID');
    expect(found.missing.length).toBeGreaterThan(0);
  });

  it('reads no more files than a project can have', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`${index}.yaml`, `services: {s${index}: {labels: {}}}`]),
    );
    const main = `include:\n${lines(3000, (index) => `  - ${index}.yaml\n`)}`;
    const found = await readComposeFiles({ 'main.yaml': main, ...files });
    expect(found.missing.length).toBeGreaterThan(0);
  });

  it('refuses files that include one another crosswise, which multiply without end', async () => {
    const depth = 24;
    const files: Record<string, string> = {};
    for (let level = 0; level < depth; level += 1) {
      for (const side of ['i', 'j'])
        files[`${side}${level}.yaml`] = `include: [i${level + 1}.yaml, j${level + 1}.yaml]\n`;
    }
    for (const side of ['i', 'j'])
      files[`${side}${depth}.yaml`] = `services: { ${side}: { labels: { dns.host: ${side}.example.com } } }\n`;
    const { claims, diagnostics, missing } = await readComposeFiles(files);
    expect(claims).toEqual([]);
    expect(missing.length).toBeGreaterThan(0);
    expect(diagnostics.map(({ message }) => message)).toContain(
      'the project comes to more files and services than any real one has',
    );
  });
});
