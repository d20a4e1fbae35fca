import { byteLength } from '../bytes.ts';
import { displayName, shown } from '../name.ts';
import type { Finding, RecordRule, RuleContext } from './rule.ts';
import { textWithoutEscapes } from './txt-escapes.ts';

const txtRule = (id: string, check: RecordRule['check'], options?: RecordRule['options']): RecordRule => ({
  id,
  severity: 'warning',
  fixed: false,
  scope: 'record',
  types: ['TXT'],
  ...(options === undefined ? {} : { options }),
  check,
});

/** The text has at most `max` bytes: providers stop earlier than DNS does (RFC 1035 3.3.14). */
export const txtLong = txtRule(
  'txt-long',
  ({ value }, { set }, { max = 4000 }) => {
    if (value.length * 3 <= max) return null;
    const length = byteLength(value);
    return length <= max
      ? null
      : {
          message: `the text "${start(value)}" at ${displayName(set.name)} has ${length} bytes, more than ${max}`,
          hint: 'is it pasted twice? many providers stop at 255, 2048 or 4096 bytes',
        };
  },
  { max: { default: 4000, most: 65535, what: 'bytes that a text may have' } },
);

/** The text has something in it. */
export const txtEmpty = txtRule('txt-empty', ({ value }, { set }) =>
  value === ''
    ? {
        message: `the text at ${displayName(set.name)} is empty`,
        hint: 'write a text, or remove the record; in a compose file: is a variable unset?',
      }
    : null,
);

/** Values are plain text: no quotes around the whole, no `\;`, `\"`, `" "` of zone files (RFC 1035 5.1). */
export const txtEscaped = txtRule('txt-escaped', ({ value }, { set }) => {
  const plain = textWithoutEscapes(value);
  return plain === null
    ? null
    : {
        message: `the text ${shown(value)} at ${displayName(set.name)} has the quotes or backslashes of a zone file, which would be part of it`,
        hint: plain === '' ? 'values are plain text; write it without quotes' : `use the plain text: ${shown(plain)}`,
      };
});

/** No control characters, and no blanks first or last, which nobody can see. */
export const txtControl = txtRule('txt-control', ({ value }, context) => {
  const found = /\p{Cc}/u.exec(value);
  if (found !== null) return controlFound(value, found[0], found.index, context);
  if (!value.startsWith(' ') && !value.endsWith(' ')) return null;
  return {
    message: `the text "${start(value)}" at ${displayName(context.set.name)} ${value.startsWith(' ') ? 'begins' : 'ends'} with a blank`,
    hint: 'remove the blank; software that reads the text compares it as it is',
  };
});

function controlFound(value: string, char: string, index: number, { set }: RuleContext): Finding {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const isBreak = char === '\n' || char === '\r';
  const what = isBreak ? 'a line break' : char === '\t' ? 'a tab' : `the control character U+${code}`;
  return {
    message: `the text "${start(value)}" at ${displayName(set.name)} has ${what} at character ${index + 1}`,
    hint: isBreak ? 'is it folded YAML? write the text on one line, or with ">-"' : 'remove it, or write a blank',
  };
}

/** The first characters of a text: enough to find it. */
function start(value: string): string {
  return shown(value.length > 40 ? `${value.slice(0, 37)}...` : value);
}
