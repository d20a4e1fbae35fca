import { nearest } from '../core/nearest.ts';
import { recordTypes } from '../core/record-types.ts';
import { ruleIds } from '../core/rules/ids.ts';
import { isTtl, maxTtl, readTtl } from '../core/ttl.ts';
import { type DataPath, type Problem, suggest } from '../files/schema-messages.ts';
import type { IsSound } from '../files/schema-problems.ts';
import { checkEtcd } from './check-etcd.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { checkProvider } from './check-providers.ts';
import { checkNamedProviders, checkSource } from './check-sources.ts';
import type { RawConfig, RawRule } from './raw-config.ts';
import { readZone } from './zones.ts';

/**
 * What the schema cannot say. `raw` fits the schema only where `isSound` says so: everything else is left alone, so that
 * all mistakes are found at once.
 */
export async function checkConfig(raw: Partial<RawConfig>, isSound: IsSound): Promise<Problem[]> {
  const problems = [
    ...checkDefaults(raw, isSound),
    ...duplicateNames(raw, 'sources'),
    ...duplicateNames(raw, 'providers'),
  ];
  return [
    ...problems,
    ...entriesOf(raw, 'sources').flatMap(([path, source]) => [
      ...checkSource(source, path, isSound),
      ...checkNamedProviders(source, path, providerNames(raw), isSound),
    ]),
    ...(await Promise.all(entriesOf(raw, 'providers').map(([path, one]) => checkProvider(one, path, isSound)))).flat(),
    ...entriesOf(raw, 'sources').flatMap(([path, source]) => checkPlaceholders(source, path)),
    ...entriesOf(raw, 'providers').flatMap(([path, one]) => checkPlaceholders(one, path)),
    ...checkLock(raw, isSound),
    ...(await checkRules(raw.rules, isSound)),
  ];
}

/** How the cluster of `lock: { type: etcd }` is reached. */
function checkLock({ lock }: Partial<RawConfig>, isSound: IsSound): Problem[] {
  if (lock?.type !== 'etcd' || !isSound(['lock'])) return [];
  const sound = Object.entries(lock).filter(([key]) => isSound(['lock', key]));
  return checkEtcd(Object.fromEntries(sound), ['lock']);
}

/** The names of all providers, as far as they have one. */
function providerNames(raw: Partial<RawConfig>): string[] {
  return entriesOf(raw, 'providers').flatMap(([, { name }]) => (typeof name === 'string' ? [name] : []));
}

type Lists = 'sources' | 'providers';

/** The entries that are maps at least; each of their keys may be missing or misshapen. */
function entriesOf<K extends Lists>(raw: Partial<RawConfig>, key: K): [DataPath, Partial<RawConfig[K][number]>][] {
  const list: readonly RawConfig[K][number][] | undefined = raw[key];
  const entries = Array.isArray(list) ? list.map((one, index): [DataPath, typeof one] => [[key, index], one]) : [];
  return entries.filter(([, one]) => typeof one === 'object' && one !== null);
}

function duplicateNames(raw: Partial<RawConfig>, key: Lists): Problem[] {
  const seen = new Set<string>();
  return entriesOf(raw, key).flatMap(([path, one]) => {
    const name: unknown = one.name;
    if (typeof name !== 'string') return [];
    const known = seen.has(name);
    seen.add(name);
    if (!known) return [];
    const message = `two ${key} are called "${name}"`;
    return [{ path: [...path, 'name'], message, hint: 'give each a name of its own' }];
  });
}

function checkDefaults({ defaults }: Partial<RawConfig>, isSound: IsSound): Problem[] {
  if (defaults === undefined || !isSound(['defaults'])) return [];
  const problems: Problem[] = [];
  for (const [key, type] of [
    ['ipv4', 'A'],
    ['ipv6', 'AAAA'],
  ] as const) {
    const read = defaults[key] === undefined ? undefined : recordTypes[type].read(defaults[key]);
    if (read?.ok === false) problems.push({ path: ['defaults', key], message: read.message, ...hintFor(key, read) });
  }
  const ttl = typeof defaults.ttl === 'string' ? readTtl(defaults.ttl) : 0;
  if (ttl === null || !isTtl(ttl)) {
    problems.push({
      path: ['defaults', 'ttl'],
      message: `the TTL "${String(defaults.ttl)}" is too large`,
      hint: `at most ${maxTtl} seconds`,
    });
  }
  return problems;
}

function hintFor(key: 'ipv4' | 'ipv6', read: { readonly rule: string; readonly hint?: string }): { hint?: string } {
  if (read.rule === 'address-family') return { hint: `it belongs under ${key === 'ipv4' ? 'ipv6' : 'ipv4'}` };
  return read.hint === undefined ? {} : { hint: read.hint };
}

/** Known ids only, no fixed rules, readable exceptions (validation 4). */
async function checkRules(rules: RawConfig['rules'], isSound: IsSound): Promise<Problem[]> {
  const problems: Problem[] = [];
  if (typeof rules !== 'object' || rules === null || Array.isArray(rules)) return [];
  for (const [id, rule] of Object.entries(rules)) {
    problems.push(...checkRuleId(id, ['rules', id]));
    if (typeof rule === 'string' || !isSound(['rules', id])) continue;
    problems.push(...checkOptions(id, rule));
    const except = rule.except ?? [];
    for (const [index, pattern] of except.entries()) {
      const read = await readZone(pattern);
      if (!read.ok) problems.push({ ...read, path: ['rules', id, 'except', index] });
    }
  }
  return problems;
}

/** Options that the rule has, within what can be meant. */
function checkOptions(id: string, { severity: _severity, except: _except, ...given }: RawRule): Problem[] {
  const known = Object.hasOwn(ruleIds, id) ? ruleIds[id]?.options : undefined;
  if (known === undefined) return [];
  return Object.entries(given).flatMap(([name, value]): Problem[] => {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    const names = Object.keys(known);
    if (option === undefined) {
      const hint = names.length === 0 ? 'remove it: the rule has no options' : `it has ${names.join(', ')}`;
      const path: DataPath = ['rules', id, name];
      return [{ path, at: 'key', code: 'UNKNOWN_KEY', message: `the rule "${id}" has no option "${name}"`, hint }];
    }
    if (value === undefined || value <= option.most) return [];
    const message = `${value} is too much for ${name} of the rule "${id}"`;
    return [{ path: ['rules', id, name], message, hint: `${option.what}: at most ${option.most}` }];
  });
}

function checkRuleId(id: string, path: DataPath): Problem[] {
  const known = Object.hasOwn(ruleIds, id) ? ruleIds[id] : undefined;
  if (known === undefined) {
    const configurable = Object.keys(ruleIds).filter((one) => ruleIds[one]?.fixed === false);
    const near = nearest(id, Object.keys(ruleIds));
    const isFixed = near !== undefined && ruleIds[near]?.fixed === true;
    return [
      {
        path,
        at: 'key',
        code: 'UNKNOWN_KEY',
        message: `there is no rule "${id}"`,
        hint: isFixed
          ? `did you mean ${near}? It is fixed and cannot be configured`
          : suggest(id, configurable, 'rules that can be set:'),
      },
    ];
  }
  if (!known.fixed) return [];
  const hint = 'remove it: the rule guards what cannot exist in DNS or at the provider';
  return [{ path, at: 'key', message: `the rule "${id}" is fixed and cannot be configured`, hint }];
}
