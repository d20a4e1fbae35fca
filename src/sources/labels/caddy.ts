import { readDnsFields, readEnable } from './caddy-dns.ts';
import { type CaddyField, type CaddyKeys, readCaddyKey, selectCaddy } from './caddy-key.ts';
import { type Matcher, type Named, readSites, type SiteSettings, type Wildcards } from './caddy-sites.ts';
import type { Grammar, GrammarReading, Unlockable } from './grammar.ts';
import { splitList } from './lists.ts';
import { heldWish, hostWishes, noHosts, takeHost, tellHosts } from './proxy-hosts.ts';
import { type Report, reportOn } from './report.ts';
import type { Label, LabelSubject } from './subject.ts';
import { emptyWarning, warning } from './tool-findings.ts';
import type { Fields, Wish } from './wish.ts';

/** Options of the grammar `caddy`. */
export interface CaddyOptions extends Unlockable {
  readonly prefix?: string;
  /** Prefix of what dns-sync reads beside the sites; a trailing dot is dropped. */
  readonly dnsPrefix?: string;
  readonly wildcards?: Wildcards;
  /** Only containers that name a provider with `caddy_dns.provider` count. */
  readonly requireProvider?: boolean;
}

interface Settings extends CaddyKeys, SiteSettings {
  readonly requireProvider: boolean;
  readonly unlocked: boolean;
}

/** Labels of caddy-docker-proxy and of the Caddy DNS module (labels 5). `dns` is the prefix of the grammar `dns`, for hints. */
export function caddyGrammar(options: CaddyOptions = {}, dns = 'dns'): Grammar {
  const { prefix = 'caddy', dnsPrefix = 'caddy_dns', wildcards = 'record' } = options;
  const { requireProvider = false, unlocked = false } = options;
  const settings: Settings = {
    prefix,
    dnsPrefix: dnsPrefix.endsWith('.') ? dnsPrefix.slice(0, -1) : dnsPrefix,
    matchers: wildcards !== 'record',
    dns,
    wildcards,
    requireProvider,
    unlocked,
  };
  return {
    name: 'caddy',
    selects: (key) => selectCaddy(key, settings),
    read: (labels, subject, report) => readCaddy(labels, settings, subject, report),
  };
}

/** A container's labels by what they are about. */
interface Sorted {
  readonly sites: Map<string, Label>;
  /** By site. */
  readonly matchers: Map<string, Matcher[]>;
  readonly fields: Map<CaddyField, Label>;
}

function readCaddy(
  labels: readonly Label[],
  settings: Settings,
  subject: LabelSubject,
  report: Report,
): GrammarReading {
  const sorted = sortLabels(labels, settings, report);
  const { sites, matchers, fields } = sorted;
  const enableLabel = fields.get('enable');
  const enable = enableLabel === undefined ? undefined : readEnable(enableLabel, report);
  if (enableLabel !== undefined && enable?.ok && !enable.value) {
    const message = `switched off with ${enableLabel.key}`;
    report.add(enableLabel, { code: 'LABEL_DISABLED', severity: 'info', message });
    if (!settings.unlocked) return { wishes: [offWish(enableLabel)] };
  }
  const said = readDnsFields(fields, subject.providers, settings.dns, report);
  const hostname = fields.get('hostname');
  const emptyHostname = hostname === undefined ? undefined : readEmpty(hostname, report);
  const named =
    hostname === undefined || emptyHostname !== undefined
      ? readSites(sites, matchers, settings, report)
      : [readHostname(hostname, settings.dns, report)];
  if (hostname !== undefined && emptyHostname === undefined) {
    tellOutvoted(readSites(sites, matchers, settings, reportOn(subject)), hostname, report);
  }
  const broken = emptyHostname ?? (enable?.ok === false ? enable.detail : undefined);
  return { wishes: wishesOf(named, { said, broken, fields }, settings, report) };
}

function offWish(label: Label): Wish {
  return { grammar: 'caddy', label, names: [], value: { kind: 'off' }, fields: { attributes: new Map() } };
}

function sortLabels(labels: readonly Label[], settings: Settings, report: Report): Sorted {
  const sorted: Sorted = { sites: new Map(), matchers: new Map(), fields: new Map() };
  for (const label of labels) {
    const key = readCaddyKey(label.key, settings);
    if (key.kind === 'bad') report.addForKey(label, key.finding);
    else if (key.kind === 'site') sorted.sites.set(key.site, label);
    else if (key.kind === 'field') sorted.fields.set(key.field, label);
    else {
      const list = sorted.matchers.get(key.site);
      const matcher = { label, nested: key.nested };
      if (list === undefined) sorted.matchers.set(key.site, [matcher]);
      else list.push(matcher);
    }
  }
  return sorted;
}

/** What is wrong with a `hostname` that names nothing; the names are not known then. */
function readEmpty(label: Label, report: Report): string | undefined {
  if (splitList(label.value).length > 0) return undefined;
  const finding = emptyWarning(label, 'app.example.com');
  report.add(label, { ...finding, severity: 'error' });
  report.doubtLabel(label, 'invalid', finding.message);
  return finding.message;
}

/** Tells of sites and matchers that say hosts, which `hostname` replaces. */
function tellOutvoted(sites: readonly Named[], hostname: Label, report: Report): void {
  for (const { label, hosts } of sites) {
    const { names, refused, skipped, unresolved, doubt } = hosts;
    if (names.size + refused.size + skipped.size + unresolved.size === 0 && doubt === undefined) continue;
    const message = `${hostname.key} replaces what ${label.key} says`;
    report.add(label, { code: 'LABEL_OUTVOTED', severity: 'info', message });
  }
}

function readHostname(label: Label, dns: string, report: Report): Named {
  const hosts = noHosts();
  for (const name of splitList(label.value)) takeHost(name, label, hosts, dns, report);
  return { label, hosts };
}

/** What holds for all names of a container. */
interface Shared {
  /** What `caddy_dns` says beside the names. */
  readonly said: Fields;
  /** Why all names are held instead of claimed. */
  readonly broken: string | undefined;
  readonly fields: ReadonlyMap<CaddyField, Label>;
}

function wishesOf(
  named: readonly Named[],
  { said, broken, fields }: Shared,
  settings: Settings,
  report: Report,
): Wish[] {
  const hint = `write the name, or use ${settings.dns}.host`;
  for (const { label, hosts } of named) {
    if (hosts.unresolved.size > 0) hosts.doubt ??= `${label.key} has a placeholder that is not known here`;
    tellHosts(label, hosts, hint, report);
  }
  const [first] = named.filter(({ hosts }) => hosts.names.size + hosts.refused.size > 0);
  if (first === undefined) {
    const [field] = fields.values();
    const isSilent = broken === undefined && named.every(({ hosts }) => hosts.doubt === undefined);
    if (field !== undefined && isSilent) {
      const message = `${settings.dnsPrefix} labels, but no host to apply them to`;
      report.add(field, warning('LABEL_INCOMPLETE', message, `add ${settings.prefix}=app.example.com`));
    }
  } else if (settings.requireProvider && !fields.has('provider')) {
    const message = `${first.label.key} does not count: the source takes only containers that name a provider`;
    report.add(first.label, warning('LABEL_NOT_ENABLED', message, `add ${settings.dnsPrefix}.provider=<name>`));
    if (!settings.unlocked) return [offWish(first.label)];
  }
  const wishes = named.flatMap(({ label, hosts }) => hostWishes('caddy', label, hosts, said));
  return broken === undefined ? wishes : wishes.map((wish) => heldWish(wish, wish.names, broken));
}
