import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Certificates, makeCertificates } from './certificates.ts';
import { freezeProcess } from './freeze.ts';

const run = promisify(execFile);

/** One server process. */
export interface EtcdMember {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  /** Stops it in its tracks (SIGSTOP); it keeps its connections. */
  freeze(): void;
  thaw(): void;
  /** Ends it at once (SIGKILL). */
  kill(): Promise<void>;
}

/** Servers that were started for a test. */
export interface EtcdCluster {
  readonly endpoints: readonly string[];
  readonly members: readonly EtcdMember[];
  /** With TLS: the files of the certificates. */
  readonly certificates: Certificates | null;
  /** Runs etcdctl against the whole cluster, as root where there are users; its standard output. */
  ctl(...args: string[]): Promise<string>;
  /** The member that leads. */
  leader(): Promise<EtcdMember>;
  /** Ends the servers, and removes what they wrote. */
  close(): Promise<void>;
}

/** What a test wants of its servers. */
export interface EtcdOptions {
  /** Servers; default one. */
  readonly size?: number;
  readonly tls?: boolean;
  /** Of the database, bytes. */
  readonly quotaBytes?: number;
}

const readyMs = 20_000;
const rootPassword = 'secret-of-root';

/** Starts servers on free ports of the loopback interface and waits until they answer. */
export async function startEtcd(options: EtcdOptions = {}): Promise<EtcdCluster> {
  requireEtcd();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryStart(options);
    } catch (error) {
      // Another process may have taken a port that was free a moment ago.
      if (attempt >= 3) throw error;
    }
  }
}

/** Switches authentication on: root, and the user `sync` with a role of exactly these rights (etcd-skydns 8). */
export async function enableAuth(
  cluster: EtcdCluster,
  zonePath: string,
): Promise<{ username: string; password: string }> {
  const user = { username: 'sync', password: 'secret-of-sync' };
  await cluster.ctl('user', 'add', `root:${rootPassword}`);
  await cluster.ctl('role', 'add', 'root');
  await cluster.ctl('user', 'grant-role', 'root', 'root');
  await cluster.ctl('user', 'add', `${user.username}:${user.password}`);
  await cluster.ctl('role', 'add', 'dns');
  await cluster.ctl('role', 'grant-permission', 'dns', 'readwrite', zonePath);
  await cluster.ctl('role', 'grant-permission', 'dns', 'readwrite', '--prefix=true', `${zonePath}/`);
  await cluster.ctl('role', 'grant-permission', 'dns', 'readwrite', '/locks/__global__');
  await cluster.ctl('role', 'grant-permission', 'dns', 'readwrite', '--prefix=true', '/docker-coredns-sync/heartbeat/');
  await cluster.ctl('user', 'grant-role', user.username, 'dns');
  await cluster.ctl('auth', 'enable');
  return user;
}

/** The user that may do everything, once authentication is on. */
export const rootUser = { username: 'root', password: rootPassword };

function requireEtcd(): void {
  for (const program of ['etcd', 'etcdctl']) {
    try {
      execFileSync(program, [program === 'etcd' ? '--version' : 'version'], { stdio: 'ignore' });
    } catch (cause) {
      throw new Error(
        `${program} is not there: npm run setup, or as root: apt-get install -y etcd-server etcd-client`,
        {
          cause,
        },
      );
    }
  }
}

async function tryStart({ size = 1, tls = false, quotaBytes }: EtcdOptions): Promise<EtcdCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'dns-sync-etcd-'));
  const certificates = tls ? makeCertificates(join(folder, 'tls')) : null;
  const ports = await freePorts(size * 2);
  const scheme = tls ? 'https' : 'http';
  const names = Array.from({ length: size }, (_, index) => `m${index + 1}`);
  const peerUrl = (index: number) => `http://127.0.0.1:${ports[size + index]}`;
  const peers = names.map((name, index) => `${name}=${peerUrl(index)}`).join(',');
  const members = names.map((name, index) => {
    const url = `${scheme}://127.0.0.1:${ports[index]}`;
    const args = [
      ...['--name', name, '--data-dir', join(folder, name), '--log-level', 'error', '--logger', 'zap'],
      ...['--listen-client-urls', url, '--advertise-client-urls', url],
      ...['--listen-peer-urls', peerUrl(index), '--initial-advertise-peer-urls', peerUrl(index)],
      ...['--initial-cluster', peers, '--initial-cluster-state', 'new', '--unsafe-no-fsync', '--bcrypt-cost', '4'],
      ...['--heartbeat-interval', '50', '--election-timeout', '500'],
      ...(quotaBytes === undefined ? [] : ['--quota-backend-bytes', String(quotaBytes)]),
      ...(certificates === null
        ? []
        : [
            ...['--cert-file', certificates.server.cert, '--key-file', certificates.server.key],
            ...['--client-cert-auth', '--trusted-ca-file', certificates.ca],
          ]),
    ];
    return startMember(name, url, ports[index] ?? 0, args);
  });
  const endpoints = members.map(({ url }) => url);
  const close = async (): Promise<void> => {
    await Promise.all(members.map((member) => member.kill()));
    rmSync(folder, { recursive: true, force: true });
  };
  let asRoot = false;
  const ctl = async (...args: string[]): Promise<string> => {
    const { stdout } = await run(
      'etcdctl',
      [
        `--endpoints=${endpoints.join(',')}`,
        ...(certificates === null
          ? []
          : ['--insecure-skip-tls-verify', `--cert=${certificates.client.cert}`, `--key=${certificates.client.key}`]),
        ...(asRoot ? [`--user=root:${rootPassword}`] : []),
        ...args,
      ],
      { env: { PATH: process.env.PATH ?? '', ETCDCTL_API: '3' }, timeout: 20_000 },
    );
    if (args[0] === 'auth') asRoot = args[1] === 'enable';
    return stdout;
  };
  try {
    await untilReady(() => ctl('endpoint', 'health'), members);
  } catch (error) {
    await close();
    throw error;
  }
  const leader = async (): Promise<EtcdMember> => {
    for (;;) {
      const lines = (await ctl('endpoint', 'status')).split('\n').map((line) => line.split(', '));
      const url = lines.find(([, , , , isLeader]) => isLeader === 'true')?.[0];
      const found = members.find((member) => member.url === url);
      if (found !== undefined) return found;
      await sleep(50);
    }
  };
  return { endpoints, members, certificates, ctl, leader, close };
}

interface StartedMember extends EtcdMember {
  /** Why it ended by itself; undefined: it runs. */
  ended(): string | undefined;
}

function startMember(name: string, url: string, port: number, args: readonly string[]): StartedMember {
  const child: ChildProcess = spawn('etcd', args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH },
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000);
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    name,
    url,
    port,
    freeze: () => {
      if (child.pid !== undefined) freezeProcess(child.pid);
    },
    thaw: () => void child.kill('SIGCONT'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    ended: () => (child.exitCode === null && child.signalCode === null ? undefined : said),
  };
}

async function untilReady(answers: () => Promise<unknown>, members: readonly StartedMember[]): Promise<void> {
  const until = performance.now() + readyMs;
  for (;;) {
    const dead = members.map((member) => member.ended()).find((why) => why !== undefined);
    if (dead !== undefined) throw new Error(`etcd ended: ${dead}`);
    try {
      await answers();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(50);
    }
  }
}

/** Ports of the loopback interface that are free for now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
