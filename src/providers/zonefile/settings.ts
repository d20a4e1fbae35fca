import { relative, resolve, sep } from 'node:path';
import { apexesIn } from '../../core/provider-model.ts';
import { DnsSyncError } from '../../errors.ts';

/** How the SOA serial goes on (zonefile 4). */
export type SerialMode = 'date' | 'unixtime' | 'increment' | 'keep';

/** `type: zonefile` of the configuration. Paths are relative to the configuration's folder. */
export interface ZonefileProviderSettings {
  readonly name: string;
  /** Patterns; the plain ones are the zone apexes. */
  readonly zones: readonly string[];
  readonly directory: string;
  /** May hold `{zone}` once; default `{zone}.zone`. */
  readonly file?: string;
  /** Default `date`. */
  readonly serial?: SerialMode;
  /** Run on the temporary file before it replaces the zone file; `{zone}` and `{file}` are filled in. */
  readonly check?: readonly string[];
  /** Run after the file was replaced. */
  readonly reload?: readonly string[];
  /** Address of the server, with a port if not 53; `doctor` asks it for its serial. */
  readonly server?: string;
  /** Names for the SOA of a new zone. */
  readonly soa?: { readonly mname?: string; readonly rname?: string };
  /** Name servers of a new zone. */
  readonly ns?: readonly string[];
  /** Folders besides `directory` from which files may be included. */
  readonly includeDirs?: readonly string[];
  /** Write into the file instead of replacing it; not atomic. */
  readonly inPlace?: boolean;
}

/** `defaults:` of the configuration. */
export interface ZonefileDefaults {
  /** Seconds. */
  readonly ttl: number;
  readonly ipv4?: string;
  readonly ipv6?: string;
}

/** What the provider is given besides its settings. */
export interface ZonefileContext {
  /** Absolute path of the configuration's folder. */
  readonly root: string;
  /** Our owner. */
  readonly owner: string;
  readonly defaults: ZonefileDefaults;
}

/** A path for messages: relative to the configuration's folder where it is below, with `/`. */
export function shownPath(root: string, path: string): string {
  const below = relative(root, path);
  return (below.startsWith('..') ? path : below).replaceAll(sep, '/');
}

/** Whether `path` is `folder` or below it. Both absolute. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The absolute path of a zone's file. Throws `CONFIG_INVALID` when `file` leads out of the directory or cannot tell zones apart. */
export function zoneFilePath(settings: ZonefileProviderSettings, root: string, zone: string): string {
  const { name, file = '{zone}.zone', zones } = settings;
  const refuse = (message: string, hint: string) =>
    new DnsSyncError('CONFIG_INVALID', `provider ${name}: ${message}`, { hint });
  const parts = file.split('{zone}');
  if (parts.length > 2) throw refuse(`file "${file}" holds {zone} more than once`, 'write {zone} once');
  if (parts.length === 1 && apexesIn(zones).length > 1) {
    throw refuse(`file "${file}" is the same for all its zones`, 'write {zone} into it, or one provider for each zone');
  }
  if (parts.length === 2 && /[/\\]/.test(zone)) {
    throw refuse(`the zone name ${zone} cannot be part of a file name`, 'name the file without {zone}');
  }
  const directory = resolve(root, settings.directory);
  const path = resolve(directory, parts.join(zone === '.' ? 'root' : zone));
  if (path !== directory && isInside(path, directory) && !file.split(/[/\\]/).includes('..')) return path;
  throw refuse(`file "${file}" leads out of its directory`, 'name a file inside the directory');
}
