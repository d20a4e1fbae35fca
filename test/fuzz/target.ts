import fc from 'fast-check';
import { DnsSyncError } from '../../src/errors.ts';

/** One reader under random input. */
export interface FuzzTarget {
  /** As `--only` names it. */
  readonly name: string;
  /** Runs the check; what it throws is a defect. */
  run(options: RunOptions): Promise<string | undefined>;
}

/** How long and from where on. Undefined fields are left to fast-check and its global configuration. */
export interface RunOptions {
  readonly runs: number;
  readonly seed?: number;
  /** Of a counterexample: only this one is tried. */
  readonly path?: string;
  /** No new input after so many milliseconds. */
  readonly milliseconds?: number;
}

/** A target: inputs, and what must hold for each. Its `run` gives the report of a counterexample, undefined when all held. */
export function target<Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
): FuzzTarget {
  return {
    name,
    run: async ({ runs, seed, path, milliseconds }) => {
      const details = await fc.check(
        fc.asyncProperty(inputs, async (input) => await check(input)),
        {
          numRuns: runs,
          includeErrorInReport: true,
          ...(seed === undefined ? {} : { seed }),
          ...(path === undefined ? {} : { path, endOnFailure: true }),
          ...(milliseconds === undefined ? {} : { interruptAfterTimeLimit: milliseconds }),
        },
      );
      return details.counterexample === null ? undefined : await report(details);
    },
  };
}

async function report<Input>(details: fc.RunDetails<[Input]>): Promise<string> {
  const said = await fc.asyncDefaultReportMessage(details);
  return said ?? `seed ${details.seed}, path ${details.counterexamplePath}`;
}

/** What `read` gives; null where it refuses with an error that people can read, which it may. Anything else that is thrown is a defect. */
export async function orRefused<Value>(read: () => Value | Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DnsSyncError && error.code !== 'UNEXPECTED' && error.hint !== '') return null;
    throw error;
  }
}
