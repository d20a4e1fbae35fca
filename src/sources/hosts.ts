import type { Reading } from '../core/claim.ts';
import { readName } from '../core/name.ts';
import { readTtl } from '../core/ttl.ts';
import { DnsSyncError } from '../errors.ts';
import { sizeLimits } from '../files/read-file.ts';
import { completeness } from './completeness.ts';
import { distinctClaims } from './hosts/distinct.ts';
import { type HostsDefaults, readHosts } from './hosts/read-hosts.ts';
import { type FilePaths, type FileRules, readNamedFiles } from './named-files.ts';
import type { Source, SourceContext } from './source.ts';

/** `type: hosts`: files as `/etc/hosts` (sources 2). */
export interface HostsSettings extends FilePaths {
  /** Seconds, or a sum of units; absent: `defaults.ttl`. */
  readonly ttl?: number | string;
  /** Completes names of one label; absent: those are not claimed. */
  readonly domain?: string;
  /** Where the records go; absent: routing. */
  readonly provider?: string | readonly string[];
}

const rules: FileRules = {
  limit: sizeLimits.hosts,
  followLinks: true,
  leaveOut: (name) => {
    if (name.startsWith('.')) return 'its name begins with a dot';
    return name.endsWith('~') ? 'its name ends in ~' : undefined;
  },
};

/** A source that reads hosts files. Throws `CONFIG_INVALID` when what `${…}` was filled in with makes `domain` no name. */
export function hostsSource(settings: HostsSettings, context: SourceContext): Source {
  const defaults = defaultsOf(settings);
  return { name: settings.name, read: async (signal) => await readAll(settings, defaults, context, signal) };
}

function defaultsOf({ name, ttl, domain, provider }: HostsSettings): HostsDefaults {
  const seconds = typeof ttl === 'string' ? readTtl(ttl) : ttl;
  return {
    source: name,
    ...(typeof seconds === 'number' ? { ttl: seconds } : {}),
    ...(domain === undefined ? {} : { domain: readDomain(name, domain) }),
    ...(provider === undefined ? {} : { providers: typeof provider === 'string' ? [provider] : provider }),
  };
}

function readDomain(source: string, domain: string): string {
  const read = readName(domain);
  if (read.ok && !read.name.includes('*') && read.name !== '.') return read.name;
  throw new DnsSyncError('CONFIG_INVALID', `source ${source}: domain is no name that others can lie below`, {
    hint: 'write a name such as home.example.com; see what its placeholder is filled in with',
  });
}

async function readAll(
  settings: HostsSettings,
  defaults: HostsDefaults,
  context: SourceContext,
  signal: AbortSignal,
): Promise<Reading> {
  const read = (text: string, file: string) => readHosts(text, file, defaults);
  const { results, diagnostics, missing, readable } = await readNamedFiles(
    settings,
    rules,
    context,
    context.remembered,
    signal,
    read,
  );
  const distinct = distinctClaims(results.flatMap(({ claims }) => claims));
  const answer = completeness(settings.name, readable, missing);
  return {
    claims: distinct.claims,
    doubts: results.flatMap(({ doubts }) => doubts),
    diagnostics: [
      ...diagnostics,
      ...results.flatMap((file) => file.diagnostics),
      ...distinct.diagnostics,
      ...answer.diagnostics,
    ],
    completeness: answer.completeness,
    missing: answer.missing,
  };
}
