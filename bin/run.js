#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  // Asked for by scripts at every start: not worth loading a command line parser.
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  const { loadBundle } = await import('./load-bundle.js');
  await loadBundle(root, argv[0]).main(argv, root);
}
