import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/core/explain/explanation.ts';
import { renderExplanation } from '../../src/output/explain/explanation-text.ts';
import { toJson } from '../../src/output/json.ts';
import { explainProject, questionOf } from '../../src/workflows/explain-project.ts';
import { openProject } from '../../src/workflows/project.ts';
import { folderWith } from '../support/folder-with.ts';
import type { ExplainCase, ExplainCases } from './explain/cases.ts';
import { containerCases } from './explain/container-cases.ts';
import { fileCases } from './explain/file-cases.ts';
import { labelCases } from './explain/label-cases.ts';
import { nearbyCases } from './explain/nearby-cases.ts';
import { outcomeCases } from './explain/outcome-cases.ts';
import { routingCases } from './explain/routing-cases.ts';
import { storyCases } from './explain/story-cases.ts';
import { surroundingsIn } from './surroundings.ts';

const root = join(import.meta.dirname, '..', '..');
const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: false });
for (const name of ['diagnostics', 'plan']) ajv.addSchema(schemaOf(name), `${name}.schema.json`);
const fits = ajv.compile(schemaOf('explain'));

async function explained({
  files,
  ask,
  offline,
  hold,
  locked,
}: ExplainCase): Promise<{ explanation: Explanation; exit: number }> {
  const project = await openProject(surroundingsIn(folderWith(files)));
  const question = questionOf({ name: ask.name, container: ask.container, label: ask.label });
  return await explainProject(project, question, {
    hold: hold ?? false,
    allow: {},
    adopt: [],
    only: [],
    provider: [],
    locked: { live: false, named: locked ?? [] },
    offline: offline ?? false,
  });
}

function asked({ ask, offline, hold, locked = [] }: ExplainCase): string {
  const flags = [
    ...(ask.container === undefined ? [] : ['--container', ask.container]),
    ...(ask.label === undefined ? [] : ['--label', ask.label]),
    ...(offline === true ? ['--offline'] : []),
    ...(hold === true ? ['--hold'] : []),
    ...locked.flatMap((source) => ['--locked-source', source]),
  ];
  return ['$ dns-sync explain', ...(ask.name === undefined ? [] : [ask.name]), ...flags].join(' ');
}

/** Each case as it is told, and what it exits with; its JSON fits the schema. */
async function told(cases: ExplainCases): Promise<string> {
  const texts: string[] = [];
  for (const [title, one] of Object.entries(cases)) {
    const { explanation, exit } = await explained(one);
    expect(fits(JSON.parse(toJson(explanation))), `${title}: ${JSON.stringify(fits.errors)}`).toBe(true);
    expect(exit, title).toBe(one.exit ?? 0);
    const text = renderExplanation(explanation, { color: false, width: 100 });
    const codes = /^[A-Z_ and]+(?=:)/.exec(title)?.[0].split(' and ') ?? [];
    expect(
      codes.filter((code) => !text.includes(code)),
      `${title} is told`,
    ).toEqual([]);
    texts.push(`# ${title}\n\n${asked(one)}\n${text}exit ${exit}\n`);
  }
  return texts.join('\n');
}

/** A golden file as it is committed. */
function goldenOf(group: string): string {
  return readFileSync(join(root, 'test', 'system', 'golden', 'explain', `${group}.txt`), 'utf8');
}

/** The codes in a section of docs/diagnostics.md that a plan can tell. */
function codesOf(section: string): string[] {
  const page = readFileSync(join(root, 'docs', 'diagnostics.md'), 'utf8');
  const [text = ''] = page.split(`\n## ${section}\n`)[1]?.split('\n## ') ?? [];
  return [...text.matchAll(/^\| `([A-Z_]+)` \| (.*)$/gm)]
    .filter(([, , rest = '']) => !rest.includes('`check` only'))
    .map(([, code = '']) => code);
}

describe('explain', () => {
  it.each([
    ['labels', labelCases],
    ['routing', routingCases],
    ['stories', storyCases],
    ['outcomes', outcomeCases],
    ['files', fileCases],
    ['containers', containerCases],
    ['nearby', nearbyCases],
  ] as const)('tells of %s', { timeout: 60_000 }, async (group, cases) => {
    await expect(await told(cases)).toMatchFileSnapshot(`../system/golden/explain/${group}.txt`);
  });

  it.each([
    ['Labels', 'labels'],
    ['Routing and conflicts', 'routing'],
  ])('every code of "%s" in docs/diagnostics.md has its story', (section, group) => {
    const golden = goldenOf(group);
    const [titles, texts] = [/^# .*$/gm, /^(?!# ).*$/gm].map((lines) => (golden.match(lines) ?? []).join('\n'));
    const codes = codesOf(section);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => titles?.includes(code) !== true)).toEqual([]);
    expect(codes.filter((code) => texts?.includes(code) !== true)).toEqual([]);
  });

  it('docs/explain.md shows what is told', () => {
    const [example = ''] = /(?<=```console\n)[^`]*/.exec(readFileSync(join(root, 'docs', 'explain.md'), 'utf8')) ?? [];
    expect(example).not.toBe('');
    expect(goldenOf('stories')).toContain(example);
  });

  it('a container may be asked for as docker inspect writes it, with a slash', () => {
    const question = questionOf({ name: '/web', container: undefined, label: undefined });
    expect(question).toEqual({ kind: 'origin', container: 'web' });
  });

  it.each([
    [{}, 'nothing is asked for'],
    [{ name: 'app.example.com', container: 'web' }, 'exclude one another'],
    [{ name: 'a b' }, 'a blank'],
    [{ name: '' }, 'empty'],
    [{ container: ' ' }, '--container is empty'],
    [{ label: '' }, '--label is empty'],
  ])('asked %o: bad usage', (ask, says) => {
    const { name, container, label } = { name: undefined, container: undefined, label: undefined, ...ask };
    expect(() => questionOf({ name, container, label })).toThrow(says);
  });
});
