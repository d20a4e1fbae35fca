import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesInTime } from '../../../src/sources/docker/fault.ts';
import { type DaemonSettings, findDaemon } from '../../../src/sources/docker/find-daemon.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'dns-sync-find-'));
  for (const name of ['ca', 'cert', 'key']) {
    write(`${name}.pem`, `own ${name}`);
    write(`.docker/${name}.pem`, `docker's ${name}`);
    write(`certs/${name}.pem`, `other ${name}`);
  }
  context('plain', { Host: 'unix:///run/plain.sock' });
  context('lab', { Host: 'tcp://lab:2376' }, ['ca', 'cert', 'key']);
  context('trusting', { Host: 'tcp://lab:2376', SkipTLSVerify: true });
  context('empty', {});
  write(`.docker/contexts/meta/${idOf('broken')}/meta.json`, '{');
  write('pipes/note', 'what follows are pipes nobody writes to');
  write(`.docker/contexts/meta/${idOf('stuck')}/note`, '');
  pipe('pipes/key.pem');
  pipe(`.docker/contexts/meta/${idOf('stuck')}/meta.json`);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function pipe(path: string): void {
  execFileSync('mkfifo', [join(root, path)]);
}

function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

function context(name: string, docker: object, certificates: readonly string[] = []): void {
  write(`.docker/contexts/meta/${idOf(name)}/meta.json`, JSON.stringify({ Name: name, Endpoints: { docker } }));
  for (const one of certificates) write(`.docker/contexts/tls/${idOf(name)}/docker/${one}.pem`, `${name} ${one}`);
}

const find = (settings: DaemonSettings, environment: Readonly<Record<string, string>> = {}) =>
  findDaemon(settings, { root, environment: { HOME: root, ...environment } });

const unix = (path: string) => ({ kind: 'unix', path });
const lab = { kind: 'tcp', host: 'lab', port: 2376 };
const pem = (whose: string) => ({ ca: `${whose} ca`, cert: `${whose} cert`, key: `${whose} key` });

describe('findDaemon', () => {
  it.each<{
    case: string;
    settings: DaemonSettings;
    environment?: Record<string, string>;
    address: object;
    tls?: object;
  }>([
    { case: 'the usual socket', settings: {}, address: unix('/var/run/docker.sock') },
    {
      case: 'DOCKER_HOST',
      settings: {},
      environment: { DOCKER_HOST: 'unix:///run/other.sock' },
      address: unix('/run/other.sock'),
    },
    {
      case: 'DOCKER_HOST without TLS, whatever certificates there are',
      settings: {},
      environment: { DOCKER_HOST: 'tcp://lab:2376' },
      address: lab,
    },
    {
      case: 'DOCKER_HOST with DOCKER_TLS_VERIFY',
      settings: {},
      environment: { DOCKER_HOST: 'tcp://lab:2376', DOCKER_TLS_VERIFY: '1' },
      address: lab,
      tls: { ...pem("docker's"), verify: true },
    },
    {
      case: 'a host of the configuration before DOCKER_HOST',
      settings: { host: 'tcp://lab:2376', tls: { ca: 'ca.pem', serverName: 'lab.test' } },
      environment: { DOCKER_HOST: 'unix:///run/other.sock', DOCKER_TLS_VERIFY: '1' },
      address: lab,
      tls: { ca: 'own ca', serverName: 'lab.test', verify: true },
    },
    { case: 'a context', settings: { context: 'plain' }, address: unix('/run/plain.sock') },
    {
      case: 'a context with certificates',
      settings: { context: 'lab' },
      address: lab,
      tls: { ...pem('lab'), verify: true },
    },
    {
      case: 'a context that verifies nothing',
      settings: { context: 'trusting' },
      address: lab,
      tls: { verify: false },
    },
    {
      case: 'the context "default", which is none',
      settings: { context: 'default' },
      environment: { DOCKER_HOST: 'unix:///run/other.sock' },
      address: unix('/run/other.sock'),
    },
  ])('$case', async ({ settings, environment, address, tls }) => {
    const found = await find(settings, environment);
    expect(found).toMatchObject({ ok: true, daemon: { address } });
    expect(found.ok ? found.daemon.tls : 'none').toEqual(tls);
  });

  it('takes the certificates of DOCKER_CERT_PATH', async () => {
    const environment = { DOCKER_HOST: 'tcp://lab', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(root, 'certs') };
    expect(await find({}, environment)).toMatchObject({ daemon: { tls: pem('other') } });
  });

  it.each<{ case: string; settings: DaemonSettings; environment?: Record<string, string>; why: RegExp }>([
    { case: 'an unknown context', settings: { context: 'lap' }, why: /there is no docker context "lap"/ },
    { case: 'a context without a daemon', settings: { context: 'empty' }, why: /names no daemon/ },
    { case: 'a broken context', settings: { context: 'broken' }, why: /names no daemon/ },
    {
      case: 'a bad variable',
      settings: {},
      environment: { DOCKER_HOST: 'ftp://lab' },
      why: /^the variable DOCKER_HOST: /,
    },
    {
      case: 'a missing file',
      settings: { host: 'tcp://lab', tls: { ca: 'nowhere.pem' } },
      why: /^the TLS file "ca": .*nowhere\.pem does not exist$/,
    },
    {
      case: 'a pipe in the place of a file',
      settings: { host: 'tcp://lab', tls: { ca: 'ca.pem', key: 'pipes/key.pem' } },
      why: /^the TLS file "key": .*key\.pem is no regular file$/,
    },
    {
      case: 'a context that is a pipe',
      settings: { context: 'stuck' },
      why: /^the docker context "stuck": .*meta\.json is no regular file$/,
    },
  ])('$case is a fault', async ({ settings, environment, why }) => {
    const found = await find(settings, environment);
    expect(found.ok ? 'found' : found.why).toMatch(why);
  });

  it('lists the contexts there are, less those that cannot be read', async () => {
    const found = await find({ context: 'lap' });
    expect(found.ok ? 'found' : found.hint).toBe('there are empty, lab, plain, trusting; docker context ls shows them');
  });
});

describe('filesInTime', () => {
  const late = Object.assign(new Error('no answer within 1 s'), { code: 'ETIMELIMIT' });
  const hung = () => new Promise<never>(() => undefined);

  it('gives what was read', async () => {
    expect(await filesInTime(Promise.resolve('text'), new AbortController().signal)).toBe('text');
  });

  it.each<{ case: string; abort: (controller: AbortController) => void }>([
    { case: 'before', abort: (controller) => controller.abort(late) },
    { case: 'meanwhile', abort: (controller) => queueMicrotask(() => controller.abort(late)) },
  ])('gives up files on a drive that hangs: the time is up $case', async ({ abort }) => {
    const controller = new AbortController();
    abort(controller);
    expect(await filesInTime(hung(), controller.signal)).toEqual({
      ok: false,
      why: 'no answer within 1 s',
      hint: 'see whether the drive hangs that holds its TLS, ssh or docker context files',
    });
  });
});
