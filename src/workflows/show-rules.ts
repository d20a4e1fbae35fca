import type { LoadedConfig } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { nearest } from '../core/nearest.ts';
import { ruleGroups, ruleSummary } from '../core/rules/texts/index.ts';
import { type RuleChoice, type RuleReport, reportRules } from '../core/rules/texts/report.ts';
import { DnsSyncError } from '../errors.ts';
import { shownPath } from '../files/resolve-paths.ts';
import type { Surroundings } from './project.ts';

/** What the severities of a report were taken from. */
export type RulesConfiguration =
  | { readonly status: 'read'; readonly file: string }
  /** There is none: the defaults are told. */
  | { readonly status: 'none' }
  /** It has mistakes: the defaults are told. */
  | { readonly status: 'invalid'; readonly problems: number };

/** Rules as they are in force here. Plain data; `schemas/rules.schema.json`. */
export interface RulesReport {
  readonly configuration: RulesConfiguration;
  readonly rules: readonly RuleReport[];
}

/**
 * All rules, or those with these ids, with what the configuration makes of them. No source is read. Throws `USAGE` for an
 * id that is unknown, `CONFIG_MISSING` where a configuration is named that is not there, and `CONFIG_INVALID` where all
 * rules are asked for; single rules are told all the same, with their defaults.
 */
export async function showRules(
  surroundings: Pick<Surroundings, 'cwd' | 'environment'>,
  configPath: string | undefined,
  ids: readonly string[],
): Promise<RulesReport> {
  refuseUnknown(ids);
  const { configuration, choiceFor } = await readChoices(surroundings, configPath, ids.length > 0);
  const all = reportRules(choiceFor);
  const wanted = new Set(ids);
  return { configuration, rules: ids.length === 0 ? all : all.filter(({ id }) => wanted.has(id)) };
}

/** What a rule asks for, as a sentence; undefined for codes that are no rules. */
export function describeCode(code: string): string | undefined {
  const summary = ruleSummary(code);
  return summary === undefined ? undefined : `${summary}.`;
}

function refuseUnknown(ids: readonly string[]): void {
  const known = new Set(ruleGroups.flatMap(({ texts }) => Object.keys(texts)));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown === undefined) return;
  const isCode = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(unknown);
  const near = nearest(unknown, known);
  throw new DnsSyncError('USAGE', `there is no rule "${unknown}"`, {
    hint: isCode
      ? 'codes in capitals are no rules: docs/diagnostics.md has them'
      : near === undefined
        ? 'dns-sync rules lists them all'
        : `did you mean ${near}?`,
  });
}

interface Choices {
  readonly configuration: RulesConfiguration;
  choiceFor(id: string): RuleChoice | undefined;
}

async function readChoices(
  { cwd, environment }: Pick<Surroundings, 'cwd' | 'environment'>,
  path: string | undefined,
  isPatient: boolean,
): Promise<Choices> {
  const isNamed = Boolean(path || environment.DNS_SYNC_CONFIG);
  try {
    const loaded = await loadConfig({ environment, cwd, ...(path === undefined ? {} : { path }) });
    return { configuration: { status: 'read', file: shownPath(cwd, loaded.file) }, choiceFor: choicesOf(loaded) };
  } catch (error) {
    if (!(error instanceof DnsSyncError)) throw error;
    const choiceFor = () => undefined;
    if (error.code === 'CONFIG_MISSING' && !isNamed) return { configuration: { status: 'none' }, choiceFor };
    if (error.code !== 'CONFIG_INVALID' || !isPatient) throw error;
    return { configuration: { status: 'invalid', problems: error.diagnostics.length }, choiceFor };
  }
}

function choicesOf({ config, placeAt }: LoadedConfig): Choices['choiceFor'] {
  return (id) => {
    const choice = Object.hasOwn(config.rules, id) ? config.rules[id] : undefined;
    return choice === undefined ? undefined : { ...choice, place: placeAt(['rules', id]) };
  };
}
