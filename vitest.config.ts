import { defineConfig } from 'vitest/config';

const excluded = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    reporters: ['default', './scripts/closing-line.mjs'],
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/support/property-seed.ts'],
          include: ['test/**/*.test.ts'],
          exclude: [...excluded, 'test/system/**'],
          isolate: false,
          testTimeout: 30_000,
          pool: 'threads',
        },
      },
      {
        test: {
          name: 'system',
          setupFiles: ['test/support/property-seed.ts'],
          include: ['test/system/**/*.test.ts'],
          exclude: excluded,
          globalSetup: ['test/system/setup.ts'],
          testTimeout: 60_000,
          pool: 'forks',
        },
      },
    ],
  },
});
