import type { Reading } from '../core/claim.ts';
import type { EngineReplies } from './docker/engine-reply.ts';

/** A place that says which records should exist (sources 1). */
export interface Source {
  readonly name: string;
  /** Everything, every time; never a difference. Does not throw for bad input: that is in the reading. */
  read(signal: AbortSignal): Promise<Reading>;
}

/** What every source is handed besides its own settings. */
export interface SourceContext {
  /** Absolute path of the configuration's folder; relative paths start there, and shown paths are relative to it. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly defaults: { readonly ipv4?: string; readonly ipv6?: string };
  /** Whether the lockfile's snapshot has records from this source: a path that matches nothing is then incomplete. */
  readonly remembered: boolean;
  /** Whether the snapshot has records from an origin of this source that begins so; absent: it has none. */
  readonly remembers?: (originPrefix: string) => boolean;
  /** Told what a live daemon answered, for `snapshot --record`: plain data, without secrets and unrelated labels. */
  readonly record?: (elements: readonly unknown[]) => void;
  /** The providers' names, for `dns.provider` and `provider:`. */
  readonly providers: readonly string[];
  /** What daemons have answered in this run: none is asked the same again. Absent: each reading asks anew. */
  readonly answers?: EngineReplies;
  /** Told the absolute path of each file that is read. */
  readonly noteFile?: (path: string) => void;
}
