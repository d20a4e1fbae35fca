#!/usr/bin/env -S node --import tsx
// The same as run.js from the TypeScript, without a build: node --import tsx bin/dev.js plan
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../src/main.ts';

await main(process.argv.slice(2), join(dirname(fileURLToPath(import.meta.url)), '..'));
