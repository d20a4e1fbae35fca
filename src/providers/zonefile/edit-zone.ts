import { compareText } from '../../core/diagnostic.ts';
import { treeKey } from '../../core/name.ts';
import { DnsSyncError } from '../../errors.ts';
import { findBlock, markerLines } from './block.ts';
import type { Finding } from './findings.ts';
import { trackInheritance } from './inheritance.ts';
import { lineEdits } from './line-edits.ts';
import { findSerial, rewriteEntry, spellOut } from './rewrite-entry.ts';
import { nextSerial } from './serial.ts';
import type { SerialMode } from './settings.ts';
import { applySplices, type Splice } from './splice.ts';
import type { TouchedSet } from './target.ts';
import { type NewRecord, writeRecord } from './write-record.ts';
import { ttlFrom, type Zone, type ZoneRecord } from './zone.ts';

/** What an edit needs to know besides the sets. */
export interface EditOptions {
  readonly serial: SerialMode;
  /** The clock given to apply. */
  readonly now: Date;
}

/** The main file after an edit. */
export interface EditedZone {
  /** Latin-1. */
  readonly text: string;
  /** `ZONEFILE_INHERITED`: foreign lines whose name or TTL had to be written out. */
  readonly findings: readonly Finding[];
}

/** An added record with what its place in the block is decided by. */
interface Addition extends NewRecord {
  readonly key: string;
}

/**
 * Edits the main file so that every touched set becomes its target, in one pass over the records (zonefile 4). Throws
 * `PROVIDER_REJECTED` where that would need another file, or a serial that cannot be found.
 */
export function editZone(zone: Zone, sets: Iterable<TouchedSet>, options: EditOptions): EditedZone {
  const main = zone.frames[0];
  const text = main?.text ?? '';
  const block = findBlock(zone);
  const isInBlock = ({ frame, start }: ZoneRecord): boolean =>
    frame === 0 && block !== null && start >= block.from && start < block.to;
  const textOf = ({ frame }: ZoneRecord): string => zone.frames[frame]?.text ?? '';
  const { edits, additions, recordsChange } = lineEdits(sets, textOf, isInBlock);
  if (edits.size === 0 && additions.length === 0) return { text, findings: [] };

  const lineEnd = majorityLineEnd(text);
  const pending = sortAdditions(additions);
  const splices: Splice[] = [];
  const findings: Finding[] = [];
  const inheritance = trackInheritance(zone.frames);
  let next = 0;

  const insertBefore = (offset: number, isDue: (addition: Addition) => boolean): void => {
    const lines: string[] = [];
    for (let one = pending[next]; one !== undefined && isDue(one); one = pending[next]) {
      lines.push(writeRecord(one) + lineEnd);
      inheritance.passAdded(one);
      next += 1;
    }
    if (lines.length > 0) splices.push({ from: offset, to: offset, text: lines.join('') });
  };

  const spellOutInherited = (record: ZoneRecord): void => {
    const lost = inheritance.lostBy(record);
    if (!lost.owner && !lost.ttl) return;
    if (record.frame !== 0) throw outOfReach(zone, record, 'takes its name or TTL from a record that changes');
    splices.push(...spellOut(text, record, lost));
    findings.push({
      frame: 0,
      offset: record.start,
      code: 'ZONEFILE_INHERITED',
      severity: 'info',
      message: `${record.name} ${record.type} took its ${lost.owner ? 'name' : 'TTL'} from a line that changed; it is written out now`,
    });
  };

  for (const record of zone.records) {
    if (block !== null && next < pending.length && record.frame === 0) {
      if (record.start >= block.to) insertBefore(block.to, () => true);
      else if (isInBlock(record) && record.mark !== null) insertBefore(record.start, (one) => comesBefore(one, record));
    }
    const edit = edits.get(record);
    if (edit !== undefined && record.frame !== 0) throw outOfReach(zone, record, 'is to be changed');
    if (edit === 'delete') {
      splices.push({ from: record.start, to: record.end, text: '' });
      continue;
    }
    if (edit === undefined) {
      spellOutInherited(record);
      inheritance.pass(record);
      continue;
    }
    const { splices: changed, anew } = rewriteEntry(text, record, edit);
    splices.push(...changed);
    if (!anew) {
      const lost = inheritance.lostBy(record);
      splices.push(...spellOut(text, record, { owner: lost.owner, ttl: lost.ttl && edit.ttl === undefined }));
    }
    const written = anew || edit.ttl !== undefined;
    inheritance.pass(written ? { ...record, ttl: edit.ttl ?? record.ttl, ttlFrom: ttlFrom.own } : record);
  }
  if (block !== null) insertBefore(block.to, () => true);
  else if (pending.length > 0) splices.push(...newBlock(zone, text, pending, lineEnd));
  if (recordsChange) splices.push(...raiseSerial(zone, text, options));
  return { text: applySplices(text, splices), findings };
}

function sortAdditions(additions: readonly NewRecord[]): Addition[] {
  return additions
    .map((addition) => ({ ...addition, key: treeKey(addition.name) }))
    .sort(
      (left, right) =>
        compareText(left.key, right.key) || compareText(left.type, right.type) || compareText(left.value, right.value),
    );
}

/** By the labels from the right, then type, then value. */
function comesBefore(addition: Addition, record: ZoneRecord): boolean {
  const order =
    compareText(addition.key, treeKey(record.name)) ||
    compareText(addition.type, record.type) ||
    compareText(addition.value, record.value);
  return order < 0;
}

/** A block at the end of the file; markers that made no block go. */
function newBlock(zone: Zone, text: string, additions: readonly Addition[], lineEnd: string): Splice[] {
  const { begin, end } = markerLines(zone.name);
  const lines = [begin, ...additions.map(writeRecord), end].map((line) => line + lineEnd).join('');
  const strays = zone.markers.map((marker) => ({ from: marker.start, to: marker.end, text: '' }));
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
  return [...strays, { from: text.length, to: text.length, text: gap + lines }];
}

function majorityLineEnd(text: string): string {
  let all = 0;
  let withReturn = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    all += 1;
    if (text.charCodeAt(at - 1) === 13) withReturn += 1;
  }
  return withReturn * 2 > all ? '\r\n' : '\n';
}

function raiseSerial(zone: Zone, text: string, { serial, now }: EditOptions): Splice[] {
  if (serial === 'keep') return [];
  const soa = zone.records.find(({ type }) => type === 'SOA');
  const place = soa === undefined || soa.frame !== 0 ? null : findSerial(text, soa);
  if (place === null) {
    throw new DnsSyncError(
      'PROVIDER_REJECTED',
      `the serial of ${zone.name} cannot be raised: its SOA is not written out in the zone's main file`,
      {
        hint: 'move the SOA into the main file, or set serial: keep',
        failure: 'rejected',
      },
    );
  }
  return [{ ...place, text: String(nextSerial(serial, Number(text.slice(place.from, place.to)), now)) }];
}

function outOfReach(zone: Zone, record: ZoneRecord, what: string): DnsSyncError {
  const file = zone.frames[record.frame]?.shown ?? 'another file';
  return new DnsSyncError(
    'PROVIDER_REJECTED',
    `${record.name} ${record.type} ${what}, but stands in the included file ${file}`,
    {
      hint: "move the line into the zone's main file",
      failure: 'rejected',
    },
  );
}
