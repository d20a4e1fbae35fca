// Builds dist/ where the package is installed from Git (npm runs `prepare` then): that is how pre-commit installs it.
// `npm install -g` hands its `-g` on to what installs the dependencies of a Git package, so that they are not there: then
// they are installed here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

if (!existsSync(join(root, 'node_modules', 'esbuild'))) {
  const { npm_config_global: _global, npm_config_prefix: _prefix, ...environment } = process.env;
  const npm = environment.npm_execpath ?? 'npm';
  const [command, ...args] = npm.endsWith('.js') ? [process.execPath, npm] : [npm];
  const options = { cwd: root, env: environment, stdio: 'inherit' };
  const { status } = spawnSync(command, [...args, 'ci', '--include=dev', '--ignore-scripts', '--no-global'], options);
  if (status !== 0) process.exit(status ?? 1);
}
await import('./build.mjs');
