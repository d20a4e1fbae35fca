// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ComposeSettings, composeSource } from '../../../src/sources/compose.ts';
import { A, app, claimed, type Files, found, held, labels, type More, read, write } from './reading.ts';

describe('compose: labels', () => {
  it.each<{ case: string; files: Files; claims: string[]; at?: [number, number] }>([
    {
      case: 'as a map',
      files: labels('dns.host: app.example.com', 'dns.ttl: 300'),
      claims: [`app.example.com ${A}`],
      at: [4, 7],
    },
    {
      case: 'as a list',
      files: labels('- dns.ttl=300', '- dns.host=app.example.com'),
      claims: [`app.example.com ${A}`],
      at: [5, 9],
    },
    {
      case: 'as a quoted list item',
      files: labels('- "dns.host=app.example.com"'),
      claims: [`app.example.com ${A}`],
      at: [4, 10],
    },
    {
      case: 'as a folded list item',
      files: labels('- >-', '  dns.host=app.example.com'),
      claims: [`app.example.com ${A}`],
      at: [5, 9],
    },
    {
      case: 'as a literal list item',
      files: labels('- dns.ttl=5', '- |-', '    dns.host=app.example.com'),
      claims: [`app.example.com ${A}`],
      at: [6, 11],
    },
    {
      case: 'with an equals sign in the value',
      files: labels('- dns.records.t.name=t.example.com', '- dns.records.t.type=TXT', '- dns.records.t.value=a=b'),
      claims: ['t.example.com TXT a=b'],
    },
    {
      case: 'as a flow map, where a number is a text',
      files: app('labels: {dns.host: app.example.com, dns.priority: 5}'),
      claims: [`app.example.com ${A}`],
      at: [3, 14],
    },
    {
      case: 'a boolean is a text',
      files: labels('dns.host: app.example.com', 'dns.enable: true'),
      claims: [`app.example.com ${A}`],
    },
    { case: 'none at all', files: app('image: nginx', 'labels:'), claims: [] },
    { case: 'an empty service', files: app('image: nginx'), claims: [] },
    {
      case: 'several lines of a block scalar',
      files: labels('dns.host: |', '  a.example.com', '  b.example.com'),
      claims: [`a.example.com ${A}`, `b.example.com ${A}`],
    },
  ])('$case', async ({ files, claims, at }) => {
    const reading = await read(files);
    expect(claimed(reading)).toEqual(claims);
    expect(found(reading)).toEqual([]);
    expect(reading.completeness).toBe('complete');
    if (at !== undefined)
      expect(reading.claims[0]?.at?.()).toEqual({ file: 'web/compose.yaml', line: at[0], column: at[1] });
  });

  it('have file and service as origin, and no creation time', async () => {
    const [claim] = (await read(labels('dns.host: app.example.com'))).claims;
    expect(claim).toMatchObject({ origins: ['web/compose.yaml#app label dns.host'], source: 'stacks', class: 'label' });
    expect(claim).not.toHaveProperty('created');
  });

  it('say at their own place what is wrong with them, and which service has them', async () => {
    const reading = await read(labels('dns.host: app.example.com', 'dns.hots: x'));
    expect(reading.diagnostics).toMatchObject([
      {
        code: 'LABEL_UNKNOWN_FIELD',
        file: 'web/compose.yaml',
        line: 5,
        column: 7,
        origin: 'web/compose.yaml#app label dns.hots',
      },
    ]);
    expect(reading.diagnostics[0]?.message).toContain('(service "app")');
  });

  it.each<{ case: string; lines: string[]; findings: string[]; hint: string; claims?: string[]; held?: string[] }>([
    {
      case: 'a number that Compose prints otherwise',
      lines: ['dns.host: app.example.com', 'dns.priority: 1_000'],
      findings: ['warning COMPOSE_LABEL_NOT_TEXT web/compose.yaml:5:7'],
      hint: 'dns.priority: "1_000"',
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'a float that loses a zero',
      lines: ['dns.host: app.example.com', 'dns.attributes.v: 3.10'],
      findings: ['warning COMPOSE_LABEL_NOT_TEXT web/compose.yaml:5:7'],
      hint: '"3.10"',
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'a boolean in capitals',
      lines: ['dns.host: app.example.com', 'dns.enable: True'],
      findings: ['warning COMPOSE_LABEL_NOT_TEXT web/compose.yaml:5:7'],
      hint: '"True"',
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'a map as value',
      lines: ['dns.host:', '  x: y'],
      findings: ['error FILE_INVALID web/compose.yaml:4:7'],
      hint: 'quote it',
      held: ['web/compose.yaml#app '],
    },
    {
      case: 'a list as value',
      lines: ['dns.host: [a.example.com]'],
      findings: ['error FILE_INVALID web/compose.yaml:4:7'],
      hint: 'a label has one text; list names or addresses in it with commas',
      held: ['web/compose.yaml#app '],
    },
    {
      case: 'a map as list item',
      lines: ['- dns.host: app.example.com'],
      findings: ['error FILE_INVALID web/compose.yaml:4:9'],
      hint: 'key=value',
      held: ['web/compose.yaml#app '],
    },
    {
      case: 'a key twice in a list',
      lines: ['- dns.host=a.example.com', '- dns.host=b.example.com'],
      findings: ['warning LABEL_DUPLICATE web/compose.yaml:5:9'],
      hint: 'remove one',
      claims: [`b.example.com ${A}`],
    },
    {
      case: 'an empty list item of ours',
      lines: ['- dns.host'],
      findings: ['error LABEL_EMPTY web/compose.yaml:4:9'],
      hint: 'is a variable unset?',
      held: ['web/compose.yaml#app label dns.host'],
    },
  ])('$case: $findings', async ({ lines, findings, hint, claims = [], held: names = [] }) => {
    const reading = await read(labels(...lines));
    expect(found(reading)).toEqual(findings);
    expect(reading.diagnostics[0]?.hint).toContain(hint);
    expect(claimed(reading)).toEqual(claims);
    expect(held(reading)).toEqual(names);
    expect(reading.completeness).toBe('complete');
  });

  it('of no grammar may be whatever they are', async () => {
    expect(found(await read(labels('other: 1_000', 'more: ${NOPE}', 'odd: ${', 'dns.host: app.example.com')))).toEqual(
      [],
    );
  });

  it('that are not a map or list at all hold the service', async () => {
    const reading = await read(app('labels: dns.host=a.example.com'));
    expect(found(reading)).toEqual(['error FILE_INVALID web/compose.yaml:3:5']);
    expect(held(reading)).toEqual(['web/compose.yaml#app ']);
  });

  it('below deploy reach no container', async () => {
    const reading = await read(app('deploy:', '  labels:', '    dns.host: app.example.com', '    other: x'));
    expect(found(reading)).toEqual(['warning LABEL_NOT_ON_CONTAINER web/compose.yaml:5:9']);
    expect(claimed(reading)).toEqual([]);
  });

  it('of two grammars on one service both count', async () => {
    const reading = await read(
      labels('- coredns.enabled=true', '- coredns.a.name=old.example.com', '- dns.host=new.example.com'),
    );
    expect(claimed(reading)).toEqual([`new.example.com ${A}`, `old.example.com ${A}`]);
  });
});

describe('compose: merging', () => {
  const base = 'services:\n  app:\n    labels:\n      dns.host: base.example.com\n      dns.ttl: "60"\n';
  const over = (text: string) => ({ 'web/compose.yaml': base, 'web/compose.override.yaml': text });
  it.each<{ case: string; files: Files; claims: string[]; ttl?: number; settings?: Partial<ComposeSettings> }>([
    {
      case: 'an override beats the base key by key, list over map',
      files: over('services:\n  app:\n    labels:\n      - dns.ttl=90\n'),
      claims: [`base.example.com ${A}`],
      ttl: 90,
    },
    {
      case: 'an override may bring services',
      files: over('services:\n  more:\n    labels: [dns.host=more.example.com]\n'),
      claims: [`base.example.com ${A}`, `more.example.com ${A}`],
    },
    {
      case: '!override replaces all labels',
      files: over('services:\n  app:\n    labels: !override\n      dns.host: new.example.com\n'),
      claims: [`new.example.com ${A}`],
    },
    { case: '!reset removes all labels', files: over('services:\n  app:\n    labels: !reset null\n'), claims: [] },
    {
      case: '!reset removes one label',
      files: over('services:\n  app:\n    labels:\n      dns.ttl: !reset null\n      dns.host: x.example.com\n'),
      claims: [`x.example.com ${A}`],
    },
    {
      case: '!reset removes one label of a list',
      files: {
        'web/compose.yaml': 'services: {app: {labels: [dns.host=app.example.com, dns.ttl=60]}}',
        'web/compose.override.yaml': 'services: {app: {labels: {dns.ttl: !reset null}}}',
      },
      claims: [`app.example.com ${A}`],
    },
    { case: '!reset removes all services', files: over('services: !reset {}\n'), claims: [] },
    {
      case: '!override replaces all services',
      files: over('services: !override {b: {labels: {dns.host: b.example.com}}}\n'),
      claims: [`b.example.com ${A}`],
    },
    {
      case: '!override replaces a service',
      files: over('services: {app: !override {labels: {dns.host: x.example.com}}}\n'),
      claims: [`x.example.com ${A}`],
    },
    { case: '!reset removes a service', files: over('services:\n  app: !reset null\n'), claims: [] },
    {
      case: 'an empty service in the override changes nothing',
      files: over('services:\n  app:\n'),
      claims: [`base.example.com ${A}`],
      ttl: 60,
    },
    {
      case: 'docker-compose.override.yml is a neighbour, too',
      files: {
        'web/compose.yaml': base,
        'web/docker-compose.override.yml': 'services: {app: {labels: {dns.ttl: "7"}}}',
      },
      claims: [`base.example.com ${A}`],
      ttl: 7,
    },
    {
      case: 'only the first of several neighbours counts',
      files: {
        'web/compose.yaml': base,
        'web/compose.override.yml': 'services: {app: {labels: {dns.ttl: "8"}}}',
        'web/docker-compose.override.yml': 'services: {app: {labels: {dns.ttl: "7"}}}',
      },
      claims: [`base.example.com ${A}`],
      ttl: 8,
    },
    {
      case: 'an override that the glob matches is no project of its own',
      files: over('services:\n  app:\n    labels:\n      dns.ttl: "90"\n'),
      claims: [`base.example.com ${A}`],
      ttl: 90,
      settings: { files: ['*/compose*.yaml'] },
    },
    {
      case: 'an override without a base is a project',
      files: { 'web/compose.override.yaml': base },
      claims: [`base.example.com ${A}`],
      settings: { files: ['*/compose*.yaml'] },
    },
    {
      case: 'a file of another name has no neighbours',
      files: { 'web/prod.yaml': base, 'web/compose.override.yaml': 'services: {app: {labels: {dns.ttl: "7"}}}' },
      claims: [`base.example.com ${A}`],
      ttl: 60,
      settings: { files: ['web/prod.yaml'] },
    },
    {
      case: 'an inner list is one project in its order',
      files: {
        'web/compose.yaml': base,
        'web/b.yaml': 'services: {app: {labels: {dns.ttl: "1"}}}',
        'web/a.yaml': 'services: {app: {labels: {dns.ttl: "2"}}}',
      },
      claims: [`base.example.com ${A}`],
      ttl: 2,
      settings: { files: [['web/compose.yaml', 'web/b.yaml', 'web/a.yaml']] },
    },
    {
      case: 'an inner list does not look for neighbours',
      files: over('services: {app: {labels: {dns.ttl: "7"}}}'),
      claims: [`base.example.com ${A}`],
      ttl: 60,
      settings: { files: [['web/compose.yaml']] },
    },
    {
      case: 'one file named twice is one project',
      files: { 'web/compose.yaml': base },
      claims: [`base.example.com ${A}`],
      settings: { files: ['*/compose.yaml', 'web/compose.yaml'] },
    },
  ])('$case', async ({ files, claims, ttl, settings = {} }) => {
    const reading = await read(files, { settings });
    expect(found(reading)).toEqual([]);
    expect(claimed(reading)).toEqual(claims);
    if (ttl !== undefined) expect(reading.claims[0]?.ttl).toBe(ttl);
  });

  it('tells of a label where it is written, under the name of the first file', async () => {
    const reading = await read(over('services:\n  app:\n    labels:\n      dns.oops: x\n'));
    expect(reading.diagnostics).toMatchObject([
      {
        code: 'LABEL_UNKNOWN_FIELD',
        file: 'web/compose.override.yaml',
        line: 4,
        column: 7,
        origin: 'web/compose.yaml#app label dns.oops',
      },
    ]);
  });

  it('resolves anchors, aliases, merge keys and x- fields; the place is where the label is written', async () => {
    const text = [
      'x-common: &common',
      '  dns.ttl: "60"',
      '  dns.oops: x',
      'x-more: &more {dns.ttl: "1", dns.priority: "4"}',
      'services:',
      '  one:',
      '    labels: &one',
      '      <<: [*common, *more]',
      '      dns.host: one.example.com',
      '  two:',
      '    labels:',
      '      <<: *one',
      '      dns.host: two.example.com',
      '      dns.ttl: "90"',
      '  three: &three',
      '    labels: {dns.host: three.example.com}',
      '  four:',
      '    <<: *three',
      '',
    ].join('\n');
    const reading = await read({ 'web/compose.yaml': text });
    expect(reading.claims.map(({ name, ttl, priority }) => [name, ttl, priority])).toEqual([
      ['one.example.com', 60, 4],
      ['two.example.com', 90, 4],
      ['three.example.com', undefined, undefined],
      ['three.example.com', undefined, undefined],
    ]);
    expect(reading.diagnostics.map(({ line, column, origin }) => [line, column, origin])).toEqual([
      [3, 3, 'web/compose.yaml#one label dns.oops'],
      [3, 3, 'web/compose.yaml#two label dns.oops'],
    ]);
    expect(reading.diagnostics[1]?.message).toContain('service "two"');
  });
});

describe('compose: variables', () => {
  const host = labels('dns.host: ${HOST}.example.com');
  it.each<{ case: string; files: Files; more?: More; claims: string[] }>([
    { case: 'from .env beside the file', files: { ...host, 'web/.env': 'HOST=env' }, claims: [`env.example.com ${A}`] },
    {
      case: 'the process before .env',
      files: { ...host, 'web/.env': 'HOST=env' },
      more: { context: { environment: { HOST: 'process' } } },
      claims: [`process.example.com ${A}`],
    },
    {
      case: 'env: of the source before all',
      files: { ...host, 'web/.env': 'HOST=env' },
      more: { settings: { env: { HOST: 'source' } }, context: { environment: { HOST: 'process' } } },
      claims: [`source.example.com ${A}`],
    },
    {
      case: 'envFiles instead of .env, the last one first',
      files: { ...host, 'web/.env': 'HOST=env', 'a.env': 'HOST=a', 'b.env': 'HOST=${HOST}b' },
      more: { settings: { envFiles: ['a.env', 'b.env'] } },
      claims: [`ab.example.com ${A}`],
    },
    {
      case: 'in a list item as a whole',
      files: { ...labels('- ${KEY}=app.example.com'), 'web/.env': 'KEY=dns.host' },
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'not in the keys of a map',
      files: { ...labels('dns.host: app.example.com', '"${KEY}": x'), 'web/.env': 'KEY=dns.host' },
      claims: [`app.example.com ${A}`],
    },
    {
      case: 'a doubled dollar is one',
      files: labels('dns.records.t.name: t.example.com', 'dns.records.t.type: TXT', 'dns.records.t.value: a$$b'),
      claims: ['t.example.com TXT a$b'],
    },
    {
      case: 'a default for what is not set',
      files: labels('dns.host: ${HOST:-default}.example.com'),
      claims: [`default.example.com ${A}`],
    },
    {
      case: 'an unset variable in a label that an override replaces',
      files: { ...host, 'web/compose.override.yaml': 'services: {app: {labels: {dns.host: fixed.example.com}}}' },
      claims: [`fixed.example.com ${A}`],
    },
    {
      case: '.env of the project, not of its neighbour',
      files: {
        ...host,
        'web/.env': 'HOST=web',
        'other/compose.yaml': 'services: {b: {labels: {dns.host: "${HOST:-none}.example.org"}}}',
      },
      claims: [`none.example.org ${A}`, `web.example.com ${A}`],
    },
  ])('$case', async ({ files, more = {}, claims }) => {
    const reading = await read(files, more);
    expect(found(reading)).toEqual([]);
    expect(claimed(reading)).toEqual(claims);
  });

  it('that are not set in a label of ours hold the whole service, what it claimed and what it claims', async () => {
    const reading = await read(
      labels('dns.host: ${HOST}.example.com', 'dns.records.a.name: a.example.com', 'dns.ttl: "60"'),
    );
    expect(found(reading)).toEqual(['error COMPOSE_VARIABLE_UNSET web/compose.yaml:4:7']);
    expect(claimed(reading)).toEqual([]);
    expect(held(reading)).toEqual(['a.example.com', 'web/compose.yaml#app ']);
    expect(reading.doubts[0]).toMatchObject({ kind: 'origin', reason: 'invalid', source: 'stacks' });
    expect(reading.diagnostics[0]).toMatchObject({ origin: 'web/compose.yaml#app label dns.host' });
    expect(reading.diagnostics[0]?.message).toContain('HOST');
    expect(reading.diagnostics[0]?.hint).toContain('${HOST:-...}');
  });

  it('that are required say their own message', async () => {
    const reading = await read(labels('dns.host: ${HOST:?set the host}.example.com'));
    expect(found(reading)).toEqual(['error COMPOSE_VARIABLE_UNSET web/compose.yaml:4:7']);
    expect(reading.diagnostics[0]?.message).toContain('set the host');
  });

  it('that are not set in the key of a list item might make it a label of ours', async () => {
    const reading = await read(labels('- ${KEY}=app.example.com'));
    expect(found(reading)).toEqual(['error COMPOSE_VARIABLE_UNSET web/compose.yaml:4:9']);
    expect(held(reading)).toEqual(['web/compose.yaml#app ']);
  });

  it('that Compose would refuse hold the service, too', async () => {
    const reading = await read(labels('dns.host: ${HOST.example.com'));
    expect(found(reading)).toEqual(['error FILE_INVALID web/compose.yaml:4:7']);
    expect(held(reading)).toEqual(['web/compose.yaml#app ']);
  });

  it('that one service lacks do not trouble another', async () => {
    const files = {
      ...labels('dns.host: ${HOST}.example.com'),
      'b/compose.yaml': 'services: {b: {labels: {dns.host: b.example.com}}}',
    };
    expect(claimed(await read(files))).toEqual([`b.example.com ${A}`]);
  });

  it.each<[string, Files, Partial<ComposeSettings>, string[]]>([
    [
      'a broken .env',
      { ...host, 'web/.env': 'OK=1\nA B=1' },
      {},
      ['error FILE_INVALID web/.env:2:1', 'warning SOURCE_FAILED -:0:0'],
    ],
    ['an env file that is not there', host, { envFiles: ['no.env'] }, ['warning SOURCE_FAILED -:0:0']],
    [
      'an env file that is no text',
      { ...host, 'x.env': Buffer.from('A=\xff\nB=1\n', 'latin1') },
      { envFiles: ['x.env'] },
      ['error FILE_NOT_TEXT x.env:1:3', 'warning SOURCE_FAILED -:0:0'],
    ],
  ])('%s makes the project unreadable', async (_, files, settings, findings) => {
    const reading = await read(files, { settings });
    expect(found(reading)).toEqual(findings);
    expect(reading).toMatchObject({ claims: [], completeness: 'failed', missing: ['web/compose.yaml'] });
  });
});

describe('compose: what does not run', () => {
  const host = ['labels: [dns.host=app.example.com]'];
  it.each<{ case: string; lines: string[]; counts: boolean; env?: Record<string, string> }>([
    { case: 'scale 0', lines: ['scale: 0'], counts: false },
    { case: 'scale 2', lines: ['scale: 2'], counts: true },
    { case: 'scale from a variable', lines: ['scale: ${N}'], counts: false, env: { N: '0' } },
    { case: 'no replicas', lines: ['deploy: {replicas: 0}'], counts: false },
    { case: 'three replicas', lines: ['deploy: {replicas: 3}'], counts: true },
    { case: 'a profile that is not active', lines: ['profiles: [dev]'], counts: false },
    {
      case: 'an active profile',
      lines: ['profiles: [dev, test]'],
      counts: true,
      env: { COMPOSE_PROFILES: 'prod, test' },
    },
    { case: 'all profiles active', lines: ['profiles: [dev]'], counts: true, env: { COMPOSE_PROFILES: '*' } },
    { case: 'no profile', lines: ['profiles: []'], counts: true },
  ])('$case: counts $counts', async ({ lines, counts, env = {} }) => {
    const reading = await read(app(...lines, ...host), { settings: { env } });
    expect(claimed(reading)).toEqual(counts ? [`app.example.com ${A}`] : []);
    expect(found(reading)).toEqual(counts ? [] : ['info SERVICE_NOT_COUNTED web/compose.yaml:4:14']);
    expect(held(reading)).toEqual([]);
  });

  it('takes COMPOSE_PROFILES from .env, too', async () => {
    const files = { ...app('profiles: [dev]', ...host), 'web/.env': 'COMPOSE_PROFILES=dev' };
    expect(claimed(await read(files))).toEqual([`app.example.com ${A}`]);
  });
});

describe('compose: profiles of the source', () => {
  const files = {
    ...app('profiles: [dev]', 'labels: [dns.host=dev.example.com]'),
    'b/compose.yaml': 'services: {b: {profiles: [prod], labels: {dns.host: prod.example.com}}}',
  };
  it.each<[string, readonly string[] | undefined, string[]]>([
    ['absent: COMPOSE_PROFILES', undefined, [`dev.example.com ${A}`]],
    ['stand in for COMPOSE_PROFILES', ['prod'], [`prod.example.com ${A}`]],
    ['may be several', ['prod', 'dev'], [`dev.example.com ${A}`, `prod.example.com ${A}`]],
    ['may be all', ['*'], [`dev.example.com ${A}`, `prod.example.com ${A}`]],
    ['may be none', [], []],
  ])('%s', async (_, profiles, claims) => {
    const settings = { env: { COMPOSE_PROFILES: 'dev' }, ...(profiles === undefined ? {} : { profiles }) };
    expect(claimed(await read(files, { settings }))).toEqual(claims);
  });

  it('of base and override add up', async () => {
    const added = {
      ...app('profiles: [dev]', 'labels: [dns.host=app.example.com]'),
      'web/compose.override.yaml': 'services: {app: {profiles: [test]}}',
    };
    expect(claimed(await read(added, { settings: { profiles: ['test'] } }))).toEqual([`app.example.com ${A}`]);
    expect(claimed(await read(added, { settings: { profiles: ['other'] } }))).toEqual([]);
  });
});

describe('compose: with swarm: true', () => {
  const swarm = { settings: { swarm: true } };
  const deployed = app('deploy:', '  labels:', '    dns.host: app.example.com', 'labels:', '  other: x');

  it('deploy.labels count', async () => {
    const reading = await read(deployed, swarm);
    expect(claimed(reading)).toEqual([`app.example.com ${A}`]);
    expect(found(reading)).toEqual([]);
    expect(reading.claims[0]).toMatchObject({ origins: ['web/compose.yaml#app label dns.host'] });
    expect(reading.claims[0]?.at?.()).toEqual({ file: 'web/compose.yaml', line: 5, column: 9 });
  });

  it.each<{ case: string; files: Files; more?: More; at: string; hint: string }>([
    {
      case: 'labels on the container',
      files: labels('dns.host: app.example.com'),
      more: swarm,
      at: 'web/compose.yaml:4:7',
      hint: 'deploy.labels',
    },
    {
      case: 'labels of a label file',
      files: { ...app('label_file: x.labels'), 'web/x.labels': 'dns.host=x.example.com' },
      more: swarm,
      at: 'web/x.labels:1:1',
      hint: 'deploy.labels',
    },
    { case: 'without it deploy.labels', files: deployed, at: 'web/compose.yaml:5:9', hint: 'swarm: true' },
  ])('$case are in the place that is not read', async ({ files, more = {}, at, hint }) => {
    const reading = await read(files, more);
    expect(found(reading)).toEqual([`warning LABEL_NOT_ON_CONTAINER ${at}`]);
    expect(reading.diagnostics[0]?.hint).toContain(hint);
    expect(claimed(reading)).toEqual([]);
  });

  it('no replicas: none, which is information', async () => {
    const reading = await read(app('deploy: {replicas: 0, labels: {dns.host: app.example.com}}'), swarm);
    expect(found(reading)).toEqual(['info SERVICE_NOT_COUNTED web/compose.yaml:3:36']);
  });

  it('an override and !reset hold for deploy.labels, too', async () => {
    const reading = await read(
      { ...deployed, 'web/compose.override.yaml': 'services: {app: {deploy: {labels: [dns.host=over.example.com]}}}' },
      swarm,
    );
    expect(claimed(reading)).toEqual([`over.example.com ${A}`]);
  });
});

describe('compose: addresses of the container', () => {
  const host = ['labels: [dns.host=app.example.com]'];
  const networks = 'networks:\n  front: {name: real}\n  ext: {external: true}\n  old: {external: {name: lan0}}\n';
  it.each<{ case: string; lines: string[]; claims?: string[]; code?: string; address?: ComposeSettings['address'] }>([
    {
      case: 'fixed ones',
      lines: ['networks: {front: {ipv4_address: 10.0.0.5, ipv6_address: "fd00:0::5"}}'],
      claims: ['app.example.com A 10.0.0.5', 'app.example.com AAAA fd00::5'],
    },
    { case: 'none fixed', lines: ['networks: [front]'], code: 'NO_ADDRESS' },
    { case: 'no networks', lines: [], code: 'NO_ADDRESS' },
    {
      case: 'several networks',
      lines: ['networks: {front: {ipv4_address: 10.0.0.5}, back: }'],
      code: 'ADDRESS_AMBIGUOUS',
    },
    {
      case: 'a network by its key',
      lines: ['networks: {front: {ipv4_address: 10.0.0.5}, back: }'],
      address: { network: 'front' },
      claims: ['app.example.com A 10.0.0.5'],
    },
    {
      case: 'a network by the name it is given',
      lines: ['networks: {front: {ipv4_address: 10.0.0.5}, back: }'],
      address: { network: 'real' },
      claims: ['app.example.com A 10.0.0.5'],
    },
    {
      case: 'a network by the name Docker will give it',
      lines: ['networks: {front: , back: {ipv4_address: 10.0.0.6}}'],
      address: { network: 'web_back' },
      claims: ['app.example.com A 10.0.0.6'],
    },
    {
      case: 'an external network with a name, as it was written once',
      lines: ['networks: {old: {ipv4_address: 10.0.0.8}, front: }'],
      address: { network: 'lan0' },
      claims: ['app.example.com A 10.0.0.8'],
    },
    {
      case: 'an external network',
      lines: ['networks: {ext: {ipv4_address: 10.0.0.7}, front: }'],
      address: { network: 'ext' },
      claims: ['app.example.com A 10.0.0.7'],
    },
    { case: "the host's network", lines: ['network_mode: host'], claims: [`app.example.com ${A}`] },
    { case: 'no network at all', lines: ['network_mode: none'], code: 'NO_ADDRESS' },
  ])('$case', async ({ lines, claims = [], code, address = 'container' }) => {
    const { 'web/compose.yaml': text } = app(...lines, ...host);
    const reading = await read({ 'web/compose.yaml': `${text}${networks}` }, { settings: { address } });
    expect(claimed(reading)).toEqual(claims);
    expect(reading.diagnostics.map((one) => one.code)).toEqual(code === undefined ? [] : [code]);
    expect(held(reading)).toEqual(code === undefined ? [] : ['app.example.com']);
  });
});

describe('compose: what cannot be read', () => {
  const good = { 'good/compose.yaml': 'services: {a: {labels: {dns.host: good.example.com}}}' };
  it.each<{ case: string; text: string | Buffer; findings: string[] }>([
    { case: 'a tab', text: 'services:\n\ta:\n', findings: ['error FILE_INVALID bad/compose.yaml:2:1'] },
    {
      case: 'a doubled key',
      text: 'services:\n  a:\n    labels:\n      dns.host: x\n      dns.host: y\n',
      findings: ['error FILE_INVALID bad/compose.yaml:5:7'],
    },
    {
      case: 'two doubled keys, both told',
      text: 'a: 1\na: 2\nservices: {}\nservices: {}\n',
      findings: ['error FILE_INVALID bad/compose.yaml:2:1', 'error FILE_INVALID bad/compose.yaml:4:1'],
    },
    {
      case: 'several documents',
      text: 'services: {}\n---\nservices: {}\n',
      findings: ['error FILE_INVALID bad/compose.yaml:1:1'],
    },
    { case: 'a list', text: '- a\n', findings: ['error FILE_INVALID bad/compose.yaml:1:1'] },
    { case: 'nothing', text: '', findings: ['error FILE_INVALID bad/compose.yaml:1:1'] },
    {
      case: 'no text',
      text: Buffer.from('a\xff\n# more\n', 'latin1'),
      findings: ['error FILE_NOT_TEXT bad/compose.yaml:1:2'],
    },
    { case: 'too much text', text: `#${' '.repeat(1 << 20)}`, findings: ['error FILE_TOO_LARGE bad/compose.yaml:0:0'] },
    {
      case: 'a merge key with a list of labels',
      text: 'x: &x [a=b]\nservices:\n  a:\n    labels:\n      <<: *x\n',
      findings: ['error FILE_INVALID bad/compose.yaml:5:7'],
    },
    {
      case: 'services that are a list',
      text: 'services: [a]\n',
      findings: ['error FILE_INVALID bad/compose.yaml:1:1'],
    },
  ])('$case makes the source incomplete, and the other project still counts', async ({ text, findings }) => {
    const reading = await read({ ...good, 'bad/compose.yaml': text });
    expect(found(reading)).toEqual([...findings, 'warning SOURCE_INCOMPLETE -:0:0']);
    expect(claimed(reading)).toEqual([`good.example.com ${A}`]);
    expect(reading.completeness).toBe('incomplete');
    expect(reading.missing[0]).toContain('bad/compose.yaml');
  });

  it('a service that is no map holds what it claimed', async () => {
    const reading = await read({
      'web/compose.yaml': 'services:\n  app: nginx\n  b: {labels: {dns.host: b.example.com}}\n',
    });
    expect(found(reading)).toEqual(['error FILE_INVALID web/compose.yaml:2:3']);
    expect(held(reading)).toEqual(['web/compose.yaml#app ']);
    expect(claimed(reading)).toEqual([`b.example.com ${A}`]);
  });

  it.each([
    ['an empty text', ['labels: ""'], '3:5'],
    ['a list with an item left out', ['labels:', '  -', '  - dns.host=app.example.com'], '3:5'],
    ['a list with a null', ['labels: [~, dns.host=app.example.com]'], '3:14'],
  ])('labels that are %s hold what the service claimed', async (_, lines, at) => {
    const reading = await read(app(...lines));
    expect(found(reading)).toEqual([`error FILE_INVALID web/compose.yaml:${at}`]);
    expect(held(reading)).toContain('web/compose.yaml#app ');
  });

  it('a source without a readable file has failed', async () => {
    const reading = await read({ 'bad/compose.yaml': '\t' });
    expect(reading).toMatchObject({ completeness: 'failed', missing: ['bad/compose.yaml'] });
    expect(reading.diagnostics.map(({ code }) => code)).toEqual(['FILE_INVALID', 'SOURCE_FAILED']);
  });

  it('an override that leads nowhere makes its project unreadable', async () => {
    const root = write({ 'web/compose.yaml': 'services: {}' });
    symlinkSync(join(root, 'nowhere'), join(root, 'web/compose.override.yml'));
    const context = { root, environment: {}, defaults: {}, remembered: false, providers: [] };
    const reading = await composeSource({ name: 's', files: ['*/compose.yaml'] }, context).read(
      new AbortController().signal,
    );
    expect(reading).toMatchObject({ completeness: 'failed', missing: ['web/compose.override.yml'] });
  });

  it.each<{
    case: string;
    files: ComposeSettings['files'];
    remembered: boolean;
    optional?: boolean;
    codes: string[];
    completeness: string;
  }>([
    {
      case: 'a glob without a match is a warning',
      files: ['no/*.yaml'],
      remembered: false,
      codes: ['SOURCE_PATH_MISSING'],
      completeness: 'complete',
    },
    {
      case: 'a remembered source is incomplete then',
      files: ['no/*.yaml'],
      remembered: true,
      codes: ['SOURCE_PATH_MISSING', 'SOURCE_INCOMPLETE'],
      completeness: 'incomplete',
    },
    {
      case: 'optional: true says it may be missing',
      files: ['no/*.yaml'],
      remembered: true,
      optional: true,
      codes: [],
      completeness: 'complete',
    },
    {
      case: 'a list that lacks a file is no project',
      files: [['good/compose.yaml', 'no.yaml'], 'good/*.yaml'],
      remembered: false,
      codes: ['SOURCE_PATH_MISSING', 'SOURCE_INCOMPLETE'],
      completeness: 'incomplete',
    },
    {
      case: 'a list may lack a file with optional: true',
      files: [['good/compose.yaml', 'no.yaml']],
      remembered: false,
      optional: true,
      codes: [],
      completeness: 'complete',
    },
  ])('$case', async ({ files, remembered, optional = false, codes, completeness }) => {
    const reading = await read(good, { settings: { files, optional }, context: { remembered } });
    expect(reading.diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(reading.completeness).toBe(completeness);
  });

  it('ends at once when it is cancelled', async () => {
    const context = { root: write(good), environment: {}, defaults: {}, remembered: false, providers: [] };
    const source = composeSource({ name: 's', files: ['*/compose.yaml'] }, context);
    await expect(source.read(AbortSignal.abort())).rejects.toThrow('aborted');
  });
});
