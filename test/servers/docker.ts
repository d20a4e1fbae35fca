import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** An engine of a test's own, which nobody else knows. */
export interface DockerEngine {
  /** `unix://` and the path of its socket. */
  readonly host: string;
  readonly socket: string;
  /** Sends a request to its API; the answer as JSON, null for none. Throws for a status of 400 and more. */
  api(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /** Creates a container of the image `box`, which sleeps, without starting it; its id. */
  create(name: string, labels: Labels, more?: Options): Promise<string>;
  /** Creates a container and starts it; its id. */
  run(name: string, labels: Labels, more?: Options): Promise<string>;
  /** Removes a container, running or not. */
  remove(name: string): Promise<void>;
  /** Creates a network; its id. */
  network(name: string, more?: Options): Promise<string>;
  /** Number of its process on this machine. Throws where it does not run. */
  pid(): number;
  /** Joins its network with another engine's by a cable, which lasts until one of the two ends. */
  join(other: DockerEngine): Cable;
  /** Stops it in its tracks (SIGSTOP); its socket still takes connections. */
  freeze(): void;
  thaw(): void;
  /** Ends the engine (SIGTERM), and its containers with it. */
  stop(): Promise<void>;
  /** Ends it without a chance to say goodbye (SIGKILL), and its containers with it. */
  kill(): Promise<void>;
  /** Starts it again with what it had. */
  start(): Promise<void>;
  /** Ends it, and removes what it wrote. */
  close(): Promise<void>;
}

/** The addresses of the two ends of a cable. */
export interface Cable {
  readonly here: string;
  readonly there: string;
}

type Labels = Readonly<Record<string, string>>;
type Options = Readonly<Record<string, unknown>>;

const readyMs = 60_000;
/** What makes a command run as root. */
const asRoot: readonly string[] = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
const howToInstall = 'npm run setup, or as root: apt-get install -y docker.io busybox-static';

/**
 * Starts a Docker engine on a socket in a temporary folder. It has namespaces of its own for mounts, processes and
 * networks, which end with it: no bridge, packet filter rule or mount is left. Needs root, or sudo without a password.
 *
 * @param args more arguments of dockerd
 * @param ownNetwork whether it has a network of its own; without, it makes neither bridges nor rules, and can listen on
 *   loopback ports of this machine
 */
export async function startDocker(args: readonly string[] = [], ownNetwork = true): Promise<DockerEngine> {
  requireDocker();
  const folder = mkdtempSync(join(tmpdir(), 'dns-sync-docker-'));
  const socket = join(folder, 'docker.sock');
  const group = `/dns-sync-tests-${process.pid}-${folder.slice(-6)}`;
  let running: EngineProcess | undefined;
  const api: DockerEngine['api'] = (method, path, body) => callApi(socket, method, path, body);
  const start = async (): Promise<void> => {
    running = launch(folder, socket, group, ownNetwork, args);
    await untilReady(() => api('GET', '/info'), running);
  };
  const create: DockerEngine['create'] = async (name, labels, more = {}) => {
    const made = await api('POST', `/containers/create?name=${name}`, { Image: 'box', Labels: labels, ...more });
    return (made as { Id: string }).Id;
  };
  const end = async (name: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    running?.signal('SIGCONT');
    running?.signal(name);
    await running?.exited;
    running = undefined;
  };
  const engine: DockerEngine = {
    host: `unix://${socket}`,
    socket,
    api,
    create,
    async run(name, labels, more) {
      const id = await create(name, labels, more);
      await api('POST', `/containers/${id}/start`);
      return id;
    },
    async remove(name) {
      await api('DELETE', `/containers/${name}?force=1&v=1`);
    },
    async network(name, more = {}) {
      return ((await api('POST', '/networks/create', { Name: name, ...more })) as { Id: string }).Id;
    },
    freeze: () => running?.signal('SIGSTOP'),
    thaw: () => running?.signal('SIGCONT'),
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
      // Numbers of processes that are gone, which mean others in the namespace of the next one.
      runAsRoot('rm', '-rf', join(folder, 'pid'), join(folder, 'exec'));
    },
    start,
    pid() {
      const found = running?.pid();
      if (found === undefined) throw new Error('the engine does not run');
      return found;
    },
    join(other) {
      const [here, there] = ['10.124.0.1', '10.124.0.2'];
      inNetwork(engine, 'link', 'add', 'name', 'cable', 'type', 'veth');
      inNetwork(engine, 'link', 'set', 'veth0', 'netns', String(other.pid()));
      plugIn(engine, 'cable', here);
      plugIn(other, 'veth0', there);
      return { here, there };
    },
    async close() {
      await engine.stop();
      runAsRoot('sh', '-c', removeControlGroups, 'sh', group);
      runAsRoot('rm', '-rf', folder);
    },
  };
  try {
    await start();
    await importImage(folder, socket);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

function requireDocker(): void {
  for (const [program, option] of [
    ['dockerd', '--version'],
    ['busybox', '--help'],
  ] as const) {
    try {
      execFileSync(program, [option], { stdio: 'ignore' });
    } catch (cause) {
      throw new Error(`${program} is not there: ${howToInstall}`, { cause });
    }
  }
}

/** Runs busybox's `ip` in the network of an engine. */
function inNetwork(engine: DockerEngine, ...args: readonly string[]): void {
  runAsRoot('nsenter', `--net=/proc/${engine.pid()}/ns/net`, 'busybox', 'ip', ...args);
}

function plugIn(engine: DockerEngine, device: string, address: string): void {
  inNetwork(engine, 'address', 'add', `${address}/24`, 'dev', device);
  inNetwork(engine, 'link', 'set', device, 'up');
}

interface EngineProcess {
  readonly exited: Promise<void>;
  /** Number of dockerd's own process; undefined: it does not run. */
  pid(): number | undefined;
  /** Sends a signal to dockerd itself. */
  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM' | 'SIGKILL'): void;
  /** Why it ended by itself; undefined: it runs. */
  ended(): string | undefined;
}

function launch(
  folder: string,
  socket: string,
  group: string,
  ownNetwork: boolean,
  args: readonly string[],
): EngineProcess {
  const engine = [
    ...['dockerd', '--host', `unix://${socket}`, '--data-root', join(folder, 'data')],
    ...['--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'pid'), '--cgroup-parent', group],
    ...['--log-level', 'error', '--shutdown-timeout', '3', '--exec-opt', 'native.cgroupdriver=cgroupfs'],
    ...['--group', String(process.getgid?.() ?? 0)],
    ...(ownNetwork
      ? ['--default-address-pool', 'base=10.123.0.0/16,size=24']
      : ['--bridge', 'none', '--iptables=false', '--ip-forward=false']),
    ...args,
  ];
  const up = ownNetwork ? 'busybox ip link set lo up && exec "$@"' : 'exec "$@"';
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', ...(ownNetwork ? ['--net'] : [])];
  const [program = '', ...rest] = [...asRoot, 'unshare', ...namespaces, 'sh', '-c', up, 'sh', ...engine];
  const child: ChildProcess = spawn(program, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH },
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000);
  });
  const pid = (): number | undefined => (child.pid === undefined ? undefined : engineBelow(child.pid));
  return {
    pid,
    exited: new Promise((resolve) => child.once('close', () => resolve())),
    signal(name) {
      const inner = pid();
      if (inner !== undefined) runAsRoot('kill', '-s', name.slice(3), String(inner));
    },
    ended: () => (child.exitCode === null && child.signalCode === null ? undefined : said),
  };
}

/** The engine among a process and what it started, which started one process each. */
function engineBelow(pid: number): number | undefined {
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8') === 'dockerd\n') return pid;
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return child === undefined || child === '' ? undefined : engineBelow(Number(child));
  } catch {
    return undefined;
  }
}

function runAsRoot(...command: readonly string[]): void {
  const [program = '', ...args] = [...asRoot, ...command];
  execFileSync(program, args, { stdio: 'ignore' });
}

/** Control groups of containers that ended with the engine stay behind, empty. */
const removeControlGroups =
  'for g in /sys/fs/cgroup"$1" /sys/fs/cgroup/*"$1"; do [ -d "$g" ] && find "$g" -depth -type d -exec rmdir {} \\; ; done; true';

async function untilReady(answers: () => Promise<unknown>, running: EngineProcess): Promise<void> {
  const until = performance.now() + readyMs;
  for (;;) {
    const why = running.ended();
    if (why !== undefined) throw new Error(`dockerd ended: ${why}`);
    try {
      await answers();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(100);
    }
  }
}

/** An image that holds busybox alone and sleeps. */
async function importImage(folder: string, socket: string): Promise<void> {
  const root = join(folder, 'image');
  mkdirSync(join(root, 'bin'), { recursive: true });
  const busybox = execFileSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).trim();
  execFileSync('cp', [busybox, join(root, 'bin', 'busybox')]);
  const tar = execFileSync('tar', ['-C', root, '-c', '.'], { maxBuffer: 1 << 26 });
  const changes = encodeURIComponent('CMD ["/bin/busybox","sleep","86400"]');
  await callApi(socket, 'POST', `/images/create?fromSrc=-&repo=box&tag=latest&changes=${changes}`, tar);
}

function callApi(socketPath: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const bytes = Buffer.isBuffer(body) ? body : body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const type = Buffer.isBuffer(body) ? 'application/x-tar' : 'application/json';
  const headers = bytes === undefined ? {} : { 'content-type': type, 'content-length': bytes.length };
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path, headers, timeout: readyMs }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const status = response.statusCode ?? 0;
        if (status >= 400) reject(new Error(`${method} ${path}: ${status} ${text}`));
        else resolve(Buffer.isBuffer(body) || text === '' ? null : (JSON.parse(text) as unknown));
      });
    });
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer`)));
    sent.end(bytes);
  });
}
