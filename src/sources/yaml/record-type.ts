import { shown } from '../../core/name.ts';
import { insteadOf, isDnsType } from '../../core/rdata/unwritten-types.ts';
import {
  claimableType,
  claimableTypes,
  inferType,
  type RecordTypeName,
  recordTypeNames,
} from '../../core/record-types.ts';
import { suggest } from '../../files/schema-messages.ts';
import type { Finding } from './report.ts';

/** A type that can be written, canonical, or why it cannot. */
export type ReadType = { readonly ok: true; readonly type: string } | { readonly ok: false; readonly finding: Finding };

/** Reads a type in any case; what cannot be written is the rule `type-unsupported`. */
export function readType(written: string): ReadType {
  const type = claimableType(written);
  if (type !== undefined) return { ok: true, type };
  const word = written.trim().toUpperCase();
  const refuse = (message: string, hint: string): ReadType => ({
    ok: false,
    finding: { code: 'type-unsupported', message, hint },
  });
  if (word === 'SPF') return refuse('the type SPF is obsolete (RFC 7208 3.1)', 'use TXT');
  if (isDnsType(word)) {
    return refuse(`records of type ${word} are not written`, insteadOf(word) ?? `dns-sync writes ${claimableTypes}`);
  }
  return refuse(`there is no record type "${shown(written)}"`, suggest(word, recordTypeNames, 'dns-sync writes'));
}

/** The types that follow from values alone: one for each, or what has to be said (sources 4). */
export function inferTypes(
  values: readonly string[],
): { readonly types: readonly RecordTypeName[] } | { readonly finding: Finding } {
  const types: RecordTypeName[] = [];
  for (const value of values) {
    const type = inferType(value);
    if (type === null) return needed(`the type of "${shown(value)}" has to be said`, `add type: ${looksLike(value)}`);
    types.push(type);
  }
  if (types.every((type) => type === 'A' || type === 'AAAA')) return { types };
  if (types.length === 1) return { types };
  if (types.every((type) => type === 'CNAME')) {
    return needed('several host names need a type', 'add type: NS or PTR; a CNAME has one target');
  }
  return needed(
    'addresses and host names cannot share a record',
    'write the addresses in one record, the host name in another',
  );
}

function needed(message: string, hint: string): { readonly finding: Finding } {
  return { finding: { code: 'OVERRIDE_TYPE_NEEDED', message, hint } };
}

/** What a text looks like, the first that fits. */
const looks: readonly (readonly [RegExp, RecordTypeName])[] = [
  [/^[0-3]\s+[01]\s+[0-2]\s+[\da-f]{56,}$/i, 'TLSA'],
  [/^\d\s+[12]\s+[\da-f]{40,}$/i, 'SSHFP'],
  [/^\d+\s+\S+\s+[a-z\d-]+=\S+/i, 'HTTPS'],
  [/^\d+\s+(?:issue|issuewild|iodef)\b/i, 'CAA'],
  [/^\d+\s+\d+\s+\d+\s+\S+$/, 'SRV'],
  [/^\d+\s+\S+$/, 'MX'],
  [/^[\d.]+(?:\/\d+)?$/, 'A'],
  [/^(?=[^:]*:)[\da-f:.]+(?:%\w+|\/\d+)?$/i, 'AAAA'],
  [/^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i, 'CNAME'],
];

function looksLike(value: string): RecordTypeName {
  const text = value.trim();
  if (text.length > 300) return 'TXT';
  return looks.find(([pattern]) => pattern.test(text))?.[1] ?? 'TXT';
}
