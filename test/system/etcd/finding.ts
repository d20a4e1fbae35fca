import type { Workspace } from '../cli.ts';
import { withoutSerial, withoutTimes } from '../crash/three-zones.ts';
import type { Image, Registry } from './registry.ts';
import { apply, others, owner, type Scenario, type Standing, standing } from './scenario.ts';

/** Where a place stands. */
export type Side = 'before' | 'after' | 'neither';

/** What there is to say about how everything stands. */
export interface Finding extends Standing {
  /** Of etcd, and of each zone file. */
  readonly sides: readonly Side[];
  /** What must never be: a value of someone else that differs. */
  readonly wrong: readonly string[];
}

/** Looks at everything that the project writes to. */
export async function look(registry: Registry, place: Workspace, scenario: Scenario): Promise<Finding> {
  const { before, after } = scenario;
  const now = await standing(registry, place);
  const sides = [
    sideOfImage(now.image, before.image, after.image),
    ...now.zones.flatMap((zone, index) => {
      if (scenario.extent === 'etcd') return [];
      if (withoutSerial(zone) === withoutSerial(before.zones[index] ?? null)) return ['before' as const];
      return [
        withoutTimes(zone) === withoutTimes(after.zones[index] ?? null) ? ('after' as const) : ('neither' as const),
      ];
    }),
  ];
  return { ...now, sides, wrong: changesOfOthers(now.image) };
}

function sideOfImage(now: Image, before: Image, after: Image): Side {
  if (sameImage(now, before)) return 'before';
  return sameImage(timeless(now), timeless(after)) ? 'after' : 'neither';
}

function sameImage(left: Image, right: Image): boolean {
  return JSON.stringify(Object.entries(left)) === JSON.stringify(Object.entries(right));
}

function timeless(image: Image): Image {
  const mask = (value: string) => value.replaceAll(/"(created|since|lineage)":"[^"]*"/g, '"$1":""');
  return Object.fromEntries(
    Object.entries(image).map(([key, value]) => [key, isOurs(key, value) ? mask(value) : value]),
  );
}

function isOurs(key: string, value: string): boolean {
  return value.includes(`"owner_hostname":"${owner}"`) || key === `/docker-coredns-sync/heartbeat/${owner}`;
}

/** What of others is not as it was, byte for byte. */
export function changesOfOthers(now: Image, expected: Image = others): string[] {
  const found = Object.fromEntries(Object.entries(now).filter(([key, value]) => !isOurs(key, value)));
  return sameImage(found, expected) ? [] : [`values of others are ${JSON.stringify(found)}`];
}

interface Told {
  readonly outcome: string;
  readonly recoveryDue?: boolean;
  readonly error?: { readonly code: string; readonly message: string };
  readonly results: readonly {
    readonly change: { readonly provider: string; readonly name: string; readonly type: string };
    readonly state: 'done' | 'undone' | 'failed' | 'not-tried';
    readonly detail?: string;
  }[];
}

/** What `apply --json` printed; null: an error without a result. */
export function toldBy(stdout: string): Told | null {
  const read = JSON.parse(stdout) as Partial<Told>;
  return read.results === undefined ? null : (read as Told);
}

/** Where what was told of the sets in etcd is not how they stand. */
export function untruths(stdout: string, { image }: Pick<Standing, 'image'>, { before, after }: Scenario): string[] {
  const told = toldBy(stdout);
  if (told === null)
    return sameImage(image, before.image) ? [] : ['an error without a result, and something was written'];
  const [was, wanted, is] = [before.image, after.image, image].map(setsOf) as [Sets, Sets, Sets];
  return told.results.flatMap(({ change: { provider, name, type }, state, detail }) => {
    if (provider !== 'registry') return [];
    const set = `${name} ${type}`;
    const expected = state === 'done' ? wanted.get(set) : was.get(set);
    return is.get(set) === expected ? [] : [`${set} is told to be ${state} (${detail}), it is ${is.get(set)}`];
  });
}

type Sets = ReadonlyMap<string, string>;

/** Our values of every set, with their keys. */
function setsOf(image: Image): Sets {
  const sets = new Map<string, string>();
  for (const [key, value] of Object.entries(timeless(image))) {
    if (!isOurs(key, value) || !key.startsWith('/skydns/')) continue;
    const { name, record_type } = JSON.parse(value) as { name: string; record_type: string };
    const set = `${name} ${record_type}`;
    sets.set(set, `${sets.get(set) ?? ''}${key} ${value}\n`);
  }
  return sets;
}

/** Applies undisturbed; afterwards everything is as asked for, the lock is free, and there is nothing left to do. */
export async function applyAgain(registry: Registry, place: Workspace, scenario: Scenario): Promise<string[]> {
  registry.proxy.arm(null);
  const wrong: string[] = [];
  for (const args of [apply, ['plan', '--detailed-exitcode']]) {
    const { exit, stdout, stderr } = await place.run(...args);
    if (exit !== 0) wrong.push(`${args.join(' ')} ended with ${exit}: ${stdout}${stderr}`);
  }
  const found = await look(registry, place, scenario);
  if (found.sides.some((side) => side !== 'after')) wrong.push(`in the end all is ${found.sides.join(', ')}`);
  return [...wrong, ...found.wrong, ...(await heldLock(registry))];
}

/** Says so when the lock is held. */
export async function heldLock({ store }: Registry): Promise<string[]> {
  return Object.values(await store.all('/locks/')).map((value) => `the lock is held: ${value}`);
}
