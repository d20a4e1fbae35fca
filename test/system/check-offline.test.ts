import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { begin, type Workspace, workspace } from './cli.ts';

/** Sources and providers that all would need a network, or what is not set. */
const placeholder = (name: string) => `\${env:${name}}`;
const config = `version: 1
owner: homeserver
sources:
  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"] }
  - { name: elsewhere, type: docker, file: "${placeholder('NOBODY_SETS_THIS')}" }
providers:
  - name: home
    type: etcd
    endpoints: ["https://etcd.invalid:2379"]
    username: root
    password: "${placeholder('NOBODY_SETS_THIS_EITHER')}"
    zones: [lan.example.com]
  - { name: files, type: zonefile, zones: [example.net], directory: "${placeholder('NOR_THIS')}" }
`;
const files = {
  'dns-sync.yaml': config,
  'stacks/a/compose.yaml':
    'services: { web: { labels: { dns.host: app.lan.example.com, dns.target: x.example.net } } }\n',
  'stacks/b/compose.yaml': 'services: { web: { labels: { dns.host: app.example.net, dns.address: 10.0.0.400 } } }\n',
};
const environment = { DOCKER_HOST: 'tcp://docker.invalid:2375', HTTPS_PROXY: 'http://proxy.invalid:3128' };

/** The C library asks the name service cache for the user; that is no network, and not ours. */
const ofLibc = /AF_UNIX, SOCK|nscd/;

/** Runs check under strace: the network calls of all its threads and children. */
async function networkCalls({ folder }: Workspace, ...args: readonly string[]): Promise<string[]> {
  const [log, state] = [join(folder, '..', 'strace.log'), join(folder, '..', 'state')];
  const command = [process.execPath, join(inject('installed'), 'bin', 'run.js'), 'check', ...args];
  const traced = ['strace', '-f', '-qq', '-e', 'trace=socket,connect,bind,sendto,sendmsg', '-o', log, ...command];
  const { exit } = await begin(traced, folder, { PATH: process.env.PATH ?? '', XDG_STATE_HOME: state, ...environment })
    .ended;
  expect(exit).toBe(3);
  const lines = readFileSync(log, 'utf8').split('\n');
  return lines.filter((line) => /\b(?:socket|connect|bind|send\w+)\(/.test(line) && !ofLibc.test(line));
}

it.concurrent.each(['text', 'json', 'sarif', 'github'])(
  'check --format %s needs no network, no credentials and nothing that is set',
  async (format) => {
    const { exit, stdout, stderr } = await workspace(files).runWith(environment, 'check', '--format', format);
    expect({ exit, stderr }).toEqual({ exit: 3, stderr: '' });
    expect(stdout).toContain('a-syntax');
    expect(stdout).not.toContain('.invalid');
  },
);

it.each(['text', 'json', 'sarif', 'github'])('check --format %s talks to nobody', async (format) => {
  expect(await networkCalls(workspace(files), '--format', format)).toEqual([]);
});
