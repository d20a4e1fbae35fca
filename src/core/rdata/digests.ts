import { shown } from '../name.ts';
import { splitFields } from './fields.ts';
import { type ReadValue, refuse } from './read-value.ts';

/** Numbers, then one hexadecimal text. */
export interface DigestType {
  readonly rule: string;
  /** What each number is, and which are allowed. */
  readonly numbers: readonly { readonly what: string; readonly allowed: readonly number[] }[];
  /** Which number says how many digits there are, and how many for each; absent for a number: any even count. */
  readonly kind: { readonly at: number; readonly digits: Readonly<Record<number, number>> };
  readonly example: string;
}

const tlsa: DigestType = {
  rule: 'tlsa-syntax',
  numbers: [
    { what: 'usage', allowed: [0, 1, 2, 3] },
    { what: 'selector', allowed: [0, 1] },
    { what: 'matching type', allowed: [0, 1, 2] },
  ],
  kind: { at: 2, digits: { 1: 64, 2: 128 } },
  example: `3 1 1 ${'0123456789abcdef'.repeat(4)}`,
};

const sshfp: DigestType = {
  rule: 'sshfp-syntax',
  numbers: [
    { what: 'algorithm', allowed: [1, 2, 3, 4, 6] },
    { what: 'fingerprint type', allowed: [1, 2] },
  ],
  kind: { at: 1, digits: { 1: 40, 2: 64 } },
  example: `4 2 ${'0123456789abcdef'.repeat(4)}`,
};

/** Examples of good values. */
export const digestExamples = { TLSA: tlsa.example, SSHFP: sshfp.example } as const;

/** Reads the value of a TLSA record (RFC 6698 2.1). */
export function readTlsa(text: string): ReadValue {
  return readDigest(text, tlsa);
}

/** Reads the value of an SSHFP record (RFC 4255 3.1). */
export function readSshfp(text: string): ReadValue {
  return readDigest(text, sshfp);
}

function readDigest(text: string, { rule, numbers, kind }: DigestType): ReadValue {
  const fields = splitFields(text);
  const what = numbers.map((one) => one.what);
  const shape = `write ${what.join(', ')} and hexadecimal digits`;
  const refuseField = (message: string, hint: string) => refuse(rule, `"${shown(text)}" ${message}`, hint);
  if (fields.length <= numbers.length) {
    return refuseField(`has ${fields.length} fields, ${numbers.length + 1} are needed`, shape);
  }
  for (const [index, { what, allowed }] of numbers.entries()) {
    const field = fields[index] ?? '';
    if (/^\d{1,10}$/.test(field) && allowed.includes(Number(field))) continue;
    return refuseField(`has the ${what} "${shown(field)}"`, `the ${what} is one of ${allowed.join(', ')}`);
  }
  const digits = fields.slice(numbers.length).join('').toLowerCase();
  if (!/^[0-9a-f]+$/.test(digits)) return refuseField('does not end in hexadecimal digits', shape);
  const number = Number(fields[kind.at]);
  const expected = kind.digits[number];
  const good = expected === undefined ? digits.length % 2 === 0 : digits.length === expected;
  if (good) return { ok: true, value: joinHex(fields, numbers.length) };
  return refuseField(
    `has ${digits.length} hexadecimal digits`,
    `${what[kind.at]} ${number} takes ${expected ?? 'an even number of'} digits`,
  );
}

/** Fields with one blank between: numbers before `from` without leading zeros, the rest one hexadecimal text in lower case. */
export function joinHex(fields: readonly string[], from: number): string {
  const head = fields.slice(0, from).map((field) => (/^\d{1,10}$/.test(field) ? String(Number(field)) : field));
  const rest = fields.slice(from).join('').toLowerCase();
  return [...head, ...(rest === '' ? [] : [rest])].join(' ');
}
