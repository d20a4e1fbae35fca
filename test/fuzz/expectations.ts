import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Claim, Doubt } from '../../src/core/claim.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { readName } from '../../src/core/name.ts';
import { recordTypeOf } from '../../src/core/record-types.ts';

/** What any reader of people's texts gives. */
interface SomeReading {
  readonly claims: readonly Claim[];
  readonly doubts: readonly Doubt[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every claim is canonical: its name and value read to themselves; and it says where it comes from. */
export function expectCanonical(claims: readonly Claim[]): void {
  for (const { name, type, value, ttl, origins } of claims) {
    deepEqual(readName(name), { ok: true, name });
    deepEqual(recordTypeOf(type)?.read(value), { ok: true, value });
    ok(ttl === undefined || Number.isInteger(ttl), `a TTL of ${ttl}`);
    ok((origins[0] ?? '') !== '', 'a claim without an origin');
  }
}

/** Every finding says something, and its place is one of the text. */
export function expectPlaced(diagnostics: readonly Diagnostic[], text: string): void {
  const lines = text.split('\n');
  for (const { code, message, hint, line, column } of diagnostics) {
    ok(/^[A-Za-z][A-Za-z0-9_-]+$/.test(code) && message !== '' && hint !== '', `${code}: ${message}`);
    ok(!message.includes('undefined') && !message.includes('[object'), message);
    if (line === undefined) continue;
    const length = lines[line - 1]?.length;
    ok(length !== undefined, `${code} in line ${line} of ${lines.length}`);
    ok(column !== undefined && column >= 1 && column <= length + 1, `${code} in column ${column} of ${length}`);
  }
}

/** Both of the above, and that reading gave plain data. */
export function expectReading(reading: SomeReading, text: string): void {
  expectCanonical(reading.claims);
  expectPlaced(reading.diagnostics, text);
  for (const doubt of reading.doubts) {
    ok(doubt.detail !== '', 'a doubt without a reason');
    if (doubt.kind === 'name') deepEqual(readName(doubt.name), { ok: true, name: doubt.name });
  }
}

/** Two readings claim, doubt and find the same, in whatever order. */
export function expectSame(left: SomeReading, right: SomeReading): void {
  const lines = ({ claims, doubts, diagnostics }: SomeReading) =>
    [...claims, ...doubts, ...diagnostics].map((one) => JSON.stringify(one)).sort();
  equal(lines(left).join('\n'), lines(right).join('\n'));
}
