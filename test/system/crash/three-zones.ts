import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { type Workspace, workspace } from '../cli.ts';

/** The zone files, of two providers: `a` has two of them, `b` one. */
export const zoneFiles = [
  'zones-a/one.example.com.zone',
  'zones-a/two.example.com.zone',
  'zones-b/three.example.com.zone',
] as const;
export const lockfile = 'dns-sync.lock.json';

/** How a case differs from the usual configuration. */
export interface Settings {
  readonly owner?: string;
  /** More settings of a provider, such as `check: ["false"]`. */
  readonly a?: string;
  readonly b?: string;
  /** The folder that holds `zones-a` and `zones-b`; default: the project. */
  readonly zones?: string;
}

/** A configuration with three zones, overrides as their only source, and the state folder beside the project. */
export function configText({ owner = 'homeserver', a, b, zones = '.' }: Settings = {}): string {
  const more = (settings: string | undefined) => (settings === undefined ? '' : `, ${settings}`);
  return `version: 1
owner: ${owner}
stateDir: ../state
defaults: { ttl: 300, ipv4: 10.0.0.2 }
sources:
  - { name: overrides, type: yaml, files: ["overrides/*.yaml"] }
providers:
  - { name: a, type: zonefile, zones: [one.example.com, two.example.com], directory: ${JSON.stringify(join(zones, 'zones-a'))}${more(a)} }
  - { name: b, type: zonefile, zones: [three.example.com], directory: ${JSON.stringify(join(zones, 'zones-b'))}, serial: increment${more(b)} }
guards: { maxDeletePercent: false, maxUpdatePercent: false }
`;
}

/** Zones that people began: comments, layouts, records of theirs, of the owner nas2, and of ours outside the block. */
export const handMade: Readonly<Record<string, string>> = {
  [zoneFiles[0]]: `; The house. Ask Ann before you change anything here.
$TTL 300
@ IN SOA ns hostmaster (
      2026010203 ; serial
      7200 1800 1209600 300 )
@ IN NS ns
ns\tIN A 10.0.0.2   ; the server itself
printer 300 IN A 10.0.0.30 ; dns-sync owner=homeserver created=2026-01-02T03:04:05Z force=0 -- printer, 2nd floor
$ORIGIN lab.one.example.com.
scope 600 IN TXT "ask; Ann"

; --- dns-sync records of one.example.com: edit the sources, not these lines ---
app.one.example.com. 300 IN A 10.0.9.9 ; dns-sync owner=nas2 created=2026-01-02T03:04:05Z force=0
; --- end of dns-sync records ---
; and a last word
`,
  [zoneFiles[1]]: `$ORIGIN two.example.com.
$TTL 1h
@ 1h IN SOA ns.one.example.com. hostmaster.one.example.com. 7 7200 1800 1209600 300
  IN NS ns.one.example.com.
  IN MX 10 mail\t; by hand
mail IN A 10.0.0.40
; --- dns-sync records of two.example.com: edit the sources, not these lines ---
; --- end of dns-sync records ---
`,
  [zoneFiles[2]]: `@ 300 IN SOA ns.one.example.com. hostmaster.one.example.com. 4000000000 7200 1800 1209600 300
@ 300 IN NS ns.one.example.com.
door\t300\tIN\tA\t10.0.0.50 ; Bob's
; --- dns-sync records of three.example.com: edit the sources, not these lines ---
nas.three.example.com. 300 IN A 10.0.9.8 ; dns-sync owner=nas2 created=2026-01-02T03:04:05Z force=0
; --- end of dns-sync records ---
`,
};

/** What the sources ask for at first, and then. */
export const requests = {
  first: `version: 1
records:
  - { name: app.one.example.com, value: 10.0.0.10 }
  - { name: old.one.example.com, value: 10.0.0.11 }
  - { name: printer.one.example.com, value: 10.0.0.30 }
  - { name: swap.one.example.com, value: app.one.example.com }
  - { name: note.two.example.com, type: TXT, value: "before" }
  - { name: slow.two.example.com, value: 10.0.0.12, ttl: 900 }
  - { name: turn.two.example.com, value: 10.0.0.13 }
  - { name: lamp.three.example.com, value: 10.0.0.51 }
  - { name: gone.three.example.com, value: "fd00::5" }
`,
  second: `version: 1
records:
  - { name: app.one.example.com, value: 10.0.0.20 }
  - { name: new.one.example.com, value: 10.0.0.21 }
  - { name: printer.one.example.com, value: 10.0.0.30, ttl: 60 }
  - { name: swap.one.example.com, value: 10.0.0.22 }
  - { name: note.two.example.com, type: TXT, value: "after; a note" }
  - { name: slow.two.example.com, value: 10.0.0.12, ttl: 60 }
  - { name: turn.two.example.com, value: app.one.example.com }
  - { name: three.example.com, type: MX, value: 10 door.three.example.com }
  - { name: lamp.three.example.com, value: 10.0.0.51, ttl: 60 }
`,
};

/** A project that was applied once, and whose sources now ask for changes of every kind in all three zones. */
export async function withPendingChanges(settings: Settings = {}): Promise<Workspace> {
  const place = workspace({ 'dns-sync.yaml': configText(), 'overrides/a.yaml': requests.first, ...handMade });
  expect(await place.run('apply', '--auto-approve', '--json')).toMatchObject({ exit: 0, stderr: '' });
  place.write({ 'dns-sync.yaml': configText(settings), 'overrides/a.yaml': requests.second });
  return place;
}

/** A project like it that was never applied: no lockfile, no state folder, no zone. */
export function withNothing(settings: Settings = {}): Workspace {
  return workspace({ 'dns-sync.yaml': configText(settings), 'overrides/a.yaml': requests.second });
}

/** Takes away what makes an apply fail. */
export function mend(place: Workspace): void {
  place.write({ 'dns-sync.yaml': configText() });
}

/** The same project in another folder, state folder included. */
export function copyOf(place: Workspace): Workspace {
  const copy = workspace({});
  cpSync(dirname(place.folder), dirname(copy.folder), { recursive: true });
  return copy;
}

/** The zone files and the lockfile of a project; null: not there. */
export interface Standing {
  readonly zones: readonly (string | null)[];
  readonly lockfile: string | null;
}

/** How project and state folder stand now. Zones in Latin-1. */
export function standing({ folder }: Workspace): Standing {
  const read = (path: string) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'latin1') : null);
  return { zones: zoneFiles.map(read), lockfile: read(lockfile) };
}

const serialDigits = /(\bSOA\s+\S+\s+\S+\s+(?:\(\s*)?)(\d+)/;

/** A zone without the digits of its serial. */
export function withoutSerial(zone: string | null): string | null {
  return zone?.replace(serialDigits, '$1SERIAL') ?? null;
}

/** A zone without its serial and without the times at which records of ours were made. */
export function withoutTimes(text: string | null): string | null {
  return withoutSerial(text)?.replaceAll(/("created":|created=)"?[^" ]+"?/g, '$1TIME') ?? null;
}

/** The serial of a zone's SOA. */
export function serialOf(zone: string | null): number {
  return Number(serialDigits.exec(zone ?? '')?.[2]);
}

/** The lines that are not ours; of the SOA all but the serial. Without a zone none. */
export function othersLines(zone: string | null): string[] {
  return (withoutSerial(zone) ?? '').split('\n').filter((line) => !line.includes('; dns-sync owner=homeserver '));
}

/** Remembers how a project stands; gives what puts it back there, in the same folder, which a journal knows. */
export function rewindable({ folder }: Workspace): () => void {
  const home = dirname(folder);
  const saved = `${home}.saved`;
  cpSync(home, saved, { recursive: true });
  return () => {
    rmSync(home, { recursive: true, force: true });
    cpSync(saved, home, { recursive: true });
  };
}

/** Removes a project with its state folder. */
export function discard({ folder }: Workspace): void {
  rmSync(dirname(folder), { recursive: true, force: true });
}
