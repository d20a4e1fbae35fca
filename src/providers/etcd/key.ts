import { bytesFromText } from '../../core/bytes.ts';
import { isWithin, labelFromBytes, labelsOf } from '../../core/name.ts';
import type { RecordSettings } from './settings.ts';

/** Segments below a zone under which CoreDNS looks for the addresses of the zone's own name first. */
const apexPath = '/dns/apex';

const [slash, dot, blank, upperA, upperZ] = [0x2f, 0x2e, 0x20, 0x41, 0x5a];

/** What a value says that its key's name depends on. */
export interface NameHints {
  /** Our field `name`. */
  readonly name?: unknown;
  /** SkyDNS: how many segments at the end are no part of the name. */
  readonly targetstrip: number;
}

/** Where names are in the store, and what keys are called. */
export interface Keys {
  /** The key of a name: prefix, then its labels, the last first. */
  base(name: string): string;
  /** Whether a key is that of a name. */
  isBase(key: string, name: string): boolean;
  /** The key below which the values of a set are written; the addresses of a zone's own name have a place of their own. */
  home(name: string, type: string): string;
  /** The name that a key stands for (etcd-skydns 4); null: CoreDNS never finds it. */
  nameOf(key: string, hints: NameHints): string | null;
}

/** The key one segment up. */
export function parentKey(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('/')));
}

/** Whether records of this type at a zone's own name are kept below `dns/apex`. */
export function isAddressType(type: string): boolean {
  return type === 'A' || type === 'AAAA';
}

/** Names and keys of one provider. */
export function keysOf({ prefix, zones }: Pick<RecordSettings, 'prefix' | 'zones'>): Keys {
  const base = (name: string): string => {
    if (name === '.') return prefix;
    const labels = name.includes('\\') ? labelsOf(name) : name.split('.');
    let key = prefix;
    for (let index = labels.length - 1; index >= 0; index -= 1) key += `/${labels[index]}`;
    return key;
  };
  const apexHomes = new Map(zones.map((zone) => [base(zone) + apexPath, zone]));
  const isZone = new Set(zones);
  const known = (name: string) => zones.some((zone) => isWithin(name, zone));

  const nameOfSegments = (segments: readonly string[]): string | null => {
    const zone = segments.at(-1) === 'apex' ? apexHomes.get([prefix, ...segments].join('/')) : undefined;
    return zone ?? nameFrom(segments);
  };

  /** Where the key of a name ends that another key begins with; -1: it does not. */
  const endOfName = (name: string, key: string): number =>
    name === '.' || name.includes('\\') ? endOf(base(name), key) : endOfPlain(name, prefix, key);

  return {
    base,
    isBase: (key, name) => endOfName(name, key) === key.length,
    home: (name, type) => (isAddressType(type) && isZone.has(name) ? base(name) + apexPath : base(name)),
    nameOf(key, { name, targetstrip }) {
      if (key !== prefix && isOdd(key, prefix.length + 1)) return null;
      if (typeof name === 'string' && name !== '' && name.length < 300) {
        const end = endOfName(name, key);
        if (isAtOrAbove(end, key)) return name;
        if (end > 0 && isZone.has(name) && key.startsWith(apexPath, end) && isAtOrAbove(end + apexPath.length, key)) {
          return name;
        }
      }
      const path = key.slice(prefix.length + 1);
      const segments = key === prefix ? [] : path.split('/');
      if (targetstrip > 0 && targetstrip < segments.length) {
        const stripped = nameOfSegments(segments.slice(0, segments.length - targetstrip));
        if (stripped !== null && known(stripped)) return stripped;
      }
      const numbered = /\/x\d+$/.test(path) ? nameOfSegments(segments.slice(0, -1)) : null;
      return numbered !== null && known(numbered) ? numbered : nameOfSegments(segments);
    },
  };
}

/** Whether no query leads to a key: upper case, a dot, a blank, an empty segment from `start` on. */
function isOdd(key: string, start: number): boolean {
  let before = slash;
  for (let index = start; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    if (code === dot || code === blank || (code >= upperA && code <= upperZ)) return true;
    if (code === slash && before === slash) return true;
    before = code;
  }
  return before === slash;
}

/** Where a path ends that a key begins with; -1: it does not. */
function endOf(path: string, key: string): number {
  return key.startsWith(path) ? path.length : -1;
}

/** The same for a name without escapes, whose key need not be made. */
function endOfPlain(name: string, prefix: string, key: string): number {
  if (!key.startsWith(prefix)) return -1;
  let at = prefix.length;
  for (let end = name.length; end >= 0; ) {
    const start = end === 0 ? 0 : name.lastIndexOf('.', end - 1) + 1;
    if (key.charCodeAt(at) !== slash) return -1;
    at += 1;
    for (let index = start; index < end; index += 1, at += 1) {
      if (key.charCodeAt(at) !== name.charCodeAt(index)) return -1;
    }
    end = start - 1;
  }
  return at;
}

/** Whether the path that ends at `end` is the key or its parent; below 0: there is none. */
function isAtOrAbove(end: number, key: string): boolean {
  return end >= 0 && (end === key.length || key.lastIndexOf('/') === end);
}

/** The canonical name of key segments; null when DNS has no such name. */
function nameFrom(segments: readonly string[]): string | null {
  let name = '';
  let [isLong, length] = [false, 1];
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const segment = segments[index] ?? '';
    const plain = /^[a-z0-9_-]*$/.test(segment);
    const label = plain ? segment : labelFromBytes(Buffer.from(bytesFromText(segment)).toString('latin1'));
    const octets = plain ? segment.length : Buffer.byteLength(segment);
    isLong ||= octets > 63;
    length += 1 + octets;
    name = name === '' ? label : `${name}.${label}`;
  }
  return isLong || length > 255 ? null : name || '.';
}
