import { compileGlob } from '../core/glob.ts';
import { readName } from '../core/name.ts';
import { type CompiledRegex, compileRegex, isRegex } from './regex.ts';

/** A glob of names as it is compared with canonical names: lower case, A-labels, no blanks around, no trailing dot. */
export function canonicalNameGlob(glob: string): string {
  const text = glob.trim().toLowerCase();
  const cut = text.endsWith('.') && !text.endsWith('\\.') && text.length > 1 ? text.slice(0, -1) : text;
  if (/^[\u0000-\u007f]*$/.test(cut)) return cut;
  return cut.split('.').map(canonicalLabel).join('.');
}

/** A label with wild cards cannot be encoded and stays as it is. */
function canonicalLabel(label: string): string {
  const read = /[*?\\]/.test(label) ? undefined : readName(label);
  return read?.ok === true ? read.name : label;
}

/** Compiles a pattern of names: a glob (sources 4) or `/regex/`. */
export async function compileNamePattern(pattern: string): Promise<CompiledRegex> {
  if (isRegex(pattern)) return await compileRegex(pattern);
  return { ok: true, matches: compileGlob(canonicalNameGlob(pattern)) };
}
