// Bundles src/ into dist/: the command line as one script, so that V8's code cache covers it (docs/decisions/0003), and
// the library as ES modules. Built beside dist/ and swapped in, so that a running dns-sync never sees half of it.
import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
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

try {
  await Promise.all([
    build({
      ...shared,
      entryPoints: { cli: 'src/main.ts' },
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      // A script has no import.meta, and import() in one needs a flag of Node.js 20.
      define: { 'import.meta.url': '__fileUrl' },
      banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
      supported: { 'dynamic-import': false },
    }),
    build({ ...shared, entryPoints: { index: 'src/index.ts' }, format: 'esm', splitting: true }),
  ]);
  const id = createHash('sha256')
    .update(await readFile(join(outdir, 'cli.cjs')))
    .digest('hex')
    .slice(0, 16);
  await writeFile(join(outdir, 'build-id'), `${id}\n`);
  await rename('dist', old).catch(() => undefined);
  await rename(outdir, 'dist');
} finally {
  await rm(outdir, { recursive: true, force: true });
  await rm(old, { recursive: true, force: true });
}
