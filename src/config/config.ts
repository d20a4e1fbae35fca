import type { Policy, Takeover } from '../core/claim.ts';
import type { Place, Severity } from '../core/diagnostic.ts';

/** `labels:` of a source: which grammars are on, with their options. */
export type GrammarConfig =
  | { readonly grammar: 'dns'; readonly prefix?: string }
  | { readonly grammar: 'coredns'; readonly prefix?: string }
  | { readonly grammar: 'joyride'; readonly names?: readonly string[] }
  | {
      readonly grammar: 'caddy';
      readonly prefix?: string;
      readonly dnsPrefix?: string;
      readonly wildcards?: 'record' | 'matchers' | 'both';
      readonly requireProvider?: boolean;
    }
  | { readonly grammar: 'traefik'; readonly exposedByDefault?: boolean };

interface AnySourceConfig {
  readonly name: string;
  /** As written; `timeoutMs` is what it means (sources 1.4). */
  readonly timeout?: number | string;
  readonly timeoutMs?: number;
}

interface LabelSourceConfig extends AnySourceConfig {
  readonly labels?: readonly (GrammarConfig['grammar'] | GrammarConfig)[];
  readonly ignoreLabels?: readonly string[];
  readonly requireEnable?: boolean;
  /** Only `explain` sets it, and no file can: labels that are switched off are read all the same. */
  readonly unlocked?: boolean;
  readonly address?: 'host' | 'container' | { readonly network: string };
}

/** `type: compose` (labels 7). */
export interface ComposeSourceConfig extends LabelSourceConfig {
  readonly type: 'compose';
  readonly files: readonly (string | readonly string[])[];
  readonly env?: Readonly<Record<string, string>>;
  readonly envFiles?: readonly string[];
  readonly profiles?: readonly string[];
  readonly swarm?: boolean;
  readonly optional?: boolean;
}

/** `type: docker`: a daemon (sources 5), or a recorded file (labels 7). */
export interface DockerSourceConfig extends LabelSourceConfig {
  readonly type: 'docker';
  readonly file?: string;
  readonly host?: string;
  readonly context?: string;
  /** Paths of PEM files. */
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly serverName?: string;
  };
  readonly ssh?: { readonly knownHosts?: string; readonly keyFiles?: readonly string[] };
  readonly swarm?: 'auto' | 'services' | 'containers';
  readonly states?: readonly string[];
  readonly optional?: boolean;
}

/** What the sources of files that are not YAML of ours have. */
interface FileSourceConfig extends AnySourceConfig {
  readonly paths: readonly string[];
  readonly ttl?: number | string;
  readonly provider?: string | readonly string[];
  readonly optional?: boolean;
}

/** `type: hosts` (sources 2). */
export interface HostsSourceConfig extends FileSourceConfig {
  readonly type: 'hosts';
  readonly domain?: string;
}

/** `type: traefik` (sources 3). */
export interface TraefikSourceConfig extends FileSourceConfig {
  readonly type: 'traefik';
  readonly skip?: readonly string[];
  readonly address?: string | readonly string[];
}

/** `type: yaml`: overrides (sources 4). */
export interface YamlSourceConfig extends AnySourceConfig {
  readonly type: 'yaml';
  readonly files: readonly string[];
  readonly optional?: boolean;
}

export type SourceConfig =
  | ComposeSourceConfig
  | DockerSourceConfig
  | HostsSourceConfig
  | TraefikSourceConfig
  | YamlSourceConfig;

/** What every provider has. */
interface ProviderBaseConfig {
  readonly name: string;
  readonly zones: readonly string[];
  readonly default?: boolean;
  readonly public?: boolean;
  readonly private?: boolean;
  readonly policy?: Policy;
  readonly takeover?: Takeover;
  readonly share?: boolean;
  readonly adopt?: boolean;
}

/** `type: zonefile` (zonefile). Argument lists are run without a shell; `{zone}` and `{file}` are filled in. */
export interface ZonefileProviderConfig extends ProviderBaseConfig {
  readonly type: 'zonefile';
  readonly directory: string;
  readonly file?: string;
  readonly serial?: 'date' | 'unixtime' | 'increment' | 'keep';
  readonly check?: readonly string[];
  readonly reload?: readonly string[];
  readonly server?: string;
  readonly soa?: { readonly mname?: string; readonly rname?: string };
  readonly ns?: readonly string[];
  readonly includeDirs?: readonly string[];
  readonly inPlace?: boolean;
}

/** `type: etcd` (etcd-skydns 8). */
export interface EtcdProviderConfig extends ProviderBaseConfig {
  readonly type: 'etcd';
  readonly endpoints: readonly string[];
  readonly prefix?: string;
  readonly username?: string;
  readonly password?: string;
  /** Paths of PEM files. */
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly serverName?: string;
  };
  readonly cname?: 'auto' | 'exact' | 'child';
  readonly group?: boolean;
  readonly ownershipFormat?: 'dns-sync' | 'external-dns';
}

export type ProviderConfig = EtcdProviderConfig | ZonefileProviderConfig;

/** `guards:`; false switches one off. */
export interface GuardsConfig {
  readonly maxDeletes: number | false;
  readonly maxDeletePercent: number | false;
  readonly maxChanges: number | false;
  readonly maxUpdatePercent: number | false;
  readonly emptySource: boolean;
  readonly noLockfile: boolean;
  readonly apex: boolean;
  readonly protect: readonly string[];
}

/** How conflicts among claims of one class are decided (semantics 3). */
export type ConflictStrategy = 'oldest' | 'newest' | 'priority' | 'reject';

/** One row of `rules:` (validation 4). */
export interface RuleConfig {
  readonly severity?: Severity | 'off';
  readonly except?: readonly string[];
  /** The rule's own options, by name. */
  readonly options?: Readonly<Record<string, number>>;
}

/** `lock:`; a file is the lock of the state folder, which is always taken. */
export type LockConfig =
  | { readonly type: 'file' }
  | ({ readonly type: 'etcd' } & Pick<EtcdProviderConfig, 'endpoints' | 'username' | 'password' | 'tls'>);

/** The configuration, checked and with its defaults filled in. `${…}` in sources and providers still stands. */
export interface Config {
  readonly version: 1;
  readonly owner: string;
  readonly defaults: { readonly ttl: number; readonly ipv4?: string; readonly ipv6?: string };
  readonly sources: readonly SourceConfig[];
  readonly providers: readonly ProviderConfig[];
  readonly conflicts: ConflictStrategy;
  readonly policy: Policy;
  readonly problems: 'refuse' | 'hold';
  readonly guards: GuardsConfig;
  readonly rules: Readonly<Record<string, RuleConfig>>;
  /** What keeps several machines from writing at once, beside what the providers have themselves. */
  readonly lock: LockConfig;
  /** Relative to the configuration's folder. */
  readonly lockfile: string;
  readonly stateDir?: string;
  /** Milliseconds; a saved plan that is older is stale. */
  readonly maxPlanAge?: number;
}

/** A loaded configuration with where it came from. */
export interface LoadedConfig {
  readonly config: Config;
  /** Absolute path of the file. */
  readonly file: string;
  /** Absolute path of its folder. */
  readonly root: string;
  /** `sha256:` over the configuration as written, before `${…}` is filled in. */
  readonly digest: string;
  /** Where the value at a path is written. */
  placeAt(path: readonly (string | number)[]): Place;
}
