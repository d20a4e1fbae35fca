import { readName } from '../../../src/core/name.ts';
import { recordTypeOf } from '../../../src/core/record-types.ts';
import type { Finding, NameRule, RecordRule, RuleOptions, SetRule } from '../../../src/core/rules/rule.ts';
import { model } from '../../support/model-builder.ts';
import { context, type Differences } from './context.ts';

/** What surrounds the set that a rule looks at. */
export interface Around {
  readonly provider?: ReturnType<typeof model>;
  /** Apexes of all providers; absent: those of this one. */
  readonly apexes?: readonly string[];
  /** Options that are not the usual ones. */
  readonly options?: RuleOptions;
}

/** What one rule alone says of a set, value by value; nothing of types that it does not look at. */
export function say(
  rule: RecordRule | NameRule | SetRule,
  claims: readonly Differences[],
  around: Around = {},
): Finding[] {
  const { provider = model() } = around;
  const found = context(claims, provider);
  const seen = { ...found, apexes: new Set(around.apexes ?? found.zones) };
  if (rule.types !== undefined && !rule.types.includes(seen.set.type)) return [];
  const usual = Object.entries(rule.options ?? {}).map(([name, option]): [string, number] => [name, option.default]);
  const options = { ...Object.fromEntries(usual), ...around.options };
  const said =
    rule.scope === 'record'
      ? seen.set.records.map((record) => rule.check(record, seen, options))
      : [rule.check(seen, options)];
  return said.flatMap((one) => (one === null ? [] : [one]));
}

/** The same as words: `error`, or the severity that the finding has of its own. */
export function weights(
  rule: RecordRule | NameRule | SetRule,
  claims: readonly Differences[],
  around: Around = {},
): string[] {
  return say(rule, claims, around).map(({ severity }) => severity ?? rule.severity);
}

/** A name as a source reads it. */
export function nameOf(text: string): string {
  const read = readName(text);
  if (!read.ok) throw new Error(`${text}: ${read.message}`);
  return read.name;
}

/** A value as a source reads it. */
export function canonical(type: string, text: string): string {
  const read = recordTypeOf(type)?.read(text);
  if (!read?.ok) throw new Error(`${type} ${text}: ${read?.message ?? 'no such type'}`);
  return read.value;
}
