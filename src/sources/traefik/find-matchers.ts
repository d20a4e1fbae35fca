/** A text between back-ticks. */
export interface Quoted {
  readonly text: string;
  /** Of its first character, UTF-16 units from 0. */
  readonly offset: number;
}

/** One `Host(…)` or `HostSNI(…)` in a file. */
export interface HostMatcher {
  readonly word: 'Host' | 'HostSNI';
  /** Of the word. */
  readonly offset: number;
  /** A `!` stands before it, or before the brackets that open before it. */
  readonly negated: boolean;
  /** No `)` follows: nothing in it counts. */
  readonly open: boolean;
  /** What stands between back-ticks; empty ones are left out. */
  readonly hosts: readonly Quoted[];
  /** What is left in the brackets without the hosts. */
  readonly rest: string;
}

/** Every `Host(` up to the next `)`, then every `HostSNI(` likewise, in exact case, also over line ends (sources 3). */
export function findMatchers(text: string): HostMatcher[] {
  return [...find(text, 'Host'), ...find(text, 'HostSNI')];
}

function* find(text: string, word: HostMatcher['word']): Generator<HostMatcher> {
  const opening = `${word}(`;
  for (let offset = text.indexOf(opening); offset >= 0; ) {
    const start = offset + opening.length;
    const end = text.indexOf(')', start);
    const inside = end < 0 ? '' : text.slice(start, end);
    yield { word, offset, negated: isNegated(text, offset), open: end < 0, ...readInside(inside, start) };
    offset = end < 0 ? -1 : text.indexOf(opening, end);
  }
}

function isNegated(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && /[\s(]/.test(text.charAt(at))) at -= 1;
  return text.charAt(at) === '!';
}

function readInside(inside: string, start: number): Pick<HostMatcher, 'hosts' | 'rest'> {
  const hosts: Quoted[] = [];
  const rest = inside.replaceAll(/`([^`]*)`/g, (_, text: string, at: number) => {
    if (text.trim() !== '') hosts.push({ text, offset: start + at + 1 });
    return '';
  });
  return { hosts, rest };
}
