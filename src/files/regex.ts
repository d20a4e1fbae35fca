import type { Matcher } from '../core/glob.ts';

/** A compiled pattern, or why it is none. */
export type CompiledRegex =
  | { readonly ok: true; readonly matches: Matcher }
  | { readonly ok: false; readonly message: string };

/** Whether a pattern is written as a regular expression, `/…/`. */
export function isRegex(pattern: string): boolean {
  return pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/');
}

/** Characters that no pattern needs; the parser of deeply nested ones takes more than linear time. */
const maxPattern = 10_000;

/**
 * Compiles the inside of `/…/` with RE2 semantics: linear time, no look-around, no back-references. It is searched for
 * in the text; anchor it with `^` and `$` to match the whole.
 */
export async function compileRegex(pattern: string): Promise<CompiledRegex> {
  if (pattern.length > maxPattern) {
    return { ok: false, message: `it has ${pattern.length} characters, ${maxPattern} are allowed` };
  }
  const { RE2JS } = await import('re2js');
  try {
    const regex = RE2JS.compile(pattern.slice(1, -1));
    return { ok: true, matches: (text) => regex.matcher(text).find() };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
