/**
 * What `JSON.stringify` leaves raw although a terminal obeys it or a reader cannot see it: C1 controls (U+009B begins
 * an escape sequence), bidi marks, zero-width and other format characters, line separators.
 */
const unseen = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;

/** As JSON escapes it; characters beyond the basic plane as two (RFC 8259 7). */
function escaped(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** JSON with two blanks of indentation and a line feed at its end; keys in the order of the value. Plain data only. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll(unseen, escaped)}\n`;
}

/** What `--json` says of an error (DESIGN.md §4). */
export interface ErrorJson {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** The exit code. */
  readonly exit: number;
  readonly details?: unknown;
}

/** What is said of an error, whatever else is known of it; `details` only when there are some. */
export function errorFields({ code, message, hint, exit, details }: ErrorJson): ErrorJson {
  return { code, message, hint, exit, ...(details === undefined ? {} : { details }) };
}

/** `{ "error": … }`: `schemas/error.schema.json`. */
export function errorJson(error: ErrorJson): string {
  return toJson({ error: errorFields(error) });
}
