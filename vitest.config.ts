import { defineConfig } from 'vitest/config';

const excluded = ['**/node_modules/**', '**/dist/**'];
/** Tests that start servers, besides those of the built command line: they wait more than they work. */
const servers = [
  'test/contract/etcd.test.ts',
  'test/coredns/**/*.test.ts',
  'test/providers/etcd/{commit,examine,faults,heartbeat,lock,provider,read}.test.ts',
];

export default defineConfig({
  test: {
    reporters: ['default', './scripts/closing-line.mjs'],
    // Most of them wait for servers and processes of the built command line.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/support/property-seed.ts'],
          include: ['test/**/*.test.ts'],
          exclude: [...excluded, 'test/system/**', ...servers],
          isolate: false,
          testTimeout: 30_000,
          pool: 'threads',
        },
      },
      {
        test: {
          name: 'servers',
          setupFiles: ['test/support/property-seed.ts'],
          include: servers,
          exclude: excluded,
          globalSetup: ['test/system/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          pool: 'forks',
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
