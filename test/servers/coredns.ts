import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type DnsAnswer, type DnsType } from './dns-client.ts';
import { freePorts } from './etcd.ts';

/** A CoreDNS that was started for a test. */
export interface CoreDns {
  readonly port: number;
  ask(name: string, type: DnsType): Promise<DnsAnswer>;
  /** Ends it, and removes what it was given. */
  close(): Promise<void>;
}

const readyMs = 60_000;

/** Path of the program, as scripts/setup-coredns.sh leaves it or in PATH; null: there is none. */
export const coreDnsProgram: string | null = findProgram();

/** The name of a group of tests that need CoreDNS; where they are skipped, with the reason and what helps. */
export function withCoreDns(name: string): string {
  return coreDnsProgram === null ? `${name} (no coredns here: npm run setup installs one where there is Go)` : name;
}

/** Starts CoreDNS as docs/providers/etcd.md configures it, without its cache, and waits until it answers. */
export async function startCoreDns(endpoints: readonly string[], zones: readonly string[]): Promise<CoreDns> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryStart(endpoints, zones);
    } catch (error) {
      // Another process may have taken the port that was free a moment ago.
      if (attempt >= 3) throw error;
    }
  }
}

function findProgram(): string | null {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  for (const program of [join(cache, 'dns-sync-tests', 'bin', 'coredns'), 'coredns']) {
    try {
      execFileSync(program, ['-version'], { stdio: 'ignore' });
      return program;
    } catch {
      // The next one, or none.
    }
  }
  return null;
}

async function tryStart(endpoints: readonly string[], zones: readonly string[]): Promise<CoreDns> {
  const folder = mkdtempSync(join(tmpdir(), 'dns-sync-coredns-'));
  const [port = 0] = await freePorts(1);
  const corefile = join(folder, 'Corefile');
  writeFileSync(
    corefile,
    `.:${port} {
  bind 127.0.0.1
  errors
  etcd ${zones.join(' ')} {
    path /skydns
    endpoint ${endpoints.join(' ')}
  }
}
`,
  );
  const child = spawn(coreDnsProgram ?? 'coredns', ['-conf', corefile], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-2000);
    });
  }
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  const until = performance.now() + readyMs;
  for (;;) {
    try {
      if (child.exitCode !== null) throw new Error(`coredns ended: ${said}`);
      const { rcode } = await ask(port, zones[0] ?? '', 'SOA');
      if (rcode === 'NOERROR') return { port, ask: (name, type) => ask(port, name, type), close };
      throw new Error(`coredns answers ${rcode}: ${said}`);
    } catch (error) {
      if (child.exitCode !== null || performance.now() > until) {
        await close();
        throw error;
      }
      await sleep(50);
    }
  }
}
