import type { Policy, Takeover } from '../../core/claim.ts';

/** What a record and the `set:` of a patch have in common. */
interface RawFields {
  readonly type?: string;
  readonly value?: string;
  readonly values?: readonly string[];
  /** `host`, or addresses. */
  readonly address?: string | readonly string[];
  /** Seconds, or text such as `1h30m`. */
  readonly ttl?: number | string;
  readonly provider?: string | readonly string[];
  readonly force?: boolean;
  readonly adopt?: boolean;
  readonly priority?: number;
  readonly policy?: Policy;
}

/** An entry of `records:` as the schema lets it be written. */
export interface RawRecord extends RawFields {
  readonly name: string | readonly string[];
  readonly add?: boolean;
  readonly takeover?: Takeover;
  readonly share?: boolean;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly allow?: readonly string[];
  readonly comment?: string;
}

/** `match:` of a patch, or an entry of `ignore:`. */
export interface RawMatch {
  readonly name?: string;
  readonly type?: string | readonly string[];
  readonly source?: string | readonly string[];
  readonly origin?: string;
  readonly value?: string;
  readonly provider?: string;
  readonly grammar?: string | readonly string[];
}

/** `set:` of a patch. */
export interface RawSet extends RawFields {
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface RawPatch {
  readonly match: RawMatch;
  readonly set: RawSet;
}

/** A file of overrides as `schemas/overrides.schema.json` lets it be written. */
export interface RawOverrides {
  readonly version: 1;
  readonly records?: readonly RawRecord[];
  readonly patch?: readonly RawPatch[];
  readonly ignore?: readonly RawMatch[];
}

/** One text or several, as several. */
export function listOf(written: string | readonly string[] | undefined): readonly string[] {
  if (written === undefined) return [];
  return typeof written === 'string' ? [written] : written;
}

/** The path of one of several texts, which may have been written alone. */
export function pathOfItem(
  path: readonly (string | number)[],
  written: string | readonly string[] | undefined,
  index: number,
): (string | number)[] {
  return typeof written === 'string' ? [...path] : [...path, index];
}
