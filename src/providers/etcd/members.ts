/** One member of a JSON object as it is written. */
export interface Member {
  readonly key: string;
  /** The value's text, without blanks around it. */
  readonly raw: string;
}

const blank = /[ \t\r\n]*/y;
const string = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
/** Whatever is not part of the structure. */
const plain = /[^"{}[\],:]*/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/**
 * The members of a JSON object in their order, every one of several with the same name. The text must be an object that
 * `JSON.parse` takes.
 */
export function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let at = text.indexOf('{') + 1;
  for (;;) {
    at += match(blank, text, at).length;
    const name = match(string, text, at);
    if (name === '') return members;
    at += name.length;
    at += match(blank, text, at).length + 1;
    at += match(blank, text, at).length;
    const end = endOfValue(text, at);
    members.push({ key: JSON.parse(name), raw: text.slice(at, end).trimEnd() });
    at = end + 1;
  }
}

/** Where the value that begins at `at` ends: before the comma or brace that follows it. */
function endOfValue(text: string, at: number): number {
  let depth = 0;
  let index = at;
  while (index < text.length) {
    const char = text.charAt(index);
    if (char === '"') index += Math.max(1, match(string, text, index).length);
    else if (depth === 0 && (char === ',' || char === '}')) return index;
    else {
      if (char === '{' || char === '[') depth += 1;
      if (char === '}' || char === ']') depth -= 1;
      index += 1;
      index += match(plain, text, index).length;
    }
  }
  return index;
}
