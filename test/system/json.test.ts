import { describe, expect, it } from 'vitest';
import { errorTable } from '../../src/errors.ts';
import { type Workspace, workspace } from './cli.ts';
import { expectError, expectFits, misfits, readSchema, type SchemaName } from './schema.ts';
import { configText, handMadeZone, overridesText } from './zone.ts';

const zone = 'zones/lan.example.com.zone';

/** A project that has never been applied. */
function project(config = configText()): Workspace {
  return workspace({ 'dns-sync.yaml': config, 'overrides/a.yaml': overridesText('app 10.0.0.10') });
}

async function applied(config = configText()): Promise<Workspace> {
  const place = project(config);
  expect((await place.run('apply', '--auto-approve')).exit).toBe(0);
  return place;
}

/** A saved plan that was made before there was a lockfile, and now there is one. */
async function outdated(): Promise<Workspace> {
  const place = project();
  expect((await place.run('plan', '--out', 'plan.json')).exit).toBe(0);
  expect((await place.run('snapshot')).exit).toBe(0);
  return place;
}

/** A project whose records are applied and whose overrides are gone. */
async function sourceless(): Promise<Workspace> {
  const place = await applied();
  place.remove('overrides');
  return place;
}

/** Two zones at two providers, the second of which refuses every new file. */
function halfRefused(): Workspace {
  const other = '{ name: other, type: zonefile, zones: [other.example.com], directory: other, check: ["false"] }';
  return workspace({
    'dns-sync.yaml': configText({ more: `  - ${other}\n` }),
    'overrides/a.yaml': `${overridesText('app 10.0.0.10')}  - { name: app.other.example.com, value: 10.0.0.11 }\n`,
  });
}

interface Case {
  readonly what: string;
  readonly schema: SchemaName;
  readonly place: () => Workspace | Promise<Workspace>;
  readonly args: readonly string[];
  readonly exit: number;
  /** Part of what is said beside it; absent: nothing is. */
  readonly stderr?: string;
  /** Part of what is printed. */
  readonly says: object;
}

const noChange = { create: 0, update: 0, delete: 0 };

const cases: readonly Case[] = [
  {
    what: 'init',
    schema: 'init',
    place: () => workspace({}),
    args: ['init', '--yes', '--owner', 'nas'],
    exit: 0,
    says: { owner: 'nas', zone: 'home.arpa', ipv4: '' },
  },
  {
    what: 'check with nothing to find',
    schema: 'diagnostics',
    place: () => workspace({ 'dns-sync.yaml': configText(), 'overrides/a.yaml': overridesText('app 10.0.0.10') }),
    args: ['check'],
    exit: 0,
    says: { diagnostics: [] },
  },
  {
    what: 'check with an error',
    schema: 'diagnostics',
    place: () => workspace({ 'dns-sync.yaml': configText(), 'overrides/a.yaml': overridesText('app 10.0.0.400') }),
    args: ['check'],
    exit: 3,
    says: { summary: { error: 1, warning: 0 } },
  },
  {
    what: 'plan',
    schema: 'plan',
    place: () => project(),
    args: ['plan'],
    exit: 0,
    says: { summary: { create: 1 } },
  },
  {
    what: 'plan with errors',
    schema: 'plan',
    place: () => workspace({ 'dns-sync.yaml': configText(), 'overrides/a.yaml': overridesText('app 10.0.0.400') }),
    args: ['plan'],
    exit: 3,
    says: { diagnostics: [{ severity: 'error' }] },
  },
  {
    what: 'plan with a guard',
    schema: 'plan',
    place: async () => {
      const place = await applied();
      place.write({ 'overrides/a.yaml': overridesText() });
      return place;
    },
    args: ['plan', '--detailed-exitcode'],
    exit: 2,
    says: { guards: [{ guard: 'empty-source', allow: '--allow-empty overrides' }] },
  },
  {
    what: 'the first snapshot',
    schema: 'snapshot',
    place: () => project(),
    args: ['snapshot'],
    exit: 0,
    says: { changed: true, serial: 1, claims: 1, file: 'dns-sync.lock.json' },
  },
  {
    what: 'a snapshot that would change',
    schema: 'snapshot',
    place: () => project(),
    args: ['snapshot', '--check'],
    exit: 2,
    says: { changed: true },
  },
  {
    what: 'a snapshot that changes nothing',
    schema: 'snapshot',
    place: () => applied(),
    args: ['snapshot', '--check'],
    exit: 0,
    says: { changed: false, serial: 1 },
  },
  {
    what: 'the first apply',
    schema: 'apply',
    place: () => project(),
    args: ['apply', '--auto-approve'],
    exit: 0,
    says: { outcome: 'applied', serial: 1, results: [{ state: 'done' }], summary: { create: 1 } },
  },
  {
    what: 'apply with nothing to do',
    schema: 'apply',
    place: () => applied(),
    args: ['apply', '--auto-approve'],
    exit: 0,
    says: { outcome: 'nothing', serial: 1, results: [], summary: noChange },
  },
  {
    what: 'apply of a saved plan',
    schema: 'apply',
    place: async () => {
      const place = project();
      expect((await place.run('plan', '--out', 'plan.json')).exit).toBe(0);
      return place;
    },
    args: ['apply', 'plan.json'],
    exit: 0,
    says: { outcome: 'applied' },
  },
  {
    what: 'apply in part',
    schema: 'apply',
    place: halfRefused,
    args: ['apply', '--auto-approve', '--on-failure', 'keep'],
    exit: 9,
    says: { outcome: 'partial', results: [{ state: 'done' }, { state: 'failed' }], error: { exit: 5 } },
  },
  {
    what: 'apply undone',
    schema: 'apply',
    place: halfRefused,
    args: ['apply', '--auto-approve'],
    exit: 5,
    stderr: 'undoing what has landed (1 unit)',
    says: { outcome: 'undone', serial: 0, results: [{ state: 'undone' }, { state: 'failed' }], error: { exit: 5 } },
  },
  {
    what: 'apply of which nothing landed',
    schema: 'apply',
    place: () => project(configText({ provider: 'check: ["false"]' })),
    args: ['apply', '--auto-approve'],
    exit: 5,
    says: { outcome: 'undone', serial: 0, results: [{ state: 'failed' }], error: { code: 'PROVIDER_REJECTED' } },
  },
  {
    what: 'recover with nothing to recover',
    schema: 'recover',
    place: () => applied(),
    args: ['recover'],
    exit: 0,
    says: { outcome: 'none', apply: null, results: [] },
  },
];

describe('what --json prints fits its schema, and nothing less or more does', () => {
  it.concurrent.for(cases)('$what', async ({ schema, place, args, exit, says, stderr = '' }) => {
    const outcome = await (await place()).run(...args, '--json');
    expect(outcome.exit).toBe(exit);
    if (stderr === '') expect(outcome.stderr).toBe('');
    else expect(outcome.stderr).toContain(stderr);
    expectFits(schema, outcome.stdout);
    const printed = JSON.parse(outcome.stdout) as Record<string, unknown>;
    expect(printed).toMatchObject(says);
    expect(misfits(schema, { ...printed, surplus: 1 })).not.toEqual([]);
    for (const key of Object.keys(printed)) {
      const { [key]: _, ...less } = printed;
      expect(misfits(schema, less), `without ${key}`).not.toEqual([]);
    }
  });

  it.concurrent.for([
    ['USAGE', () => project(), ['plan', '--nosuch']],
    ['USAGE', () => project(), ['apply']],
    ['CONFIG_MISSING', () => workspace({}), ['check']],
    ['CONFIG_INVALID', () => project('version: 1\n'), ['plan']],
    ['FILE_EXISTS', () => project(), ['init', '--yes']],
    ['SECRET_MISSING', () => project(configText({ directory: `\${env:NOBODY_SETS_THIS}` })), ['plan']],
    ['SOURCE_FAILED', sourceless, ['apply', '--auto-approve']],
    ['PLAN_STALE', outdated, ['apply', 'plan.json']],
  ] as const)('the error %s', async ([code, place, args]) => {
    expectError(await (await place()).run(...args, '--json'), code);
  });

  it.concurrent('an error has behind it what its code promises', async () => {
    const broken = project();
    broken.write({ [zone]: `${handMadeZone}bad IN A 1.2.3\n` });
    const syntax = await broken.run('plan', '--json');
    expectError(syntax, 'ZONEFILE_SYNTAX');
    expect(JSON.parse(syntax.stdout).error.details).toMatchObject({ diagnostics: [{ file: zone, line: 7 }] });
    const emptied = await applied();
    emptied.write({ 'overrides/a.yaml': overridesText() });
    const guarded = await emptied.run('apply', '--auto-approve', '--json');
    expectError(guarded, 'GUARD_TRIPPED');
    expect(JSON.parse(guarded.stdout).error.details).toMatchObject({ guards: [{ guard: 'empty-source' }] });
    const stale = await (await outdated()).run('apply', 'plan.json', '--json');
    expect(JSON.parse(stale.stdout).error.details).toMatchObject({ reasons: [expect.stringContaining('lineage')] });
  });
});

/** Keys of a schema without title or description, and maps that take any key. */
function withoutHelp(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, properties, additionalProperties } = node as Record<string, unknown>;
  const open = type === 'object' && additionalProperties !== false ? [`${path} takes any key`] : [];
  const inConditions = /\/(?:if|then|else)$/.test(path);
  const bare = Object.entries(inConditions ? {} : (properties ?? {})).flatMap(([key, property]) => {
    const { title, description, $ref = '' } = property as Record<string, unknown>;
    const isHelped = (title !== undefined && description !== undefined) || String($ref).startsWith('#/');
    return isHelped ? [] : [`${path}/${key} has no title or description`];
  });
  return [...open, ...bare, ...Object.entries(node).flatMap(([key, one]) => withoutHelp(one, `${path}/${key}`))];
}

describe('the schemas of what is printed', () => {
  it.each(['apply', 'error', 'history', 'init', 'recover', 'snapshot'] as const)(
    '%s says what every key means, and knows all of them',
    (name) => {
      expect(withoutHelp(readSchema(name))).toEqual([]);
    },
  );

  it('error has the codes and exit codes of the table of errors', () => {
    const { error } = readSchema('error').$defs as { error: { properties: Record<string, { enum: unknown }> } };
    const exits = new Set(Object.values(errorTable).map(({ exit }) => exit));
    expect(error.properties.code?.enum).toEqual(Object.keys(errorTable));
    expect(error.properties.exit?.enum).toEqual([...exits].sort());
  });

  it.each([
    ['an apply in part says why', { outcome: 'partial' }],
    ['an apply that went well needs no recovery', { outcome: 'applied', recoveryDue: true }],
    ['a result has a known state', { outcome: 'applied', results: [{ change: {}, state: 'perhaps' }] }],
  ])('%s', (_, wrong) => {
    const right = { outcome: 'applied', serial: 1, results: [], summary: {} };
    const about = (value: object) => misfits('apply', value).length;
    expect(about({ ...right, ...wrong })).toBeGreaterThan(about(right));
  });
});
