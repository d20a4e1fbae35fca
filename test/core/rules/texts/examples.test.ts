import { describe, expect, it } from 'vitest';
import { ruleGroups } from '../../../../src/core/rules/texts/index.ts';
import { reportRules } from '../../../../src/core/rules/texts/report.ts';
import { checkProject } from '../../../../src/workflows/check-project.ts';
import { folderWith } from '../../../support/folder-with.ts';
import { surroundingsIn } from '../../../workflows/surroundings.ts';

/** Rules without an example: what makes them fire cannot be written in overrides, or needs a provider that was read. */
const untold: readonly string[] = [
  'name-empty',
  'name-too-long',
  'ttl-range',
  'ttl-mixed',
  'duplicate-value',
  'duplicate-name-spelling',
  'set-too-large',
  'cname-multiple',
  'cname-coexists',
  'cname-chain',
  'target-missing',
  'target-deleted',
  'ns-glue',
  'txt-too-long',
  'txt-long',
  'txt-empty',
  'txt-control',
  'mail-complete',
  'provider-multi-value',
  'provider-ttl',
  'provider-attribute',
  'provider-value',
  'provider-name',
  'etcd-bleed',
  'unifi-local-dns',
  'same-name-two-providers',
];

/** The zones that the introduction of docs/rules.md names; the rule is switched on where it is off. */
const configFor = (rules: string) => `version: 1
owner: homeserver
sources: [{ name: overrides, type: yaml, files: [a.yaml] }]
providers:
  - { name: home, type: zonefile, zones: [example.com, 168.192.in-addr.arpa], directory: zones }
  - { name: lan, type: etcd, zones: [lan.example.com], endpoints: ["http://127.0.0.1:1"] }
  - { name: world, type: zonefile, zones: [example.net], directory: world, public: true }
  - { name: inside, type: zonefile, zones: [home.arpa], directory: inside, private: true }
rules: {${rules}}
`;

const recordLine = /^(\S+) (?:(\d+) )?([A-Z]+) (.+)$/;

/** Lines of an example as a file of overrides: lines of one name and type are one record. */
function overridesOf(lines: string): string {
  const records = new Map<string, { name: string; type: string; ttl?: number; values: string[] }>();
  for (const line of lines.split('\n')) {
    const [, name, ttl, type, value] = recordLine.exec(line) ?? [];
    if (name === undefined || type === undefined || value === undefined) throw new Error(`no record: ${line}`);
    const record = records.get(`${name} ${type}`) ?? { name, type, values: [] };
    record.values.push(value);
    records.set(`${name} ${type}`, { ...record, ...(ttl === undefined ? {} : { ttl: Number(ttl) }) });
  }
  return JSON.stringify({ version: 1, records: [...records.values()] });
}

async function codesFor(lines: string, rules: string): Promise<string[]> {
  const folder = folderWith({ 'dns-sync.yaml': configFor(rules), 'a.yaml': overridesOf(lines) });
  const { diagnostics, infos } = await checkProject(surroundingsIn(folder), undefined, []);
  return [...diagnostics, ...infos].map(({ code }) => code);
}

const reports = reportRules(() => undefined);
const told = reports.flatMap(({ id, default: standard, example }) =>
  example === undefined ? [] : [{ id, rules: standard === 'off' ? ` ${id}: warning ` : '', ...example }],
);

describe('the examples of rules', () => {
  it.each(told)('$id: the first fails', async ({ id, rules, fails }) => {
    expect(await codesFor(fails, rules)).toContain(id);
  });

  it.each(told)('$id: the second passes, and no rule stops it', async ({ id, rules, passes }) => {
    const found = await codesFor(passes, rules);
    expect(found).not.toContain(id);
    const errors = new Set<string>(reports.filter((rule) => rule.default === 'error').map((rule) => rule.id));
    expect(found.filter((code) => errors.has(code))).toEqual([]);
  });

  it('every rule has one, but for those that cannot', () => {
    const without = ruleGroups
      .flatMap(({ texts }) => Object.entries(texts))
      .filter(([, { example }]) => example === undefined)
      .map(([id]) => id);
    expect(without).toEqual(untold);
  });
});
