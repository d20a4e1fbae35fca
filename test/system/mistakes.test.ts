import { describe, expect, it } from 'vitest';
import { type Workspace, workspace } from './cli.ts';
import { configMistakes, goodConfig, unsetSecret } from './mistakes/config.ts';
import { composeMistakes, labelMistakes } from './mistakes/labels.ts';
import { filesOf, type Mistakes, saidBy, slugOf } from './mistakes/mistake.ts';
import { brokenOverrides, overrideMistakes } from './mistakes/overrides.ts';
import { doubtfulZoneFiles, zoneFileMistakes, zoneOf } from './mistakes/zone-files.ts';

// One golden file a group, to be read by someone who does not know the code: each text says what, where, why, what to do.
const golden = (group: string) => `golden/mistakes/${group}.txt`;
const zone = `$TTL 300
@ IN SOA ns.home.example.com. hostmaster.home.example.com. 7 7200 1800 1209600 300
@ IN NS ns
ns IN A 10.0.0.2
web IN A 10.0.0.3
*.apps IN A 10.0.0.4
`;
const lockfile = 'dns-sync.lock.json';

/** The findings in a text: each from the line with its place to the next one's. */
function findingsIn(text: string): string[] {
  return text.split(/\n(?=\S+ (?:error|warning) \S)/).slice(1);
}

/** Every mistake is found in its own file, and every finding says what to do. */
function expectAdvice(text: string, files: readonly string[]): void {
  const findings = findingsIn(text);
  expect(files.filter((file) => !findings.some((one) => one.startsWith(`${file}:`)))).toEqual([]);
  expect(findings.filter((one) => !/^ {4}hint: \S/m.test(one))).toEqual([]);
}

function project(more: Readonly<Record<string, string>>): Workspace {
  return workspace({ 'dns-sync.yaml': goodConfig, 'zones/home.example.com.zone': zone, ...more });
}

describe('mistakes that people make', () => {
  it('are 60 and more', () => {
    const groups = [
      configMistakes,
      overrideMistakes,
      brokenOverrides,
      labelMistakes,
      composeMistakes,
      zoneFileMistakes,
    ];
    expect(groups.flatMap((group) => Object.keys(group)).length).toBeGreaterThan(150);
  });

  it.concurrent('in the configuration', { timeout: 120_000 }, async ({ expect }) => {
    const said: string[] = [];
    for (const [title, text] of Object.entries(configMistakes)) {
      const outcome = await saidBy(workspace({ 'dns-sync.yaml': text }), 'check');
      said.push(`# ${title}\n\n${outcome}`);
    }
    said.push(`# variable that is not set\n\n${await saidBy(workspace({ 'dns-sync.yaml': unsetSecret }), 'plan')}`);
    said.push(`# no configuration\n\n${await saidBy(workspace({}), 'check')}`);
    await expect(said.join('\n')).toMatchFileSnapshot(golden('config'));
    for (const text of said) expect(text).toMatch(/hint: \S.*exit 3\n$/s);
  });

  it.concurrent.for([
    ['overrides', overrideMistakes],
    ['broken-overrides', brokenOverrides],
  ] as const)('in %s', async ([group, mistakes], { expect }) => {
    const files = filesOf(mistakes, (slug) => `overrides/${slug}.yaml`);
    const text = await saidBy(project(files), 'check');
    await expect(text).toMatchFileSnapshot(golden(group));
    expectAdvice(text, Object.keys(files));
  });

  it.concurrent.for([
    ['labels', labelMistakes],
    ['compose', composeMistakes],
  ] as const)('in %s', async ([group, mistakes], { expect }) => {
    const files = filesOf(mistakes, (slug) => `stacks/${slug}/compose.yaml`);
    const text = await saidBy(project(files), 'check');
    await expect(text).toMatchFileSnapshot(golden(group));
    expectAdvice(text, Object.keys(files));
  });

  it.concurrent.for([
    ['zone-files', zoneFileMistakes],
    ['doubtful-zone-files', doubtfulZoneFiles],
  ] as const)('in %s', async ([group, mistakes], { expect }) => {
    const text = await zoneFileText(mistakes);
    await expect(text).toMatchFileSnapshot(golden(group));
    const files = Object.keys(mistakes).map((title) => `zones/${zoneOf(slugOf(title))}.zone`);
    expectAdvice(text.replaceAll(/^ {2}/gm, group === 'zone-files' ? '  ' : ''), files);
  });

  it.concurrent('that only a plan can see', async ({ expect }) => {
    const place = project({
      'overrides/a.yaml': `version: 1
records:
  - { name: www.home.example.com, value: wbe.home.example.com }
  - { name: _acme-challenge.git.apps.home.example.com, type: TXT, value: token }
  - { name: ns.home.example.com, value: 10.0.0.5 }
`,
    });
    await expect(await saidBy(place, 'plan')).toMatchFileSnapshot(golden('plan'));
  });

  it.concurrent('with the lockfile', async ({ expect }) => {
    const place = project({
      'overrides/a.yaml': 'version: 1\nrecords:\n  - { name: a.home.example.com, value: 10.0.0.5 }\n',
    });
    await place.run('apply', '--auto-approve');
    const good = place.read(lockfile);
    const spoilt: Mistakes = {
      'merge that was not settled': good.replace('  "serial"', '<<<<<<< HEAD\n  "serial": 2,\n=======\n  "serial"'),
      'newer version': good.replace('"formatVersion": 1', '"formatVersion": 2'),
      'cut off': good.slice(0, -40),
      'edited by hand': good.replace('"10.0.0.5"', '5'),
      'misspelt field': good.replace('"type":', '"typ":'),
    };
    const said: string[] = [];
    for (const [title, text] of Object.entries(spoilt)) {
      place.write({ [lockfile]: text });
      said.push(`# ${title}\n\n${await saidBy(place, 'plan')}`);
    }
    await expect(said.join('\n')).toMatchFileSnapshot(golden('lockfile'));
    for (const text of said) expect(text).toMatch(/hint: \S.*exit 3\n$/s);
  });

  it.concurrent('with a saved plan', async ({ expect }) => {
    const overrides = (address: string) => ({
      'overrides/a.yaml': `version: 1\nrecords:\n  - { name: a.home.example.com, value: ${address} }\n`,
    });
    const place = project(overrides('10.0.0.5'));
    await place.run('plan', '--out', 'plan.json');
    const good = place.read('plan.json');
    const said: string[] = [];
    const apply = async (title: string, files: Readonly<Record<string, string>>) => {
      place.write({ 'dns-sync.yaml': goodConfig, 'zones/home.example.com.zone': zone, 'plan.json': good, ...files });
      said.push(`# ${title}\n\n${await saidBy(place, 'apply', 'plan.json')}`);
    };
    await apply('edited by hand', { 'plan.json': good.replaceAll('10.0.0.5', '10.0.0.6') });
    await apply('cut off', { 'plan.json': good.slice(0, 300) });
    await apply('newer version', { 'plan.json': good.replace('"formatVersion": 1', '"formatVersion": 2') });
    await apply('zone that changed', { 'zones/home.example.com.zone': `${zone}a IN A 10.0.0.9\n` });
    await apply('other configuration', { 'dns-sync.yaml': goodConfig.replace('homelab', 'nas') });
    await apply('overrides file in its place', { 'plan.json': 'version: 1\nrecords: []\n' });
    await expect(said.join('\n')).toMatchFileSnapshot(golden('saved-plan'));
    for (const text of said) expect(text).toMatch(/hint: \S.*exit [36]\n$/s);
  });
});

/** What `plan` says of zone files that have mistakes, all in one configuration. */
async function zoneFileText(mistakes: Mistakes): Promise<string> {
  const slugs = Object.keys(mistakes).map(slugOf);
  const config = goodConfig.replace('[home.example.com]', () => `[${slugs.map(zoneOf).join(', ')}]`);
  const zones = Object.entries(mistakes).map(([title, text]): [string, string] => {
    const name = zoneOf(slugOf(title));
    return [`zones/${name}.zone`, text.replaceAll('ZONE', name)];
  });
  const overrides = `version: 1\nrecords:\n${slugs.map((slug) => `  - { name: new.${zoneOf(slug)}, value: 10.0.0.9 }\n`).join('')}`;
  return await saidBy(
    workspace({
      'dns-sync.yaml': config,
      'overrides/a.yaml': overrides,
      'zones/other.inc': 'b IN A 10.0.0.8\n',
      ...Object.fromEntries(zones),
    }),
    'plan',
  );
}
