import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { commandDocs } from '../../scripts/generate-command-docs.mjs';
import { commands } from '../../src/commands/table.ts';

test('docs/commands.md says what the commands say; else run node --import tsx scripts/generate-command-docs.mjs', async () => {
  const page = await readFile(new URL('../../docs/commands.md', import.meta.url), 'utf8');
  expect(page).toBe(commandDocs(commands));
});
