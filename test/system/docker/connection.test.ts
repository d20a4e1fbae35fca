import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../../src/sources/docker/known-hosts.ts';
import { type Certificates, makeCertificates, serverName } from '../../servers/certificates.ts';
import { type DockerEngine, startDocker } from '../../servers/docker.ts';
import { freePorts } from '../../servers/etcd.ts';
import { makeSshKey, type SshServer, startSshAgent, startSshServer } from '../../servers/ssh-server.ts';
import { startTcpProxy } from '../../servers/tcp-proxy.ts';
import { until, workspace } from '../cli.ts';
import { claimed, complaint, readDocker } from './reading.ts';

let folder: string;
let engine: DockerEngine;
let certificates: Certificates;
let port: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dns-sync-connection-'));
  certificates = makeCertificates(join(folder, 'tls'));
  [port = 0] = await freePorts(1);
  const { ca, server } = certificates;
  const verified = ['--tlsverify', '--tlscacert', ca, '--tlscert', server.cert, '--tlskey', server.key];
  engine = await startDocker(['--host', `tcp://127.0.0.1:${port}`, ...verified], false);
  await engine.run('web', { 'dns.host': 'web.example.com' }, { HostConfig: { NetworkMode: 'none' } });
}, 120_000);
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

const claims = ['web.example.com A 192.168.1.10'];

/** A file below the test's folder; its path. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe('live docker: tcp with TLS', () => {
  const host = () => `tcp://127.0.0.1:${port}`;
  const tls = () => ({ ca: certificates.ca, ...certificates.client, serverName });

  it('answers whoever has a certificate, and knows the daemon', async () => {
    expect(claimed(await readDocker({ host: host(), tls: tls() }))).toEqual(claims);
  });

  it.each<{ case: string; settings: () => object; says: RegExp }>([
    { case: 'no TLS', settings: () => ({}), says: /refused with 400: Client sent an HTTP request to an HTTPS server/ },
    { case: 'another name', settings: () => ({ tls: { ...tls(), serverName: 'x.test' } }), says: /TLS: .*altnames/ },
    { case: 'an unknown authority', settings: () => ({ tls: { serverName } }), says: /TLS: .*certificate/ },
    {
      case: 'no certificate of ours',
      settings: () => ({ tls: { ca: certificates.ca, serverName } }),
      says: /could not be read/,
    },
    {
      case: 'a certificate of a stranger',
      settings: () => ({ tls: { ...tls(), ...certificates.stranger } }),
      says: /could not be read/,
    },
    {
      case: 'a file that is not there',
      settings: () => ({ tls: { ...tls(), key: '/nowhere.key' } }),
      says: /the TLS file "key": \/nowhere\.key does not exist/,
    },
  ])('fails with $case', async ({ settings, says }) => {
    const reading = await readDocker({ host: host(), ...settings() });
    expect(reading).toMatchObject({ claims: [], completeness: 'failed' });
    expect(complaint(reading)).toMatch(says);
  });

  it('is part of the built command line', async () => {
    const { run, write } = workspace({});
    const config = (cert: string) =>
      [
        'version: 1',
        'owner: test',
        'defaults: { ipv4: 192.168.1.10 }',
        `sources: [{ name: home, type: docker, host: "${host()}", tls: ${JSON.stringify({ ...tls(), cert })} }]`,
        'providers: [{ name: files, type: zonefile, zones: [example.com], directory: zones }]',
        '',
      ].join('\n');
    write({ 'dns-sync.yaml': config(tls().cert) });
    expect((await run('plan')).stdout).toContain('+ web.example.com  A  300    192.168.1.10  ← docker:home/web');
    write({ 'dns-sync.yaml': config('gone.pem') });
    const failed = await run('plan');
    expect(failed).toMatchObject({ exit: 4 });
    expect(failed.stdout.replace(/\s+/g, ' ')).toMatch(/the TLS file "cert": \S*gone\.pem does not exist/);
  });

  it('is never complete when the connection is cut, wherever that happens', async () => {
    const proxy = await startTcpProxy(port);
    try {
      const seen = new Set<string>();
      for (let bytes = 0; !seen.has('complete'); bytes += 400) {
        proxy.breakAfter(bytes);
        const { completeness, claims: found } = await readDocker({ host: `tcp://127.0.0.1:${proxy.port}`, tls: tls() });
        seen.add(completeness);
        expect(found).toHaveLength(completeness === 'failed' ? 0 : 1);
      }
      expect([...seen]).toContain('failed');
    } finally {
      await proxy.close();
    }
  });

  it('is found as the docker command finds it: DOCKER_HOST, and contexts', async () => {
    const environment = { DOCKER_HOST: engine.host };
    expect(claimed(await readDocker({}, { environment }))).toEqual(claims);
    const id = createHash('sha256').update('lab').digest('hex');
    const meta = { Name: 'lab', Metadata: {}, Endpoints: { docker: { Host: engine.host, SkipTLSVerify: false } } };
    file(`docker/contexts/meta/${id}/meta.json`, JSON.stringify(meta));
    const home = { environment: { DOCKER_CONFIG: join(folder, 'docker') } };
    expect(claimed(await readDocker({ context: 'lab' }, home))).toEqual(claims);
    const unknown = await readDocker({ context: 'lap' }, home);
    expect(complaint(unknown)).toMatch(/there is no docker context "lap" in .* -> there are lab; docker context ls/);
  });
});

describe('live docker: ssh', () => {
  const key = makeSshKey();
  const at = (server: SshServer) => `ssh://deploy@127.0.0.1:${server.port}`;
  /** Home of somebody without an agent. */
  const context = () => ({ environment: { HOME: join(folder, 'home') } });

  async function withServer(
    work: (server: SshServer) => Promise<void>,
    socket: string | null = engine.socket,
    greeting = '',
  ) {
    const server = await startSshServer('deploy', key, socket, [makeSshKey('ecdsa'), makeSshKey()], greeting);
    try {
      await work(server);
      await until(() => server.open() === 0);
    } finally {
      await server.close();
    }
  }

  it('knows the machine by known_hosts, and is known by a key file or an agent', () =>
    withServer(async (server) => {
      const knownHosts = file('known_hosts', `# machines\n${server.knownHost.split('\n')[1]} lab\n`);
      const keyFiles = [file('id_test', key.private)];
      expect(claimed(await readDocker({ host: at(server), ssh: { knownHosts, keyFiles } }, context()))).toEqual(claims);
      expect(new Set(server.commands)).toEqual(new Set(['docker system dial-stdio']));
      const agent = join(folder, 'agent.sock');
      const close = await startSshAgent(agent, key);
      try {
        const environment = { ...context().environment, SSH_AUTH_SOCK: agent };
        expect(claimed(await readDocker({ host: at(server), ssh: { knownHosts } }, { environment }))).toEqual(claims);
      } finally {
        await close();
      }
      const gone = { environment: { ...context().environment, SSH_AUTH_SOCK: agent } };
      expect(claimed(await readDocker({ host: at(server), ssh: { knownHosts, keyFiles } }, gone))).toEqual(claims);
    }));

  it('uses the files in ~/.ssh where nothing else is said', () =>
    withServer(async (server) => {
      file('other/.ssh/known_hosts', server.knownHost);
      file('other/.ssh/id_ed25519', key.private);
      const environment = { HOME: join(folder, 'other') };
      expect(claimed(await readDocker({ host: at(server) }, { environment }))).toEqual(claims);
    }));

  it('refuses a machine that nobody vouched for, with its fingerprint', () =>
    withServer(async (server) => {
      const knownHosts = file('empty', '\n');
      const keyFiles = [file('id_test', key.private)];
      const reading = await readDocker({ host: at(server), ssh: { knownHosts, keyFiles } }, context());
      const blob = Buffer.from(server.knownHost.split(' ').at(-1) ?? '', 'base64');
      expect(reading).toMatchObject({ claims: [], completeness: 'failed' });
      expect(complaint(reading)).toContain(
        `the host key of [127.0.0.1]:${server.port} is in no known_hosts file: ssh-ed25519 ${fingerprint(blob)}`,
      );
      expect(server.commands).toEqual([]);
    }));

  it('refuses a machine with another key than the one that is known', () =>
    withServer(async (server) => {
      const knownHosts = file('stale', `[127.0.0.1]:${server.port} ${makeSshKey().public}\n`);
      const keyFiles = [file('id_test', key.private)];
      const reading = await readDocker({ host: at(server), ssh: { knownHosts, keyFiles } }, context());
      expect(complaint(reading)).toMatch(
        /is another one than known_hosts says: ssh-ed25519 SHA256:\S+ instead of SHA256:/,
      );
    }));

  it.each<{ case: string; text: () => string; says: RegExp }>([
    { case: 'a key the machine does not know', text: () => makeSshKey().private, says: /accepts none of the keys/ },
    {
      case: 'an encrypted key',
      text: () => makeSshKey('ed25519', 'secret').private,
      says: /cannot be used: .* -> load an encrypted key into the agent instead: ssh-add/,
    },
    { case: 'no key', text: () => 'nothing', says: /key .*id_bad cannot be used: .* -> name a private key/ },
    {
      case: 'a public key',
      text: () => key.public,
      says: /id_bad cannot be used: it is a public key\) -> .* without \.pub/,
    },
  ])('fails with $case', ({ text, says }) =>
    withServer(async (server) => {
      const knownHosts = file('known_hosts', server.knownHost);
      const keyFiles = [file('id_bad', text())];
      const reading = await readDocker({ host: at(server), ssh: { knownHosts, keyFiles } }, context());
      expect(reading).toMatchObject({ claims: [], completeness: 'failed' });
      expect(complaint(reading)).toMatch(says);
    }),
  );

  it('repeats what the machine says where there is no docker', () =>
    withServer(async (server) => {
      const knownHosts = file('known_hosts', server.knownHost);
      const keyFiles = [file('id_test', key.private)];
      const reading = await readDocker({ host: at(server), ssh: { knownHosts, keyFiles } }, context());
      expect(complaint(reading)).toContain('(sh: docker: not found)');
    }, null));

  it('tells where something is printed at login, which is no answer', () =>
    withServer(
      async (server) => {
        const knownHosts = file('known_hosts', server.knownHost);
        const keyFiles = [file('id_test', key.private)];
        const reading = await readDocker({ host: at(server), ssh: { knownHosts, keyFiles } }, context());
        expect(complaint(reading)).toMatch(/the answer is no HTTP .* that nothing prints at login there \(\.bashrc\)/);
      },
      engine.socket,
      'Welcome to nas\n',
    ));

  it.each<{ case: string; greet: (socket: Socket) => void; says: RegExp }>([
    { case: 'hangs up', greet: (socket) => socket.end(), says: /ssh: .* -> see whether sshd answers there/ },
    { case: 'says nothing', greet: () => undefined, says: /no answer within 1 s \(ssh: waited for the machine\)/ },
  ])('fails with a machine that $case', async ({ greet, says }) => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      greet(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port: there } = server.address() as AddressInfo;
      const keyFiles = [file('id_test', key.private)];
      const host = `ssh://deploy@127.0.0.1:${there}`;
      const reading = await readDocker({ host, timeoutMs: 1000, ssh: { keyFiles } }, context());
      expect(complaint(reading)).toMatch(says);
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('tells of an agent that does not answer', () =>
    withServer(async (server) => {
      const agent = join(folder, 'hung.sock');
      const sockets = new Set<Socket>();
      const hung = createServer((socket) => sockets.add(socket));
      await new Promise<void>((resolve) => hung.listen(agent, resolve));
      try {
        const knownHosts = file('known_hosts', server.knownHost);
        const environment = { ...context().environment, SSH_AUTH_SOCK: agent };
        const reading = await readDocker({ host: at(server), timeoutMs: 2000, ssh: { knownHosts } }, { environment });
        expect(complaint(reading)).toContain('no answer within 2 s (ssh: waited for the agent, or the machine');
      } finally {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => hung.close(resolve));
      }
    }));

  it('is part of the built command line, which ends when it is done', () =>
    withServer(async (server) => {
      const { run } = workspace({
        known_hosts: server.knownHost,
        id_test: key.private,
        'dns-sync.yaml': [
          'version: 1',
          'owner: test',
          'defaults: { ipv4: 192.168.1.10 }',
          `sources: [{ name: home, type: docker, host: "${at(server)}", ssh: { knownHosts: known_hosts, keyFiles: [id_test] } }]`,
          'providers: [{ name: files, type: zonefile, zones: [example.com], directory: zones }]',
          '',
        ].join('\n'),
      });
      const { exit, stdout } = await run('snapshot', '--stdout');
      expect(exit).toBe(0);
      expect(stdout).toContain('docker:home/web label dns.host');
    }));
});
