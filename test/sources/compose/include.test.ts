// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import { describe, expect, it } from 'vitest';
import { A, claimed, type Files, found, read } from './reading.ts';

const project = (text: string, more: Files = {}): Files => ({ 'web/compose.yaml': text, ...more });
const db = 'services: {db: {labels: {dns.host: "db.${ZONE:-example.com}"}}}';
const own = 'services: {app: {labels: {dns.host: app.example.com}}}';

describe('include', () => {
  it.each<{ case: string; files: Files; claims: string[] }>([
    {
      case: 'a path',
      files: project(`include: [../db/more.yaml]\n${own}`, { 'db/more.yaml': db }),
      claims: [`app.example.com ${A}`, `db.example.com ${A}`],
    },
    {
      case: 'a path in a map, and nothing else in the file',
      files: project('include:\n  - path: db.yaml\n', { 'web/db.yaml': db }),
      claims: [`db.example.com ${A}`],
    },
    {
      case: 'its own .env',
      files: project('include: [db/db.yaml]', { 'web/db/db.yaml': db, 'web/db/.env': 'ZONE=db.example.net' }),
      claims: [`db.db.example.net ${A}`],
    },
    {
      case: 'variables of the project before its own .env',
      files: project('include: [db/db.yaml]', {
        'web/db/db.yaml': db,
        'web/db/.env': 'ZONE=db.example.net',
        'web/.env': 'ZONE=web.example.net',
      }),
      claims: [`db.web.example.net ${A}`],
    },
    {
      case: 'env_file instead of its .env',
      files: project('include: [{path: db/db.yaml, env_file: x.env}]', {
        'web/db/db.yaml': db,
        'web/db/.env': 'ZONE=no.example.net',
        'web/x.env': 'ZONE=x.example.net',
      }),
      claims: [`db.x.example.net ${A}`],
    },
    {
      case: 'no variables at all with /dev/null',
      files: project('include: [{path: db/db.yaml, env_file: [/dev/null]}]', {
        'web/db/db.yaml': db,
        'web/db/.env': 'ZONE=no.example.net',
      }),
      claims: [`db.example.com ${A}`],
    },
    {
      case: 'project_directory, where .env and extends begin',
      files: project('include: [{path: db/db.yaml, project_directory: dir}]', {
        'web/db/db.yaml': 'services: {db: {extends: {file: base.yaml, service: base}}}',
        'web/dir/base.yaml': 'services: {base: {labels: {dns.host: "base.${ZONE}"}}}',
        'web/dir/.env': 'ZONE=dir.example.net',
      }),
      claims: [`base.dir.example.net ${A}`],
    },
    {
      case: 'several paths, merged into one project',
      files: project('include: [{path: [db.yaml, over.yaml]}]', {
        'web/db.yaml': db,
        'web/over.yaml': 'services: {db: {labels: {dns.host: over.example.com}}}',
      }),
      claims: [`over.example.com ${A}`],
    },
    {
      case: 'the including file over the included one',
      files: project('include: [db.yaml]\nservices: {db: {labels: {dns.host: own.example.com}}}', {
        'web/db.yaml': db,
      }),
      claims: [`own.example.com ${A}`],
    },
    {
      case: 'of two included ones the first',
      files: project('include: [a.yaml, b.yaml]', {
        'web/a.yaml': 'services: {x: {labels: {dns.host: a.example.com}}}',
        'web/b.yaml': 'services: {x: {labels: {dns.host: b.example.com, dns.ttl: "5"}}}',
      }),
      claims: [`a.example.com ${A}`],
    },
    {
      case: 'an included one that includes, and one that both include',
      files: project('include: [a/a.yaml, common.yaml]', {
        'web/a/a.yaml': 'include: [../common.yaml]\nservices: {a: {labels: {dns.host: a.example.com}}}',
        'web/common.yaml': 'services: {c: {labels: {dns.host: c.example.com}}}',
      }),
      claims: [`a.example.com ${A}`, `c.example.com ${A}`],
    },
    {
      case: 'an override of the project over what is included',
      files: project('include: [db.yaml]', {
        'web/db.yaml': db,
        'web/compose.override.yaml': 'services: {db: {labels: {dns.host: over.example.com}}}',
      }),
      claims: [`over.example.com ${A}`],
    },
    {
      case: 'a service that extends an included one',
      files: project('include: [db.yaml]\nservices: {app: {extends: db, labels: {dns.ttl: "5"}}}', {
        'web/db.yaml': db,
      }),
      claims: [`db.example.com ${A}`, `db.example.com ${A}`],
    },
    {
      case: 'a path that a variable names',
      files: project('include: ["${WHAT}.yaml"]', { 'web/db.yaml': db, 'web/.env': 'WHAT=db' }),
      claims: [`db.example.com ${A}`],
    },
    { case: 'nothing', files: project(`include:\n${own}`), claims: [`app.example.com ${A}`] },
  ])('$case', async ({ files, claims }) => {
    const reading = await read(files);
    expect(found(reading)).toEqual([]);
    expect(claimed(reading)).toEqual(claims);
    expect(reading.completeness).toBe('complete');
  });

  it('keeps the place where a label is written; the origin is the project that includes', async () => {
    const [claim] = (await read(project('include: [db.yaml]', { 'web/db.yaml': db }))).claims;
    expect(claim?.at?.()).toEqual({ file: 'web/db.yaml', line: 1, column: 26 });
    expect(claim?.origins).toEqual(['web/compose.yaml#db label dns.host']);
  });

  it('takes networks and their names along', async () => {
    const files = project('include: [db.yaml]\nname: shop', {
      'web/db.yaml':
        'services: {db: {networks: {lan: {ipv4_address: 10.1.1.1}}, labels: {dns.host: db.example.com, dns.network: real}}}\nnetworks: {lan: {name: real}}',
    });
    expect(claimed(await read(files))).toEqual(['db.example.com A 10.1.1.1']);
  });

  it.each<{ case: string; include: string; more?: Files; finding: string; hint: string; also?: string[] }>([
    {
      case: 'a missing file',
      include: '\n  - no.yaml',
      finding: 'error COMPOSE_INCLUDE web/compose.yaml:2:5',
      hint: 'path',
    },
    {
      case: 'a missing second file',
      include: '\n  - path:\n      - db.yaml\n      - no.yaml',
      more: { 'web/db.yaml': db },
      finding: 'error COMPOSE_INCLUDE web/compose.yaml:3:9',
      hint: 'path',
    },
    {
      case: 'a missing file of variables',
      include: '\n  - path: db.yaml\n    env_file: no.env',
      more: { 'web/db.yaml': db },
      finding: 'error COMPOSE_INCLUDE web/compose.yaml:2:11',
      hint: 'correct',
    },
    {
      case: 'a broken file',
      include: ' [db.yaml]',
      more: { 'web/db.yaml': '\t' },
      finding: 'error COMPOSE_INCLUDE web/compose.yaml:1:11',
      hint: 'correct',
      also: ['error FILE_INVALID web/db.yaml:1:1'],
    },
    {
      case: 'itself',
      include: ' [compose.yaml]',
      finding: 'error COMPOSE_INCLUDE web/compose.yaml:1:11',
      hint: 'remove',
    },
    {
      case: 'a cycle',
      include: ' [db.yaml]',
      more: { 'web/db.yaml': 'include: [compose.yaml]' },
      finding: 'error COMPOSE_INCLUDE web/db.yaml:1:11',
      hint: 'remove',
    },
    { case: 'no list', include: ' db.yaml', finding: 'error COMPOSE_INCLUDE web/compose.yaml:1:1', hint: 'path' },
    {
      case: 'a map without a path',
      include: ' [{env_file: x}]',
      finding: 'error COMPOSE_INCLUDE web/compose.yaml:1:11',
      hint: 'path',
    },
    {
      case: 'a variable that is not set',
      include: ' ["${NOPE}.yaml"]',
      finding: 'error COMPOSE_INCLUDE web/compose.yaml:1:12',
      hint: 'set it',
    },
    {
      case: 'a project from elsewhere',
      include: ' ["oci://registry.example.com/x:1"]',
      finding: 'warning COMPOSE_UNSUPPORTED web/compose.yaml:1:12',
      hint: 'copy',
    },
    {
      case: 'a project from elsewhere with a password',
      include: ' ["https://user:${WORD:-hunter2}@example.com/x.git?token=hunter2"]',
      finding: 'warning COMPOSE_UNSUPPORTED web/compose.yaml:1:12',
      hint: 'copy',
    },
  ])(
    '$case: the source is incomplete, its other services count',
    async ({ include, more, finding, hint, also = [] }) => {
      const reading = await read(project(`include:${include}\n${own}\n`, more));
      expect(found(reading)).toEqual([finding, ...also, 'warning SOURCE_INCOMPLETE -:0:0'].sort());
      expect(reading.diagnostics.find(({ code }) => code.startsWith('COMPOSE_'))?.hint).toContain(hint);
      expect(reading.completeness).toBe('incomplete');
      expect(JSON.stringify(reading)).not.toContain('hunter2');
      expect(claimed(reading)).toEqual([`app.example.com ${A}`]);
    },
  );
});
