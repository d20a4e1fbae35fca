import { expect, it } from 'vitest';
import { explain } from '../../../src/core/explain/explain.ts';
import type { Explanation, Question } from '../../../src/core/explain/explanation.ts';
import { renderExplanation } from '../../../src/output/explain/explanation-text.ts';
import { claim, cname, ignore, nameDoubt, override, patch, reading, remembered } from '../../support/claim-builder.ts';
import { foreign, model, there, unowned } from '../../support/model-builder.ts';
import { applied, made, type World } from '../../support/plan-input.ts';

/** A world in which every section has something to tell. */
const busy: World = {
  models: [
    model({ zones: ['example.com', '!x.example.com'], takeover: 'evict' }),
    model({ name: 'b', zones: ['example.com', '*.iot.example.com'] }),
  ],
  claims: [
    claim({ ttl: 5, container: { id: '1', name: 'web' }, attributes: { proxied: true }, providers: ['home'] }),
    claim({ from: 'old', ...cname('edge.example.net'), created: 1, force: false, priority: 3 }),
    override({ value: '10.0.0.1', comment: 'moved', allow: ['ttl-low'], policy: 'sync', adopt: true }),
  ],
  readings: [
    reading('stacks', [claim({ source: 'stacks', from: 'dropped', value: '10.0.0.7' })], { doubts: [nameDoubt()] }),
    reading('later', [], {
      rewrites: [
        ignore('app.example.com', { value: (value) => value === '10.0.0.7' }),
        patch('app.example.com', { ttl: 5 }),
      ],
    }),
  ],
  actual: [
    there(),
    foreign({ value: '10.0.0.2', ttl: 60 }),
    unowned({ type: 'TXT', value: 'by hand' }),
    unowned({ name: '*.example.com' }),
  ],
  memory: { snapshot: [remembered(claim())], applied: { home: [applied()] } },
};

function explained(world: World, question: Question = { kind: 'name', name: 'app.example.com' }): Explanation {
  const unread = [
    { provider: 'b', code: 'PROVIDER_FAILED', message: 'no answer', hint: 'start it', exit: 5, findings: [] },
  ];
  return explain(question, {
    made: made(world),
    unread,
    surmises: { textAt: () => undefined, textOf: () => undefined, unlocked: [], subjects: [] },
    called: [],
    exit: 5,
  });
}

const told = (explanation: Explanation, width = 80, color = false) => renderExplanation(explanation, { color, width });

/** Words of ours, which tables are indexed with. */
const fixed = new Set([
  'kind',
  'policy',
  'takeover',
  'class',
  'outcome',
  'rule',
  'by',
  'why',
  'whose',
  'state',
  'action',
  'reason',
  'severity',
  'guard',
]);

/** The value with something behind every text that comes from elsewhere. */
function spoiled(value: unknown, behind: string, key = ''): unknown {
  if (typeof value === 'string') return fixed.has(key) ? value : value + behind;
  if (Array.isArray(value)) return value.map((one) => spoiled(one, behind, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoiled(one, behind, name)]));
}

it.each([
  ['a name', undefined],
  ['a container', { kind: 'origin', container: 'web' }],
  ['a label', { kind: 'origin', label: 'dns.app.example.com' }],
  ['a container that nobody knows', { kind: 'origin', container: 'wbe' }],
] as const)('no text from elsewhere moves the cursor, hides anything or begins a line: %s', (_what, question) => {
  const explanation = spoiled(explained(busy, question), '\u001b[2J\u202e\n\rAt') as Explanation;
  const text = told(explanation);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).not.toMatch(/^At\b(?! )/m);
});

it.each([40, 80, 200])('lines of %i columns are no wider, but for what cannot be broken', (width) => {
  const lines = told(explained(busy), width).split('\n');
  expect(lines.filter((line) => line.length > width)).toEqual([]);
});

it('colours change nothing but the colours', () => {
  const explanation = explained(busy);
  expect(told(explanation, 80, true).replaceAll(/\u001b\[\d+m/g, '')).toBe(told(explanation));
  expect(told(explanation, 80, true)).toContain('\u001b[1m');
});

it('tells of every section', () => {
  const titles = told(explained(busy)).match(/^\S.*$/gm) ?? [];
  expect(titles.map((title) => title.replace(/ .*/, ''))).toEqual(
    expect.arrayContaining(['app.example.com', 'Claims', 'In', 'Conflicts', 'Findings', 'At', 'The']),
  );
});
