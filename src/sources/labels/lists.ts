/** Parts between commas and white space, empty ones dropped (labels 1.2). */
export function splitList(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}

/** Types whose values never hold a comma, so that one line may list several. */
const commaTypes: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'MX', 'SRV', 'TLSA', 'SSHFP']);

/** The values of a `values` label, or what is wrong with its JSON. */
export type SplitValues =
  | { readonly ok: true; readonly values: readonly string[] }
  | { readonly ok: false; readonly message: string };

/**
 * Takes `values` apart: a JSON array of strings when it begins with `[`, else one value a line, and on a single line also
 * at commas where the type allows it. Without a type only addresses and host names can be meant, which allow it.
 */
export function splitValues(text: string, type: string | undefined): SplitValues {
  if (text.startsWith('[')) return readJsonList(text);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const [only] = lines;
  const parts =
    lines.length === 1 && only !== undefined && (type === undefined || commaTypes.has(type)) ? only.split(',') : lines;
  return { ok: true, values: parts.map((part) => part.trim()).filter((part) => part !== '') };
}

function readJsonList(text: string): SplitValues {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return { ok: false, message: 'begins with "[" but is no JSON array' };
  }
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) {
    return { ok: false, message: 'is a JSON array, but not of strings only' };
  }
  return { ok: true, values: list };
}
