import { readIpv6 } from '../address.ts';
import { readName, shown } from '../name.ts';
import { type ReadValue, refuse } from './read-value.ts';

/** Reads a target; a broken one is the rule `target-syntax`, naming what is wrong with the name. */
export function readTarget(text: string): ReadValue {
  const read = readName(text);
  if (read.ok) return { ok: true, value: read.name };
  if (readIpv6(text.trim()) !== null) return refuseAddress(text);
  return refuse('target-syntax', `the target cannot be read: ${read.message}`, read.hint ?? 'one whole name');
}

/** Reads a target that is no host of a service: what no name has unescaped is a slip of the pen here (settled 5). */
export function readAlias(text: string): ReadValue {
  const odd = /[!-),+:-@[\]^`{-~]/.exec(text.replaceAll(/\\./gs, ''))?.[0];
  const read = readTarget(text);
  if (odd === undefined || !read.ok) return read;
  if (readIpv6(text.trim()) !== null) return refuseAddress(text);
  return refuse(
    'target-syntax',
    `the target "${shown(text)}" has "${odd}"`,
    'one whole name; escape it if it is meant',
  );
}

function refuseAddress(text: string): ReadValue {
  const hint = 'use type AAAA, or name the host that has it';
  return refuse('target-syntax', `the target "${shown(text)}" is an IPv6 address, not a name`, hint);
}

/** Reads numbers of 16 bits and, last, a target, divided by blanks; numbers lose leading zeros. */
export function readNumbersAndTarget(text: string, count: number, rule: string, example: string): ReadValue {
  const fields = text.trim().split(/[ \t]+/);
  const numbers = fields.slice(0, count);
  const hint = `write ${count + 1} fields, such as ${example}`;
  if (numbers.length < count || !numbers.every((field) => /^\d{1,10}$/.test(field) && Number(field) <= 65535)) {
    return refuse(
      rule,
      `"${shown(text)}" does not begin with ${count === 1 ? 'a number' : `${count} numbers`} from 0 to 65535`,
      hint,
    );
  }
  if (fields.length === count) return refuse(rule, `"${shown(text)}" has no target`, hint);
  if (fields.length > count + 1) return refuse('target-syntax', `"${shown(text)}" has more than one target`, hint);
  const target = readTarget(fields[count] ?? '');
  return target.ok
    ? { ok: true, value: [...numbers.map((field) => String(Number(field))), target.value].join(' ') }
    : target;
}
