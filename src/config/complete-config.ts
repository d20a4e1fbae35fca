import { recordTypes } from '../core/record-types.ts';
import { readTtl } from '../core/ttl.ts';
import { canonicalNameGlob } from '../files/name-pattern.ts';
import type { Config, GuardsConfig, ProviderConfig, RuleConfig, SourceConfig } from './config.ts';
import { readDuration } from './duration.ts';
import type { RawConfig, RawGuards, RawRule } from './raw-config.ts';
import { readZone } from './zones.ts';

/** Seconds, where neither record nor configuration says a TTL. */
const standardTtl = 300;

/** The checked configuration with its defaults filled in, and names and addresses in canonical text. */
export async function completeConfig(raw: RawConfig, owner: string): Promise<Config> {
  const { defaults = {}, stateDir, maxPlanAge } = raw;
  const age = maxPlanAge === undefined ? null : readDuration(maxPlanAge);
  return {
    version: 1,
    owner,
    defaults: {
      ttl: typeof defaults.ttl === 'string' ? (readTtl(defaults.ttl) ?? standardTtl) : (defaults.ttl ?? standardTtl),
      ...(defaults.ipv4 === undefined ? {} : { ipv4: canonical('A', defaults.ipv4) }),
      ...(defaults.ipv6 === undefined ? {} : { ipv6: canonical('AAAA', defaults.ipv6) }),
    },
    sources: raw.sources.map(completeSource),
    providers: await Promise.all(raw.providers.map(completeProvider)),
    conflicts: raw.conflicts ?? 'oldest',
    policy: raw.policy ?? 'sync',
    problems: raw.problems ?? 'refuse',
    guards: completeGuards(raw.guards ?? {}),
    rules: Object.fromEntries(Object.entries(raw.rules ?? {}).map(([id, rule]) => [id, completeRule(rule)])),
    lock: raw.lock ?? { type: 'file' },
    lockfile: raw.lockfile ?? 'dns-sync.lock.json',
    ...(stateDir === undefined ? {} : { stateDir }),
    ...(age === null ? {} : { maxPlanAge: age }),
  };
}

function canonical(type: 'A' | 'AAAA', text: string): string {
  const read = recordTypes[type].read(text);
  return read.ok ? read.value : text;
}

function completeSource(source: SourceConfig): SourceConfig {
  if (source.timeout === undefined) return source;
  const timeoutMs = readDuration(source.timeout);
  return timeoutMs === null ? source : { ...source, timeoutMs };
}

async function completeProvider(provider: ProviderConfig): Promise<ProviderConfig> {
  const zones = await Promise.all(
    provider.zones.map(async (zone) => {
      const read = await readZone(zone);
      return read.ok ? read.text : zone;
    }),
  );
  const takeover = provider.takeover ?? (provider.type === 'etcd' ? 'evict' : undefined);
  return { ...provider, zones, ...(takeover === undefined ? {} : { takeover }) };
}

function completeRule(rule: NonNullable<RuleConfig['severity']> | RawRule): RuleConfig {
  if (typeof rule === 'string') return { severity: rule };
  const { severity, except, ...options } = rule;
  return {
    ...(severity === undefined ? {} : { severity }),
    ...(except === undefined ? {} : { except }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
}

function completeGuards(raw: RawGuards): GuardsConfig {
  return {
    maxDeletes: limit(raw.maxDeletes, 10),
    maxDeletePercent: limit(raw.maxDeletePercent, 30),
    maxChanges: limit(raw.maxChanges, false),
    maxUpdatePercent: limit(raw.maxUpdatePercent, 30),
    emptySource: isOn(raw.emptySource),
    noLockfile: isOn(raw.noLockfile),
    apex: isOn(raw.apex),
    protect: (raw.protect ?? []).map(canonicalNameGlob),
  };
}

function limit(written: number | false | 'off' | undefined, standard: number | false): number | false {
  return written === undefined ? standard : written === 'off' ? false : written;
}

/** Guards are on unless they are switched off. */
function isOn(written: boolean | 'on' | 'off' | undefined): boolean {
  return written !== false && written !== 'off';
}
