// Bundles src/ into dist/: the command line as one script, so that V8's code cache covers it (docs/decisions/0003), and
// the library as ES modules. Built beside dist/ and swapped in, so that a running dns-sync never sees half of it.
import { createHash } from 'node:crypto';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
process.chdir(root);
const outdir = `dist.${process.pid}`;
const old = `${outdir}.old`;
const shared = {
  absWorkingDir: root,
  bundle: true,
  // The UMD build of jsonc-parser requires files that no bundler sees; its ES modules are whole.
  mainFields: ['module', 'main'],
  outdir,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** etcd3 and ssh2 are loaded only where they are talked with: scripts of their own beside the bundles (docs/decisions/0016). */
const apart = {
  name: 'apart',
  setup(hooks) {
    for (const [filter, path] of [
      [/\/cluster-member\.ts$/, './etcd.cjs'],
      [/\/ssh-tunnel\.ts$/, './ssh.cjs'],
    ]) {
      hooks.onResolve({ filter }, ({ kind }) => (kind === 'entry-point' ? undefined : { path, external: true }));
    }
  },
};
/** etcd3 reads its protocol description from files at run time: from dist/proto. */
const etcdProto = {
  name: 'etcd-proto',
  setup(hooks) {
    hooks.onLoad({ filter: /etcd3[\\/]lib[\\/]connection-pool\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace('/../proto/', '/proto/');
      if (contents === text) throw new Error(`${path} does not read ../proto any more`);
      return { contents, loader: 'js' };
    });
  },
};

/** ASCII only, so that it can be read without decoding (bin/load-bundle.js): what esbuild leaves stands in literals. */
function plainText(script) {
  return script.replaceAll(/[^\x00-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

try {
  await Promise.all([
    build({
      ...shared,
      entryPoints: { cli: 'src/main.ts' },
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      plugins: [apart],
      // A script has no import.meta, and import() in one needs a flag of Node.js 20.
      define: { 'import.meta.url': '__fileUrl' },
      banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
      supported: { 'dynamic-import': false },
    }),
    build({
      ...shared,
      entryPoints: { etcd: 'src/providers/etcd/cluster-member.ts' },
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      plugins: [etcdProto],
    }),
    build({
      ...shared,
      entryPoints: { ssh: 'src/sources/docker/ssh-tunnel.ts' },
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      // Compiled parts of ssh2 that make it faster; it does without.
      external: ['*.node', 'cpu-features'],
    }),
    build({ ...shared, entryPoints: { index: 'src/index.ts' }, format: 'esm', splitting: true, plugins: [apart] }),
    cp(join('node_modules', 'etcd3', 'proto'), join(outdir, 'proto'), { recursive: true }),
  ]);
  const script = plainText(await readFile(join(outdir, 'cli.cjs'), 'utf8'));
  await writeFile(join(outdir, 'cli.cjs'), script);
  const id = createHash('sha256').update(script).digest('hex').slice(0, 16);
  await writeFile(join(outdir, 'build-id'), `${id}\n`);
  await rename('dist', old).catch(() => undefined);
  await rename(outdir, 'dist');
} finally {
  await rm(outdir, { recursive: true, force: true });
  await rm(old, { recursive: true, force: true });
}
