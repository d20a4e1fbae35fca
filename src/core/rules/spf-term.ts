import { readIpv4, readIpv6 } from '../address.ts';
import { shown } from '../name.ts';
import { nearest } from '../nearest.ts';
import { isMacroString, type OddTerm, oddDomain } from './spf-domain.ts';

/** One word of an SPF record after its version: `-all`, `include:example.com`, `redirect=example.com` (RFC 7208 4.6.1). */
export interface SpfTerm {
  /** As written. */
  readonly text: string;
  /** `+`, `-`, `?`, `~`, or nothing. */
  readonly qualifier: string;
  /** Lower case; empty when the word does not begin like a term. */
  readonly name: string;
  /** What follows the name: `:` or `/` in a mechanism, `=` in a modifier, or nothing. */
  readonly mark: string;
  /** What follows the mark. */
  readonly argument: string;
}

/** Takes one word apart. */
export function readTerm(text: string): SpfTerm {
  const match = /^([+?~-]?)([a-z][a-z0-9._-]*)(?:([:/=])(.*))?$/is.exec(text);
  const [, qualifier = '', name = '', mark = '', argument = ''] = match ?? [];
  return { text, qualifier, name: name.toLowerCase(), mark, argument };
}

type Judge = (term: SpfTerm) => OddTerm | null;

/** Every mechanism (RFC 7208 5). */
const mechanisms: Readonly<Record<string, Judge>> = {
  all: ({ mark }) => (mark === '' ? null : { what: 'has something after "all"', hint: 'write -all or ~all' }),
  include: oddName,
  a: oddHosts,
  mx: oddHosts,
  ptr: (term) => (term.mark === '' ? null : oddName(term)),
  ip4: (term) => oddNetwork(term, readIpv4, 32),
  ip6: (term) => oddNetwork(term, readIpv6, 128),
  exists: oddName,
};

/** Every modifier that is registered (RFC 7208 6, RFC 6652 3). */
const modifiers: Readonly<Record<string, Judge>> = {
  redirect: ({ argument }) => oddDomain(argument, 'redirect='),
  exp: ({ argument }) => oddDomain(argument, 'exp='),
  ra: oddReport,
  rp: oddReport,
  rr: oddReport,
};

const known = [...Object.keys(mechanisms), ...Object.keys(modifiers)];

/** Judges one term by itself (RFC 7208 5, 6, 12). */
export function oddTerm(term: SpfTerm): OddTerm | null {
  const { name, mark, qualifier, argument } = term;
  const mechanism = Object.hasOwn(mechanisms, name) ? mechanisms[name] : undefined;
  const modifier = Object.hasOwn(modifiers, name) ? modifiers[name] : undefined;
  if (/,./.test(term.text) && (name === 'ip4' || name === 'ip6')) {
    return { what: 'has a comma: terms are divided by blanks', hint: `write ${shown(term.text.replaceAll(',', ' '))}` };
  }
  if (mechanism !== undefined) {
    if (mark !== '=') return mechanism(term);
    return { what: 'is a mechanism with "=" for ":"', hint: `write ${qualifier}${name}:${shown(argument)}` };
  }
  if (modifier === undefined) return unknownTerm(term);
  if (mark !== '=') return { what: `is a modifier without "="`, hint: `write ${name}=${shown(argument)}` };
  if (qualifier === '') return modifier(term);
  return { what: `is a modifier with "${qualifier}"`, hint: `write ${name}=${shown(argument)}` };
}

function oddName({ name, mark, argument }: SpfTerm): OddTerm | null {
  if (mark === '/') return { what: 'has a prefix length', hint: `write ${name}: and a domain` };
  const address = networkTerm(argument);
  if (address !== null) return { what: 'has an address for a domain', hint: `write ${address}` };
  return oddDomain(argument, `${name}:`);
}

function oddReport({ argument }: SpfTerm): OddTerm | null {
  return isMacroString(argument) ? null : { what: 'has a broken value', hint: 'write visible ASCII, RFC 6652 3' };
}

/** `a` and `mx`: a domain or none, then `/24`, `//64` or `/24//64` (RFC 7208 5.3, 5.4). */
function oddHosts({ name, mark, argument }: SpfTerm): OddTerm | null {
  if (mark === '') return null;
  const address = mark === ':' ? networkTerm(argument) : null;
  if (address !== null) return { what: 'has an address for a domain', hint: `write ${address}` };
  const whole = mark === '/' ? `/${argument}` : argument;
  const start = prefixStart(whole);
  const odd = mark === '/' && start === 0 ? null : oddDomain(whole.slice(0, start), `${name}:`);
  return odd ?? oddPrefixes(whole.slice(start));
}

/** Where the prefix lengths at the end of a term begin; its length when it has none. */
function prefixStart(text: string): number {
  let at = text.length;
  while (at > 0 && /[\d/]/.test(text.charAt(at - 1))) at -= 1;
  const slash = text.indexOf('/', at);
  return slash < 0 ? text.length : slash;
}

function oddPrefixes(text: string): OddTerm | null {
  const match = /^(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(text);
  const [, four, six] = match ?? [];
  if (match !== null && isPrefix(four, 32) && isPrefix(six, 128)) return null;
  return { what: 'has a broken prefix length', hint: 'write /24 for IPv4, //64 for IPv6, or /24//64' };
}

function isPrefix(text: string | undefined, most: number): boolean {
  return text === undefined || (/^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= most);
}

/** `ip4` and `ip6`: an address, and a prefix length or none (RFC 7208 5.6). */
function oddNetwork({ name, mark, argument }: SpfTerm, read: typeof readIpv4, most: number): OddTerm | null {
  const family = most === 32 ? 'IPv4' : 'IPv6';
  if (mark !== ':' || argument === '') {
    return { what: 'has no address', hint: `write the address right after "${name}:", without a blank` };
  }
  const slash = argument.indexOf('/');
  const address = slash < 0 ? argument : argument.slice(0, slash);
  if (read(address) === null) {
    const meant = networkTerm(argument);
    const hint = meant ?? (most === 32 ? 'ip4:192.0.2.0/24' : 'ip6:2001:db8::/32');
    return { what: `has no ${family} address`, hint: `write ${meant === null ? 'one such as ' : ''}${hint}` };
  }
  if (slash < 0 || (slash + 1 < argument.length && isPrefix(argument.slice(slash + 1), most))) return null;
  return { what: 'has a broken prefix length', hint: `write /0 to /${most} after the ${family} address` };
}

/** The mechanism for a text that begins with an address, or null. */
function networkTerm(text: string): string | null {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  if (readIpv4(address) !== null) return `ip4:${shown(text)}`;
  return readIpv6(address) === null ? null : `ip6:${shown(text)}`;
}

function unknownTerm({ text, qualifier, name, mark, argument }: SpfTerm): OddTerm {
  const what = mark === '=' ? 'is no modifier that SPF knows' : 'is no mechanism that SPF knows';
  const address = networkTerm(text) ?? (name === 'ip' ? networkTerm(argument) : null);
  if (address !== null) return { what, hint: `write ${address}` };
  if (name === 'v') return { what: 'begins a second record in the same text', hint: 'merge them: one v=spf1, one all' };
  if (text.length < 12 && text.replaceAll(/[^a-z]/gi, '').toLowerCase() === 'all')
    return { what, hint: 'write -all or ~all' };
  const near = nearestName(name);
  if (near !== undefined) {
    const sign = Object.hasOwn(modifiers, near) ? '=' : mark === '=' ? ':' : mark;
    return { what, hint: `did you mean ${shown(`${qualifier}${near}${sign}${argument}`)}?` };
  }
  if (mark === '=') return { what, hint: 'remove it; those who read SPF ignore it' };
  if (mark === '' && name.includes('.')) {
    return { what, hint: `write include:${shown(name)} for its SPF record, or a:${shown(name)} for its addresses` };
  }
  return { what, hint: `the mechanisms are ${Object.keys(mechanisms).join(', ')}` };
}

/** The name that was meant; short names are near to everything. */
function nearestName(name: string): string | undefined {
  if (name === 'ipv4' || name === 'ipv6') return `ip${name.slice(3)}`;
  return name.length < 2 ? undefined : nearest(name, known, name.length > 3 ? 2 : 1);
}
