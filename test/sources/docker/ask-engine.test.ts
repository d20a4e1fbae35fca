import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { askEngine, type Question } from '../../../src/sources/docker/ask-engine.ts';
import { dialDaemon } from '../../../src/sources/docker/connection.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

interface Script {
  readonly version?: string | null;
  readonly info?: unknown;
  readonly containers?: string;
  /** Answers to other lists, by their last word. */
  readonly lists?: Readonly<Record<string, string>>;
}

/** An engine that says what it is told to, and remembers what it was asked. */
async function engineOf({ version = '1.41', info = {}, containers = '[]', lists = {} }: Script) {
  const folder = mkdtempSync(join(tmpdir(), 'dns-sync-engine-'));
  const path = join(folder, 's');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { url = '' } = request;
    asked.push(`${request.method} ${url}`);
    if (version !== null) response.setHeader('Api-Version', version);
    if (url === '/_ping') response.end('OK');
    else if (url.endsWith('/info')) response.end(JSON.stringify(info));
    else if (url.includes('/containers/')) response.end(containers);
    else response.end(lists[url.replace(/\?.*|^.*\//g, '')] ?? '[]');
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  cleanups.push(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    asked,
    ask: (question: Partial<Question> = {}) =>
      askEngine(
        dialDaemon({ kind: 'unix', path }, undefined),
        { all: false, swarm: 'auto', ...question },
        new AbortController().signal,
      ),
  };
}

const manager = { Swarm: { ControlAvailable: true, LocalNodeState: 'active' } };

describe('askEngine', () => {
  it.each<{ case: string; info: unknown; role: string }>([
    { case: 'a manager', info: manager, role: 'manager' },
    { case: 'a worker', info: { Swarm: { ControlAvailable: false, LocalNodeState: 'active' } }, role: 'worker' },
    { case: 'in no swarm', info: { Swarm: { ControlAvailable: false, LocalNodeState: 'inactive' } }, role: 'none' },
    { case: 'an engine that knows no swarms', info: { ServerVersion: '1' }, role: 'none' },
  ])('knows $case', async ({ info, role }) => {
    const { ask } = await engineOf({ info });
    expect(await ask()).toMatchObject({ ok: true, role, missing: [] });
  });

  it.each([
    ['locked', 'unlock it there: docker swarm unlock'],
    ['pending', 'see docker info there'],
    ['error', 'see docker info there'],
  ])('cannot tell what a node is whose state is "%s"', async (state, hint) => {
    const { ask } = await engineOf({ info: { Swarm: { ControlAvailable: false, LocalNodeState: state } } });
    expect(await ask()).toMatchObject({
      ok: true,
      role: 'unknown',
      missing: [{ why: expect.stringContaining(state), hint }],
    });
  });

  it.each([
    { theirs: '1.41', version: '1.41' },
    { theirs: '1.24', version: '1.24' },
    { theirs: '1.99', version: '1.47' },
    { theirs: '2.0', version: '1.47' },
    { theirs: null, version: '1.24' },
  ])('speaks $version with an engine that says $theirs', async ({ theirs, version }) => {
    const { ask, asked } = await engineOf({ version: theirs });
    await ask();
    expect(asked[0]).toBe('GET /_ping');
    expect(asked.slice(1).sort()).toEqual([`GET /v${version}/containers/json`, `GET /v${version}/info`]);
  });

  it.each(['1.23', '0.9', 'none', ''])('refuses the version "%s"', async (version) => {
    const { ask } = await engineOf({ version });
    expect(await ask()).toMatchObject({ ok: false, tooOld: true });
  });

  it('asks for containers in every state only where they count', async () => {
    const { ask, asked } = await engineOf({});
    await ask({ all: true, swarm: 'containers' });
    expect(asked).toEqual(['GET /_ping', 'GET /v1.41/containers/json?all=1']);
  });

  it.each(['', '{', 'null', '{"message":"x"}', '[1'])('takes no list from "%s"', async (containers) => {
    const { ask } = await engineOf({ containers });
    expect(await ask()).toMatchObject({ ok: false, why: expect.stringContaining('GET /containers/json') });
  });

  it.each([
    ['services', '{}'],
    ['tasks', '[null]'],
    ['tasks', '["a"]'],
    ['networks', '[null]'],
  ])('misses the %s where they are %s', async (list, text) => {
    const { ask } = await engineOf({ info: manager, lists: { [list]: text } });
    expect(await ask()).toMatchObject({ ok: true, missing: [{ what: `Swarm ${list}` }] });
  });
});

describe('examples/docker-socket-proxy', () => {
  const config = readFileSync(join(import.meta.dirname, '../../../examples/docker-socket-proxy/haproxy.cfg'), 'utf8');
  const patterns = [...config.matchAll(/^ {2}acl needed path_reg (\S+)$/gm)].map(([, text = '']) => new RegExp(text));
  const passes = (request: string): boolean => {
    const [method, path = ''] = request.replace(/\?.*/, '').split(' ');
    return method === 'GET' && patterns.some((pattern) => pattern.test(path));
  };

  it('lets through what is asked of a manager', async () => {
    const { ask, asked } = await engineOf({ info: manager });
    await ask({ all: true });
    expect(asked).toHaveLength(6);
    expect(asked.filter((request) => !passes(request))).toEqual([]);
  });

  it.each([
    'POST /v1.41/containers/create',
    'GET /v1.41/containers/abc/json',
    'GET /v1.41/containers/abc/archive',
    'GET /v1.41/containers/json/../abc/logs',
    'GET /v1.41/secrets',
    'GET /v1.41/services/abc',
    'GET /v1.41/images/json',
    'HEAD /v1.41/info',
  ])('refuses %s', (request) => expect(passes(request)).toBe(false));
});
