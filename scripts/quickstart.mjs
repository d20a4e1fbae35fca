// The main job on real input, without a server: plan, then apply, of examples/quickstart in a scratch folder.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
if (!existsSync(join(root, 'dist', 'cli.cjs')))
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });

const folder = mkdtempSync(join(tmpdir(), 'dns-sync-quickstart-'));
cpSync(join(root, 'examples', 'quickstart'), folder, { recursive: true });

const dnsSync = (...args) => {
  console.log(`\n$ dns-sync ${args.join(' ')}`);
  const environment = { ...process.env, DNS_SYNC_STATE_DIR: join(folder, '.state') };
  execFileSync(process.execPath, [join(root, 'bin', 'run.js'), ...args], {
    cwd: folder,
    env: environment,
    stdio: 'inherit',
  });
};
dnsSync('plan');
dnsSync('apply', '--auto-approve');
dnsSync('plan');
console.log(`\nThe zone file and the lockfile are in ${folder}`);
