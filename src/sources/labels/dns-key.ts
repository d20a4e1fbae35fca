import { nearest } from '../../core/nearest.ts';

/** Fields that a record may say, and a container for all its records (labels 2). */
export const defaultFields = ['ttl', 'provider', 'force', 'priority', 'address', 'network', 'adopt', 'policy'] as const;
const containerFields = ['enable', 'host', 'target', ...defaultFields] as const;
const recordFields = ['name', 'type', 'value', 'values', 'enable', ...defaultFields] as const;

export type DefaultField = (typeof defaultFields)[number];
export type ContainerField = (typeof containerFields)[number];
export type RecordField = (typeof recordFields)[number];

/** What a key of the `dns` grammar means, or what is wrong with it. */
export type DnsKey =
  | { readonly kind: 'field'; readonly field: ContainerField }
  | { readonly kind: 'attribute'; readonly key: string }
  | { readonly kind: 'record'; readonly id: string; readonly field: RecordField }
  | { readonly kind: 'record-attribute'; readonly id: string; readonly key: string }
  | {
      readonly kind: 'bad';
      readonly code: 'LABEL_UNKNOWN_FIELD' | 'LABEL_WRONG_CASE' | 'LABEL_MALFORMED';
      readonly message: string;
      readonly hint: string;
    };

const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;
const attributePattern = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;

/** What users of other tools write, and the field that does it here. */
const containerHabits: Readonly<Record<string, string>> = {
  hostname: 'host',
  name: 'host',
  domain: 'host',
  content: 'target',
  value: 'target',
  values: 'target',
  type: 'records.<id>.type',
  skip: 'enable=false',
  proxied: 'attributes.proxied',
};
const recordHabits: Readonly<Record<string, string>> = {
  host: 'name',
  hostname: 'name',
  domain: 'name',
  content: 'value',
  target: 'value',
  skip: 'enable=false',
  proxied: 'attributes.proxied',
};

function bad(code: Extract<DnsKey, { kind: 'bad' }>['code'], message: string, hint: string): DnsKey {
  return { kind: 'bad', code, message, hint };
}

/** Reads a key that begins with the prefix in any case. */
export function readDnsKey(key: string, prefix: string): DnsKey {
  const rest = key.slice(prefix.length);
  const read = readRest(rest, key, prefix);
  if (key.startsWith(prefix)) return read;
  if (read.kind !== 'bad') {
    return bad(
      'LABEL_WRONG_CASE',
      `the label "${key}" is right but for upper and lower case`,
      `write ${prefix}${rest}`,
    );
  }
  return read.code === 'LABEL_WRONG_CASE'
    ? read
    : { ...read, message: `${read.message}, and "${prefix}" is written so` };
}

function readRest(rest: string, key: string, prefix: string): DnsKey {
  const shape = `the shape is ${prefix}.<field> or ${prefix}.records.<id>.<field>`;
  const segments = rest.split('.').slice(1, 6);
  const [first = '', second, third, fourth] = segments;
  if (segments.length === 0 || segments.includes('')) {
    return bad(
      'LABEL_MALFORMED',
      `the label "${key}" ${segments.length === 0 ? 'has no field' : 'has an empty part'}`,
      shape,
    );
  }
  if (first === 'records') {
    if (second === undefined || third === undefined)
      return bad('LABEL_MALFORMED', `the label "${key}" lacks a field`, shape);
    if (!idPattern.test(second)) {
      return bad(
        'LABEL_MALFORMED',
        `"${second}" in the label "${key}" is no record id`,
        'up to 32 letters, digits, hyphens and underscores, a letter or digit first',
      );
    }
    const head = `${prefix}.records.${second}`;
    if (third === 'attributes')
      return (
        attribute(segments.slice(3), key, `${head}.attributes.<key>`) ?? {
          kind: 'record-attribute',
          id: second,
          key: fourth ?? '',
        }
      );
    if (!isOneOf(recordFields, third)) return unknown(third, recordFields, recordHabits, key, head);
    if (fourth !== undefined) return bad('LABEL_MALFORMED', `the label "${key}" has too many parts`, shape);
    return { kind: 'record', id: second, field: third };
  }
  if (first === 'attributes') {
    return attribute(segments.slice(1), key, `${prefix}.attributes.<key>`) ?? { kind: 'attribute', key: second ?? '' };
  }
  if (!isOneOf(containerFields, first)) return unknown(first, containerFields, containerHabits, key, prefix);
  if (second !== undefined) return bad('LABEL_MALFORMED', `the label "${key}" has too many parts`, shape);
  return { kind: 'field', field: first };
}

function attribute(rest: readonly string[], key: string, shape: string): DnsKey | undefined {
  const [name = ''] = rest;
  if (rest.length !== 1 || !attributePattern.test(name)) {
    return bad('LABEL_MALFORMED', `the label "${key}" does not name one attribute`, `the shape is ${shape}`);
  }
  return undefined;
}

function isOneOf<T extends string>(list: readonly T[], text: string): text is T {
  return list.some((one) => one === text);
}

function unknown(
  field: string,
  known: readonly string[],
  habits: Readonly<Record<string, string>>,
  key: string,
  head: string,
): DnsKey {
  const words = [...known, ...(known === containerFields ? ['records'] : []), 'attributes'];
  const folded = field.toLowerCase();
  const sameBut = words.find((one) => one === folded);
  if (sameBut !== undefined) {
    const start = head.length + 1;
    const right = `${head}.${sameBut}${key.slice(start + field.length)}`;
    return bad('LABEL_WRONG_CASE', `the label "${key}" is right but for upper and lower case`, `write ${right}`);
  }
  const habit = Object.hasOwn(habits, folded) ? habits[folded] : undefined;
  const near = habit ?? nearest(field, words);
  const hint = near === undefined ? `the fields are ${words.join(', ')}` : `use ${head}.${near}`;
  return bad('LABEL_UNKNOWN_FIELD', `"${field}" in the label "${key}" is no field`, hint);
}
