import { setTimeout as sleep } from 'node:timers/promises';
import type { Landed, Receipt, Unit } from '../core/unit.ts';
import { DnsSyncError } from '../errors.ts';
import type { CommitContext, Provider } from '../providers/provider.ts';

/** What committing needs besides the unit. */
export interface CommitSettings extends CommitContext {
  readonly pause?: (ms: number) => Promise<unknown>;
  /** 0 to 1. */
  readonly random?: () => number;
}

/** How often a transient fault is tried again, after 200, 400, 800 ms, each ± 20 %. */
const retries = 3;
const firstPauseMs = 200;

/**
 * Commits one unit: transient faults are tried again, an outcome that is not known is looked up, never repeated blindly
 * (DESIGN.md §5, step 5). Null: it has landed, but the provider's answer is lost. Throws what `commit` throws.
 */
export async function commitUnit(unit: Unit, provider: Provider, settings: CommitSettings): Promise<Receipt | null> {
  const { pause = sleep, random = Math.random } = settings;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await provider.commit(unit, settings);
    } catch (error) {
      const failure = error instanceof DnsSyncError ? error.failure : undefined;
      if (failure === 'in-doubt') {
        const landed = await lookFor(unit, provider, settings, error);
        if (landed === 'after') {
          await tell(unit, provider, settings, error);
          return null;
        }
        if (landed === 'other') throw error;
      } else if (failure !== 'transient') {
        throw error;
      }
      if (attempt >= retries) throw error;
      await pause(firstPauseMs * 2 ** attempt * (0.8 + 0.4 * random()));
    }
  }
}

/** Tells the server of what has landed. Where that fails the first error is thrown: whoever undoes must look at it. */
async function tell(unit: Unit, provider: Provider, settings: CommitSettings, error: unknown): Promise<void> {
  try {
    await provider.announce?.(unit, settings);
  } catch {
    throw error;
  }
}

/** Whether it landed. Where that cannot be found out the first error is thrown: it stays in doubt. */
async function lookFor(unit: Unit, provider: Provider, { signal }: CommitSettings, error: unknown): Promise<Landed> {
  try {
    return await provider.inspect(unit, signal);
  } catch {
    throw error;
  }
}
