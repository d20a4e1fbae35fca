import { readIpv4, readIpv6 } from '../../core/address.ts';
import { readName, shown } from '../../core/name.ts';

/** Variables that templates may name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a text between back-ticks is. */
export type HostText =
  | { readonly kind: 'name'; readonly name: string }
  /** Names no record, on purpose: every host, or an address. */
  | { readonly kind: 'none'; readonly message: string }
  /** A variable that is not set, or empty. */
  | { readonly kind: 'unset'; readonly variable: string }
  /** Something in it that only Traefik can fill in. */
  | { readonly kind: 'unresolved' }
  /** `name`: what it would be called, where that can be read. */
  | { readonly kind: 'bad'; readonly message: string; readonly hint: string; readonly name?: string };

/** `{{env "NAME"}}`: one word, blanks only before the quote (sources 3). */
const template = /\{\{env\s+"([^"]+)"\}\}/g;
const exampleHint = 'write a host name, such as app.example.com';

/** Reads one host: templates filled in, lower case, without its trailing dot. What a variable holds is never in a message. */
export function readHostText(text: string, environment: Environment): HostText {
  if (/[{}]/.test(text.replaceAll(template, ''))) return { kind: 'unresolved' };
  let unset: string | undefined;
  const filled = text.replaceAll(template, (_, variable: string) => {
    const value = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
    if (value === undefined || value === '') unset ??= variable;
    return value ?? '';
  });
  if (unset !== undefined) return { kind: 'unset', variable: unset };
  return readFilled(filled.trim(), filled === text ? undefined : text);
}

/** `written`: the text with its templates, when it had any. */
function readFilled(host: string, written: string | undefined): HostText {
  if (host === '*') return { kind: 'none', message: '"*" is every host' };
  if (readIpv4(host) !== null || readIpv6(host) !== null) {
    return { kind: 'none', message: `"${shown(written ?? host)}" is an address, not a name` };
  }
  const read = readName(host.startsWith('**.') ? host.slice(1) : host);
  const refuse = (why: string, hint: string, name?: string): HostText => ({
    kind: 'bad',
    message: `"${shown(written ?? host)}" is no host here: ${written === undefined ? why : 'with its variables filled in it is no name'}`,
    hint: written === undefined ? hint : 'see what the variables hold',
    ...(name === undefined ? {} : { name }),
  });
  if (!read.ok) return refuse(read.message, read.rule === 'label-empty' ? exampleHint : (read.hint ?? exampleHint));
  if (read.name === '.') return refuse('it is the root of all names', exampleHint);
  if (read.name.lastIndexOf('*') > 0 || (read.name.startsWith('*') && !read.name.startsWith('*.'))) {
    return refuse('a "*" can only be the whole leftmost label', exampleHint, read.name);
  }
  return { kind: 'name', name: read.name };
}
