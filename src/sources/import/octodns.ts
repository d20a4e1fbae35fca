import type { Diagnostic } from '../../core/diagnostic.ts';
import type { FoundRecord } from '../../core/import-document.ts';
import { readName } from '../../core/name.ts';
import { claimableType, recordTypeOf } from '../../core/record-types.ts';
import { isTtl } from '../../core/ttl.ts';
import { readYaml, type YamlDocument } from '../../files/yaml.ts';
import { valueText } from './octodns-values.ts';

/** What one file of OctoDNS says. */
export interface OctodnsZone {
  readonly records: readonly FoundRecord[];
  /** Errors: mistakes that keep the file from being read. Warnings: records that no override can stand for. */
  readonly diagnostics: readonly Diagnostic[];
}

/** OctoDNS takes this TTL where a record says none (`default_ttl` of its YamlProvider), seconds. */
const defaultTtl = 3600;

type Path = readonly (string | number)[];
type Map = Readonly<Record<string, unknown>>;

/** Reads the text of one zone file of OctoDNS's YamlProvider, or a part of a split one; `file` is its path as shown. */
export function readOctodns(text: string, file: string, zone: string): OctodnsZone {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    return {
      records: [],
      diagnostics: yaml.problems.map(
        (one): Diagnostic => ({ code: 'IMPORT_INVALID', severity: 'error', file, ...one }),
      ),
    };
  }
  const { document } = yaml;
  const reader = newReader(document, file, zone);
  if (isMap(document.value)) {
    for (const [label, entry] of Object.entries(document.value)) reader.readEntry(label, entry);
  } else if (document.value !== undefined && document.value !== null) {
    reader.error({
      path: [],
      message: 'the file is no map of names',
      hint: 'such as www: { type: A, value: 192.0.2.1 }',
    });
  }
  return reader;
}

/** Whether it is OctoDNS's own configuration, which lies beside the zones. */
export function isOctodnsConfig(text: string): boolean {
  return /^providers:/m.test(text) && /^zones:/m.test(text);
}

function newReader(document: YamlDocument, file: string, zone: string) {
  const records: FoundRecord[] = [];
  const diagnostics: Diagnostic[] = [];

  const report = (severity: 'error' | 'warning', path: Path, message: string, hint: string, name?: string): void => {
    const about = name === undefined ? {} : { name };
    diagnostics.push({ code: 'IMPORT_INVALID', severity, message, hint, ...about, file, ...document.locate(path) });
  };
  const error = ({ path, message, hint }: Mistake): void => report('error', path, message, hint);

  const readEntry = (label: string, entry: unknown): void => {
    const read = readName(label === '' ? zone : `${label}.${zone}`);
    if (!read.ok) {
      error({ path: [label], message: read.message, hint: read.hint ?? 'write the name without the zone' });
    } else if (Array.isArray(entry)) {
      for (const [index, one] of entry.entries()) readOne(read.name, one, [label, index]);
    } else {
      readOne(read.name, entry, [label]);
    }
  };

  const readOne = (name: string, entry: unknown, path: Path): void => {
    const shape = shapeOf(entry, path);
    if ('message' in shape) {
      error(shape);
      return;
    }
    const { type, ttl, values, note, problem } = shape;
    if (problem !== undefined) {
      report('warning', path, `${name} ${type} is not imported: ${problem}`, 'write it by hand', name);
    }
    const rest = { ...(note === undefined ? {} : { note }), ...(problem === undefined ? {} : { problem }) };
    for (const { value, at } of values) {
      const read = canonicalValue(type, value, at);
      if (typeof read === 'string') records.push({ name, type, ttl, value: read, owner: null, ...rest });
      else error(read);
    }
  };

  return { records, diagnostics, error, readEntry };
}

/** What is wrong, and where. */
interface Mistake {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

/** A record as the file has it. */
interface Shape {
  readonly type: string;
  readonly ttl: number;
  readonly values: readonly { readonly value: unknown; readonly at: Path }[];
  readonly note: string | undefined;
  readonly problem: string | undefined;
}

function shapeOf(entry: unknown, path: Path): Shape | Mistake {
  if (!isMap(entry)) return { path, message: 'a record is no map', hint: 'such as { type: A, value: 192.0.2.1 }' };
  const { type, ttl = defaultTtl } = entry;
  if (typeof type !== 'string') return { path, message: 'the record has no type', hint: 'such as type: A' };
  if (typeof ttl !== 'number' || !isTtl(ttl)) {
    return { path: [...path, 'ttl'], message: 'the TTL is no number of seconds', hint: 'such as ttl: 300' };
  }
  const values = valuesOf(entry, path);
  if (values === undefined) return { path, message: 'the record has no value', hint: 'write value or values' };
  const canonical = claimableType(type) ?? type.toUpperCase();
  return { type: canonical, ttl, values, note: noteOf(entry), problem: whyNot(entry) };
}

/** Canonical text; of types that are never written none, for nobody looks at it. */
function canonicalValue(type: string, value: unknown, at: Path): string | Mistake {
  const known = recordTypeOf(type);
  if (known === undefined) return '';
  const text = valueText(type, value);
  if (!text.ok) {
    return { path: text.key === undefined ? at : [...at, text.key], message: text.message, hint: text.hint };
  }
  const read = known.read(text.text);
  return read.ok ? read.value : { path: at, message: read.message, hint: read.hint ?? `such as ${known.example}` };
}

function valuesOf({ value, values }: Map, path: Path): { readonly value: unknown; readonly at: Path }[] | undefined {
  if (Array.isArray(values))
    return values.map((one: unknown, index) => ({ value: one, at: [...path, 'values', index] }));
  if (values !== undefined && values !== null) return [{ value: values, at: [...path, 'values'] }];
  if (Array.isArray(value)) return value.map((one: unknown, index) => ({ value: one, at: [...path, 'value', index] }));
  return value === undefined || value === null ? undefined : [{ value, at: [...path, 'value'] }];
}

/** Why no override can stand for the record. */
function whyNot(entry: Map): string | undefined {
  if (entry.dynamic !== undefined) return 'it is dynamic: its answers depend on pools and rules (OctoDNS dynamic)';
  if (entry.geo !== undefined) return 'its answers depend on where the client is (OctoDNS geo)';
  const { octodns } = entry;
  return isMap(octodns) && octodns.ignored === true ? 'OctoDNS ignores it' : undefined;
}

/** What OctoDNS knows of the record beside its data. */
function noteOf({ octodns }: Map): string | undefined {
  if (!isMap(octodns)) return undefined;
  const keys = Object.keys(octodns).filter((key) => key !== 'ignored');
  if (keys.length === 0) return undefined;
  return `OctoDNS says: ${keys.map((key) => `${key} ${JSON.stringify(octodns[key])}`).join(', ')}`;
}

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
