import type { ImportDocument, ImportedSet, ImportedZone } from '../core/import-document.ts';
import { displayName } from '../core/name.ts';
import { inferType } from '../core/record-types.ts';
import { commentText, yamlScalar } from './overrides-scalar.ts';

/** Columns up to which a record stands on one line. */
const longestLine = 120;

/**
 * The text of an overrides file with these records, by zone and in tree order. It depends on nothing else: the same
 * records give the same bytes. What is refused is a comment with the reason.
 */
export function renderOverrides({ from, zones, defaultTtl }: ImportDocument): string {
  const isEmpty = zones.every(({ sets }) => sets.every(({ refused }) => refused !== undefined));
  const lines = [
    `# Made by dns-sync import from ${commentText(from)}.`,
    'version: 1',
    isEmpty ? 'records: []' : 'records:',
    ...zones.flatMap((zone) => zoneLines(zone, defaultTtl)),
  ];
  return `${lines.join('\n')}\n`;
}

function zoneLines({ zone, sets, claimed }: ImportedZone, defaultTtl: number): string[] {
  const written = sets.filter(({ refused }) => refused === undefined).length;
  const refused = sets.length - written;
  const counts = [
    count(written, 'record set'),
    ...(refused === 0 ? [] : [`${refused} not imported`]),
    ...(claimed === 0 ? [] : [`${count(claimed, 'value')} left out because a source claims them already`]),
  ];
  const title = `  # ${commentText(displayName(zone))}: ${counts.join(', ')}`;
  return [title, ...sets.flatMap((set) => setLines(set, defaultTtl))];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function setLines(set: ImportedSet, defaultTtl: number): string[] {
  const notes = set.notes.map((note) => `  # ${commentText(note)}`);
  const record = recordLines(set, defaultTtl);
  if (set.refused === undefined) return [...notes, ...record.map((line) => `  ${line}`)];
  return [...notes, `  # not imported: ${commentText(set.refused)}`, ...record.map((line) => `  # ${line}`)];
}

/** One line where that is short enough, else one for each key. */
function recordLines(set: ImportedSet, defaultTtl: number): string[] {
  const pairs = pairsOf(set, defaultTtl);
  const flow = `- { ${pairs.map(([key, value]) => `${key}: ${flowOf(value)}`).join(', ')} }`;
  if (flow.length + 2 <= longestLine) return [flow];
  return pairs.flatMap(([key, value], index) => {
    const lead = `${index === 0 ? '- ' : '  '}${key}:`;
    if (typeof value === 'string' || !Array.isArray(value)) return [`${lead} ${flowOf(value)}`];
    return [lead, ...value.map((one: string) => `    - ${one}`)];
  });
}

/** A scalar of YAML, several, or a map of them. */
type Written = string | readonly string[] | Readonly<Record<string, string>>;

function flowOf(value: Written): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${key}: ${one}`)
    .join(', ')} }`;
}

function pairsOf(set: ImportedSet, defaultTtl: number): (readonly [string, Written])[] {
  const { name, type, values, ttl, provider, attributes } = set;
  const texts = values.map(yamlScalar);
  const [only] = texts;
  return [
    ['name', yamlScalar(name)],
    ...(isInferred(set) ? [] : [['type', yamlScalar(type)] as const]),
    texts.length === 1 && only !== undefined ? ['value', only] : ['values', texts],
    ...(ttl === defaultTtl ? [] : [['ttl', String(ttl)] as const]),
    ...(provider === undefined ? [] : [['provider', yamlScalar(provider)] as const]),
    ...(attributes === undefined ? [] : [['attributes', attributesOf(attributes)] as const]),
  ];
}

function attributesOf(attributes: NonNullable<ImportedSet['attributes']>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      yamlScalar(key),
      typeof value === 'string' ? yamlScalar(value) : String(value),
    ]),
  );
}

/** Whether the type follows from the values (sources 4): all addresses of one family, or one host name. */
function isInferred({ type, values }: ImportedSet): boolean {
  if (type === 'CNAME' && values.length > 1) return false;
  return (type === 'A' || type === 'AAAA' || type === 'CNAME') && values.every((value) => inferType(value) === type);
}
