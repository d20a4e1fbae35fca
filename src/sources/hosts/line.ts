/** One word of a line. */
export interface Word {
  readonly text: string;
  /** Column from 1, UTF-16 units. */
  readonly column: number;
}

/** What one line says: words before a `#`, divided by blanks and tabs; lines without words say nothing. */
export interface HostsLine {
  /** From 1. */
  readonly line: number;
  readonly first: Word;
  readonly rest: readonly Word[];
}

const [tab, blank, hash, carriageReturn] = [0x09, 0x20, 0x23, 0x0d];

/** The lines of a hosts file that say something; line ends are LF or CRLF. */
export function* hostsLines(text: string): Generator<HostsLine> {
  let start = 0;
  for (let line = 1; start <= text.length; line += 1) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const [first, ...rest] = wordsOf(text, start, text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end);
    if (first !== undefined) yield { line, first, rest };
    start = end + 1;
  }
}

function wordsOf(text: string, start: number, end: number): Word[] {
  const words: Word[] = [];
  let from = -1;
  for (let at = start; at <= end; at += 1) {
    const code = at === end ? hash : text.charCodeAt(at);
    const divides = code === blank || code === tab || code === hash;
    if (!divides && from < 0) from = at;
    if (divides && from >= 0) {
      words.push({ text: text.slice(from, at), column: from - start + 1 });
      from = -1;
    }
    if (code === hash) break;
  }
  return words;
}
