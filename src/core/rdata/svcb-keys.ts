import { formatIpv6, readIpv4, readIpv6 } from '../address.ts';

/** A service parameter that has a name (RFC 9460 14.3.2). Values are texts of bytes, one character each, escapes undone. */
export interface SvcbKey {
  readonly name: string;
  /** What its value is, for messages. */
  readonly expects: string;
  /** The value in canonical spelling; one that is no good stays as it is. */
  tidy(value: string): string;
  /** Whether it is a good value. */
  isGood(value: string): boolean;
  /** The value that these bytes of the wire stand for; null when they are none. */
  fromWire(bytes: string): string | null;
}

const asIs = (value: string): string => value;
const numbersOf = (bytes: string): number[] => Array.from(bytes, (char) => char.charCodeAt(0));
const pair = (bytes: string, at: number): number => bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1);

/** The addresses of a hint; blanks around the commas do not count. */
function hintItems(value: string): string[] {
  return value.split(',').map((item) => item.trim());
}

/** Pieces of `size` bytes; null when they do not come out even, or there are none. */
function pieces(bytes: string, size: number): string[] | null {
  if (bytes === '' || bytes.length % size !== 0) return null;
  return Array.from({ length: bytes.length / size }, (_, index) => bytes.slice(index * size, (index + 1) * size));
}

/** The items of a list with `\,` and `\\` undone (RFC 9460 appendix A.1); null when another character is escaped. */
export function splitValueList(value: string): string[] | null {
  const items: string[] = [];
  let item = '';
  for (let at = 0; at < value.length; at += 1) {
    const char = value.charAt(at);
    if (char === '\\') {
      at += 1;
      const next = value.charAt(at);
      if (next !== ',' && next !== '\\') return null;
      item += next;
    } else if (char === ',') {
      items.push(item);
      item = '';
    } else item += char;
  }
  items.push(item);
  return items;
}

function joinValueList(items: readonly string[]): string {
  return items.map((item) => item.replaceAll(/[\\,]/g, '\\$&')).join(',');
}

function readAlpnWire(bytes: string): string | null {
  const items: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.charCodeAt(at);
    if (length === 0 || at + 1 + length > bytes.length) return null;
    items.push(bytes.slice(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return items.length === 0 ? null : joinValueList(items);
}

/** Keys by the number that goes over the wire. */
export const svcbKeys: readonly SvcbKey[] = [
  {
    name: 'mandatory',
    expects: 'a list of keys, each once and without "mandatory" itself, such as alpn,port',
    tidy: (value) => sortKeys(value.split(',').map((item) => item.toLowerCase())).join(','),
    isGood: (value) => {
      const numbers = value.split(',').map(keyNumber);
      return !numbers.includes(null) && !numbers.includes(0) && new Set(numbers).size === numbers.length;
    },
    fromWire: (bytes) =>
      pieces(bytes, 2)
        ?.map((one) => keyName(pair(one, 0)))
        .join(',') ?? null,
  },
  {
    name: 'alpn',
    expects: 'protocols of 1 to 255 bytes with commas between, such as h2,h3',
    tidy: (value) => joinValueList(splitValueList(value) ?? []) || value,
    isGood: (value) => splitValueList(value)?.every((item) => item.length > 0 && item.length <= 255) === true,
    fromWire: readAlpnWire,
  },
  {
    name: 'no-default-alpn',
    expects: 'nothing: it takes no value',
    tidy: asIs,
    isGood: (value) => value === '',
    fromWire: (bytes) => (bytes === '' ? '' : null),
  },
  {
    name: 'port',
    expects: 'a number from 0 to 65535',
    tidy: (value) => (/^\d{1,10}$/.test(value) ? String(Number(value)) : value),
    isGood: (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535,
    fromWire: (bytes) => (bytes.length === 2 ? String(pair(bytes, 0)) : null),
  },
  {
    name: 'ipv4hint',
    expects: 'IPv4 addresses with commas between, such as 192.168.1.5,192.168.1.6',
    tidy: (value) => hintItems(value).join(','),
    isGood: (value) => value.split(',').every((item) => readIpv4(item) !== null),
    fromWire: (bytes) =>
      pieces(bytes, 4)
        ?.map((one) => numbersOf(one).join('.'))
        .join(',') ?? null,
  },
  {
    name: 'ech',
    expects: 'base64',
    tidy: asIs,
    isGood: (value) =>
      value !== '' &&
      /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/.test(value),
    fromWire: (bytes) => (bytes === '' ? null : btoa(bytes)),
  },
  {
    name: 'ipv6hint',
    expects: 'IPv6 addresses with commas between, such as fd00::5,fd00::6',
    tidy: (value) =>
      hintItems(value)
        .map((item) => {
          const groups = readIpv6(item);
          return groups === null ? item : formatIpv6(groups);
        })
        .join(','),
    isGood: (value) => value.split(',').every((item) => readIpv6(item) !== null),
    fromWire: (bytes) =>
      pieces(bytes, 16)
        ?.map((one) => formatIpv6([0, 2, 4, 6, 8, 10, 12, 14].map((at) => pair(one, at))))
        .join(',') ?? null,
  },
];

/** Names that came later; read, and written by their number. */
const laterKeys: Readonly<Record<string, number>> = { dohpath: 7, ohttp: 8 };
const numbers = new Map<string, number>([
  ...svcbKeys.map(({ name }, number): [string, number] => [name, number]),
  ...Object.entries(laterKeys),
]);

/** The number of a key by name or as `keyNNNNN`, in lower case; null when it is neither. */
export function keyNumber(key: string): number | null {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const digits = /^key(\d{1,10})$/.exec(key)?.[1];
  return digits !== undefined && Number(digits) <= 65535 ? Number(digits) : null;
}

/** The name of a number: `alpn`, `key667`. */
export function keyName(number: number): string {
  return svcbKeys[number]?.name ?? `key${number}`;
}

/** Keys under their names by ascending number, unknown ones last. */
function sortKeys(keys: readonly string[]): string[] {
  return keys
    .map((key) => ({ key, number: keyNumber(key) }))
    .sort((left, right) => (left.number ?? 65536) - (right.number ?? 65536))
    .map(({ key, number }) => (number === null ? key : keyName(number)));
}
