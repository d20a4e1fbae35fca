/** One element of a recording: what `docker inspect` says of one container or service. */
export interface RecordedElement {
  readonly value: unknown;
  /** Where the JSON document that holds it begins and ends, UTF-16 units. */
  readonly document: readonly [number, number];
  /** Its index in the document's array; null when it is the document itself. */
  readonly index: number | null;
}

/** A recording taken apart, or the offset where it stops being JSON. */
export type Recording =
  | { readonly ok: true; readonly elements: readonly RecordedElement[] }
  | { readonly ok: false; readonly message: string; readonly offset: number };

/** Reads JSON that is one array, or arrays and objects one after another. */
export async function readRecording(text: string): Promise<Recording> {
  const whole = parse(text);
  if (whole !== undefined) return { ok: true, elements: elementsOf(whole.value, [0, text.length]) };
  const elements: RecordedElement[] = [];
  for (const span of documents(text)) {
    const part = parse(text.slice(...span));
    if (part === undefined) {
      return { ok: false, message: 'the file is no JSON', offset: span[0] + (await firstMistake(text.slice(...span))) };
    }
    for (const element of elementsOf(part.value, span)) elements.push(element);
  }
  if (text.trim() === '') return { ok: false, message: 'the file is empty', offset: 0 };
  return { ok: true, elements };
}

function elementsOf(value: unknown, document: readonly [number, number]): RecordedElement[] {
  if (!Array.isArray(value)) return [{ value, document, index: null }];
  return value.map((item: unknown, index) => ({ value: item, document, index }));
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

async function firstMistake(text: string): Promise<number> {
  const { visit } = await import('jsonc-parser');
  let first: number | undefined;
  try {
    visit(text, { onError: (_, offset) => (first ??= offset) }, { disallowComments: true });
  } catch {
    // Nested too deep for the parser that knows places.
  }
  return first ?? 0;
}

/** Start and end of each top-level value, told by brackets outside of strings; a broken one ends where the text does. */
function documents(text: string): [number, number][] {
  const found: [number, number][] = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === ' ' || char === '\n' || char === '\r' || char === '\t') continue;
    if (start < 0) start = at;
    if (char === '"') at = stringEnd(text, at);
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
    else if (depth === 0) break;
    if (depth > 0) continue;
    found.push([start, at + 1]);
    start = -1;
    depth = 0;
  }
  if (start >= 0) found.push([start, text.length]);
  return found;
}

/** The offset of the quote that ends the string beginning at `start`. */
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text.charAt(before) === '\\') before -= 1;
    if ((quote - before) % 2 === 1) return quote;
  }
  return text.length;
}
