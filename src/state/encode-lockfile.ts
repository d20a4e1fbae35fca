import type { Attributes } from '../core/claim.ts';
import { compareText } from '../core/diagnostic.ts';
import type { AppliedValue, Memory, RememberedClaim } from '../core/memory.ts';
import { treeKey } from '../core/name.ts';
import { lockfileVersion, sortedMembers, toAppliedLine, toSnapshotLine } from './lockfile-line.ts';

/** A claim with what is needed to sort and refer to it. */
interface Entry {
  readonly claim: RememberedClaim;
  readonly tree: string;
  /** Its line without `applied`. */
  readonly text: string;
  /** Providers to which exactly this was last written. */
  readonly applied: string[];
}

/** What tells a record from others. */
type Facts = Pick<AppliedValue, 'name' | 'type' | 'value'>;

/**
 * The text of a lockfile. One record a line, sorted, so that a diff reads like a plan and Git merges it; the same memory
 * gives the same text in whatever order it is handed in.
 */
export function encodeLockfile(memory: Memory): string {
  const entries = sortedEntries(memory.snapshot);
  const providers = Object.keys(memory.applied).sort(compareText);
  const applied = providers.map((provider) => {
    const lines = referTo(entries, provider, memory).map((value) => `      ${JSON.stringify(toAppliedLine(value))}`);
    return `    ${JSON.stringify(provider)}: ${block('[', lines, '    ]')}`;
  });
  const snapshot = entries.map(({ text, applied }) =>
    applied.length === 0 ? `    ${text}` : `    ${text.slice(0, -1)},"applied":${JSON.stringify(applied)}}`,
  );
  const members = [
    `  "formatVersion": ${lockfileVersion}`,
    `  "lineage": ${JSON.stringify(memory.lineage)}`,
    `  "serial": ${memory.serial}`,
    `  "defaultTtl": ${memory.defaultTtl}`,
    `  "snapshot": ${block('[', snapshot, '  ]')}`,
    `  "applied": ${block('{', applied, '  }')}`,
  ];
  return `${block('{', members, '}')}\n`;
}

function block(open: string, lines: readonly string[], close: string): string {
  return lines.length === 0 ? `${open}${close.trimStart()}` : `${open}\n${lines.join(',\n')}\n${close}`;
}

function sortedEntries(snapshot: readonly RememberedClaim[]): Entry[] {
  const entries = snapshot.map((claim) => ({
    claim,
    tree: treeKey(claim.name),
    text: JSON.stringify(toSnapshotLine(claim)),
    applied: [],
  }));
  return entries.sort(
    (left, right) =>
      compareRecords(left.tree, left.claim, right.tree, right.claim) ||
      compareText(left.claim.source, right.claim.source) ||
      compareText(left.claim.origins[0] ?? '', right.claim.origins[0] ?? '') ||
      compareText(left.text, right.text),
  );
}

function compareRecords(leftTree: string, left: Facts, rightTree: string, right: Facts): number {
  return compareText(leftTree, rightTree) || compareText(left.type, right.type) || compareText(left.value, right.value);
}

/**
 * Notes in the entries which of them were last written to the provider as they are; returns the values for which none
 * stands. Both are sorted alike, so one walk side by side finds them.
 */
function referTo(entries: readonly Entry[], provider: string, memory: Memory): AppliedValue[] {
  const left: AppliedValue[] = [];
  let start = 0;
  for (const { tree, value } of sortedValues(memory.applied[provider] ?? [])) {
    const order = (at: number) => {
      const entry = entries[at];
      return entry === undefined ? 1 : compareRecords(entry.tree, entry.claim, tree, value);
    };
    while (order(start) < 0) start += 1;
    let at = start;
    while (order(at) === 0 && !standsFor(entries[at]?.claim, value, memory.defaultTtl)) at += 1;
    if (order(at) === 0) entries[at]?.applied.push(provider);
    else left.push(value);
  }
  return left;
}

/** Whether the claim's line says all there is to say of the value, their name, type and value being the same. */
function standsFor(claim: RememberedClaim | undefined, value: AppliedValue, defaultTtl: number): boolean {
  return (
    claim !== undefined &&
    (claim.ttl ?? defaultTtl) === value.ttl &&
    claim.created === value.created &&
    (claim.force ?? false) === value.force &&
    value.sources.length === 1 &&
    value.sources[0] === claim.source &&
    attributesText(claim) === attributesText(value)
  );
}

function attributesText({ attributes }: { readonly attributes?: Attributes }): string {
  return attributes === undefined ? '' : JSON.stringify(sortedMembers(attributes));
}

/** Sorted as entries are; a provider holds a value of a set once, so the first of equals is it. */
function sortedValues(values: readonly AppliedValue[]): { readonly value: AppliedValue; readonly tree: string }[] {
  const keyed = values.map((value) => ({ value, tree: treeKey(value.name) }));
  keyed.sort(
    (left, right) =>
      compareRecords(left.tree, left.value, right.tree, right.value) ||
      compareText(JSON.stringify(toAppliedLine(left.value)), JSON.stringify(toAppliedLine(right.value))),
  );
  return keyed.filter(({ value }, index) => !isSameRecord(value, keyed[index - 1]?.value));
}

function isSameRecord(value: Facts, other: Facts | undefined): boolean {
  return other?.name === value.name && other.type === value.type && other.value === value.value;
}
