import { DnsSyncError } from '../../errors.ts';
import { collectFindings } from './findings.ts';
import { type FrameText, parseZone } from './parse.ts';
import { sameMark, setKey, standsAsAfter, type TargetContext, type TouchedSet, touchedSets } from './target.ts';
import type { Zone, ZoneRecord } from './zone.ts';
import { checkZone } from './zone-rules.ts';

/**
 * Reads an edited main file again: it must give exactly the untouched records as before, and every touched set as
 * planned (zonefile 1). Throws `ZONEFILE_SELF_CHECK`; then nothing may be written.
 */
export function selfCheck(
  before: Zone,
  text: string,
  sets: ReadonlyMap<string, TouchedSet>,
  context: TargetContext,
): Zone {
  const main = before.frames[0];
  const included = new Map<string, FrameText>(before.frames.slice(1).map((frame) => [frame.path, frame]));
  const { zone, findings } = parseZone(
    before.name,
    { path: main?.path ?? '', shown: main?.shown ?? '', text },
    included,
  );
  const judged = collectFindings();
  checkZone(zone, judged);
  const error = [...findings, ...judged.list].find(({ severity }) => severity === 'error');
  if (error !== undefined) throw failed(before, error.message);
  const names = new Set([...sets.values()].map(({ change }) => change.name));
  const isUntouched = (record: ZoneRecord): boolean =>
    !names.has(record.name) || !sets.has(setKey(record.name, record.type));
  const old = before.records.filter(isUntouched);
  const kept = zone.records.filter(isUntouched);
  const different = old.findIndex((record, index) => !sameRecord(record, kept[index]));
  const lost = old[different] ?? (old.length === kept.length ? undefined : kept[old.length]);
  if (lost !== undefined) throw failed(before, `${lost.name} ${lost.type} would not stay as it is`);
  checkTouched(before, zone, sets, context);
  return zone;
}

function checkTouched(before: Zone, after: Zone, sets: ReadonlyMap<string, TouchedSet>, context: TargetContext): void {
  const changes = [...sets.values()].map(({ change }) => change);
  for (const [key, now] of touchedSets(changes, after.records, context)) {
    const planned = sets.get(key);
    const wrong = [...now.lines].some(([value, lines]) => {
      const ttl = planned?.target.get(value)?.ttl ?? planned?.lines.get(value)?.[0]?.ttl;
      return lines[0]?.ttl !== ttl;
    });
    if (wrong || !standsAsAfter(now, context.owner)) {
      throw failed(before, `${now.change.name} ${now.change.type} would not be what was planned`);
    }
  }
}

function sameRecord(left: ZoneRecord, right: ZoneRecord | undefined): boolean {
  return (
    right !== undefined &&
    left.name === right.name &&
    left.type === right.type &&
    left.ttl === right.ttl &&
    (left.mark === right.mark || sameMark(left.mark, right.mark)) &&
    (left.value === right.value || (left.type === 'SOA' && withoutSerial(left.value) === withoutSerial(right.value)))
  );
}

function withoutSerial(soa: string): string {
  return soa.split(' ').toSpliced(2, 1).join(' ');
}

function failed(zone: Zone, message: string): DnsSyncError {
  const file = zone.frames[0]?.shown ?? zone.name;
  return new DnsSyncError('ZONEFILE_SELF_CHECK', `the edited ${file} was read again and refused: ${message}`, {
    failure: 'rejected',
  });
}
