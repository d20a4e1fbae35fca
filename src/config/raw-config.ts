import type { Policy } from '../core/claim.ts';
import type { Severity } from '../core/diagnostic.ts';
import type { ConflictStrategy, LockConfig, ProviderConfig, SourceConfig } from './config.ts';

type Switch = boolean | 'on' | 'off';
type Limit = number | false | 'off';

/** `guards:` as written. */
export interface RawGuards {
  readonly maxDeletes?: Limit;
  readonly maxDeletePercent?: Limit;
  readonly maxChanges?: Limit;
  readonly maxUpdatePercent?: Limit;
  readonly emptySource?: Switch;
  readonly noLockfile?: Switch;
  readonly apex?: Switch;
  readonly protect?: readonly string[];
}

/** One row of `rules:` as written; options stand beside the severity. */
export interface RawRule {
  readonly severity?: Severity | 'off';
  readonly except?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

/** The configuration as `schemas/config.schema.json` lets it be written. */
export interface RawConfig {
  readonly version: 1;
  /** Absent only where `DNS_SYNC_OWNER` says it. */
  readonly owner?: string;
  readonly defaults?: { readonly ttl?: number | string; readonly ipv4?: string; readonly ipv6?: string };
  readonly sources: readonly SourceConfig[];
  readonly providers: readonly ProviderConfig[];
  readonly conflicts?: ConflictStrategy;
  readonly policy?: Policy;
  readonly problems?: 'refuse' | 'hold';
  readonly guards?: RawGuards;
  readonly rules?: Readonly<Record<string, Severity | 'off' | RawRule>>;
  readonly lock?: LockConfig;
  readonly lockfile?: string;
  readonly stateDir?: string;
  readonly maxPlanAge?: number | string;
}
