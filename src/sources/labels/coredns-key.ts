import { nearest } from '../../core/nearest.ts';
import { isDnsType } from '../../core/rdata/unwritten-types.ts';
import type { Finding } from './report.ts';

/** Record kinds of docker-coredns-sync. */
const kinds = ['a', 'aaaa', 'cname'] as const;
const recordFields = ['name', 'value', 'force', 'ttl'] as const;
const containerFields = ['enabled', 'force'] as const;

export type CorednsKind = (typeof kinds)[number];
export type CorednsField = (typeof recordFields)[number];

/** Prefixes of this grammar and of `dns`, and the names of Joyride's labels where that grammar is on. The latter two are for hints. */
export interface Prefixes {
  readonly prefix: string;
  readonly dns: string;
  readonly joyride: readonly string[];
}

/** What a key of the `coredns` grammar means, or what is wrong with it. */
export type CorednsKey =
  | { readonly kind: 'container'; readonly field: (typeof containerFields)[number] }
  /** `shapely` is false for surplus segments and empty aliases, which 0.7 overlooked; `head` is `coredns.a.web`. */
  | {
      readonly kind: 'record';
      readonly type: CorednsKind;
      readonly alias: string;
      readonly field: CorednsField;
      readonly shapely: boolean;
      readonly head: string;
    }
  | { readonly kind: 'bad'; readonly finding: Finding };

function bad(code: string, message: string, hint: string): CorednsKey {
  return { kind: 'bad', finding: { code, severity: 'warning', message, hint } };
}

function isOneOf<T extends string>(list: readonly T[], text: string): text is T {
  return list.some((one) => one === text);
}

/** Reads a key that begins with the prefix in any case and a dot. */
export function readCorednsKey(key: string, prefixes: Prefixes): CorednsKey {
  const { prefix } = prefixes;
  const read = readRest(key, prefixes);
  if (key.startsWith(prefix) || read.kind === 'bad') return read;
  return wrongCase(key, `${prefix}${key.slice(prefix.length)}`);
}

function wrongCase(key: string, right: string): CorednsKey {
  return bad('LABEL_WRONG_CASE', `the label "${key}" is right but for upper and lower case`, `write ${right}`);
}

function readRest(key: string, prefixes: Prefixes): CorednsKey {
  const { prefix, dns } = prefixes;
  const segments = key.slice(prefix.length + 1).split('.', 5);
  const [first = '', second] = segments;
  const shape = `the shape is ${prefix}.<kind>.<field> or ${prefix}.<kind>.<alias>.<field>`;
  const type = first.toLowerCase();
  if (isOneOf(kinds, type)) {
    if (second === undefined) return bad('LABEL_MALFORMED', `the label "${key}" has no field`, shape);
    return readRecordKey(key, prefix, first, type, segments);
  }
  if (first === '') return bad('LABEL_MALFORMED', `the label "${key}" has an empty part`, shape);
  if (isDnsType(first)) {
    const hint = `${dns}.records.<id>.type=${first.toUpperCase()} can say it`;
    return bad('LABEL_UNSUPPORTED_TYPE', `the label "${key}" is for a type that this grammar does not have`, hint);
  }
  if (isOneOf(containerFields, first)) {
    return second === undefined
      ? { kind: 'container', field: first }
      : bad('LABEL_MALFORMED', `the label "${key}" has too many parts`, `write ${prefix}.${first}`);
  }
  const folded = containerFields.find((field) => field === type);
  if (folded !== undefined && second === undefined) return wrongCase(key, `${prefix}.${folded}`);
  return bad('LABEL_UNKNOWN_FIELD', `"${first}" in the label "${key}" is no field`, unknownHint(key, first, prefixes));
}

function unknownHint(key: string, field: string, { prefix, dns, joyride }: Prefixes): string {
  const other = nearest(key, joyride);
  if (other !== undefined) return `use ${other}`;
  const folded = field.toLowerCase();
  if (isOneOf(recordFields, folded)) {
    const instead = folded === 'name' ? 'host' : folded === 'value' ? 'target' : folded;
    return `use ${prefix}.<kind>.${folded}, or ${dns}.${instead}`;
  }
  if (folded === 'host' || folded === 'hostname') return `use ${dns}.host`;
  const near = nearest(folded, containerFields) ?? (folded.length < 2 ? undefined : nearest(folded, kinds, 1));
  return near === undefined
    ? `there are ${containerFields.join(', ')} and the kinds ${kinds.join(', ')}`
    : `use ${prefix}.${near}`;
}

function readRecordKey(
  key: string,
  prefix: string,
  kind: string,
  type: CorednsKind,
  segments: readonly string[],
): CorednsKey {
  const aliased = segments.length > 2;
  const alias = aliased ? (segments[1] ?? '') : '';
  const field = (aliased ? segments[2] : segments[1]) ?? '';
  const written = `${prefix}.${kind}${alias === '' ? '' : `.${alias}`}`;
  if (isOneOf(recordFields, field)) {
    const shapely = segments.length <= 3 && !(aliased && alias === '');
    return { kind: 'record', type, alias, field, shapely, head: written };
  }
  const folded = field.toLowerCase();
  if (isOneOf(recordFields, folded)) return wrongCase(key, `${written}.${folded}`);
  if (field === '')
    return bad('LABEL_MALFORMED', `the label "${key}" has an empty field`, `the fields are ${recordFields.join(', ')}`);
  const near =
    folded === 'hostname' || folded === 'host'
      ? 'name'
      : folded === 'content' || folded === 'target'
        ? 'value'
        : nearest(folded, recordFields);
  const hint = near === undefined ? `the fields are ${recordFields.join(', ')}` : `use ${written}.${near}`;
  return bad('LABEL_UNKNOWN_FIELD', `"${field}" in the label "${key}" is no field`, hint);
}
