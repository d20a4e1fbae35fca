import { relative, resolve, sep } from 'node:path';
import type { Config, LoadedConfig, ProviderConfig } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { fillIn } from '../config/secrets.ts';
import { compileZones } from '../config/zones.ts';
import { compileGlob } from '../core/glob.ts';
import { apexesOf, type ProviderModel } from '../core/provider-model.ts';
import type { RuleException } from '../core/rules/exceptions.ts';
import type { RuleSetting, RuleSettings } from '../core/rules/settings.ts';
import type { GuardSettings } from '../core/settings.ts';
import { capabilitiesOf } from '../providers/table.ts';
import type { EngineReplies } from '../sources/docker/engine-reply.ts';
import { type ReadLockfile, readConflicted, readLockfile } from '../state/lockfile.ts';

/** Where a command runs. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: () => Date;
  /** What `${…}` was filled in with; grows as sources and providers are opened, and is masked in every output. */
  readonly filled: Map<string, string>;
  readonly signal: AbortSignal;
}

/** A loaded configuration, ready to plan with. No source or provider has been opened. */
export interface Project extends Surroundings {
  readonly loaded: LoadedConfig;
  readonly config: Config;
  readonly root: string;
  readonly models: readonly ProviderModel[];
  readonly guards: GuardSettings;
  readonly rules: RuleSettings;
  /** Whether `${…}` is filled in; `check` never does. */
  readonly placeholders: 'fill' | 'leave';
  /** `--take-owner`: take the owner over from another installation that writes with it. */
  readonly takeOwner?: boolean;
  /** What Docker daemons have answered in this run, where a source is read more than once. */
  readonly answers?: EngineReplies;
  /** Told the absolute path of each file that a source reads. */
  readonly noteFile?: (path: string) => void;
  readonly lockfilePath: string;
  /** The lockfile's path in messages. */
  readonly shownLockfile: string;
}

/**
 * Loads and compiles the configuration. Throws `CONFIG_MISSING` or `CONFIG_INVALID`.
 *
 * @param placeholders whether `${…}` in the zones of providers is filled in; `check` leaves it
 */
export async function openProject(
  surroundings: Surroundings,
  configPath?: string,
  placeholders: 'fill' | 'leave' = 'fill',
): Promise<Project> {
  const { environment, cwd } = surroundings;
  const loaded = await loadConfig({ environment, cwd, ...(configPath === undefined ? {} : { path: configPath }) });
  const { config, root } = loaded;
  const fillZones: FillZones =
    placeholders === 'leave'
      ? async (zones) => zones
      : (zones) => fillIn(zones, { environment, root, filled: surroundings.filled });
  const models = await Promise.all(config.providers.map((provider) => modelOf(provider, config, fillZones)));
  const lockfilePath = resolve(root, config.lockfile);
  return {
    ...surroundings,
    loaded,
    config,
    root,
    models,
    guards: guardSettings(config, models),
    rules: await ruleSettings(loaded),
    placeholders,
    lockfilePath,
    shownLockfile: relative(cwd, lockfilePath).split(sep).join('/') || lockfilePath,
  };
}

/** Reads the project's lockfile; null when there is none. With `resolve`, both sides of a merge that Git could not settle. */
export function readMemory(
  { lockfilePath, shownLockfile }: Pick<Project, 'lockfilePath' | 'shownLockfile'>,
  resolve = false,
): Promise<ReadLockfile | null> {
  return resolve ? readConflicted(lockfilePath, shownLockfile) : readLockfile(lockfilePath, shownLockfile);
}

type FillZones = (zones: readonly string[]) => Promise<readonly string[]>;

async function modelOf(provider: ProviderConfig, config: Config, fillZones: FillZones): Promise<ProviderModel> {
  const [zones, capabilities] = await Promise.all([
    fillZones(provider.zones).then(compileZones),
    capabilitiesOf(provider.type),
  ]);
  return {
    name: provider.name,
    kind: provider.type,
    zones,
    isDefault: provider.default ?? false,
    visibility: provider.public === true ? 'public' : provider.private === true ? 'private' : 'unsaid',
    policy: provider.policy ?? config.policy,
    takeover: provider.takeover ?? 'never',
    share: provider.share ?? false,
    adopt: provider.adopt ?? false,
    ownership: 'metadata',
    capabilities,
  };
}

function guardSettings({ guards }: Config, models: readonly ProviderModel[]): GuardSettings {
  const apexes = new Set(models.flatMap(apexesOf));
  const protect = guards.protect.map((glob) =>
    glob === '@' ? (name: string) => apexes.has(name) : compileGlob(glob, true),
  );
  const limit = (value: number | false) => (value === false ? null : value);
  return {
    maxDeletes: limit(guards.maxDeletes),
    maxDeletePercent: limit(guards.maxDeletePercent),
    maxChanges: limit(guards.maxChanges),
    maxUpdatePercent: limit(guards.maxUpdatePercent),
    emptySource: guards.emptySource,
    noLockfile: guards.noLockfile,
    apex: guards.apex,
    isProtected: (name) => protect.some((matches) => matches(name)),
  };
}

async function ruleSettings({ config, placeAt }: LoadedConfig): Promise<RuleSettings> {
  const settings = new Map<string, RuleSetting>();
  for (const [id, { severity, except, options }] of Object.entries(config.rules)) {
    settings.set(id, {
      ...(severity === undefined ? {} : { severity }),
      ...(except === undefined ? {} : { except: await exceptions(except) }),
      ...(options === undefined ? {} : { options }),
      placeOf: (index) => placeAt(['rules', id, 'except', index]),
    });
  }
  return settings;
}

function exceptions(patterns: readonly string[]): Promise<RuleException[]> {
  return compileZones(patterns);
}

/** Zone apexes by provider, under which changes are shown. */
export function zonesOf({ models }: Pick<Project, 'models'>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(models.map((model) => [model.name, apexesOf(model)]));
}
