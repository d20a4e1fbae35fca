import { joinHex } from '../../core/rdata/digests.ts';
import { canonicalField } from '../../core/rdata/fields.ts';
import { joinSvcb } from '../../core/rdata/svcb.ts';
import { quoteText } from '../../core/rdata/texts.ts';
import { recordTypes } from '../../core/record-types.ts';
import { canonicalText, maxString, tokenBytes } from './character-string.ts';
import { readGenericRdata } from './generic-rdata.ts';
import {
  brokenEscape,
  countProblem,
  problemAt,
  type Rdata,
  type ReadRdata,
  readName,
  readNumber,
} from './rdata-fields.ts';
import { type Scan, tokenBit, tokenText } from './scan.ts';
import { readSeconds } from './seconds.ts';
import { hexFields, nameFields } from './type-table.ts';

function readAddress(type: 'A' | 'AAAA', rdata: Rdata): ReadRdata {
  const wrong = countProblem(rdata, 1, type, recordTypes[type].example);
  if (wrong !== undefined) return wrong;
  const read = recordTypes[type].read(tokenText(rdata.scan, rdata.first));
  return read.ok ? read.value : problemAt(rdata, rdata.first, read.message, read.hint);
}

function readTarget(type: 'CNAME' | 'NS' | 'PTR', rdata: Rdata): ReadRdata {
  return countProblem(rdata, 1, type, 'host.example.com.') ?? readName(rdata, rdata.first);
}

/** Numbers of 16 bits and a name: MX, SRV. */
function readNumbersAndName(type: 'MX' | 'SRV', count: number, rdata: Rdata): ReadRdata {
  const wrong = countProblem(rdata, count + 1, type, `${recordTypes[type].example}.`);
  if (wrong !== undefined) return wrong;
  let done = '';
  for (let index = rdata.first; index < rdata.first + count; index += 1) {
    const number = readNumber(rdata, index, 65535);
    if (typeof number !== 'number') return number;
    done += `${number} `;
  }
  const name = readName(rdata, rdata.first + count);
  return typeof name === 'string' ? done + name : name;
}

function readCaa(rdata: Rdata): ReadRdata {
  const wrong = countProblem(rdata, 3, 'CAA', recordTypes.CAA.example);
  if (wrong !== undefined) return wrong;
  const flags = readNumber(rdata, rdata.first, 255);
  if (typeof flags !== 'number') return flags;
  const tag = tokenText(rdata.scan, rdata.first + 1);
  if (!/^[A-Za-z0-9]{1,255}$/.test(tag)) return problemAt(rdata, rdata.first + 1, 'the tag is not letters and digits');
  const value = tokenBytes(rdata.scan, rdata.first + 2);
  if (value === null) return brokenEscape(rdata, rdata.first + 2);
  return `${flags} ${tag.toLowerCase()} ${quoteText(canonicalText(value))}`;
}

function readTxt(rdata: Rdata): ReadRdata {
  const { scan, first } = rdata;
  if (scan.count === first) return problemAt(rdata, first, 'TXT takes one text at least', 'an empty text is ""');
  let bytes = '';
  let bits = 0;
  for (let index = first; index < scan.count; index += 1) {
    const string = tokenBytes(scan, index);
    if (string === null) return brokenEscape(rdata, index);
    if (string.length > maxString) {
      return problemAt(
        rdata,
        index,
        `the string has ${string.length} bytes, ${maxString} are allowed`,
        'cut it into several strings',
      );
    }
    bits |= scan.bits[index] ?? 0;
    bytes += string;
  }
  if (bytes.length + scan.count - first > 65535) return problemAt(rdata, first, 'the text is longer than 65535 bytes');
  return bits & (tokenBit.escaped | tokenBit.high) ? canonicalText(bytes) : bytes;
}

function readSoa(rdata: Rdata): ReadRdata {
  const wrong = countProblem(rdata, 7, 'SOA', 'ns.example.com. hostmaster.example.com. 1 7200 1800 1209600 300');
  if (wrong !== undefined) return wrong;
  const mname = readName(rdata, rdata.first);
  if (typeof mname !== 'string') return mname;
  const rname = readName(rdata, rdata.first + 1);
  if (typeof rname !== 'string') return rname;
  const serial = readNumber(rdata, rdata.first + 2, 4294967295);
  if (typeof serial !== 'number') return serial;
  const timers: number[] = [];
  for (let index = rdata.first + 3; index < rdata.first + 7; index += 1) {
    const timer = readSeconds(rdata.scan.text, rdata.scan.from[index] ?? 0, rdata.scan.to[index] ?? 0);
    if (timer === null || timer > 4294967295)
      return problemAt(rdata, index, `"${tokenText(rdata.scan, index)}" is no time`);
    timers.push(timer);
  }
  return [mname, rname, serial, ...timers].join(' ');
}

/** A service binding; parameters that no server would take are kept, so that the zone can still be read. */
function readService(type: 'HTTPS' | 'SVCB', rdata: Rdata): ReadRdata {
  const { scan, first } = rdata;
  if (scan.count < first + 2) {
    return problemAt(
      rdata,
      scan.count,
      `${type} takes a priority and a target`,
      `such as ${recordTypes[type].example}`,
    );
  }
  const priority = readNumber(rdata, first, 65535);
  if (typeof priority !== 'number') return priority;
  const target = readName(rdata, first + 1);
  if (typeof target !== 'string') return target;
  let params = '';
  for (let index = first + 2; index < scan.count; index += 1) {
    const apart = scan.from[index] !== scan.to[index - 1];
    params += (apart ? ' ' : '') + tokenText(scan, index);
  }
  const read = joinSvcb(priority, target, params);
  return read.ok ? read.value : problemAt(rdata, first + 2, read.message, read.hint);
}

/** The fields with one blank between; names made absolute and hexadecimal joined where the type is known to have them. */
function readOpaque(type: string, rdata: Rdata): ReadRdata {
  const { scan, first } = rdata;
  if (type.startsWith('TYPE')) {
    return problemAt(
      rdata,
      first,
      `${type} has no text form we know`,
      'write \\#, the length, and hexadecimal (RFC 3597)',
    );
  }
  const names = nameFields[type] ?? [];
  const fields: string[] = [];
  for (let index = first; index < scan.count; index += 1) {
    const field = names.includes(index - first) ? readName(rdata, index) : canonicalField(tokenText(scan, index));
    if (typeof field !== 'string') return field;
    fields.push(field);
  }
  const hex = hexFields[type];
  return hex === undefined ? fields.join(' ') : joinHex(fields, hex);
}

/** Canonical text of the tokens from `first` on. */
export function readRdata(type: string, scan: Scan, first: number, origin: string): ReadRdata {
  const rdata: Rdata = { scan, first, origin };
  if (first >= scan.count) return problemAt(rdata, first, `the ${type} record has no value`);
  if (scan.text.charCodeAt(scan.from[first] ?? 0) === 92 && tokenText(scan, first) === '\\#') {
    return readGenericRdata(type, scan, first);
  }
  switch (type) {
    case 'A':
    case 'AAAA':
      return readAddress(type, rdata);
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return readTarget(type, rdata);
    case 'MX':
      return readNumbersAndName(type, 1, rdata);
    case 'SRV':
      return readNumbersAndName(type, 3, rdata);
    case 'CAA':
      return readCaa(rdata);
    case 'TXT':
      return readTxt(rdata);
    case 'SOA':
      return readSoa(rdata);
    case 'HTTPS':
    case 'SVCB':
      return readService(type, rdata);
    default:
      return readOpaque(type, rdata);
  }
}
