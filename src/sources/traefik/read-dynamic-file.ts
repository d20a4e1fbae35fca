import type { Claim, Doubt } from '../../core/claim.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { shown } from '../../core/name.ts';
import type { Address } from './addresses.ts';
import { blankComments } from './blank-comments.ts';
import { findMatchers, type HostMatcher, type Quoted } from './find-matchers.ts';
import { type Environment, readHostText } from './host-text.ts';
import { type Finding, type TraefikReport, traefikReport } from './report.ts';

/** What holds for all claims of the source. */
export interface TraefikDefaults {
  /** Name of the source. */
  readonly source: string;
  /** What the names lead to: the proxy. */
  readonly addresses: readonly Address[];
  readonly environment: Environment;
  /** Seconds. */
  readonly ttl?: number;
  readonly providers?: readonly string[];
}

/** What one dynamic file says. */
export interface DynamicFile {
  readonly claims: readonly Claim[];
  readonly doubts: readonly Doubt[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A host with its first place in the file. */
type Hosts = Map<string, number>;

const overrideHint = 'write the records with an override';

/** Reads a dynamic file of Traefik (sources 3); `file` is its path as shown. Every finding is in the answer; nothing is thrown. */
export function readDynamicFile(text: string, file: string, defaults: TraefikDefaults): DynamicFile {
  const report = traefikReport(text, file, defaults.source, defaults.providers);
  const said = blankComments(text);
  const hosts: Hosts = new Map();
  const matchers = findMatchers(said);
  for (const matcher of matchers) readMatcher(matcher, hosts, defaults.environment, report);
  tellPatterns(said, report);
  if (matchers.every((matcher) => matcher.hosts.length === 0)) tellNoHost(said, file, report);
  const claims = claimHosts(hosts, file, defaults, report);
  report.finish();
  return { claims, doubts: report.doubts(), diagnostics: report.diagnostics };
}

function readMatcher(matcher: HostMatcher, hosts: Hosts, environment: Environment, report: TraefikReport): void {
  const { word, offset, negated, hosts: texts } = matcher;
  if (negated && texts.length > 0) {
    report.add(offset, {
      code: 'TRAEFIK_NEGATED',
      severity: 'warning',
      message: `a "!" stands before ${word}(…): its hosts are claimed all the same, as Joyride does`,
      hint: 'drop what is not meant with an ignore of the overrides',
    });
  }
  for (const text of texts) readHost(text, hosts, environment, report);
  tellRest(matcher, report);
}

function readHost({ text, offset }: Quoted, hosts: Hosts, environment: Environment, report: TraefikReport): void {
  const read = readHostText(text, environment);
  if (read.kind === 'name') {
    if (!hosts.has(read.name)) hosts.set(read.name, offset);
  } else if (read.kind === 'none') {
    report.add(offset, { code: 'TRAEFIK_NO_NAME', severity: 'info', message: `${read.message}: no record` });
  } else if (read.kind === 'unset') {
    const { variable } = read;
    const message = `the variable ${shown(variable)} is not set or empty`;
    report.addOnce(`unset ${variable}`, offset, (count) => ({
      code: 'TRAEFIK_ENV_UNSET',
      severity: 'warning',
      message: `${message}: ${counted(count, 'host')} of this file cannot be claimed`,
      hint: 'set it where dns-sync runs, to what Traefik has',
    }));
    report.holdFile(message);
  } else if (read.kind === 'unresolved') {
    tellUnresolved(offset, text, report);
  } else {
    const { message, hint, name } = read;
    report.add(offset, { code: 'LABEL_INVALID_NAME', severity: 'warning', message, hint });
    if (name === undefined) report.holdFile(message);
    else report.hold(name, 'invalid', message);
  }
}

function tellUnresolved(offset: number, text: string, report: TraefikReport): void {
  const message = `"${shown(text.trim())}" cannot be filled in here`;
  const hint = 'only {{env "NAME"}} is filled in; write the name, or an override';
  notUnderstood(offset, { code: 'LABEL_UNRESOLVED', severity: 'warning', message, hint }, report);
}

/** Tells of a host that is there and not understood: it may be any that the file gave before. */
function notUnderstood(offset: number, finding: Finding, report: TraefikReport): void {
  report.add(offset, finding);
  report.holdFile(finding.message);
}

/** Whatever stands in the brackets and is no text between back-ticks is not read; it is never passed over in silence. */
function tellRest({ word, offset, open, hosts, rest }: HostMatcher, report: TraefikReport): void {
  if (rest.includes('{{')) tellUnresolved(offset, rest, report);
  else if (/["']/.test(rest)) {
    const message = `${word}(…) has other quotes than back-ticks: what is in them is not read`;
    const hint = 'write back-ticks, which Traefik takes, too';
    notUnderstood(offset, { code: 'TRAEFIK_QUOTES', severity: 'warning', message, hint }, report);
  } else if (open || hosts.length === 0 || rest.includes('`')) {
    const what = open
      ? 'no closing bracket'
      : hosts.length === 0
        ? 'no host between back-ticks'
        : 'a back-tick too many';
    const hint = `such as ${word}(\`app.example.com\`)`;
    const message = `${word}( has ${what}`;
    notUnderstood(offset, { code: 'LABEL_MALFORMED', severity: 'warning', message, hint }, report);
  }
}

/** A pattern names no host. */
function tellPatterns(text: string, report: TraefikReport): void {
  for (const { 0: word, index } of text.matchAll(/Host(?:SNI)?Regexp\(/g)) {
    report.addOnce('pattern', index, (count) => ({
      code: 'TRAEFIK_HOST_REGEXP',
      severity: 'warning',
      message: `${counted(count, 'pattern')} such as ${word}…) in this file: a pattern names no host`,
      hint: overrideHint,
    }));
  }
}

function tellNoHost(text: string, file: string, report: TraefikReport): void {
  const offset = text.search(/\brule:/);
  if (offset < 0) return;
  report.add(offset, { code: 'TRAEFIK_NO_HOST', severity: 'info', message: `${file} has rules and no host` });
}

function claimHosts(hosts: Hosts, file: string, defaults: TraefikDefaults, report: TraefikReport): Claim[] {
  const { source, addresses, ttl, providers } = defaults;
  const claims: Claim[] = [];
  for (const [name, offset] of hosts) {
    if (addresses.length === 0) {
      report.addOnce('address', offset, (count) => ({
        code: 'NO_ADDRESS',
        severity: 'warning',
        message: `no address for ${name}${count === 1 ? '' : ` and ${count - 1} more`}: the host (defaults) has none`,
        hint: `set defaults.ipv4 or defaults.ipv6, or address: of the source "${source}"`,
      }));
      report.hold(name, 'no-address', 'the host (defaults) has no address');
    }
    const place = report.placeAt(offset);
    for (const { type, value } of addresses) {
      claims.push({
        name,
        type,
        value,
        ...(ttl === undefined ? {} : { ttl }),
        source,
        class: 'label',
        origins: [`${file}#${name}/${type}`],
        ...(providers === undefined ? {} : { providers }),
        at: () => place,
      });
    }
  }
  return claims;
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
