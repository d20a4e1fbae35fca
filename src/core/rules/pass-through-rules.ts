import { splitFields } from '../rdata/fields.ts';
import { readGeneric } from '../rdata/from-wire.ts';
import { recordTypeOf } from '../record-types.ts';
import type { Finding, RecordRule } from './rule.ts';

/** The fields of a type: their number, and which are whole numbers up to what. */
interface Shape {
  readonly what: readonly string[];
  /** By the field's place, from 0. */
  readonly most: Readonly<Record<number, number>>;
}

const word = 65535;
/** RFC 4034 5.1, RFC 3403 4.1, RFC 7553 4.5. */
const shapes: Readonly<Record<string, Shape>> = {
  DS: { what: ['key tag', 'algorithm', 'digest type', 'digest'], most: { 0: word, 1: 255, 2: 255 } },
  NAPTR: {
    what: ['order', 'preference', 'flags', 'services', 'regular expression', 'replacement'],
    most: { 0: word, 1: word },
  },
  URI: { what: ['priority', 'weight', 'target'], most: { 0: word, 1: word } },
};

/** Number of fields and ranges of integers, nothing more (settled 4). */
export const rdataSyntax: RecordRule = {
  id: 'rdata-syntax',
  severity: 'error',
  fixed: false,
  scope: 'record',
  passThrough: true,
  check: ({ value }, { set }) => {
    if (recordTypeOf(set.type)?.level !== 'pass-through') return null;
    const fields = splitFields(value);
    if (fields[0] === '\\#') {
      const read = readGeneric(set.type, fields.slice(1));
      return read.ok ? null : { hint: 'such as \\# 4 c0000202', ...read };
    }
    if (set.type === 'LOC') return judgeLocation(fields);
    const shape = Object.hasOwn(shapes, set.type) ? shapes[set.type] : undefined;
    if (shape !== undefined) return judgeShape(set.type, fields, shape);
    return set.type.startsWith('TYPE')
      ? { message: `the value of ${set.type} does not begin with \\#`, hint: 'write \\#, the length, and hexadecimal' }
      : null;
  },
};

function judgeShape(type: string, fields: readonly string[], { what, most }: Shape): Finding | null {
  if (fields.length !== what.length) {
    return {
      message: `${type} has ${what.length} fields, ${fields.length} are there`,
      hint: `write ${what.join(', ')}`,
    };
  }
  for (const [index, field] of fields.entries()) {
    const limit = most[index];
    if (limit === undefined || (/^\d{1,10}$/.test(field) && Number(field) <= limit)) continue;
    return {
      message: `the ${what[index]} "${field}" is no number from 0 to ${limit}`,
      hint: `write ${what.join(', ')}`,
    };
  }
  return null;
}

const badLocation = {
  message: 'the LOC value is not latitude, longitude and altitude',
  hint: 'such as 52 22 23.000 N 4 53 32.000 E -2.00m',
};

/** Degrees up to a bound, then perhaps minutes and seconds; what is left behind the direction, or null (RFC 1876 3). */
function afterAngle(fields: readonly string[], most: number, directions: RegExp): readonly string[] | null {
  const at = fields.findIndex((field) => directions.test(field));
  const [degrees = '', minutes = '0', seconds = '0'] = fields.slice(0, Math.max(at, 0));
  const good =
    at >= 1 &&
    at <= 3 &&
    /^\d{1,3}$/.test(degrees) &&
    Number(degrees) <= most &&
    /^[0-5]?\d$/.test(minutes) &&
    /^[0-5]?\d(?:\.\d{1,3})?$/.test(seconds);
  return good ? fields.slice(at + 1) : null;
}

function judgeLocation(fields: readonly string[]): Finding | null {
  const east = afterAngle(fields, 90, /^[NS]$/i);
  const sizes = east === null ? null : afterAngle(east, 180, /^[EW]$/i);
  if (sizes === null) return badLocation;
  const [altitude = '', ...precision] = sizes;
  const meters = /^-?\d{1,8}(?:\.\d{1,2})?m?$/i;
  const isHigh = Number.parseFloat(altitude) > 42849672.95 || Number.parseFloat(altitude) < -100000;
  if (!meters.test(altitude) || isHigh || precision.length > 3) return badLocation;
  const isWide = (field: string) => !meters.test(field) || field.startsWith('-') || Number.parseFloat(field) > 90000000;
  return precision.some(isWide) ? badLocation : null;
}
