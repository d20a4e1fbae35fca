import type { Allowances } from '../core/plan.ts';
import { DnsSyncError } from '../errors.ts';
import type { PlanRequest } from '../workflows/make-project-plan.ts';

/** The parsed `--allow-…` flags. */
export interface AllowFlags {
  readonly 'allow-deletes': number | undefined;
  readonly 'allow-delete-percent': number | undefined;
  readonly 'allow-changes': number | undefined;
  readonly 'allow-update-percent': number | undefined;
  readonly 'allow-empty': string[] | undefined;
  readonly 'allow-unremembered': boolean;
  readonly 'allow-apex': boolean;
}

/** The parsed flags of a plan. */
export interface PlanFlags extends AllowFlags {
  readonly provider: string[] | undefined;
  readonly only: string[] | undefined;
  readonly hold: boolean;
  readonly adopt: string[] | undefined;
  readonly locked: boolean;
  readonly 'locked-source': string[] | undefined;
}

/** Flags to what guards are allowed; flags that were not given leave nothing behind. */
export function allowancesOf(flags: AllowFlags): Allowances {
  const said = {
    deletes: flags['allow-deletes'],
    deletePercent: flags['allow-delete-percent'],
    changes: flags['allow-changes'],
    updatePercent: flags['allow-update-percent'],
    empty: flags['allow-empty'],
    unremembered: flags['allow-unremembered'] || undefined,
    apex: flags['allow-apex'] || undefined,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Flags to what a plan is asked for. */
export function planRequest(flags: PlanFlags, offline: boolean): PlanRequest {
  return {
    hold: flags.hold,
    allow: allowancesOf(flags),
    adopt: (flags.adopt ?? []).map(canonicalGlob),
    only: (flags.only ?? []).map(canonicalGlob),
    provider: flags.provider ?? [],
    locked: { live: flags.locked, named: flags['locked-source'] ?? [] },
    offline,
  };
}

/** Globs compare with canonical names: lower case, no final dot. */
export function canonicalGlob(glob: string): string {
  const trimmed = glob
    .trim()
    .toLowerCase()
    .replace(/(?<=[^\\])\.$/, '');
  if (trimmed === '')
    throw new DnsSyncError('USAGE', 'a name is empty', { hint: 'write a name or a glob, such as "*.example.com"' });
  return trimmed;
}

/** Milliseconds of `500ms`, `30s`, `5m`, `1h`, or seconds. Throws `USAGE`. */
export function timeFlag(name: string, text: string): number {
  const match = /^(\d{1,9})(ms|s|m|h)?$/.exec(text.trim());
  if (match === null) {
    throw new DnsSyncError('USAGE', `--${name} is "${text}", which is no time`, {
      hint: 'write 500ms, 30s, 5m, or seconds',
    });
  }
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? 's'] ?? 1000;
  return Number(match[1]) * unit;
}
