import { isWithin } from '../../core/name.ts';
import { isSnippet, takeAddress, takeMatcherHost } from './caddy-address.ts';
import { caddyTokens } from './caddy-tokens.ts';
import { type Hosts, noHosts } from './proxy-hosts.ts';
import type { Report } from './report.ts';
import type { Label } from './subject.ts';

/** What a site `*.example.com` claims: the wildcard record, the hosts of its matchers, or both. */
export type Wildcards = 'record' | 'matchers' | 'both';

/** How sites are read. */
export interface SiteSettings {
  readonly wildcards: Wildcards;
  /** Prefix of the grammar `dns`, for hints. */
  readonly dns: string;
}

/** A label that defines a matcher; `nested` is `caddy.@app.host`, whose value has no word `host` before the hosts. */
export interface Matcher {
  readonly label: Label;
  readonly nested: boolean;
}

/** One label's hosts. */
export interface Named {
  readonly label: Label;
  readonly hosts: Hosts;
}

/** The hosts of all sites, and of matchers below wildcards. An empty site is none: its directives are global options. */
export function readSites(
  sites: ReadonlyMap<string, Label>,
  matchers: ReadonlyMap<string, readonly Matcher[]>,
  { wildcards, dns }: SiteSettings,
  report: Report,
): Named[] {
  const named: Named[] = [];
  for (const [site, label] of sites) {
    const tokens = caddyTokens(label.value);
    const [first] = tokens;
    if (first === undefined || (tokens.length === 1 && isSnippet(first))) continue;
    const hosts = noHosts();
    for (const token of tokens) takeAddress(token, label, hosts, dns, report);
    named.push({ label, hosts });
    const roots = new Set([...hosts.names].flatMap((name) => (name.startsWith('*.') ? [name.slice(2)] : [])));
    if (roots.size === 0 || wildcards === 'record') continue;
    for (const matcher of matchers.get(site) ?? []) named.push(readMatcher(matcher, roots, dns, report));
    if (wildcards === 'both') continue;
    for (const root of roots) {
      hosts.names.delete(`*.${root}`);
      hosts.skipped.add(`*.${root}`);
    }
  }
  return named;
}

/** The hosts of one matcher that lie below the site's wildcards; other matchers than `host` name none. */
function readMatcher({ label, nested }: Matcher, roots: ReadonlySet<string>, dns: string, report: Report): Named {
  const hosts = noHosts();
  const words = caddyTokens(label.value);
  const isHost = nested || words[0] === 'host';
  const texts = nested ? words : words.slice(1);
  for (const text of isHost ? texts : []) takeMatcherHost(text, label, hosts, dns, report);
  for (const name of hosts.names) {
    if (isBelowAny(name, roots)) continue;
    hosts.names.delete(name);
    hosts.skipped.add(name);
  }
  return { label, hosts };
}

function isBelowAny(name: string, roots: ReadonlySet<string>): boolean {
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const root = name.slice(dot + 1);
    if (roots.has(root) && isWithin(name, root)) return true;
  }
  return false;
}
