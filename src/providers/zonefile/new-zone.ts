import type { Diagnostic } from '../../core/diagnostic.ts';
import { isWithin, readName } from '../../core/name.ts';
import type { UnitChange } from '../../core/unit.ts';
import { DnsSyncError } from '../../errors.ts';
import { markerLines } from './block.ts';
import type { ZonefileDefaults, ZonefileProviderSettings } from './settings.ts';
import { writeRecord } from './write-record.ts';
import { writeZoneName } from './zone-name.ts';

/** What a new zone is made from. */
export interface NewZoneInput {
  readonly zone: string;
  readonly settings: ZonefileProviderSettings;
  readonly defaults: ZonefileDefaults;
}

/** Refresh, retry, expire, minimum of a new zone, seconds (zonefile 4). */
const timers = '7200 1800 1209600 300';

function nameServers({ zone, settings }: NewZoneInput): string[] {
  const { ns = [] } = settings;
  return ns.length === 0 ? [below('ns', zone)] : ns.map((text) => canonical(text, settings, 'ns'));
}

function below(label: string, zone: string): string {
  return zone === '.' ? label : `${label}.${zone}`;
}

function canonical(text: string, { name }: ZonefileProviderSettings, key: string): string {
  const read = readName(text);
  if (read.ok) return read.name;
  throw new DnsSyncError('CONFIG_INVALID', `provider ${name}: ${key}: ${read.message}`, {
    hint: read.hint ?? 'write one name',
  });
}

/** Name servers inside the zone, which need an address there. */
function inZone(input: NewZoneInput): string[] {
  return nameServers(input).filter((name) => isWithin(name, input.zone));
}

/** What the plan says about a zone file that is not there: what will be made, or what is missing to make it. */
export function newZoneDiagnostic(input: NewZoneInput & { readonly file: string }): Diagnostic {
  const { zone, settings, defaults, file } = input;
  const base = { code: 'ZONEFILE_NEW_ZONE', name: zone, subject: settings.name, file } as const;
  const inside = inZone(input);
  const [first] = inside;
  if (first !== undefined && defaults.ipv4 === undefined && defaults.ipv6 === undefined) {
    const message = `${file} does not exist, and the name server ${first} of a new zone would have no address`;
    const hint = 'set defaults.ipv4 or defaults.ipv6, name a server outside the zone with ns, or write the zone file';
    return { ...base, severity: 'error', message, hint };
  }
  const glue = inside.length === 0 ? '' : ` at ${[defaults.ipv4, defaults.ipv6].filter(Boolean).join(', ')}`;
  const message = `${file} does not exist; the first record makes it, with the name server ${nameServers(input).join(', ')}${glue}`;
  return { ...base, severity: 'warning', message, hint: 'set soa and ns to have it otherwise' };
}

/** The file of a new zone with an empty block, in Latin-1. Name servers that the changes give an address get no other. */
export function newZoneText(input: NewZoneInput, serial: number, changes: readonly UnitChange[]): string {
  const { zone, settings, defaults } = input;
  const { mname, rname } = settings.soa ?? {};
  const servers = nameServers(input);
  const primary = mname === undefined ? (servers[0] ?? below('ns', zone)) : canonical(mname, settings, 'soa.mname');
  const contact = rname === undefined ? below('hostmaster', zone) : canonical(rname, settings, 'soa.rname');
  const { begin, end } = markerLines(zone);
  const { ttl } = defaults;
  const addressed = new Set(
    changes.filter(({ type, after }) => after !== null && (type === 'A' || type === 'AAAA')).map(({ name }) => name),
  );
  const plain = (name: string, type: string, value: string) => writeRecord({ name, type, ttl, value, comment: '' });
  const glue = inZone(input)
    .filter((name) => !addressed.has(name))
    .flatMap((name) => [
      ...(defaults.ipv4 === undefined ? [] : [plain(name, 'A', defaults.ipv4)]),
      ...(defaults.ipv6 === undefined ? [] : [plain(name, 'AAAA', defaults.ipv6)]),
    ]);
  const lines = [
    `; Zone ${zone}, made by dns-sync. Lines outside the block below are yours to edit.`,
    `$TTL ${ttl}`,
    `${writeZoneName(zone)} ${ttl} IN SOA ${writeZoneName(primary)} ${writeZoneName(contact)} ${serial} ${timers}`,
    ...servers.map((name) => plain(zone, 'NS', name)),
    ...glue,
    begin,
    end,
  ];
  return `${lines.join('\n')}\n`;
}
