import { readIpv4, readIpv6 } from '../../core/address.ts';
import { readName, shown } from '../../core/name.ts';
import type { Report } from './report.ts';
import type { Label } from './subject.ts';
import { warning } from './tool-findings.ts';
import { bothFamilies, type Fields, type Wish } from './wish.ts';

/** What the hosts in one label of a proxy come to. */
export interface Hosts {
  /** Canonical names to claim. */
  readonly names: Set<string>;
  /** Canonical names that the proxy refuses; they are held. */
  readonly refused: Set<string>;
  /** Texts that name no record, on purpose. */
  readonly skipped: Set<string>;
  /** Texts with something in them that is only known to the proxy. */
  readonly unresolved: Set<string>;
  /** Why what was last claimed because of the label is held; undefined: it is not. */
  doubt: string | undefined;
}

/** No hosts yet. */
export function noHosts(): Hosts {
  return { names: new Set(), refused: new Set(), skipped: new Set(), unresolved: new Set(), doubt: undefined };
}

/** Whether a text without brackets is an IP address. */
function isAddress(text: string): boolean {
  return readIpv4(text) !== null || readIpv6(text) !== null;
}

/** Takes one host, without scheme, port and path. `dns` is the prefix of the grammar `dns`, for hints. */
export function takeHost(text: string, label: Label, hosts: Hosts, dns: string, report: Report): void {
  if (text === '*' || isAddress(text)) {
    hosts.skipped.add(text);
    return;
  }
  const read = readName(text);
  const star = text.lastIndexOf('*');
  if (read.ok && (star < 0 || (star === 0 && text.startsWith('*.')))) {
    hosts.names.add(read.name);
    return;
  }
  const why = read.ok ? 'a "*" can only be the whole leftmost label' : read.message;
  refuseHost(text, why, label, hosts, report, read.ok ? undefined : (read.hint ?? `${dns}.host takes more names`));
}

/** Tells of a host that the proxy refuses; its name is held when it can be read, else whatever the label claimed before. */
export function refuseHost(
  text: string,
  why: string,
  label: Label,
  hosts: Hosts,
  report: Report,
  hint = 'write a host name, such as app.example.com',
): void {
  const message = `${label.key}: "${shown(text)}" is no host here: ${why}`;
  report.add(label, warning('LABEL_INVALID_NAME', message, hint));
  const read = readName(text);
  if (read.ok) hosts.refused.add(read.name);
  else hosts.doubt ??= message;
}

/** Three texts at most, for messages. */
export function someOf(texts: ReadonlySet<string>): string {
  const first = [...texts].slice(0, 3).map((text) => `"${shown(text)}"`);
  return texts.size > 3 ? `${first.join(', ')} and ${texts.size - 3} more` : first.join(', ');
}

/** Tells what of a label gives no record, once for each reason. */
export function tellHosts(label: Label, hosts: Hosts, unresolvedHint: string, report: Report): void {
  const { skipped, unresolved, doubt } = hosts;
  if (unresolved.size > 0) {
    const message = `${label.key}: ${someOf(unresolved)} cannot be filled in here`;
    report.add(label, warning('LABEL_UNRESOLVED', message, unresolvedHint));
  }
  if (skipped.size > 0) {
    const message = `${label.key}: ${someOf(skipped)} names no record`;
    report.add(label, { code: 'LABEL_SKIPPED', severity: 'info', message });
  }
  if (doubt !== undefined) report.doubtLabel(label, 'invalid', doubt);
}

/**
 * A wish for the names, and one that holds those that were only ever refused. A label that names no host on purpose wishes
 * nothing: what the container says for its records finds none there. With names in doubt the wish stands, even without any.
 */
export function hostWishes(grammar: string, label: Label, hosts: Hosts, fields: Fields): Wish[] {
  const { names, doubt } = hosts;
  const value = { kind: 'target' as const, families: bothFamilies };
  const wish: Wish = { grammar, label, names: [...names], value, fields };
  const refused = [...hosts.refused].filter((name) => !names.has(name));
  const wishes = names.size > 0 || doubt !== undefined ? [wish] : [];
  return refused.length === 0 ? wishes : [...wishes, heldWish(wish, refused, 'a name that is refused')];
}

/** The same wish, which is only a name, for names that are held instead of claimed. */
export function heldWish(wish: Wish, names: Iterable<string>, detail: string): Wish {
  return { ...wish, names: [...names], value: { kind: 'broken', reason: 'invalid', detail, nameOnly: true } };
}
