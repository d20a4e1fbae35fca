import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { explainProject, questionOf } from '../../src/workflows/explain-project.ts';
import { openProject } from '../../src/workflows/project.ts';
import { folderWith } from '../support/folder-with.ts';
import { surroundingsIn } from './surroundings.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

const web = (State: string) => ({ Id: 'a1', Names: ['/web'], Created: 1, State, Labels: { caddy: 'app.example.com' } });

/** An engine with a container `web` that is stopped; remembers what it was asked. */
async function startEngine(): Promise<{ readonly host: string; readonly asked: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'dns-sync-engine-'));
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.setHeader('Api-Version', '1.41');
    if (url === '/_ping') response.end('OK');
    else if (url.endsWith('/info')) response.end('{}');
    else response.end(JSON.stringify(url.endsWith('?all=1') ? [web('exited')] : []));
  });
  const path = join(folder, 's');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  cleanups.push(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { host: `unix://${path}`, asked };
}

/** Explains app.example.com with these sources; `%` stands for the engine. */
async function explained(sources: readonly string[], host: string) {
  const lines = sources.map((source) => `  - { ${source.replace('%', `type: docker, host: "${host}"`)} }\n`).join('');
  const config = `version: 1
owner: homeserver
defaults: { ipv4: 192.168.1.10 }
sources:
${lines}providers:
  - { name: lan, type: zonefile, zones: [example.com], directory: zones }
`;
  const project = await openProject(surroundingsIn(folderWith({ 'dns-sync.yaml': config })));
  const { explanation } = await explainProject(
    project,
    questionOf({ name: 'app.example.com', container: undefined, label: undefined }),
    {
      hold: false,
      allow: {},
      adopt: [],
      only: [],
      provider: [],
      locked: { live: false, named: [] },
      offline: true,
    },
  );
  return explanation.names.flatMap(({ claims, nearby }) => [...claims, ...nearby]);
}

const round = ['/_ping', '/v1.41/containers/json', '/v1.41/info'];
const allRound = ['/_ping', '/v1.41/containers/json?all=1', '/v1.41/info'];

describe('explain asks an engine', () => {
  it.each<[string, readonly string[], readonly string[], object]>([
    [
      'twice for a name that nobody claims: what runs, then all',
      ['name: home, %'],
      [...round, ...allRound],
      { kind: 'not-enabled', message: expect.stringContaining('it is exited') },
    ],
    [
      'once where all is asked for in the first place',
      ['name: home, %, states: [running, exited]'],
      allRound,
      { kind: 'not-enabled' },
    ],
    [
      'once for a name that is claimed',
      ['name: home, %, states: [running, exited], labels: [caddy]'],
      allRound,
      { source: 'home', value: '192.168.1.10' },
    ],
    [
      'twice for two sources that read the same',
      ['name: home, %', 'name: too, %, labels: [caddy]'],
      [...round, ...allRound],
      { kind: 'not-enabled' },
    ],
  ])('%s', async (_what, sources, expected, first) => {
    const { host, asked } = await startEngine();
    expect((await explained(sources, host))[0]).toMatchObject(first);
    expect(asked.sort()).toEqual([...expected].sort());
  });
});
