import type { Page } from './page.ts';
import { type Ink, plain } from './style.ts';
import { escapedText, quoted, visible } from './visible.ts';
import type { TextPart } from './word-diff.ts';
import { type Span, span } from './wrap.ts';

/** Longer texts are cut in the middle, in UTF-16 units; the whole of them is in `--json`. */
const longText = 1500;
/** What is left of a cut text, or of a long stretch that did not change, on either side. */
const contextLength = 40;

/** A value as people read it: texts in quotes, nothing that a terminal would obey. */
export function valueText(type: string, value: string, page: Page): string {
  const text = type === 'TXT' ? quoted(value) : visible(value);
  return page.verbose || text.length <= longText ? text : cutMiddle(text, longText / 2);
}

function cutMiddle(text: string, keep: number): string {
  const left = text.slice(0, keep);
  const right = text.slice(-keep);
  return `${trimPair(left, true)} …${text.length - left.length - right.length} more characters… ${trimPair(right, false)}`;
}

/** Takes away half of a surrogate pair that a cut left behind. */
function trimPair(text: string, atEnd: boolean): string {
  return atEnd ? text.replace(/[\ud800-\udbff]$/, '') : text.replace(/^[\udc00-\udfff]/, '');
}

/** Blanks before, the text itself, blanks after: marks are set close to the words. */
function core(text: string): [string, string, string] {
  const body = text.trim();
  if (body === '') return ['', text, ''];
  const start = text.indexOf(body);
  return [text.slice(0, start), body, text.slice(start + body.length)];
}

function marked(text: string, open: string, close: string, ink: Ink): Span[] {
  const [before, body, after] = core(text);
  return [span(before), span(`${open}${body}${close}`, ink), span(after)];
}

/** A compared text on one line: `same [-old-]{+new+} same`, as `git diff --word-diff` writes it. */
export function wordDiffSpans(type: string, parts: readonly TextPart[], page: Page): Span[] {
  const escapeText = type === 'TXT' ? escapedText : visible;
  const { red, green } = page.style;
  const spans = parts.flatMap((part): Span[] => {
    const text = escapeText(part.text);
    if (part.kind === 'removed') return marked(shorten(text, page), '[-', '-]', red);
    if (part.kind === 'added') return marked(text, '{+', '+}', green);
    return [span(shorten(text, page), plain)];
  });
  return type === 'TXT' ? [span('"'), ...spans, span('"')] : spans;
}

/** Leaves out the middle of what did not change or goes away. */
function shorten(text: string, page: Page): string {
  return page.verbose || text.length <= contextLength * 4 ? text : cutMiddle(text, contextLength);
}
