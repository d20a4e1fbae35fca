import { lineIndex, type Position } from '../files/line-index.ts';
import type { JsonPath } from './line-fields.ts';

/** Where JSON stops being JSON. */
export interface SyntaxFault extends Position {
  readonly message: string;
  /** The text ends in the middle. */
  readonly truncated: boolean;
}

/** By the name of jsonc-parser's error. */
const faultTexts: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that JSON does not know',
  InvalidNumberFormat: 'a number that JSON does not know',
  PropertyNameExpected: 'a member name is missing, or the comma before is one too many',
  ValueExpected: 'a value is missing, or the comma before is one too many',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a "}" is missing',
  CloseBracketExpected: 'a "]" is missing',
  EndOfFileExpected: 'something follows the end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a text has no closing quote',
  InvalidUnicode: 'a \\u escape is broken',
  InvalidEscapeCharacter: 'an escape that JSON does not know',
  InvalidCharacter: 'a control character inside a text',
};
/** What a value that is cut off at the end of the text looks like. */
const cutOff = new Set([
  'InvalidSymbol',
  'UnexpectedEndOfString',
  'UnexpectedEndOfNumber',
  'InvalidUnicode',
  'InvalidEscapeCharacter',
]);

/** Says where and why a text that `JSON.parse` refused is no JSON. */
export async function findSyntaxFault(text: string): Promise<SyntaxFault> {
  const { visit, printParseErrorCode } = await import('jsonc-parser');
  const end = text.trimEnd().length;
  let first: { readonly code: string; readonly offset: number; readonly length: number } | undefined;
  try {
    visit(
      text,
      {
        onError: (error, offset, length) => {
          first ??= { code: printParseErrorCode(error), offset, length };
        },
      },
      { disallowComments: true },
    );
  } catch {
    return { line: 1, column: 1, message: 'it is nested too deeply', truncated: false };
  }
  const { code, offset, length } = first ?? { code: '', offset: 0, length: 0 };
  const truncated = offset >= end || (cutOff.has(code) && offset + length >= end);
  const message = faultTexts[code] ?? 'this is no JSON';
  return { ...lineIndex(text)(Math.min(offset, end)), message, truncated };
}

/**
 * Where the given members, or their values, stand in a text that is JSON: one pass,
 * skipping what nobody asked about. What is nested too deeply to be found is said to be at the start.
 */
export async function findPlaces(
  text: string,
  wanted: readonly { readonly path: JsonPath; readonly at: 'key' | 'value' }[],
): Promise<Position[]> {
  const { visit } = await import('jsonc-parser');
  const asked = new Set<string>();
  const keys = new Map<string, number>();
  const values = new Map<string, number>();
  for (const { path } of wanted) {
    for (let depth = 0; depth <= path.length; depth += 1) asked.add(JSON.stringify(path.slice(0, depth)));
  }
  /** Without it jsonc-parser never ends skipping. */
  const leave = () => undefined;
  const enter = (offset: number, supply: () => JsonPath) => {
    const path = JSON.stringify(supply());
    if (!asked.has(path)) return false;
    values.set(path, offset);
    return true;
  };
  try {
    visit(text, {
      onObjectBegin: (offset, _length, _line, _column, supply) => enter(offset, supply),
      onArrayBegin: (offset, _length, _line, _column, supply) => enter(offset, supply),
      onObjectEnd: leave,
      onArrayEnd: leave,
      onLiteralValue: (_value, offset, _length, _line, _column, supply) => {
        enter(offset, supply);
      },
      onObjectProperty: (property, offset, _length, _line, _column, supply) => {
        const path = JSON.stringify([...supply(), property]);
        if (asked.has(path)) keys.set(path, offset);
      },
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const positionOf = lineIndex(text);
  return wanted.map(({ path, at }) => {
    const key = JSON.stringify(path);
    return positionOf((at === 'key' ? keys.get(key) : undefined) ?? values.get(key) ?? 0);
  });
}
