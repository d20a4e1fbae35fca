import { canonicalJson } from '../core/canonical-json.ts';
import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import { sha256 } from '../core/digest.ts';
import { shown } from '../core/name.ts';
import type { Problem } from '../files/schema-messages.ts';
import { problemDiagnostics, schemaProblems, soundness } from '../files/schema-problems.ts';
import { readYaml } from '../files/yaml.ts';
import { validateConfig } from '../generated/validate-config.js';
import { checkConfig } from './check-config.ts';
import { completeConfig } from './complete-config.ts';
import type { LoadedConfig } from './config.ts';
import type { RawConfig } from './raw-config.ts';

/** A configuration, or everything that is wrong with it. */
export type ReadConfig =
  | ({ readonly ok: true } & Pick<LoadedConfig, 'config' | 'digest' | 'placeAt'>)
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const ownerPattern = /^[A-Za-z0-9._-]{1,63}$/;

/**
 * Reads and checks the text of a configuration. `file` is its path in diagnostics; `owner` takes the place of the one that
 * is written (`DNS_SYNC_OWNER`). `${…}` is not filled in.
 */
export async function readConfig(text: string, file: string, owner?: string): Promise<ReadConfig> {
  const read = readYaml(text);
  if (!read.ok)
    return {
      ok: false,
      diagnostics: read.problems.map((one) => ({ code: 'CONFIG_INVALID', severity: 'error', file, ...one })),
    };
  const { document } = read;
  const problems = await findProblems(document.value, owner);
  if (problems.length > 0) {
    return { ok: false, diagnostics: sortDiagnostics(problemDiagnostics(problems, document, file, 'CONFIG_INVALID')) };
  }
  const raw = document.value as RawConfig;
  const config = await completeConfig(raw, owner ?? raw.owner ?? '');
  const placeAt: LoadedConfig['placeAt'] = (path) => ({ file, ...document.locate(path) });
  return { ok: true, config, digest: sha256(canonicalJson(raw)), placeAt };
}

/** The value with the owner of the environment in place, when it is one: then the file needs none, or not a good one. */
function withOwner(value: unknown, owner: string | undefined): unknown {
  return owner !== undefined && isMap(value) && ownerPattern.test(owner) ? { ...value, owner } : value;
}

async function findProblems(value: unknown, owner: string | undefined): Promise<Problem[]> {
  if (value === undefined)
    return [{ path: [], message: 'the configuration is empty', hint: 'write one with dns-sync init' }];
  const misfits = schemaProblems(validateConfig, withOwner(value, owner));
  if (misfits.some(({ code }) => code === 'FILE_VERSION') || !isMap(value)) return misfits;
  return [...misfits, ...checkOwner(owner), ...(await checkConfig(value, soundness(misfits)))];
}

function checkOwner(owner: string | undefined): Problem[] {
  if (owner === undefined || ownerPattern.test(owner)) return [];
  const hint = '1 to 63 letters, digits, dots, underscores and hyphens';
  return [{ path: ['owner'], message: `DNS_SYNC_OWNER cannot be "${shown(owner)}"`, hint }];
}

function isMap(value: unknown): value is Partial<RawConfig> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
