import type { Surroundings } from '../../src/workflows/project.ts';

/** Surroundings of a run in `cwd` with a state folder in it, and nothing of the environment of whoever runs the tests. */
export function surroundingsIn(cwd: string, differences: Partial<Surroundings> = {}): Surroundings {
  return {
    cwd,
    environment: { DNS_SYNC_STATE_DIR: 'state', PATH: process.env.PATH },
    clock: () => new Date('2026-11-20T12:00:00Z'),
    filled: new Map(),
    signal: new AbortController().signal,
    ...differences,
  };
}
