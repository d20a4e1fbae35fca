import { dirname, resolve } from 'node:path';
import { shown } from '../../core/name.ts';
import { maxTtl } from '../../core/ttl.ts';
import { readMarker } from './block.ts';
import { canonicalText, tokenBytes } from './character-string.ts';
import { collectFindings, type Finding, type Findings } from './findings.ts';
import type { Standing } from './read-owner.ts';
import { newRecordReader } from './read-record.ts';
import { newScan, type Scan, type ScanReport, scanEntry, tokenBit, tokenText } from './scan.ts';
import { readSeconds } from './seconds.ts';
import type { Frame, Marker, Zone, ZoneRecord } from './zone.ts';
import { readZoneName } from './zone-name.ts';

/** A file to read: its path, its path for messages, its bytes as Latin-1 text. */
export type FrameText = Omit<Frame, 'parent'>;

/** What `$INCLUDE` asks for. */
export interface IncludeRequest {
  /** Absolute. */
  readonly path: string;
  /** Where the directive stands. */
  readonly frame: number;
  readonly offset: number;
  /** The origin inside. */
  readonly origin: string;
}

/** Reads a zone piece by piece, so that whoever has the files may fetch them as it pleases. */
export interface ZoneParser {
  /** Reads on to the next `$INCLUDE`; null at the end of the zone. */
  next(): IncludeRequest | null;
  /** Goes on in the included file. */
  enter(request: IncludeRequest, file: FrameText): void;
  /** The file cannot be had: an error at the directive. */
  refuse(request: IncludeRequest, message: string, hint: string): void;
  /** What was read. */
  finish(): ParsedZone;
}

/** A zone with what was found on the way. */
export interface ParsedZone {
  readonly zone: Zone;
  readonly findings: Finding[];
}

/** Where reading stands in one frame. */
interface Place {
  readonly frame: number;
  readonly scan: Scan;
  readonly report: ScanReport;
  readonly standing: Standing;
}

/** Of UTF-8, as the bytes it is. */
const byteOrderMark = '\u00ef\u00bb\u00bf';
const maxDepth = 8;
/** A few files that include one another in turn would otherwise be read without end. */
const maxIncludes = 1000;

/** Begins to read the zone whose main file is given (zonefile 2). */
export function parseZoneFile(zoneName: string, main: FrameText): ZoneParser {
  const findings = collectFindings();
  const frames: Frame[] = [];
  const records: ZoneRecord[] = [];
  const markers: Marker[] = [];
  const places: Place[] = [];
  const readRecord = newRecordReader(zoneName, records, findings);
  const ttls = readRecord.ttls;

  const open = (file: FrameText, standing: Standing, parent: number): void => {
    const frame = frames.length;
    frames.push({ ...file, parent });
    reportBytes(file.text, frame, findings);
    const report: ScanReport = {
      error: (problem) => findings.error(frame, problem),
      nested: (offset) =>
        findings.add({
          frame,
          offset,
          code: 'ZONEFILE_PARENTHESES',
          severity: 'warning',
          message: 'parentheses inside parentheses: BIND reads them, NSD refuses the zone',
          hint: 'remove the inner ones',
        }),
    };
    places.push({ frame, scan: newScan(file.text, file.text.startsWith(byteOrderMark) ? 3 : 0), report, standing });
  };

  const readDirective = (place: Place): IncludeRequest | null => {
    const { scan, frame, standing } = place;
    const word = tokenText(scan, 0);
    const error = (index: number, message: string, hint: string): null => {
      findings.error(frame, {
        offset: index < scan.count ? (scan.from[index] ?? scan.start) : scan.start,
        message,
        hint,
      });
      return null;
    };
    const nameAt = (index: number): string | null => {
      const name = readZoneName(scan.text, scan.from[index] ?? 0, scan.to[index] ?? 0, standing.origin);
      return typeof name === 'string' ? name : error(index, name.message, name.hint ?? 'write one name');
    };
    switch (word.toUpperCase()) {
      case '$ORIGIN': {
        if (scan.count !== 2) return error(0, '$ORIGIN takes one name', 'such as $ORIGIN example.com.');
        standing.origin = nameAt(1) ?? standing.origin;
        standing.originChanged = true;
        return null;
      }
      case '$TTL': {
        const ttl = scan.count === 2 ? readSeconds(scan.text, scan.from[1] ?? 0, scan.to[1] ?? 0) : null;
        if (ttl === null || ttl > maxTtl)
          return error(0, `$TTL takes one TTL from 0 to ${maxTtl}`, 'such as $TTL 3600');
        ttls.standing = ttl;
        return null;
      }
      case '$INCLUDE': {
        if (scan.count !== 2 && scan.count !== 3) {
          return error(
            0,
            '$INCLUDE takes a file, and perhaps an origin',
            'such as $INCLUDE hosts.inc lab.example.com.',
          );
        }
        const file = canonicalText(tokenBytes(scan, 1) ?? '');
        const origin = scan.count === 3 ? nameAt(2) : standing.origin;
        if (file === '' || file.includes('\u0000')) return error(1, 'the file name cannot be read', 'name one file');
        return origin === null ? null : include(place, file, origin);
      }
      case '$GENERATE':
        return error(0, '$GENERATE is not supported', 'write the records out');
      default:
        return error(0, `${shown(word)} is no directive`, 'the directives are $ORIGIN, $TTL and $INCLUDE');
    }
  };

  const include = ({ scan, frame }: Place, file: string, origin: string): IncludeRequest | null => {
    const offset = scan.from[1] ?? scan.start;
    const path = resolve(dirname(frames[frame]?.path ?? ''), file);
    const error = (message: string, hint: string): null => {
      findings.error(frame, { offset, message, hint });
      return null;
    };
    if (places.some((one) => frames[one.frame]?.path === path)) {
      return error(`${shown(file)} includes itself`, 'remove this $INCLUDE');
    }
    if (places.length > maxDepth)
      return error(`files are included more than ${maxDepth} deep`, 'include them from the main file');
    if (frames.length > maxIncludes)
      return error(`more than ${maxIncludes} files are included`, 'put the records into fewer files');
    if (!file.startsWith('/')) {
      findings.add({
        frame,
        offset,
        code: 'ZONEFILE_INCLUDE',
        severity: 'warning',
        message: `${shown(file)} is a relative path: it is read beside this file, BIND reads it in its own directory`,
        hint: 'write the whole path',
      });
    }
    return { path, frame, offset, origin };
  };

  const step = (place: Place): IncludeRequest | null => {
    const { scan, frame } = place;
    while (scanEntry(scan, place.report)) {
      if (scan.count === 0) {
        const marker = frame === 0 ? readMarker(scan) : null;
        if (marker !== null) markers.push(marker);
      } else if (scan.broken) {
        place.standing.owner ??= zoneName;
      } else if (isDirective(scan)) {
        const request = readDirective(place);
        if (request !== null) return request;
      } else {
        const problem = readRecord.read(scan, frame, place.standing);
        if (problem !== null) findings.error(frame, problem);
      }
    }
    return null;
  };

  open(main, { origin: zoneName, owner: null, originChanged: false }, -1);
  return {
    next() {
      for (let place = places.at(-1); place !== undefined; place = places.at(-1)) {
        const request = step(place);
        if (request !== null) return request;
        places.pop();
      }
      return null;
    },
    enter(request, file) {
      const { owner = null } = places.at(-1)?.standing ?? {};
      open(file, { origin: request.origin, owner, originChanged: false }, request.frame);
    },
    refuse: ({ frame, offset }, message, hint) => findings.error(frame, { offset, message, hint }),
    finish: () => ({ zone: { name: zoneName, frames, records, markers }, findings: findings.list }),
  };
}

function isDirective(scan: Scan): boolean {
  return !scan.indented && scan.text.charCodeAt(scan.from[0] ?? 0) === 36 && !((scan.bits[0] ?? 0) & tokenBit.quoted);
}

/** Bytes that servers do not agree on: a byte-order mark, a carriage return inside a line. */
function reportBytes(text: string, frame: number, findings: Findings): void {
  if (text.startsWith(byteOrderMark)) {
    findings.error(frame, {
      offset: 0,
      message: 'the file begins with a byte-order mark, which BIND and NSD refuse',
      hint: 'save it as UTF-8 without BOM',
    });
  }
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) === 10) continue;
    findings.error(frame, {
      offset: at,
      message: 'a carriage return without a line feed',
      hint: 'end lines with LF or CRLF',
    });
  }
}

/** Reads a zone whose files are all at hand. A file that is not is an error of ours, found by the self-check. */
export function parseZone(zoneName: string, main: FrameText, included: ReadonlyMap<string, FrameText>): ParsedZone {
  const parser = parseZoneFile(zoneName, main);
  for (let request = parser.next(); request !== null; request = parser.next()) {
    const file = included.get(request.path);
    if (file === undefined) parser.refuse(request, 'the included file was not read', 'read it first');
    else parser.enter(request, file);
  }
  return parser.finish();
}
