import type { Claim, Doubt } from '../../core/claim.ts';
import type { Diagnostic, Place } from '../../core/diagnostic.ts';
import { shown } from '../../core/name.ts';
import { type HostsAddress, looksLikeAddress, readHostsAddress, refuseAddress } from './address.ts';
import { type HostsLine, hostsLines, type Word } from './line.ts';
import { type HostsName, hasControl, readHostsName } from './name.ts';
import { type HostsReport, hostsReport } from './report.ts';

/** What holds for all claims of the source. */
export interface HostsDefaults {
  /** Name of the source. */
  readonly source: string;
  /** Completes names of one label; canonical. */
  readonly domain?: string;
  /** Seconds. */
  readonly ttl?: number;
  readonly providers?: readonly string[];
}

/** What one hosts file says. */
export interface HostsFile {
  /** In the order in which they are written; one address may be said twice. */
  readonly claims: readonly Claim[];
  readonly doubts: readonly Doubt[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A hosts file while it is read. */
interface Reading {
  readonly file: string;
  readonly defaults: HostsDefaults;
  readonly report: HostsReport;
  readonly claims: Claim[];
  readonly held: Map<string, Doubt>;
}

/** Reads a hosts file (sources 2); `file` is its path as shown. Every finding is in the answer; nothing is thrown. */
export function readHosts(text: string, file: string, defaults: HostsDefaults): HostsFile {
  const reading: Reading = { file, defaults, report: hostsReport(), claims: [], held: new Map() };
  for (const line of hostsLines(text)) readLine(line, reading);
  return { claims: reading.claims, doubts: [...reading.held.values()], diagnostics: reading.report.all() };
}

function readLine(line: HostsLine, reading: Reading): void {
  const { first, rest } = line;
  const address = readHostsAddress(first.text);
  if (address === null) badAddress(line, reading);
  else if (rest.length === 0) {
    const message = `the line has the address ${address.value} and no name`;
    tell(line, first, { code: 'HOSTS_NO_NAME', severity: 'warning', message, hint: 'ADDRESS NAME [NAME…]' }, reading);
  } else if (address.isSystem) {
    const message = `${address.value} is no address in a network: the line is not claimed`;
    tell(line, first, { code: 'HOSTS_SYSTEM', severity: 'info', message }, reading);
    holdTorn(line, rest.slice(sureCount(rest)), reading);
  } else {
    const count = sureCount(rest);
    for (const word of rest.slice(0, count)) readWord(line, word, address, reading);
    holdTorn(line, rest.slice(count), reading);
  }
}

/** How many names stand before one with a control character in it, such as an old line end. */
function sureCount(words: readonly Word[]): number {
  const torn = words.findIndex(({ text }) => hasControl(text));
  return torn < 0 ? words.length : torn;
}

/** Names of what may be another line, whose address is not the one at the beginning. */
function holdTorn(line: HostsLine, words: readonly Word[], reading: Reading): void {
  const detail = 'a control character stands before it: which address it has cannot be told';
  for (const word of words) {
    const read = readHostsName(word.text, reading.defaults.domain);
    if (read.kind === 'name') hold(read.name, undefined, detail, reading);
    else notClaimed(line, word, read, undefined, reading);
  }
}

function readWord(line: HostsLine, word: Word, { type, value }: HostsAddress, reading: Reading): void {
  const { file, defaults } = reading;
  const read = readHostsName(word.text, defaults.domain);
  if (read.kind !== 'name') {
    notClaimed(line, word, read, type, reading);
    return;
  }
  const { source, ttl, providers } = defaults;
  const place: Place = { file, line: line.line, column: word.column };
  reading.claims.push({
    name: read.name,
    type,
    value,
    ...(ttl === undefined ? {} : { ttl }),
    source,
    class: 'hosts',
    origins: [`${file}#${read.name}/${type}`],
    ...(providers === undefined ? {} : { providers }),
    at: () => place,
  });
}

/** Says why a word gives no record; what was claimed because of a bad one is held. */
function notClaimed(
  line: HostsLine,
  word: Word,
  read: Exclude<HostsName, { kind: 'name' }>,
  type: string | undefined,
  reading: Reading,
): void {
  if (read.kind === 'system') {
    const message = `"${shown(word.text)}" is a name of the system itself: it is not claimed`;
    tell(line, word, { code: 'HOSTS_SYSTEM', severity: 'info', message }, reading);
  } else if (read.kind === 'short') {
    const message = `"${read.label}" has one label and the source no domain: it is not claimed`;
    const hint = `write the whole name, or set domain: of the source "${reading.defaults.source}"`;
    tell(line, word, { code: 'HOSTS_SHORT_NAME', severity: 'info', message, hint }, reading);
  } else {
    const { name, message, hint } = read;
    tell(line, word, { code: 'HOSTS_BAD_NAME', severity: 'error', message, hint, ...named(name) }, reading);
    if (name === undefined) holdFile(message, reading);
    else hold(name, type, message, reading);
  }
}

/** A line without an address: its names are held, so that a slip of the finger deletes nothing. */
function badAddress(line: HostsLine, reading: Reading): void {
  const { first, rest } = line;
  const swapped = rest.find(({ text }) => readHostsAddress(text) !== null);
  const names = [...(looksLikeAddress(first.text) ? [] : [first]), ...rest.filter((word) => word !== swapped)];
  const read = names.map((word) => [word, readHostsName(word.text, reading.defaults.domain)] as const);
  if (read.length > 0 && read.every(([, { kind }]) => kind === 'system')) {
    const message = `"${shown(first.text)}" and its names are the system's own: the line is not claimed`;
    tell(line, first, { code: 'HOSTS_SYSTEM', severity: 'info', message }, reading);
    return;
  }
  const refused =
    swapped === undefined
      ? refuseAddress(first.text)
      : {
          message: `the line begins with "${shown(first.text)}"`,
          hint: `write the address first: ${swapped.text} ${shown(first.text)}`,
        };
  tell(line, first, { code: 'HOSTS_BAD_ADDRESS', severity: 'error', ...refused }, reading);
  for (const [word, name] of read) {
    if (name.kind === 'name' && (word !== first || isPlain(name.name))) {
      hold(name.name, undefined, refused.message, reading);
    } else if (name.kind === 'bad' && word !== first) notClaimed(line, word, name, undefined, reading);
  }
  // One word may be an address and a name run together.
  const mayBeBoth = swapped === undefined && !looksLikeAddress(first.text);
  if (rest.length === 0 || mayBeBoth || hasControl(first.text)) holdFile(refused.message, reading);
}

/** Whether a canonical name is one as hosts have them. */
function isPlain(name: string): boolean {
  return /^[a-z0-9._-]+$/.test(name);
}

type Finding = Omit<Diagnostic, 'file' | 'line' | 'column'>;

function named(name: string | undefined): Pick<Diagnostic, 'name'> {
  return name === undefined ? {} : { name };
}

function tell({ line }: HostsLine, { column }: Word, finding: Finding, { report, file }: Reading): void {
  report.add({ ...finding, file, line, column });
}

function hold(name: string, type: string | undefined, detail: string, { file, defaults, held }: Reading): void {
  const { source, providers } = defaults;
  const origin = type === undefined ? `${file}#${name}` : `${file}#${name}/${type}`;
  if (held.has(origin)) return;
  held.set(origin, {
    kind: 'name',
    name,
    ...(type === undefined ? {} : { type }),
    reason: 'invalid',
    detail,
    source,
    origin,
    ...(providers === undefined ? {} : { providers }),
  });
}

/** A name that cannot be read may be any of those the file gave before. */
function holdFile(detail: string, { file, defaults: { source }, held }: Reading): void {
  const prefix = `${file}#`;
  if (!held.has(prefix)) held.set(prefix, { kind: 'origin', prefix, reason: 'invalid', detail, source });
}
