import type { Claim, Doubt, NameDoubt, OriginDoubt, Reading, Rewrite } from './claim.ts';
import { compareText, type Diagnostic } from './diagnostic.ts';
import type { Memory, RememberedClaim } from './memory.ts';
import { originOf } from './work-claim.ts';

/** One source's answer, with the source's name. */
export interface SourceReading {
  readonly source: string;
  readonly reading: Reading;
}

/** What tells one record from another. */
export type RecordKey = Pick<Claim, 'name' | 'type' | 'value'>;

/** Why a record of ours may not be removed, whatever its name; null: it may. */
export type RemovalHold = (record: RecordKey) => string | null;

/** All that the sources say, with what the snapshot puts in for those that are not complete. */
export interface Gathered {
  readonly claims: readonly Claim[];
  readonly doubts: readonly NameDoubt[];
  /** Ignores before patches. */
  readonly rewrites: readonly Rewrite[];
  readonly diagnostics: readonly Diagnostic[];
  /** Sources that are not complete, sorted. */
  readonly incomplete: readonly string[];
  /** Ignores and patches are in use, and not all of them could be read. */
  readonly rewritesLost: boolean;
  readonly removalHold: RemovalHold;
}

/** A claim that nobody can vouch for in this run. */
interface Doubtful {
  readonly claim: Claim;
  readonly reason: NameDoubt['reason'];
  readonly detail: string;
}

/** A remembered claim as a claim: its age is what the snapshot keeps. */
export function recall({ standing: _standing, rewritten: _rewritten, ...claim }: RememberedClaim): Claim {
  return claim;
}

/** Joins all readings; what could not be read is stood in for by the snapshot, and its names are in doubt (sources 1.3). */
export function gather(unsorted: readonly SourceReading[], memory: Memory | null): Gathered {
  const readings = [...unsorted].sort((left, right) => compareText(left.source, right.source));
  const remembered = rememberedBySource(readings, memory);
  const claims: Claim[] = [];
  const doubts: NameDoubt[] = [];
  const doubtful: Doubtful[] = [];
  const uncovered: string[] = [];
  const partly: string[] = [];
  for (const { source, reading } of readings) {
    pushAll(doubts, reading.doubts.filter(isNameDoubt));
    const known = remembered.get(source) ?? [];
    if (reading.completeness === 'complete') {
      pushAll(claims, reading.claims);
      const standIns = standInsFor(reading, known);
      pushAll(
        claims,
        standIns.map(({ claim }) => claim),
      );
      pushAll(doubtful, standIns);
      if (reading.doubts.some(isOriginDoubt)) partly.push(source);
    } else {
      const standIns = known.map(recall);
      pushAll(claims, standIns);
      pushAll(doubtful, standIns.map(notRead));
      pushAll(doubtful, reading.claims.map(notRead));
      (known.length === 0 ? uncovered : partly).push(source);
    }
  }
  const notComplete = readings.filter(({ reading }) => reading.completeness !== 'complete');
  const rewritesLost = notComplete.some(({ reading }) => reading.rewrites !== undefined) && rewritesInUse(memory);
  pushAll(
    doubts,
    rewritesLost
      ? [...claims, ...notComplete.flatMap(({ reading }) => reading.claims)].map(unsettled)
      : unsure(doubtful, readings),
  );
  const rewrites = readings.flatMap(({ reading }) => reading.rewrites ?? []);
  return {
    claims,
    doubts,
    rewrites: [...rewrites.filter(({ set }) => set === undefined), ...rewrites.filter(({ set }) => set !== undefined)],
    diagnostics: readings.flatMap(({ reading }) => reading.diagnostics),
    incomplete: notComplete.map(({ source }) => source),
    rewritesLost,
    removalHold: removalHold({ uncovered, partly, rewritesLost, readings, memory }),
  };
}

function pushAll<T>(target: T[], items: readonly T[]): void {
  for (const item of items) target.push(item);
}

function isNameDoubt(doubt: Doubt): doubt is NameDoubt {
  return doubt.kind === 'name';
}

function isOriginDoubt(doubt: Doubt): doubt is OriginDoubt {
  return doubt.kind === 'origin';
}

function rememberedBySource(readings: readonly SourceReading[], memory: Memory | null): Map<string, RememberedClaim[]> {
  const remembered = new Map<string, RememberedClaim[]>();
  const needed = readings.filter(
    ({ reading }) => reading.completeness !== 'complete' || reading.doubts.some(isOriginDoubt),
  );
  if (needed.length === 0) return remembered;
  for (const claim of memory?.snapshot ?? []) {
    const list = remembered.get(claim.source);
    if (list === undefined) remembered.set(claim.source, [claim]);
    else list.push(claim);
  }
  return remembered;
}

/** Whether ignores or patches have shaped what was applied; unknown without a lockfile. */
function rewritesInUse(memory: Memory | null): boolean {
  return memory === null || memory.snapshot.some(({ rewritten }) => rewritten === true);
}

/**
 * For parts of a complete source that could not be read: what the snapshot has from origins that begin like them. One
 * look-up for each length a prefix has, whatever their number.
 */
function standInsFor(reading: Reading, known: readonly RememberedClaim[]): Doubtful[] {
  const doubts = reading.doubts.filter(isOriginDoubt);
  if (doubts.length === 0) return [];
  const whole = new Map(doubts.filter(({ exact }) => exact === true).map((doubt) => [doubt.prefix, doubt]));
  const parts = new Map(doubts.filter(({ exact }) => exact !== true).map((doubt) => [doubt.prefix, doubt]));
  const lengths = [...new Set([...parts.keys()].map(({ length }) => length))].sort((left, right) => right - left);
  return known.flatMap((remembered) => {
    for (const origin of remembered.origins) {
      const doubt = whole.get(origin);
      if (doubt !== undefined) return [{ claim: recall(remembered), reason: doubt.reason, detail: doubt.detail }];
      for (const length of lengths) {
        const part = parts.get(origin.slice(0, length));
        if (part !== undefined) return [{ claim: recall(remembered), reason: part.reason, detail: part.detail }];
      }
    }
    return [];
  });
}

function notRead(claim: Claim): Doubtful {
  return { claim, reason: 'source-incomplete', detail: `the source ${claim.source} could not be read in full` };
}

/** A claim whose ignores and patches are not known. */
function unsettled(claim: Claim): NameDoubt {
  return doubtFor({ claim, reason: 'source-incomplete', detail: 'the overrides could not be read in full' });
}

function doubtFor({ claim, reason, detail }: Doubtful): NameDoubt {
  return {
    kind: 'name',
    name: claim.name,
    type: claim.type,
    values: [claim.value],
    reason,
    detail,
    source: claim.source,
    origin: originOf(claim),
    ...(claim.providers === undefined ? {} : { providers: claim.providers }),
  };
}

function keyOf({ name, type, value }: RecordKey): string {
  return `${name} ${type} ${value}`;
}

/** What complete sources claim, by key. */
function sureOf(readings: readonly SourceReading[]): Set<string> {
  const sure = new Set<string>();
  for (const { reading } of readings) {
    if (reading.completeness === 'complete') for (const claim of reading.claims) sure.add(keyOf(claim));
  }
  return sure;
}

/** Doubts for what could not be read; not for a record that a complete source also claims. */
function unsure(doubtful: readonly Doubtful[], readings: readonly SourceReading[]): NameDoubt[] {
  if (doubtful.length === 0) return [];
  const sure = sureOf(readings);
  return doubtful.filter(({ claim }) => !sure.has(keyOf(claim))).map(doubtFor);
}

/**
 * Nothing is deleted because something could not be read (DESIGN.md §4): where the snapshot has nothing of a source that
 * is not complete, nothing at all; else what neither the snapshot, a complete source nor the last apply traces elsewhere.
 */
function removalHold({
  uncovered,
  partly,
  rewritesLost,
  readings,
  memory,
}: {
  readonly uncovered: readonly string[];
  readonly partly: readonly string[];
  readonly rewritesLost: boolean;
  readonly readings: readonly SourceReading[];
  readonly memory: Memory | null;
}): RemovalHold {
  if (rewritesLost) {
    const why = 'the overrides could not be read in full, and their patches and ignores shape other claims';
    return () => why;
  }
  if (uncovered.length > 0) {
    const why = `no snapshot tells which records come from ${uncovered.join(', ')}, which could not be read in full`;
    return () => why;
  }
  if (partly.length === 0) return () => null;
  const traced = sureOf(readings);
  for (const claim of memory?.snapshot ?? []) traced.add(keyOf(claim));
  const doubted = new Set(partly);
  for (const value of Object.values(memory?.applied ?? {}).flat()) {
    if (value.sources.length > 0 && !value.sources.some((source) => doubted.has(source))) traced.add(keyOf(value));
  }
  const why = `no snapshot tells whether it comes from what could not be read of ${partly.join(', ')}`;
  return (record) => (traced.has(keyOf(record)) ? null : why);
}
