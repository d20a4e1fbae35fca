import { nearest } from '../../core/nearest.ts';

/** Which routers a rule is for. */
export type RouterKind = 'http' | 'tcp';

/** One matcher of a rule, with its arguments as text. */
export interface RuleMatcher {
  /** As Traefik spells it: `Host`, `HostRegexp`. */
  readonly name: string;
  readonly values: readonly string[];
  /** An odd number of `!` stands before it or around it. */
  readonly negated: boolean;
}

/** The matchers of a rule in their order, or where and why it cannot be parsed. */
export type ReadRule =
  | { readonly ok: true; readonly matchers: readonly RuleMatcher[] }
  /** `offset` counts UTF-16 units from 0. */
  | { readonly ok: false; readonly offset: number; readonly message: string; readonly hint: string };

/** Matchers of Traefik v2 and v3. */
const knownMatchers: Readonly<Record<RouterKind, readonly string[]>> = {
  http: [
    ...['ClientIP', 'Header', 'HeaderRegexp', 'Headers', 'HeadersRegexp', 'Host', 'HostHeader', 'HostRegexp', 'Method'],
    ...['Path', 'PathPrefix', 'PathRegexp', 'Query', 'QueryRegexp'],
  ],
  tcp: ['ALPN', 'ClientIP', 'HostSNI', 'HostSNIRegexp'],
};

type Kind = 'word' | 'string' | '(' | ')' | ',' | '!' | '&&' | '||' | 'end';

interface Token {
  readonly kind: Kind;
  readonly offset: number;
  /** A word, or what a string stands for. */
  readonly text: string;
}

/** What stops the parser; it never leaves this file. */
interface Fault {
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

const space = /\s*/y;
/** Escapes of Go's interpreted strings. */
const goEscape = /\\(?:[abfnrtv\\"]|x[0-9a-fA-F]{2}|[0-7]{3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|\\/g;
const symbol = /&&|\|\||[(),!]/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const stringHint = 'write texts between back-ticks';

/**
 * Parses `expr = expr "||" expr | expr "&&" expr | "!" expr | "(" expr ")" | Matcher "(" string { "," string } ")"`.
 * It keeps a stack of its own, so that depth costs nothing but memory.
 */
export function readRule(rule: string, kind: RouterKind): ReadRule {
  const known = new Map(knownMatchers[kind].map((name) => [name.toLowerCase(), name]));
  const matchers: RuleMatcher[] = [];
  /** For each open bracket: whether what is in it is negated. */
  const open: boolean[] = [];
  let at = 0;
  let negated = false;
  let wantsOperand = true;
  const next = (): Token | Fault => {
    const read = readToken(rule, at);
    if ('kind' in read) at = read.end;
    return read;
  };
  for (;;) {
    const token = next();
    if ('message' in token) return { ok: false, ...token };
    if (!wantsOperand) {
      if (token.kind === 'end' && open.length === 0) return { ok: true, matchers };
      if (token.kind === '&&' || token.kind === '||') wantsOperand = true;
      else if (token.kind !== ')' || open.pop() === undefined) {
        const what = open.length > 0 ? '&&, || or )' : '&& or ||';
        return { ok: false, ...unexpected(token, what) };
      }
    } else if (token.kind === '!') negated = !negated;
    else if (token.kind === '(') {
      open.push((open.at(-1) ?? false) !== negated);
      negated = false;
    } else if (token.kind === 'word') {
      const name = known.get(token.text.toLowerCase());
      if (name === undefined) return { ok: false, ...unknownMatcher(token, kind) };
      const values = readArguments(next);
      if (!Array.isArray(values)) return { ok: false, ...values };
      matchers.push({ name, values, negated: (open.at(-1) ?? false) !== negated });
      negated = false;
      wantsOperand = false;
    } else return { ok: false, ...unexpected(token, 'a matcher such as Host(`app.example.com`)') };
  }
}

/** `(` string { `,` string } `)`. */
function readArguments(next: () => Token | Fault): string[] | Fault {
  const values: string[] = [];
  let wanted: Kind = '(';
  for (;;) {
    const token = next();
    if ('message' in token) return token;
    if (wanted === ')' && token.kind === ',') wanted = 'string';
    else if (token.kind !== wanted) return unexpected(token, wanted === 'string' ? 'a text' : wanted);
    else if (wanted === ')') return values;
    else if (wanted === '(') wanted = 'string';
    else {
      values.push(token.text);
      wanted = ')';
    }
  }
}

function readToken(rule: string, from: number): (Token & { readonly end: number }) | Fault {
  space.lastIndex = from;
  const offset = from + (space.exec(rule)?.[0].length ?? 0);
  const match = (pattern: RegExp) => {
    pattern.lastIndex = offset;
    return pattern.exec(rule);
  };
  if (offset === rule.length) return { kind: 'end', offset, text: '', end: offset };
  const char = rule.charAt(offset);
  if (char === '`' || char === '"') {
    const last = char === '`' ? rule.indexOf(char, offset + 1) : closingQuote(rule, offset + 1);
    if (last < 0) return { offset, message: 'a text that begins here has no end', hint: stringHint };
    const inside = rule.slice(offset + 1, last);
    const text = char === '`' ? inside : unescaped(inside, offset + 1);
    return typeof text === 'string' ? { kind: 'string', offset, text, end: last + 1 } : text;
  }
  const found = match(symbol)?.[0];
  if (found !== undefined) return { kind: found as Kind, offset, text: found, end: offset + found.length };
  const text = match(word)?.[0];
  if (text !== undefined) return { kind: 'word', offset, text, end: offset + text.length };
  return { offset, message: `${JSON.stringify(char)} means nothing here`, hint: stringHint };
}

/** Where an interpreted string ends; -1 when it does not. */
function closingQuote(rule: string, from: number): number {
  for (let at = from; at < rule.length; at += 1) {
    const char = rule.charAt(at);
    if (char === '"') return at;
    if (char === '\n') return -1;
    if (char === '\\') at += 1;
  }
  return -1;
}

/** What an interpreted string stands for. */
function unescaped(text: string, offset: number): string | Fault {
  let fault: Fault | undefined;
  const read = text.replaceAll(goEscape, (found, at: number) => {
    if (found === '\\') {
      fault ??= { offset: offset + at, message: 'there is no such escape', hint: stringHint };
      return '';
    }
    const code = found.slice(2);
    if (/^\\[xuU]/.test(found)) return fromCode(Number.parseInt(code, 16));
    if (/^\\[0-7]/.test(found)) return fromCode(Number.parseInt(found.slice(1), 8));
    return found === '\\\\' || found === '\\"' ? found.slice(1) : ' ';
  });
  return fault ?? read;
}

function fromCode(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

function unexpected(token: Token, wanted: string): Fault {
  const { kind, text } = token;
  const found = kind === 'end' ? 'it ends' : `there is ${kind === 'string' ? 'a text' : `"${text.slice(0, 40)}"`}`;
  return {
    offset: token.offset,
    message: `${found} where ${wanted.length === 1 ? `"${wanted}"` : wanted} should stand`,
    hint: 'such as Host(`app.example.com`)',
  };
}

function unknownMatcher({ text, offset }: Token, kind: RouterKind): Fault {
  const near = nearest(text, knownMatchers[kind]);
  const message = `${kind} routers have no matcher "${text.slice(0, 40)}"`;
  return {
    offset,
    message,
    hint: near === undefined ? `the matchers are ${knownMatchers[kind].join(', ')}` : `use ${near}`,
  };
}
