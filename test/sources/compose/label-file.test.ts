// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import { describe, expect, it } from 'vitest';
import { A, app, claimed, type Files, found, held, read } from './reading.ts';

describe('label_file', () => {
  it.each<{ case: string; files: Files; claims: string[]; ttl?: number }>([
    {
      case: 'a text',
      files: { ...app('label_file: x.labels'), 'web/x.labels': 'dns.host=x.example.com\n' },
      claims: [`x.example.com ${A}`],
    },
    {
      case: 'a list, the last file over the first',
      files: {
        ...app('label_file: [a.labels, sub/b.labels]'),
        'web/a.labels': 'dns.host=a.example.com\ndns.ttl=5',
        'web/sub/b.labels': '# the other\ndns.host: "b.example.com"',
      },
      claims: [`b.example.com ${A}`],
      ttl: 5,
    },
    {
      case: 'beneath labels',
      files: {
        ...app('label_file: x.labels', 'labels: {dns.host: own.example.com}'),
        'web/x.labels': 'dns.host=x.example.com\ndns.ttl=7\n',
      },
      claims: [`own.example.com ${A}`],
      ttl: 7,
    },
    {
      case: 'labels of earlier files as variables',
      files: {
        ...app('label_file: [a.labels, b.labels]'),
        'web/a.labels': 'zone=example.com',
        'web/b.labels': 'dns.host=b.${zone}',
      },
      claims: [`b.example.com ${A}`],
    },
    {
      case: 'of a service that an override adds to, both files',
      files: {
        ...app('label_file: a.labels'),
        'web/compose.override.yaml': 'services: {app: {label_file: b.labels}}',
        'web/a.labels': 'dns.host=a.example.com',
        'web/b.labels': 'dns.ttl=9',
      },
      claims: [`a.example.com ${A}`],
      ttl: 9,
    },
    {
      case: 'of an extended service, from the folder of its file',
      files: {
        ...app('extends: {file: ../base/base.yaml, service: base}'),
        'base/base.yaml': 'services: {base: {label_file: base.labels}}',
        'base/base.labels': 'dns.host=base.example.com',
      },
      claims: [`base.example.com ${A}`],
    },
    {
      case: 'with nothing below it',
      files: app('label_file:', 'labels: {dns.host: own.example.com}'),
      claims: [`own.example.com ${A}`],
    },
    {
      case: 'not there, of a service that does not run',
      files: app('label_file: no.labels', 'profiles: [never]', 'labels: {other: x}'),
      claims: [],
    },
  ])('$case', async ({ files, claims, ttl }) => {
    const reading = await read(files);
    expect(found(reading)).toEqual([]);
    expect(claimed(reading)).toEqual(claims);
    if (ttl !== undefined) expect(reading.claims[0]?.ttl).toBe(ttl);
  });

  it('has its own places', async () => {
    const reading = await read({
      ...app('label_file: x.labels'),
      'web/x.labels': '# ours\n  dns.host = x.example.com\r\ndns.oops=1\n',
    });
    expect(reading.claims[0]?.at?.()).toEqual({ file: 'web/x.labels', line: 2, column: 3 });
    expect(found(reading)).toEqual(['warning LABEL_UNKNOWN_FIELD web/x.labels:3:1']);
    expect(reading.claims[0]?.origins).toEqual(['web/compose.yaml#app label dns.host']);
  });

  it('with a variable that is not set holds the service', async () => {
    const reading = await read({ ...app('label_file: x.labels'), 'web/x.labels': 'dns.host=$NOPE.example.com' });
    expect(found(reading)).toEqual(['error COMPOSE_VARIABLE_UNSET web/x.labels:1:1']);
    expect(held(reading)).toContain('web/compose.yaml#app ');
    expect(claimed(reading)).toEqual([]);
  });

  it.each<{ case: string; line: string; more?: Files; message: string; column: number }>([
    { case: 'that is not there', line: 'label_file: no.labels', message: 'does not exist', column: 17 },
    {
      case: 'that is no such file',
      line: 'label_file: [x.labels]',
      more: { 'web/x.labels': 'A=1\nb c=2' },
      message: 'web/x.labels:2:1',
      column: 18,
    },
    {
      case: 'that is no text',
      line: 'label_file: x.labels',
      more: { 'web/x.labels': Buffer.from('a=\xff', 'latin1') },
      message: 'no UTF-8',
      column: 17,
    },
    { case: 'in a map', line: 'label_file: {path: x.labels}', message: 'no path', column: 17 },
    { case: 'in a map of a list', line: 'label_file: [x.labels, {path: y.labels}]', message: 'no path', column: 28 },
    { case: 'left out in a list', line: 'label_file: [x.labels, ~]', message: 'no path', column: 28 },
    { case: 'with a brace that is not closed', line: 'label_file: "${X"', message: 'no path', column: 18 },
    { case: 'named by a variable that is not set', line: 'label_file: $NOPE', message: 'NOPE', column: 17 },
  ])('$case: the service is not read, the source is incomplete', async ({ line, more = {}, message, column }) => {
    const good = { 'good/compose.yaml': 'services: {a: {labels: {dns.host: good.example.com}}}' };
    const reading = await read({ ...app(line, 'labels: {dns.host: app.example.com}'), ...more, ...good });
    expect(found(reading)).toEqual([
      `error COMPOSE_LABEL_FILE web/compose.yaml:3:${column}`,
      'warning SOURCE_INCOMPLETE -:0:0',
    ]);
    expect(reading.diagnostics[0]?.message).toContain(message);
    expect(reading.diagnostics[0]?.message).toContain('(service "app")');
    expect(reading.missing).toEqual(['web/compose.yaml#app']);
    expect(claimed(reading)).toEqual([`good.example.com ${A}`]);
  });
});
