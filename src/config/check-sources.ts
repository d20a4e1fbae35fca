import { readIpv4, readIpv6 } from '../core/address.ts';
import { readName, shown } from '../core/name.ts';
import { type DataPath, type Problem, suggest } from '../files/schema-messages.ts';
import type { IsSound } from '../files/schema-problems.ts';
import { checkDocker } from './check-docker.ts';
import type { GrammarConfig, HostsSourceConfig, SourceConfig, TraefikSourceConfig } from './config.ts';
import { hasPlaceholder } from './secrets.ts';

/** What the schema cannot say about one source, whose keys may be missing or unsound. */
export function checkSource(source: Partial<SourceConfig>, path: DataPath, isSound: IsSound): Problem[] {
  if (!isSound([...path, 'type'])) return [];
  const sound = Object.fromEntries(Object.entries(source).filter(([key]) => isSound([...path, key])));
  if (source.type === 'hosts') return checkDomain(sound, [...path, 'domain']);
  if (source.type === 'traefik') return checkAddress(sound, [...path, 'address']);
  const { labels } = sound;
  return [
    ...(Array.isArray(labels) ? overlappingPrefixes(labels, [...path, 'labels']) : []),
    ...(source.type === 'docker' ? checkDocker(source, path, isSound) : []),
  ];
}

/** `provider` of a source of files names providers that there are (settled 14). */
export function checkNamedProviders(
  source: Partial<SourceConfig>,
  path: DataPath,
  known: readonly string[],
  isSound: IsSound,
): Problem[] {
  const at: DataPath = [...path, 'provider'];
  if ((source.type !== 'hosts' && source.type !== 'traefik') || source.provider === undefined || !isSound(at))
    return [];
  const { provider } = source;
  return [provider].flat().flatMap((name, index): Problem[] => {
    if (known.includes(name) || hasPlaceholder(name)) return [];
    const message = `there is no provider "${shown(name)}"`;
    const hint = suggest(name, known, 'the configured ones are');
    return [{ path: typeof provider === 'string' ? at : [...at, index], code: 'PROVIDER_UNKNOWN', message, hint }];
  });
}

/** `domain` is a name that others can lie below. */
function checkDomain({ domain }: Partial<HostsSourceConfig>, path: DataPath): Problem[] {
  if (domain === undefined || hasPlaceholder(domain)) return [];
  const read = readName(domain);
  if (!read.ok) return [{ path, message: read.message, ...(read.hint === undefined ? {} : { hint: read.hint }) }];
  if (!read.name.includes('*') && read.name !== '.') return [];
  const message = `names cannot be completed with "${shown(domain)}"`;
  return [{ path, message, hint: 'write a name such as home.example.com' }];
}

/** `address` is the host's, or IP addresses: files name no container. */
function checkAddress({ address }: Partial<TraefikSourceConfig>, path: DataPath): Problem[] {
  if (address === undefined || address === 'host') return [];
  return [address].flat().flatMap((text, index) => {
    if (hasPlaceholder(text) || readIpv4(text.trim()) !== null || readIpv6(text.trim()) !== null) return [];
    const message = `"${shown(text)}" is no IP address`;
    const hint = 'write host, an IP address, or a list of IP addresses';
    return [{ path: typeof address === 'string' ? path : [...path, index], message, hint }];
  });
}

/** Keys that a grammar takes: those that begin with a prefix and a dot (of a site: also with `_` and a number between), or one whole key. */
interface Taken {
  readonly text: string;
  readonly kind: 'prefix' | 'site' | 'key';
  readonly grammar: GrammarConfig['grammar'];
  /** Which entry of `labels:` it is of. */
  readonly index: number;
}

/** No enabled prefix equals another, or lies below it at a dot: a label would be read twice (labels, introduction). */
function overlappingPrefixes(labels: readonly (GrammarConfig['grammar'] | GrammarConfig)[], path: DataPath): Problem[] {
  const taken = labels.flatMap((one, index) => takenBy(typeof one === 'string' ? { grammar: one } : one, index));
  const prefixes = taken.filter(({ kind }) => kind !== 'key');
  const first = new Map<string, Taken>();
  for (const one of prefixes) if (!first.has(one.text)) first.set(one.text, one);
  return taken.flatMap((one) => {
    const other = coveredBy(one, first);
    if (other === undefined) return [];
    const what = one.kind === 'key' ? 'label' : 'label prefix';
    const how = other.text === one.text ? 'is enabled twice' : `lies below the prefix "${other.text}"`;
    return [
      {
        path: [...path, one.index],
        code: 'LABEL_PREFIX_OVERLAP',
        message: `the ${what} "${one.text}" ${how}`,
        hint: 'remove one of the two, or give it another prefix',
      },
    ];
  });
}

function takenBy(config: GrammarConfig, index: number): Taken[] {
  const { grammar } = config;
  const taken = (text: string, kind: Taken['kind'] = 'prefix'): Taken => ({ text, kind, grammar, index });
  if (grammar === 'traefik') return [taken('traefik')];
  if (grammar === 'joyride') {
    const names = config.names ?? ['coredns.host.name', 'joyride.host.name'];
    return [taken('joyride'), ...names.map((name) => taken(name, 'key'))];
  }
  const prefix = taken(config.prefix ?? grammar, grammar === 'caddy' ? 'site' : 'prefix');
  if (grammar !== 'caddy') return [prefix];
  const dnsPrefix = config.dnsPrefix ?? 'caddy_dns';
  return [prefix, taken(dnsPrefix.endsWith('.') ? dnsPrefix.slice(0, -1) : dnsPrefix)];
}

/** The first other prefix that takes the same keys. Keys of Joyride's may lie among those of `coredns`, and among its own. */
function coveredBy(one: Taken, first: ReadonlyMap<string, Taken>): Taken | undefined {
  for (const text of upward(one.text)) {
    const site = /^(.+)_\d+$/.exec(text)?.[1];
    const numbered = site === undefined ? undefined : first.get(site);
    for (const other of [first.get(/^traefik$/i.test(text) ? 'traefik' : text), numbered]) {
      if (other === undefined || other === one || (other === numbered && other.kind !== 'site')) continue;
      const mayLieThere = one.kind === 'key' && (other.grammar === 'coredns' || other.grammar === 'joyride');
      if (!mayLieThere) return other;
    }
  }
  return undefined;
}

/** `a.b.c`, then `a` and `a.b`. */
function upward(text: string): string[] {
  const parts = text.split('.');
  return [text, ...parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'))];
}
