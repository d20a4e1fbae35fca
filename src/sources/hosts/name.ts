import { isWildcard, type ReadName, readName, shown } from '../../core/name.ts';
import { looksLikeAddress } from './address.ts';

/** What a word of a hosts file is as a name. */
export type HostsName =
  | { readonly kind: 'name'; readonly name: string }
  /** Names of the system itself, which come with it. */
  | { readonly kind: 'system' }
  /** One label, and no domain to complete it. */
  | { readonly kind: 'short'; readonly label: string }
  /** `message` names the word; `name`: what it would be called, where that can be read. */
  | { readonly kind: 'bad'; readonly message: string; readonly hint: string; readonly name?: string };

type BadName = Extract<HostsName, { kind: 'bad' }>;

/** `localhost` and names below it, `ip6-localhost` and its like, `broadcasthost`. */
const systemName = /^(?:(?:.+\.)?localhost|ip6-[^.]*|broadcasthost)$/;

/** Control characters, and what Unicode ends lines and paragraphs with; a tab divides words and never gets here. */
const control = /[\p{Cc}\u2028\u2029]/u;

/** Whether a word holds what may be a line end, or otherwise cannot be seen: it may be two words, of two lines. */
export function hasControl(text: string): boolean {
  return control.test(text);
}

/** Reads a name in lower case and without its trailing dot; one of a single label is completed with `domain`, canonical. */
export function readHostsName(text: string, domain: string | undefined): HostsName {
  const refuse = (why: string, hint: string): BadName => ({
    kind: 'bad',
    message: `"${shown(text)}" is no name here: ${why}`,
    hint,
  });
  if (hasControl(text)) return refuse('there is a control character in it', 'end lines with LF or CRLF');
  if (looksLikeAddress(text)) return refuse('it is an address', 'write one address to a line, first');
  const read = readName(text);
  if (!read.ok) return unreadable(read);
  if (systemName.test(read.name)) return { kind: 'system' };
  if (read.name.includes('*')) {
    const hint = isWildcard(read.name) ? 'an override can say it' : 'write the names one by one';
    return { ...refuse('hosts files have no wildcards', hint), name: read.name };
  }
  if (read.name === '.') return refuse('it is the root of all names', 'write the whole name');
  if (read.name.includes('.')) return { kind: 'name', name: read.name };
  if (domain === undefined) return { kind: 'short', label: read.name };
  const whole = readName(`${read.name}.${domain}`);
  return whole.ok ? { kind: 'name', name: whole.name } : unreadable(whole);
}

function unreadable({ rule, message, hint = 'write the whole name' }: Extract<ReadName, { ok: false }>): HostsName {
  return { kind: 'bad', message, hint: rule === 'label-empty' ? 'remove the surplus dot' : hint };
}
