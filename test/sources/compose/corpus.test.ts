import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processLookup, readEnvironment } from '../../../src/sources/compose/environment.ts';
import { defaultEnvFile } from '../../../src/sources/compose/include.ts';
import { beginLoading } from '../../../src/sources/compose/loading.ts';
import { loadProject } from '../../../src/sources/compose/project.ts';
import type { Collected } from '../../../src/sources/compose/project-reading.ts';
import { readText } from '../../../src/sources/compose/read-text.ts';
import { labelsOfBothPlaces } from '../../../src/sources/compose/service.ts';
import { whyIdle } from '../../../src/sources/compose/service-findings.ts';
import { labelRules } from '../../../src/sources/labels/table.ts';

/** `expected.json` of a project: how it is read, and the labels of each service that its profiles leave. */
interface Expected {
  /** Absent: the file of a usual name and its override. */
  readonly files?: readonly string[];
  readonly profiles?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The labels below are those of `deploy`. */
  readonly swarm?: boolean;
  readonly labels: Labels;
}
type Labels = Readonly<Record<string, Readonly<Record<string, string>>>>;

const corpus = join(import.meta.dirname, 'corpus');
const projects = readdirSync(corpus).sort();
const expectedOf = (name: string): Expected =>
  JSON.parse(readFileSync(join(corpus, name, 'expected.json'), 'utf8')) as Expected;

const usual = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrides = usual.map((name) => name.replace('.y', '.override.y'));

/** The labels that dns-sync sees in a project of the corpus, by service. */
async function labelsIn(name: string, expected: Expected): Promise<Labels> {
  const folder = join(corpus, name);
  const there = (names: readonly string[]) => names.filter((file) => existsSync(join(folder, file))).slice(0, 1);
  const files = expected.files ?? [...there(usual), ...there(overrides)];
  const [first = '', ...rest] = files.map((file) => join(folder, file));
  const directory = join(first, '..');
  const loading = beginLoading((path) => path.replace(`${folder}/`, ''), readText);
  const said = processLookup({ env: expected.env ?? {}, process: {} });
  const envFile = { path: defaultEnvFile(directory), shown: '.env', optional: true };
  const environment = await readEnvironment([envFile], said, loading.readText);
  if (!environment.ok) throw new Error(environment.why);
  const { profiles } = expected;
  const project = { paths: [first, ...rest] as const, folder: directory, lookup: environment.lookup };
  const subject = { source: 's', addressing: 'host' as const, host: {}, providers: [], requireEnable: false };
  const settings = { subject, rules: labelRules({}), swarm: expected.swarm ?? false };
  const loaded = await loadProject({ ...project, ...(profiles === undefined ? {} : { profiles }) }, settings, loading);
  const out: Collected = { ...loading, size: 0, claims: [], doubts: [] };
  const labels: Record<string, Record<string, string>> = {};
  for (const service of loaded?.services ?? []) {
    if (/profiles/.test(whyIdle(service.stack, loaded?.context.active ?? new Set()) ?? '')) continue;
    const both = labelsOfBothPlaces(service, true, loaded?.context ?? fail(), out);
    const { labels: list } = (expected.swarm ? both?.onService : both?.onContainer) ?? fail();
    expect(list.filter(({ problem }) => problem !== undefined)).toEqual([]);
    labels[service.name] = Object.fromEntries(list.map(({ key, value }) => [key, value]));
  }
  expect(out.diagnostics).toEqual([]);
  return labels;
}

function fail(): never {
  throw new Error('the project cannot be read');
}

/** The major version whose merging the corpus was written for; what is built from its sources calls itself `dev`. */
const major = 5;

/** A command that is Docker Compose, or undefined. */
function findCompose(): readonly [string, ...string[]] | undefined {
  const candidates = [['docker', 'compose'], ['docker-compose']] as const;
  return candidates.find(([command, ...args]) => {
    try {
      const version = String(execFileSync(command, [...args, 'version', '--short'], { stdio: 'pipe' })).trim();
      return version === 'dev' || Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0) >= major;
    } catch {
      return false;
    }
  });
}

const undoubled = (text: string) => text.replaceAll('$$', '$');

/** The labels that Docker Compose itself sees. It doubles dollars, so that what it writes can be read again. */
function labelsOfCompose([command, ...args]: readonly [string, ...string[]], name: string, expected: Expected): Labels {
  const { files = [], profiles = [], env = {}, swarm = false } = expected;
  const options = [...files.flatMap((file) => ['-f', file]), ...profiles.flatMap((profile) => ['--profile', profile])];
  const { PATH = '', HOME = '' } = process.env;
  const text = execFileSync(command, [...args, ...options, 'config', '--format', 'json'], {
    cwd: join(corpus, name),
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  type Config = { services: Record<string, { labels?: Labels[string]; deploy?: { labels?: Labels[string] } }> };
  const { services } = JSON.parse(String(text)) as Config;
  return Object.fromEntries(
    Object.entries(services).map(([service, { labels = {}, deploy = {} }]) => [
      service,
      Object.fromEntries(
        Object.entries(swarm ? (deploy.labels ?? {}) : labels).map(([key, value]) => [
          undoubled(key),
          undoubled(value),
        ]),
      ),
    ]),
  );
}

const compose = findCompose();
if (compose === undefined) {
  console.warn(
    `Docker Compose ${major} or later is not installed, so the corpus is checked against expected.json only. To check ` +
      'it against the tool, install the plugin "docker compose" (docker-compose-plugin from download.docker.com), or put ' +
      'docker-compose on the PATH.',
  );
}

describe('the labels of projects as people write them', () => {
  it('are of at least 25 projects', () => {
    expect(projects.length).toBeGreaterThanOrEqual(25);
  });

  it.each(projects)('%s: what dns-sync reads', async (name) => {
    const expected = expectedOf(name);
    expect(await labelsIn(name, expected)).toEqual(expected.labels);
  });

  it.each(compose === undefined ? [] : projects)('%s: what Docker Compose reads', (name) => {
    const expected = expectedOf(name);
    expect(labelsOfCompose(compose ?? fail(), name, expected)).toEqual(expected.labels);
  });
});
