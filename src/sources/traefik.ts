import type { Reading } from '../core/claim.ts';
import { readTtl } from '../core/ttl.ts';
import { DnsSyncError } from '../errors.ts';
import { sizeLimits } from '../files/read-file.ts';
import { completeness } from './completeness.ts';
import { type FilePaths, type FileRules, readNamedFiles } from './named-files.ts';
import type { Source, SourceContext } from './source.ts';
import { type AddressSetting, addressesOf } from './traefik/addresses.ts';
import { readDynamicFile, type TraefikDefaults } from './traefik/read-dynamic-file.ts';

/** `type: traefik`: dynamic configuration files of Traefik (sources 3). */
export interface TraefikSettings extends FilePaths {
  /** Names of files that are left out of folders; replaces the default list. */
  readonly skip?: readonly string[];
  /** `host` (the default) or IP addresses: what the names lead to. */
  readonly address?: AddressSetting;
  /** Seconds, or a sum of units; absent: `defaults.ttl`. */
  readonly ttl?: number | string;
  /** Where the records go; absent: routing. */
  readonly provider?: string | readonly string[];
}

/** What Joyride leaves out. */
const defaultSkip: readonly string[] = [
  'middleware.yml',
  'authentik_middleware.yml',
  'authelia_middlewares.yml',
  'crowdsec-bouncer.yml',
];

/** A source that reads Traefik's dynamic files. Throws `CONFIG_INVALID` when what `${…}` was filled in with is no address. */
export function traefikSource(settings: TraefikSettings, context: SourceContext): Source {
  const defaults = defaultsOf(settings, context);
  return { name: settings.name, read: async (signal) => await readAll(settings, defaults, context, signal) };
}

function defaultsOf(settings: TraefikSettings, { environment, defaults }: SourceContext): TraefikDefaults {
  const { name, ttl, provider, address } = settings;
  const seconds = typeof ttl === 'string' ? readTtl(ttl) : ttl;
  const addresses = addressesOf(address, defaults);
  if (addresses === null) {
    throw new DnsSyncError('CONFIG_INVALID', `source ${name}: address holds what is no IP address`, {
      hint: 'write host or IP addresses; see what its placeholder is filled in with',
    });
  }
  return {
    source: name,
    addresses,
    environment,
    ...(typeof seconds === 'number' ? { ttl: seconds } : {}),
    ...(provider === undefined ? {} : { providers: typeof provider === 'string' ? [provider] : provider }),
  };
}

function rulesFor(skip: readonly string[]): FileRules {
  const skipped = new Set(skip);
  return {
    limit: sizeLimits.compose,
    followLinks: false,
    leaveOut: (name) => {
      if (skipped.has(name)) return 'skip: names it';
      return /\.(?:ya?ml|toml)$/.test(name) ? undefined : 'its name ends in neither .yml nor .yaml';
    },
    refuse: (file) =>
      file.endsWith('.toml')
        ? {
            code: 'TRAEFIK_TOML',
            severity: 'warning',
            message: `${file} is TOML and not read`,
            hint: 'write it as YAML',
            file,
          }
        : undefined,
  };
}

async function readAll(
  settings: TraefikSettings,
  defaults: TraefikDefaults,
  context: SourceContext,
  signal: AbortSignal,
): Promise<Reading> {
  const rules = rulesFor(settings.skip ?? defaultSkip);
  const read = (text: string, file: string) => readDynamicFile(text, file, defaults);
  // Other than elsewhere, a path that is missing always counts: the names lead to a proxy that may be in use (sources 3).
  const { results, diagnostics, missing, readable } = await readNamedFiles(
    settings,
    rules,
    context,
    true,
    signal,
    read,
  );
  const answer = completeness(settings.name, readable, missing);
  return {
    claims: results.flatMap(({ claims }) => claims),
    doubts: results.flatMap(({ doubts }) => doubts),
    diagnostics: [...diagnostics, ...results.flatMap((file) => file.diagnostics), ...answer.diagnostics],
    completeness: answer.completeness,
    missing: answer.missing,
  };
}
