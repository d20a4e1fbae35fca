import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/core/rules/index.ts';
import { describeCode, showRules } from '../../src/workflows/show-rules.ts';
import { folderWith } from '../support/folder-with.ts';
import { surroundingsIn } from './surroundings.ts';

const config = (rest = '') => `version: 1
owner: homeserver
sources: [{ name: overrides, type: yaml, files: [gone.yaml] }]
providers: [{ name: home, type: zonefile, zones: [example.com], directory: "\${env:UNSET}" }]
${rest}
`;
const chosen = config(`rules:
  ttl-high: off
  ttl-low: { severity: error, min: 60 }
  name-underscore: { except: ["*.legacy.example.com", "/^_dev/"] }`);

const show = (files: Readonly<Record<string, string>>, ids: readonly string[] = [], path?: string) =>
  showRules(surroundingsIn(folderWith(files)), path, ids);

describe('what is in force', () => {
  it('without a configuration the defaults', async () => {
    const report = await show({});
    expect(report.configuration).toEqual({ status: 'none' });
    expect(report.rules).toHaveLength(rules.length);
    for (const rule of report.rules) expect(rule).toMatchObject({ severity: rule.default, except: [] });
    expect(report.rules.filter(({ place }) => place !== undefined)).toEqual([]);
  });

  it.each<[string, object]>([
    ['ttl-high', { severity: 'off', default: 'warning', place: { file: 'dns-sync.yaml', line: 6, column: 13 } }],
    ['ttl-low', { severity: 'error', default: 'warning', options: [{ name: 'min', value: 60, default: 30 }] }],
    ['name-underscore', { severity: 'warning', except: ['*.legacy.example.com', '/^_dev/'] }],
    ['cname-chain', { severity: 'warning', options: [{ name: 'max', value: 8, default: 8 }] }],
  ])('%s as the configuration has it, although no source is there', async (id, expected) => {
    const report = await show({ 'dns-sync.yaml': chosen }, [id]);
    expect(report.configuration).toEqual({ status: 'read', file: 'dns-sync.yaml' });
    expect(report.rules).toHaveLength(1);
    expect(report.rules[0]).toMatchObject({ id, ...expected });
  });

  it('a rule that is not configured has no place', async () => {
    const { rules: found } = await show({ 'dns-sync.yaml': chosen }, ['cname-chain']);
    expect(found[0]).not.toHaveProperty('place');
  });

  it('of another configuration, named from where the command runs', async () => {
    const report = await show({ 'lan/other.yaml': chosen }, ['ttl-high'], join('lan', 'other.yaml'));
    expect(report.configuration).toEqual({ status: 'read', file: 'lan/other.yaml' });
    expect(report.rules[0]?.place?.file).toBe('other.yaml');
  });
});

describe('which rules', () => {
  it('those asked for, once each, in the order of all', async () => {
    const { rules: found } = await show({}, ['ttl-low', 'name-at', 'ttl-low']);
    expect(found.map(({ id }) => id)).toEqual(['name-at', 'ttl-low']);
  });

  it.each([
    ['ttl-lo', 'did you mean ttl-low?'],
    ['TTL-LOW', 'did you mean ttl-low?'],
    ['LABEL_EMPTY', 'codes in capitals are no rules: docs/diagnostics.md has them'],
    ['', 'dns-sync rules lists them all'],
    ['toString', 'dns-sync rules lists them all'],
  ])('"%s" is none: %s', async (id, hint) => {
    await expect(show({}, ['name-at', id])).rejects.toMatchObject({
      code: 'USAGE',
      message: `there is no rule "${id}"`,
      hint,
    });
  });
});

describe('a configuration that cannot be used', () => {
  const broken = { 'dns-sync.yaml': config('rules: { ttl-lo: off, name-at: off }') };

  it('all rules: it is refused', async () => {
    await expect(show(broken)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('single rules are told with their defaults, and that it is broken', async () => {
    const report = await show(broken, ['ttl-low']);
    expect(report.configuration).toEqual({ status: 'invalid', problems: 2 });
    expect(report.rules[0]).toMatchObject({ id: 'ttl-low', severity: 'warning' });
  });

  it.each([[[]], [['ttl-low']]])('one that is named and not there is missed, whatever is asked: %j', async (ids) => {
    await expect(show({}, ids, 'other.yaml')).rejects.toMatchObject({ code: 'CONFIG_MISSING' });
    const surroundings = surroundingsIn(folderWith({}), { environment: { DNS_SYNC_CONFIG: 'other.yaml' } });
    await expect(showRules(surroundings, undefined, ids)).rejects.toMatchObject({ code: 'CONFIG_MISSING' });
  });
});

it('code scanning is told what a rule asks for, and nothing of other codes', () => {
  expect(describeCode('target-wildcard')).toBe('There is no `*` in a target.');
  expect(describeCode('LABEL_EMPTY')).toBeUndefined();
});
