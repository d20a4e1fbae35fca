import { formatIpv6, isMapped, readIpv6 } from '../../core/address.ts';
import { readName, shown } from '../../core/name.ts';
import { recordTypes } from '../../core/record-types.ts';
import { spellingOf } from '../../core/spelling.ts';
import type { CorednsField, CorednsKind, Prefixes } from './coredns-key.ts';
import type { Finding, Report } from './report.ts';
import type { Label } from './subject.ts';
import { emptyWarning, warning } from './tool-findings.ts';
import type { Field, Fields, Wish, WishedValue } from './wish.ts';

/** The labels of one record: they share kind and alias. */
export interface CorednsRecord {
  readonly type: CorednsKind;
  /** `coredns.a.web`, as its first label writes it. */
  readonly head: string;
  readonly first: Label;
  readonly fields: Map<CorednsField, { label: Label; shapely: boolean }>;
}

/** A name as 0.7 takes it: letters, digits, inner hyphens. */
const oldName = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
const maxOldTtl = 4294967295;

/** `true` in any case, not trimmed; all else is not forced. */
export function readContainerForce(label: Label, report: Report): Field<boolean> {
  const text = label.value.toLowerCase();
  if (text !== 'true' && text !== 'false') reportBoolean(label, report);
  return { ok: true, labels: [label], value: text === 'true' };
}

/** `true` in any case, trimmed; all else is an explicit false. */
function readRecordForce(label: Label, report: Report): Field<boolean> {
  const text = label.value.trim().toLowerCase();
  if (text !== 'true' && text !== 'false') reportBoolean(label, report);
  return { ok: true, labels: [label], value: text === 'true' };
}

function reportBoolean(label: Label, report: Report): void {
  const empty = label.value.trim() === '';
  const message = `${label.key}="${shown(label.value)}" is taken for false: only the word true is true here`;
  report.add(
    label,
    empty
      ? emptyWarning(label, 'true')
      : warning('LABEL_INVALID_BOOLEAN', message, `write ${label.key}=true or ${label.key}=false`),
  );
}

/** Digits only; 0 means "no TTL of its own". */
function readSeconds(label: Label, report: Report): Field<number> | undefined {
  const text = label.value.trim();
  const seconds = /^\d{1,20}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= maxOldTtl) return seconds === 0 ? undefined : { ok: true, labels: [label], value: seconds };
  const message = `${label.key}="${shown(label.value)}" is no number of seconds; the default TTL is used`;
  report.add(
    label,
    text === ''
      ? emptyWarning(label, '300')
      : warning('LABEL_INVALID_NUMBER', message, `digits only, up to ${maxOldTtl}, such as 300`),
  );
  return undefined;
}

/** Reads one record; one without a name claims nothing. */
export function readRecord(
  record: CorednsRecord,
  forced: Field<boolean> | undefined,
  prefixes: Prefixes,
  report: Report,
): Wish {
  const { fields: found, type } = record;
  for (const { label, shapely } of found.values()) {
    if (!shapely) {
      const hint = `the shape is ${prefixes.prefix}.<kind>.<field> or ${prefixes.prefix}.<kind>.<alias>.<field>`;
      report.addForKey(
        label,
        warning(
          'LABEL_MALFORMED',
          `the label "${label.key}" has surplus or empty parts; it is used all the same`,
          hint,
        ),
      );
    }
  }
  const label = (field: CorednsField) => found.get(field)?.label;
  const [nameLabel, forceLabel, ttlLabel] = [label('name'), label('force'), label('ttl')];
  const force = forceLabel === undefined ? forced : readRecordForce(forceLabel, report);
  const ttl = ttlLabel === undefined ? undefined : readSeconds(ttlLabel, report);
  const fields: Fields = {
    attributes: new Map(),
    ...(force === undefined ? {} : { force }),
    ...(ttl === undefined ? {} : { ttl }),
  };
  const value = readValue(record, label('value'), report);
  if (nameLabel === undefined) {
    report.add(
      record.first,
      warning('LABEL_INCOMPLETE', `the record ${record.head} has no name`, `add ${record.head}.name=app.example.com`),
    );
    return { grammar: 'coredns', label: record.first, names: [], value, fields };
  }
  const { name, refused } = readOldName(nameLabel, prefixes, report);
  const names = name === undefined ? [] : [name];
  const written = name === undefined ? undefined : spellingOf(nameLabel.value, name);
  const spellings = name === undefined || written === undefined ? {} : { spellings: new Map([[name, written]]) };
  const broken: WishedValue = { kind: 'broken', type: type.toUpperCase(), reason: 'invalid', detail: refused ?? '' };
  const wished = refused === undefined ? value : broken;
  return { grammar: 'coredns', label: nameLabel, names, ...spellings, value: wished, fields };
}

/** A name as 0.7 took it. One that it refused is held when it can be read at all, else whatever the label claimed before. */
function readOldName(label: Label, { dns }: Prefixes, report: Report): { name?: string; refused?: string } {
  const text = label.value.trim();
  if (text === '') {
    const finding = emptyWarning(label, 'app.example.com');
    report.add(label, finding);
    report.doubtLabel(label, 'invalid', finding.message);
    return { refused: finding.message };
  }
  const read = readName(text);
  if (read.ok && text.length <= 255 && oldName.test(text)) return { name: read.name };
  const why = read.ok ? 'letters, digits and inner hyphens only, no trailing dot' : read.message;
  const message = `${label.key}="${shown(text)}" is no name that docker-coredns-sync takes: ${why}`;
  report.add(label, warning('LABEL_INVALID_NAME', message, `${dns}.host takes any name of DNS`));
  if (read.ok) return { name: read.name, refused: message };
  report.doubtLabel(label, 'invalid', message);
  return { refused: message };
}

function readValue(record: CorednsRecord, label: Label | undefined, report: Report): WishedValue {
  const type = record.type.toUpperCase() as Uppercase<CorednsKind>;
  const fail = (at: Label, finding: Finding): WishedValue => {
    report.add(at, finding);
    return { kind: 'broken', type, reason: 'invalid', detail: finding.message };
  };
  if (label === undefined) {
    if (type !== 'CNAME') return { kind: 'address', families: [type] };
    const at = record.fields.get('name')?.label ?? record.first;
    return fail(
      at,
      warning('LABEL_INCOMPLETE', `the CNAME ${record.head} has no value`, `add ${record.head}.value=host.example.com`),
    );
  }
  const text = label.value.trim();
  if (text === '') return fail(label, emptyWarning(label, recordTypes[type].example));
  const read = recordTypes[type].read(type === 'A' ? unmapped(text) : text);
  if (read.ok && (type !== 'CNAME' || (text.length <= 255 && oldName.test(text))))
    return { kind: 'said', values: [{ type, value: read.value }] };
  const why = read.ok ? 'letters, digits and inner hyphens only, no trailing dot' : read.message;
  return fail(
    label,
    warning(
      'LABEL_INVALID_VALUE',
      `${label.key}="${shown(text)}" is no value for ${type}: ${why}`,
      `such as ${label.key}=${recordTypes[type].example}`,
    ),
  );
}

/** The IPv4 address inside an IPv4-mapped IPv6 text; any other text as it is. */
function unmapped(text: string): string {
  const groups = readIpv6(text);
  return groups !== null && isMapped(groups) ? formatIpv6(groups).slice('::ffff:'.length) : text;
}
