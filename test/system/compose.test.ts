import { describe, expect, it } from 'vitest';
import { type Workspace, workspace } from './cli.ts';

const files = {
  'dns-sync.yaml': `version: 1
owner: homeserver
defaults: { ipv4: 192.168.1.10 }
sources:
  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"], profiles: [prod] }
providers:
  - name: home
    type: zonefile
    zones: [example.com]
    directory: zones
    soa: { mname: ns.example.net, rname: hostmaster.example.net }
    ns: [ns.example.net]
`,
  'stacks/web/compose.yaml': `include:
  - ../../shared/db.yaml
services:
  app:
    extends: { file: ../../shared/base.yaml, service: base }
    profiles: [prod]
    label_file: app.labels
`,
  'stacks/web/app.labels': '# of the app\ndns.host=app.example.com\n',
  'stacks/web/.env': 'DB=db\n',
  'shared/base.yaml': 'services:\n  base:\n    labels:\n      dns.ttl: "300"\n',
  'shared/db.yaml': 'services:\n  db:\n    labels:\n      - dns.host=$DB.example.com\n',
};

interface Plan {
  readonly changes: readonly {
    readonly action: string;
    readonly name: string;
    readonly after: { readonly ttl: number; readonly values: readonly string[] } | null;
    readonly origins: readonly string[];
  }[];
  readonly held: readonly { readonly name: string; readonly reason: string }[];
  readonly diagnostics: readonly {
    readonly code: string;
    readonly file?: string;
    readonly line?: number;
    readonly column?: number;
    readonly message: string;
  }[];
}

async function planOf(place: Workspace, exit = 0): Promise<Plan> {
  const outcome = await place.run('plan', '--json');
  expect(outcome.exit, outcome.stderr).toBe(exit);
  return JSON.parse(outcome.stdout) as Plan;
}

/** A workspace whose records stand. */
async function applied(): Promise<Workspace> {
  const place = workspace(files);
  expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 0 });
  expect(await place.run('plan', '--detailed-exitcode')).toMatchObject({ exit: 0 });
  return place;
}

describe('a plan over compose files', () => {
  it.concurrent('has what extends, include and label_file bring in, under the project and its service', async () => {
    const { changes } = await planOf(workspace(files));
    expect(changes.map(({ action, name, after, origins }) => [action, name, after?.ttl, origins])).toEqual([
      ['create', 'app.example.com', 300, ['stacks/web/compose.yaml#app label dns.host']],
      ['create', 'db.example.com', 300, ['stacks/web/compose.yaml#db label dns.host']],
    ]);
  });

  it.concurrent('shows what a changed file changes, and its mistakes where they are written', async () => {
    const place = await applied();
    place.write({
      'shared/base.yaml': 'services:\n  base:\n    labels:\n      dns.ttl: "60"\n      dns.hots: x\n',
      'stacks/web/app.labels': 'dns.oops=1\ndns.host=app.example.com\n',
    });
    const { changes, diagnostics } = await planOf(place);
    expect(changes.map(({ action, name, after }) => [action, name, after?.ttl])).toEqual([
      ['update', 'app.example.com', 60],
    ]);
    const placed = diagnostics.filter(({ code }) => code === 'LABEL_UNKNOWN_FIELD');
    expect(placed.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      'shared/base.yaml:5:7',
      'stacks/web/app.labels:1:1',
    ]);
    for (const { message } of placed) expect(message).toContain('(service "app")');
    const text = await place.run('plan');
    expect(text.stdout).toContain('shared/base.yaml:5:7 warning LABEL_UNKNOWN_FIELD');
    const check = await place.run('check', '--format', 'json');
    expect(JSON.parse(check.stdout)).toMatchObject({ diagnostics: placed });
  });

  it.concurrent('reads deploy.labels with swarm: true, and tells of labels that are not read', async () => {
    const place = workspace({
      'dns-sync.yaml': files['dns-sync.yaml'].replace('profiles: [prod]', 'swarm: true'),
      'stacks/web/compose.yaml':
        'services:\n  app:\n    deploy: { labels: { dns.host: app.example.com } }\n    labels: [dns.host=old.example.com]\n',
    });
    const { changes, diagnostics } = await planOf(place);
    expect(changes.map(({ name }) => name)).toEqual(['app.example.com']);
    expect(diagnostics.find(({ code }) => code === 'LABEL_NOT_ON_CONTAINER')).toMatchObject({ line: 4, column: 14 });
  });

  it.concurrent.each([
    ['an extended file', 'shared/base.yaml', 'COMPOSE_EXTENDS', 'stacks/web/compose.yaml:5:22'],
    ['an included file', 'shared/db.yaml', 'COMPOSE_INCLUDE', 'stacks/web/compose.yaml:2:5'],
    ['a label file', 'stacks/web/app.labels', 'COMPOSE_LABEL_FILE', 'stacks/web/compose.yaml:7:17'],
  ])('deletes nothing when %s is gone', async (_, path, code, where) => {
    const place = await applied();
    place.remove(path);
    const { changes, held, diagnostics } = await planOf(place, 3);
    expect(changes).toEqual([]);
    expect(held.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
      'app.example.com source-incomplete',
      'db.example.com source-incomplete',
    ]);
    const told = diagnostics.find((one) => one.code === code);
    expect(`${told?.file}:${told?.line}:${told?.column}`).toBe(where);
    expect(await place.run('apply', '--auto-approve')).toMatchObject({ exit: 3 });
  });
});
