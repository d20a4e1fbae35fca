// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import { describe, expect, it } from 'vitest';
import { A, claimed, type Files, found, read } from './reading.ts';

const project = (text: string, more: Files = {}): Files => ({ 'web/compose.yaml': text, ...more });
const base = 'services:\n  base:\n    labels:\n      dns.host: base.example.com\n      dns.ttl: "60"\n';

describe('extends', () => {
  it.each<{ case: string; files: Files; claims: string[]; ttl?: number }>([
    {
      case: 'a service of the same file, as a text',
      files: project(`${base}  app: {extends: base, labels: {dns.host: app.example.com}}\n`),
      claims: [`app.example.com ${A}`, `base.example.com ${A}`],
      ttl: 60,
    },
    {
      case: 'a service of the same file, as a map, its labels as a list',
      files: project(`${base}  app: {extends: {service: base}, labels: [dns.host=app.example.com]}\n`),
      claims: [`app.example.com ${A}`, `base.example.com ${A}`],
      ttl: 60,
    },
    {
      case: 'a chain, the nearest over the farthest',
      files: project(
        'services:\n  a: {extends: b, labels: {dns.host: a.example.com}}\n  b: {extends: c, labels: {dns.ttl: "7", dns.host: x.example.com}}\n  c: {labels: {dns.ttl: "5", dns.priority: "1", dns.host: c.example.com}}\n',
      ),
      claims: [`a.example.com ${A}`, `c.example.com ${A}`, `x.example.com ${A}`],
      ttl: 7,
    },
    {
      case: 'another file, from the project directory',
      files: project('services: {app: {extends: {file: ../shared/base.yaml, service: base}}}', {
        'shared/base.yaml': base,
      }),
      claims: [`base.example.com ${A}`],
      ttl: 60,
    },
    {
      case: "inside an extended file, from that file's own directory",
      files: project('services: {app: {extends: {file: deep/one.yaml, service: one}}}', {
        'web/deep/one.yaml': 'services: {one: {extends: {file: two.yaml, service: base}, labels: {dns.ttl: "9"}}}',
        'web/deep/two.yaml': base,
      }),
      claims: [`base.example.com ${A}`],
      ttl: 9,
    },
    {
      case: 'a file and service that variables name',
      files: project('services: {app: {extends: {file: "${FILE}.yaml", service: "${SERVICE:-base}"}}}', {
        'web/x.yaml': base,
        'web/.env': 'FILE=x',
      }),
      claims: [`base.example.com ${A}`],
    },
    {
      case: 'what an override says of the base does not reach who extends it, as in Compose',
      files: project(`${base}  app: {extends: base, labels: {dns.host: app.example.com}}\n`, {
        'web/compose.override.yaml': 'services: {base: {labels: {dns.ttl: "1"}}}',
      }),
      claims: [`app.example.com ${A}`, `base.example.com ${A}`],
    },
    {
      case: '!reset removes what is extended',
      files: project(
        'services: {base: {labels: {dns.host: base.example.com}}, app: {extends: base, labels: {dns.host: !reset null}}}',
      ),
      claims: [`base.example.com ${A}`],
    },
    {
      case: '!override replaces what is extended',
      files: project(`${base}  app: {extends: base, labels: !override {dns.host: app.example.com}}\n`),
      claims: [`app.example.com ${A}`, `base.example.com ${A}`],
    },
    {
      case: 'what the base resets stays where it stands beside it',
      files: project('services: {app: {labels: {dns.host: app.example.com}}}', {
        'web/compose.override.yaml':
          'services: {app: {extends: base}, base: {extends: more, labels: {dns.host: !reset null}}, more: {labels: {dns.host: more.example.com}}}',
      }),
      claims: [`app.example.com ${A}`, `more.example.com ${A}`],
    },
    {
      case: 'the profiles of both count',
      files: project('services: {a: {profiles: [x], labels: {dns.host: a.example.com}}, b: {extends: a}}'),
      claims: [],
    },
  ])('$case', async ({ files, claims, ttl }) => {
    const reading = await read(files);
    expect(found(reading).filter((finding) => !finding.startsWith('info'))).toEqual([]);
    expect(claimed(reading)).toEqual(claims);
    expect(reading.completeness).toBe('complete');
    if (ttl !== undefined) expect(reading.claims[0]?.ttl).toBe(ttl);
  });

  it('keeps the place where a label is written, and names the service that uses it', async () => {
    const files = project('services: {app: {extends: {file: base.yaml, service: base}}}', {
      'web/base.yaml': `${base}      dns.oops: x\n`,
    });
    const reading = await read(files);
    expect(reading.claims[0]?.at?.()).toEqual({ file: 'web/base.yaml', line: 4, column: 7 });
    expect(reading.claims[0]?.origins).toEqual(['web/compose.yaml#app label dns.host']);
    expect(reading.diagnostics).toMatchObject([
      { code: 'LABEL_UNKNOWN_FIELD', file: 'web/base.yaml', line: 6, origin: 'web/compose.yaml#app label dns.oops' },
    ]);
    expect(reading.diagnostics[0]?.message).toContain('(service "app")');
  });

  const good = '  good: {labels: {dns.host: good.example.com}}\n';
  it.each<{ case: string; lines: string; more?: Files; finding: string; hint: string; also?: string[] }>([
    {
      case: 'a missing file',
      lines: '  app:\n    extends:\n      file: no.yaml\n      service: x\n',
      finding: 'error COMPOSE_EXTENDS web/compose.yaml:4:13',
      hint: 'web',
    },
    {
      case: 'a missing service',
      lines: '  app:\n    extends: none\n',
      finding: 'error COMPOSE_EXTENDS web/compose.yaml:3:14',
      hint: 'good',
    },
    {
      case: 'a service that the other file lacks',
      lines: '  app:\n    extends: {file: base.yaml, service: none}\n',
      more: { 'web/base.yaml': base },
      finding: 'error COMPOSE_EXTENDS web/compose.yaml:3:41',
      hint: 'it has base',
    },
    {
      case: 'itself',
      lines: '  app:\n    extends: app\n',
      finding: 'error COMPOSE_EXTENDS web/compose.yaml:3:5',
      hint: 'remove',
    },
    {
      case: 'a cycle',
      lines: '  app:\n    extends: two\n  two:\n    extends: app\n',
      finding: 'error COMPOSE_EXTENDS web/compose.yaml:3:5',
      hint: 'remove',
    },
    {
      case: 'a cycle across files',
      lines: '  app:\n    extends: {file: base.yaml, service: base}\n',
      more: { 'web/base.yaml': 'services: {base: {extends: {file: compose.yaml, service: app}}}' },
      finding: 'error COMPOSE_EXTENDS web/compose.yaml:3:5',
      hint: 'remove',
    },
    {
      case: 'no service named',
      lines: '  app:\n    extends: {file: base.yaml}\n',
      finding: 'error COMPOSE_EXTENDS web/compose.yaml:3:5',
      hint: 'service:',
    },
    {
      case: 'a variable that is not set',
      lines: '  app:\n    extends: {file: "${NOPE}/base.yaml", service: base}\n',
      finding: 'error COMPOSE_EXTENDS web/compose.yaml:3:5',
      hint: 'set it',
    },
    {
      case: 'a file from elsewhere',
      lines: '  app:\n    extends: {file: "https://example.com/x.git", service: base}\n',
      finding: 'warning COMPOSE_UNSUPPORTED web/compose.yaml:3:22',
      hint: 'copy',
    },
    {
      case: 'a file from elsewhere with a password',
      lines: '  app:\n    extends: {file: "https://user:hunter2@example.com/x.git", service: base}\n',
      finding: 'warning COMPOSE_UNSUPPORTED web/compose.yaml:3:22',
      hint: 'copy',
    },
    {
      case: 'a broken file',
      lines: '  app:\n    extends: {file: base.yaml, service: base}\n',
      more: { 'web/base.yaml': 'services:\n\tx:' },
      finding: 'error COMPOSE_EXTENDS web/compose.yaml:3:21',
      hint: 'web',
      also: ['error FILE_INVALID web/base.yaml:2:1'],
    },
  ])('$case: the service is not read, the source is incomplete', async ({ lines, more, finding, hint, also = [] }) => {
    const reading = await read(project(`services:\n${lines}${good}`, more));
    expect(found(reading)).toEqual([finding, ...also, 'warning SOURCE_INCOMPLETE -:0:0'].sort());
    const told = reading.diagnostics.find(({ code }) => code.startsWith('COMPOSE_'));
    expect(told?.hint).toContain(hint);
    expect(JSON.stringify(reading)).not.toContain('hunter2');
    expect(told?.origin).toBe('web/compose.yaml#app');
    expect(reading.completeness).toBe('incomplete');
    expect(reading.missing).toEqual(['web/compose.yaml#app']);
    expect(claimed(reading)).toEqual([`good.example.com ${A}`]);
  });

  it('of a service that could not be extended is told once', async () => {
    const reading = await read(project('services: {a: {extends: no}, b: {extends: a}, c: {extends: b}}'));
    expect(found(reading).filter((finding) => finding.includes('EXTENDS'))).toHaveLength(1);
    expect(claimed(reading)).toEqual([]);
  });
});
