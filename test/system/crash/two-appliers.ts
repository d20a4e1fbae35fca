import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Workspace, workspace } from '../cli.ts';
import { ownedLines } from '../zone.ts';
import { apply, type Ending, endings, failed } from './crash.ts';
import { type Fault, runInto } from './faults.ts';
import { oneOf, randomNumbers } from './random-numbers.ts';
import { runKilled } from './run-killed.ts';
import { keep } from './soak.ts';
import { configText, copyOf, discard, handMade, requests, withoutTimes, zoneFiles } from './three-zones.ts';

/** Two installations that write to the same zone files; both have been applied, and both have changes pending. */
interface Neighbours {
  /** The one that is killed. */
  readonly house: Workspace;
  readonly barn: Workspace;
  /** Folder of the zone files. */
  readonly zones: string;
}

const barnFirst = `version: 1
records:
  - { name: app.one.example.com, value: 10.0.2.10 }
  - { name: barn.one.example.com, value: 10.0.2.11 }
  - { name: barn.two.example.com, value: 10.0.2.12 }
  - { name: slow.two.example.com, value: 10.0.2.13 }
  - { name: lamp.three.example.com, value: 10.0.2.14 }
`;
const barnSecond = `version: 1
records:
  - { name: app.one.example.com, value: 10.0.2.20 }
  - { name: barn.one.example.com, value: 10.0.2.11, ttl: 60 }
  - { name: hay.two.example.com, value: 10.0.2.22 }
  - { name: slow.two.example.com, value: 10.0.2.23 }
  - { name: barn.three.example.com, type: TXT, value: "hay" }
  - { name: lamp.three.example.com, value: 10.0.2.24 }
`;

/** Slow enough to be met in the middle. */
const slowly = 'check: [sleep, "0.03"]';

function configure({ house, barn, zones }: Neighbours): void {
  house.write({ 'dns-sync.yaml': configText({ zones, a: slowly, b: slowly }) });
  barn.write({ 'dns-sync.yaml': configText({ owner: 'barn', zones }) });
}

async function neighbours(): Promise<Neighbours> {
  const house = workspace({ 'overrides/a.yaml': requests.first });
  const zones = zonesOf(house);
  const barn = workspace({ 'overrides/a.yaml': barnFirst });
  const both = { house, barn, zones };
  configure(both);
  for (const [path, text] of Object.entries(handMade)) house.write({ [path]: text });
  for (const folder of ['zones-a', 'zones-b']) {
    cpSync(join(house.folder, folder), join(zones, folder), { recursive: true });
    house.remove(folder);
  }
  for (const place of [house, barn]) expectWell(await place.run(...apply));
  house.write({ 'overrides/a.yaml': requests.second });
  barn.write({ 'overrides/a.yaml': barnSecond });
  return both;
}

function expectWell(outcome: Awaited<ReturnType<Workspace['run']>>): void {
  const wrong = failed(['the preparation'], outcome);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Beside the project of the house. */
function zonesOf(house: Workspace): string {
  return join(dirname(house.folder), 'zones');
}

function copyNeighbours({ house, barn }: Neighbours): Neighbours {
  const places = { house: copyOf(house), barn: copyOf(barn) };
  const copy = { ...places, zones: zonesOf(places.house) };
  configure(copy);
  return copy;
}

/** The lines of an owner in each zone, without the times at which they were made. */
function linesOf(zones: string, owner: string): string[] {
  return zoneFiles.map((file) => {
    const text = withoutTimes(readFileSync(join(zones, file), 'latin1')) ?? '';
    return ownedLines(text, owner).join('\n');
  });
}

/** The lines of nobody, and of an owner who is not running. */
function othersLines(zones: string): string[] {
  return zoneFiles.map((file) => {
    const text = withoutTimes(readFileSync(join(zones, file), 'latin1')) ?? '';
    return text
      .split('\n')
      .filter((line) => !/; dns-sync owner=(?:homeserver|barn) /.test(line))
      .join('\n');
  });
}

/** Two neighbours, with what each has before and after an apply that nothing disturbs. */
export interface Street {
  readonly template: Neighbours;
  readonly house: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly barnAfter: readonly string[];
  readonly others: readonly string[];
  /** Milliseconds for which the apply of the house holds its locks. */
  readonly span: number;
}

/** The street that every round starts from. */
export async function street(): Promise<Street> {
  const template = await neighbours();
  const done = copyNeighbours(template);
  const { lasted: span } = await runKilled(done.house, apply, Number.POSITIVE_INFINITY);
  expectWell(await done.barn.run(...apply));
  return {
    template,
    house: { before: linesOf(template.zones, 'homeserver'), after: linesOf(done.zones, 'homeserver') },
    barnAfter: linesOf(done.zones, 'barn'),
    others: othersLines(template.zones),
    span,
  };
}

/** One round: both apply at once, the house is killed at some time and recovers later. Says what is wrong for either. */
export async function twoAppliersRound(known: Street, seed: number): Promise<string[]> {
  const random = randomNumbers(seed);
  const place = copyNeighbours(known.template);
  const after = random() * known.span;
  const [{ exit }, applied] = await Promise.all([runKilled(place.house, apply, after), place.barn.run(...apply)]);
  const ending = oneOf(random, endings);
  const wrong = [...failed(apply, applied), ...(await wrongInTheEnd(known, place, ending))];
  const folder = wrong.length === 0 ? '' : keep(place.house.folder);
  for (const one of [place.house, place.barn]) discard(one);
  const steps = `killed ${after.toFixed(1)} ms after its first lock (${exit ?? 'killed'}), then ${ending.join(' ')}`;
  return wrong.map((one) => `seed ${seed}, ${folder}: ${steps}: ${one}`);
}

/** The house is killed by a fault; only then the barn applies; then the house recovers. Says what is wrong for either. */
export async function killedBeforeTheOther(known: Street, kill: Fault, ending: Ending): Promise<string[]> {
  const place = copyNeighbours(known.template);
  const { exit } = await runInto(place.house, kill, apply);
  const wrong = exit === null ? [] : [`the house was not killed, it ended with ${exit}`];
  wrong.push(...failed(apply, await place.barn.run(...apply)), ...(await wrongInTheEnd(known, place, ending)));
  for (const one of [place.house, place.barn]) discard(one);
  return wrong;
}

/** Both have applied, the house perhaps not to the end: what is wrong now, once it has recovered, and once it has applied again. */
async function wrongInTheEnd(known: Street, { house, barn, zones }: Neighbours, ending: Ending): Promise<string[]> {
  const wrong = wrongForBarn(known, zones);
  linesOf(zones, 'homeserver').forEach((lines, index) => {
    if (lines === known.house.before[index] || lines === known.house.after[index]) return;
    wrong.push(`${zoneFiles[index]} has half of what the house wrote:\n${lines}`);
  });
  wrong.push(...(await wrongPlan(barn)));

  wrong.push(...failed(ending, await house.run(...ending)), ...wrongForBarn(known, zones));
  const lines = JSON.stringify(linesOf(zones, 'homeserver'));
  if (lines !== JSON.stringify(known.house.before) && lines !== JSON.stringify(known.house.after)) {
    wrong.push(`after ${ending.join(' ')} the zones of the house are not together: ${lines}`);
  }
  wrong.push(...failed(apply, await house.run(...apply)), ...wrongForBarn(known, zones));
  if (JSON.stringify(linesOf(zones, 'homeserver')) !== JSON.stringify(known.house.after)) {
    wrong.push('the house has not what it asked for');
  }
  return [...wrong, ...(await wrongPlan(house)), ...(await wrongPlan(barn))];
}

function wrongForBarn({ barnAfter, others }: Street, zones: string): string[] {
  return [
    ...(JSON.stringify(linesOf(zones, 'barn')) === JSON.stringify(barnAfter)
      ? []
      : [`the barn has not what it asked for: ${JSON.stringify(linesOf(zones, 'barn'))}`]),
    ...(JSON.stringify(othersLines(zones)) === JSON.stringify(others) ? [] : ['lines of others are not as before']),
  ];
}

async function wrongPlan(place: Workspace): Promise<string[]> {
  return failed(['plan --detailed-exitcode'], await place.run('plan', '--detailed-exitcode'));
}
