import { compareText } from './diagnostic.ts';
import type { FoundRecord, ImportDocument, ImportedSet, LeftOut } from './import-document.ts';
import { parentOf, readName, treeKey } from './name.ts';
import { recordTypeOf } from './record-types.ts';
import { sameAttributes } from './set-state.ts';

/** What decides which records are imported. */
export interface ImportChoice {
  /** For people: where the records come from. */
  readonly from: string;
  /** Our owner. */
  readonly owner: string;
  /** Only what is nobody's. */
  readonly unowned: boolean;
  /** Apexes of the zones that were read, canonical. */
  readonly zones: readonly string[];
  /** Seconds. */
  readonly defaultTtl: number;
  isSelected(name: string, type: string): boolean;
  /** Whether a source claims this very value where it would go. */
  isClaimed(record: FoundRecord): boolean;
  /** The provider that an override for this name has to name; undefined: none. */
  providerFor(name: string): string | undefined;
}

/** Values of one set while they are gathered. */
interface Gathering {
  readonly zone: string;
  readonly records: FoundRecord[];
}

type Reason = Exclude<keyof LeftOut, 'types'> | 'type';

/** Groups records to the sets of an overrides file, by zone and in tree order; the rules have not looked at them yet. */
export function importSets(records: Iterable<FoundRecord>, choice: ImportChoice): ImportDocument {
  const apexes = new Set(choice.zones);
  const zoneOf = zoneFinder(apexes);
  const gathered = new Map<string, Gathering>();
  const claimed = new Map<string, number>();
  const counts = { claimed: 0, otherOwners: 0, ours: 0, apexNs: 0 };
  const types = new Map<string, number>();
  for (const record of records) {
    const { name, type } = record;
    if (!choice.isSelected(name, type)) continue;
    const zone = zoneOf(name);
    const reason = reasonLeftOut(record, apexes, choice);
    if (reason === 'type') types.set(type, (types.get(type) ?? 0) + 1);
    else if (reason !== undefined) counts[reason] += 1;
    if (reason === 'claimed') claimed.set(zone, (claimed.get(zone) ?? 0) + 1);
    if (reason !== undefined) continue;
    const key = `${name} ${type}`;
    const known = gathered.get(key);
    if (known === undefined) gathered.set(key, { zone, records: [record] });
    else known.records.push(record);
  }
  const zones = new Map<string, ImportedSet[]>();
  for (const { zone, records: found } of gathered.values()) {
    const set = toSet(found, choice);
    const known = zones.get(zone);
    if (known === undefined) zones.set(zone, [set]);
    else known.push(set);
  }
  const sorted = inTreeOrder([...zones], ([zone]) => zone);
  return {
    from: choice.from,
    defaultTtl: choice.defaultTtl,
    zones: sorted.map(([zone, sets]) => ({
      zone,
      sets: inTreeOrder(
        sets.sort((left, right) => compareText(left.type, right.type)),
        ({ name }) => name,
      ),
      claimed: claimed.get(zone) ?? 0,
    })),
    leftOut: {
      ...counts,
      types: Object.fromEntries([...types].sort(([left], [right]) => compareText(left, right))),
    },
  };
}

/** The most specific apex that holds a name; the name's own parent where none does. */
function zoneFinder(apexes: ReadonlySet<string>): (name: string) => string {
  return (name) => {
    for (let at: string | null = name; at !== null; at = parentOf(at)) if (apexes.has(at)) return at;
    return parentOf(name) ?? name;
  };
}

function reasonLeftOut(record: FoundRecord, apexes: ReadonlySet<string>, choice: ImportChoice): Reason | undefined {
  const { name, type, owner } = record;
  if (record.problem === undefined && recordTypeOf(type) === undefined) return 'type';
  if (type === 'NS' && apexes.has(name)) return 'apexNs';
  if (owner !== null && owner !== choice.owner) return 'otherOwners';
  if (owner !== null && choice.unowned) return 'ours';
  return record.problem === undefined && choice.isClaimed(record) ? 'claimed' : undefined;
}

/** Stable: what has the same name stays in its order. */
function inTreeOrder<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, key: treeKey(nameOf(item)) }))
    .sort((left, right) => compareText(left.key, right.key))
    .map(({ item }) => item);
}

function toSet(records: readonly FoundRecord[], choice: ImportChoice): ImportedSet {
  const [first] = records;
  if (first === undefined) throw new Error('a set without records');
  const { name, type } = first;
  const ttls = [...new Set(records.map(({ ttl }) => ttl))].sort((left, right) => left - right);
  const values = [...new Set(records.map(({ value }) => value))].sort(compareText);
  const provider = choice.providerFor(name);
  const { attributes } = first;
  const mixed = records.some((record) => !sameAttributes(record.attributes, attributes));
  const notes = [
    ...new Set(records.flatMap(({ note }) => (note === undefined ? [] : [note]))),
    ...(ttls.length < 2 ? [] : [`its values had the TTLs ${ttls.join(', ')}`]),
    ...(mixed ? ['its values differed in their attributes'] : []),
  ];
  const refused = records.find(({ problem }) => problem !== undefined)?.problem ?? unreadable(name, type, values);
  return {
    name,
    type,
    values,
    ttl: ttls[0] ?? choice.defaultTtl,
    notes,
    ...(provider === undefined ? {} : { provider }),
    ...(attributes === undefined || mixed ? {} : { attributes }),
    ...(refused === undefined ? {} : { refused }),
  };
}

/** Why overrides would not read the set back as it is: names and values that exist in DNS, and break a rule of the border. */
function unreadable(name: string, type: string, values: readonly string[]): string | undefined {
  const readBack = readName(name);
  if (!readBack.ok) return `${readBack.rule}: ${readBack.message}`;
  if (readBack.name !== name) return `overrides read its name as ${readBack.name}`;
  const known = recordTypeOf(type);
  for (const value of values) {
    const read = known?.read(type === 'TXT' ? value : value.trim());
    if (read?.ok === false) return `${read.rule}: ${read.message}`;
    if (read?.value !== value) return `overrides would not read its value back as it is`;
  }
  return undefined;
}
