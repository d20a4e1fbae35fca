import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { DnsSyncError } from '../errors.ts';
import { readTextFile } from '../files/read-file.ts';
import { shownPath } from '../files/resolve-paths.ts';
import type { LoadedConfig } from './config.ts';
import { readConfig } from './read-config.ts';

/** Where the configuration is looked for. */
export interface LoadOptions {
  /** `--config`; relative to `cwd`. */
  readonly path?: string;
  /** `DNS_SYNC_CONFIG` and `DNS_SYNC_OWNER` are read from it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the working folder. */
  readonly cwd: string;
}

/** Names that are tried in the working folder, in this order. */
const standardNames = ['dns-sync.yaml', 'dns-sync.yml'] as const;
/** Bytes. */
const maxConfig = 16 << 20;

/**
 * Reads the configuration that `--config` names, else `DNS_SYNC_CONFIG`, else `dns-sync.yaml` in the working folder.
 * Throws `CONFIG_MISSING`, or `CONFIG_INVALID` with every problem as a diagnostic.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { environment, cwd } = options;
  const file = resolve(cwd, options.path || environment.DNS_SYNC_CONFIG || (await findStandard(cwd)));
  const named = shownPath(cwd, file) || '.';
  const read = await readTextFile(file, named, maxConfig);
  if (!read.ok) {
    const { code, message, hint, at } = read;
    if (code === 'FILE_MISSING') throw new DnsSyncError('CONFIG_MISSING', `there is no configuration: ${message}`);
    throw new DnsSyncError('CONFIG_INVALID', `the configuration cannot be read: ${message}`, {
      hint,
      diagnostics: [{ code, severity: 'error', message, hint, file: basename(file), ...at }],
    });
  }
  const owner = environment.DNS_SYNC_OWNER || undefined;
  const result = await readConfig(read.text, basename(file), owner);
  if (result.ok) {
    const { config, digest, placeAt } = result;
    return { config, file, root: dirname(file), digest, placeAt };
  }
  const { diagnostics } = result;
  const count = diagnostics.length === 1 ? 'a problem' : `${diagnostics.length} problems`;
  throw new DnsSyncError('CONFIG_INVALID', `${named} has ${count}`, { diagnostics });
}

/** The first standard name that is there, else the first. */
async function findStandard(cwd: string): Promise<string> {
  for (const name of standardNames) {
    const found = await stat(resolve(cwd, name)).then(
      () => true,
      () => false,
    );
    if (found) return name;
  }
  return standardNames[0];
}
