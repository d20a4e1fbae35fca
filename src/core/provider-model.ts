import type { Attributes, Policy, Takeover } from './claim.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readName } from './name.ts';

/** Where ownership is kept (semantics 4). */
export type OwnershipKind = 'metadata' | 'txt' | 'lockfile';

/** Who a value belongs to, and what decides evictions. Written beside the value. */
export interface OwnerMark {
  readonly owner: string;
  /** RFC 3339, whole seconds, UTC. Null in a plan: the time of the apply. Absent at a provider: unknown, cannot be evicted. */
  readonly created?: string | null;
  readonly force?: boolean;
  /** Name of the best-ranked claim's container. */
  readonly container?: string;
}

/** A set as a provider's limits look at it. */
export interface LimitedSet {
  readonly name: string;
  readonly type: string;
  /** Canonical text. */
  readonly values: readonly string[];
}

/** Why a provider cannot hold a set though its type fits, under the rule that says so (validation 12). */
export interface LimitFinding {
  readonly rule: 'provider-name' | 'provider-value';
  readonly message: string;
  readonly hint: string;
}

/** What a provider can hold, as data (DESIGN.md §8). */
export interface Capabilities {
  /** Types it writes. */
  readonly types: ReadonlySet<string>;
  /** Types that may stand at a wildcard name. */
  readonly wildcards: ReadonlySet<string>;
  /** Types that may hold several values. */
  readonly multiValue: ReadonlySet<string>;
  /** Seconds. */
  readonly ttl: { readonly min: number; readonly max: number };
  /** Each value has a TTL of its own, so that ours can differ from other owners'. */
  readonly ttlPerValue: boolean;
  /** It flattens a CNAME at the zone's own name. */
  readonly apexCname: boolean;
  /** Attribute name to the type of its value. */
  readonly attributes: Readonly<Record<string, 'string' | 'number' | 'boolean'>>;
  readonly ownership: readonly OwnershipKind[];
  /** How the smallest thing committed at once is called: `zone file`, `transaction`. */
  readonly unit: string;
  /** Its own limits on names and values, given its zone apexes; null: nothing stands against the set. Pure. */
  limit?(set: LimitedSet, zones: ReadonlySet<string>): LimitFinding | null;
}

/** A pattern of `zones:`, compiled (semantics 1). */
export interface ZonePattern {
  readonly text: string;
  readonly exclude: boolean;
  /** Length of the literal suffix, the measure of how specific the match is; 0 for regular expressions. */
  readonly specificity: number;
  /** The zone apex, for plain entries. */
  readonly apex?: string;
  /** For `*.name`: the name; it narrows the zone that holds it, and no other. */
  readonly below?: string;
  matches(name: string): boolean;
}

/** A provider as the core sees it: settings and capabilities, no connection. */
export interface ProviderModel {
  readonly name: string;
  /** Its `type:` in the configuration, for messages. */
  readonly kind: string;
  readonly zones: readonly ZonePattern[];
  readonly isDefault: boolean;
  readonly visibility: 'public' | 'private' | 'unsaid';
  readonly policy: Policy;
  readonly takeover: Takeover;
  readonly share: boolean;
  readonly adopt: boolean;
  readonly ownership: OwnershipKind;
  readonly capabilities: Capabilities;
}

/** The zone apexes of a provider. */
export function apexesOf({ zones }: Pick<ProviderModel, 'zones'>): string[] {
  return zones.flatMap(({ apex }) => (apex === undefined ? [] : [apex]));
}

/** The zone apexes among the entries of `zones` as they are written: the plain ones, canonical. */
export function apexesIn(zones: readonly string[]): string[] {
  const apexes: string[] = [];
  for (const zone of zones) {
    if (/^[!/]|^\*\./.test(zone)) continue;
    const read = readName(zone);
    if (read.ok) apexes.push(read.name);
  }
  return apexes;
}

/** One value as a provider holds it. */
export interface ActualRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly value: string;
  /** Null: nobody's. */
  readonly owner: OwnerMark | null;
  readonly attributes?: Attributes;
  /** Why this one cannot be changed here (it stands in an included file, ...), with its place. */
  readonly fixed?: string;
}

/** A zone that does not exist yet. */
export interface PendingZone {
  /** Its apex. */
  readonly zone: string;
  /** What the first record makes; an error: why it cannot be made. Shown only where a change needs the zone. */
  readonly diagnostic: Diagnostic;
}

/** A name at which nothing may change: what stands there cannot be read. */
export interface BlockedName {
  readonly name: string;
  /** For people: what is wrong. */
  readonly detail: string;
}

/** Everything a provider holds in its zones, ours or not. */
export interface ProviderState {
  /** Changes whenever what was read changes. */
  readonly revision: string;
  readonly records: readonly ActualRecord[];
  readonly diagnostics: readonly Diagnostic[];
  /** Zones that the first record makes; absent: none. */
  readonly pending?: readonly PendingZone[];
  /** Names that are held, `invalid`; absent: none. */
  readonly blocked?: readonly BlockedName[];
}
