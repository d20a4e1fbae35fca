import type { DoubtReason } from '../../core/claim.ts';
import { nearest } from '../../core/nearest.ts';
import { recordTypeOf, recordTypes } from '../../core/record-types.ts';
import type { DataPath } from '../../files/schema-messages.ts';
import { listOf, pathOfItem, type RawRecord } from './raw-overrides.ts';
import { inferTypes, readType } from './record-type.ts';
import type { Finding, OverridesReport } from './report.ts';

/** One canonical value with its type and place. */
export interface PlacedValue {
  readonly type: string;
  readonly value: string;
  /** As it is written. */
  readonly written: string;
  readonly path: DataPath;
}

/** Why a record's names are held. */
export interface Fault {
  readonly reason: DoubtReason;
  readonly detail: string;
}

/** What a record says its names hold; with faults none of it counts. */
export interface RecordValues {
  readonly values: readonly PlacedValue[];
  readonly faults: readonly Fault[];
}

type ValueFields = Pick<RawRecord, 'type' | 'value' | 'values' | 'address'>;
type Texts = { readonly texts: readonly string[]; readonly pathOf: (index: number) => DataPath };

/** The values of a record: said, or addresses instead. What is wrong is reported, and is a fault. */
export function readValues(raw: ValueFields, path: DataPath, report: OverridesReport): RecordValues {
  const type = raw.type === undefined ? undefined : readType(raw.type);
  if (type?.ok === false) return fail(report, type.finding, [...path, 'type'], 'unsupported');
  const count = [raw.value, raw.values, raw.address].filter((one) => one !== undefined).length;
  if (count === 0 && isMisspelt(raw)) return { values: [], faults: [] };
  if (count !== 1) return fail(report, wrongCount(raw, count), path);
  if (raw.address !== undefined) return readAddresses(raw.address, type?.type, [...path, 'address'], report);
  if (raw.value !== undefined) {
    return readTexts({ texts: [raw.value], pathOf: () => [...path, 'value'] }, type?.type, report);
  }
  const texts = raw.values ?? [];
  const at = [...path, 'values'];
  if (texts.length === 0) {
    return fail(
      report,
      { code: 'OVERRIDE_VALUE', message: '"values" is an empty list', hint: 'add a value, or remove the record' },
      at,
    );
  }
  return readTexts({ texts, pathOf: (index) => [...at, index] }, type?.type, report);
}

const valueKeys = ['value', 'values', 'address'];

/** An unknown key that is nearly one of these says already what is wrong. */
function isMisspelt(raw: ValueFields): boolean {
  return Object.keys(raw).some((key) => key !== 'name' && valueKeys.includes(nearest(key, valueKeys) ?? ''));
}

function fail(
  report: OverridesReport,
  finding: Finding,
  path: DataPath,
  reason: DoubtReason = 'invalid',
): RecordValues {
  report.add(finding, path);
  return { values: [], faults: [{ reason, detail: finding.message }] };
}

function wrongCount({ value, values, address }: ValueFields, count: number): Finding {
  if (count === 0)
    return { code: 'OVERRIDE_VALUE', message: 'there is no value', hint: 'add value, values, or address: host' };
  const said = [
    value === undefined ? '' : 'value',
    values === undefined ? '' : 'values',
    address === undefined ? '' : 'address',
  ];
  const names = said.filter((one) => one !== '');
  return {
    code: 'OVERRIDE_VALUE',
    message: `${names.map((one) => `"${one}"`).join(' and ')} exclude one another`,
    hint: 'keep one of them',
  };
}

function readTexts({ texts, pathOf }: Texts, type: string | undefined, report: OverridesReport): RecordValues {
  const inferred = type === undefined ? inferTypes(texts) : undefined;
  if (inferred !== undefined && 'finding' in inferred) return fail(report, inferred.finding, pathOf(0));
  const values: PlacedValue[] = [];
  const faults: Fault[] = [];
  for (const [index, text] of texts.entries()) {
    const one = type ?? inferred?.types[index] ?? 'TXT';
    // A text is plain: blanks around it are part of it, and `txt-control`'s to tell.
    const read = (recordTypeOf(one) ?? recordTypes.TXT).read(one === 'TXT' ? text : text.trim());
    if (read.ok) {
      values.push({ type: one, value: read.value, written: text, path: pathOf(index) });
      continue;
    }
    const { rule, message, hint } = read;
    report.add({ code: rule, message, ...(hint === undefined ? {} : { hint }) }, pathOf(index));
    faults.push({ reason: 'invalid', detail: message });
  }
  return { values, faults };
}

const families = { A: 'IPv4', AAAA: 'IPv6' } as const;

/** `address: host` or a list of addresses: both families as they are there, or the one that `type` names. */
function readAddresses(
  written: string | readonly string[],
  type: string | undefined,
  path: DataPath,
  report: OverridesReport,
): RecordValues {
  if (type !== undefined && type !== 'A' && type !== 'AAAA') {
    const message = `"address" gives A and AAAA, not ${type}`;
    return fail(report, { code: 'OVERRIDE_VALUE', message, hint: 'say a value instead, or remove the type' }, path);
  }
  if (written !== 'host') {
    const texts = listOf(written);
    const values: PlacedValue[] = [];
    const faults: Fault[] = [];
    for (const [index, text] of texts.entries()) {
      const at = pathOfItem(path, written, index);
      const one = readTexts({ texts: [text], pathOf: () => at }, type ?? (text.includes(':') ? 'AAAA' : 'A'), report);
      values.push(...one.values);
      faults.push(...one.faults);
    }
    return { values, faults };
  }
  const { ipv4, ipv6 } = report.context.defaults;
  const values: PlacedValue[] = [];
  if (ipv4 !== undefined && type !== 'AAAA') values.push({ type: 'A', value: ipv4, written: ipv4, path });
  if (ipv6 !== undefined && type !== 'A') values.push({ type: 'AAAA', value: ipv6, written: ipv6, path });
  if (values.length > 0) return { values, faults: [] };
  const what = type === undefined ? 'address' : `${families[type]} address`;
  const hint = `set ${type === 'AAAA' ? 'defaults.ipv6' : 'defaults.ipv4'} in the configuration`;
  return fail(
    report,
    { code: 'NO_ADDRESS', severity: 'warning', message: `the host has no ${what}`, hint },
    path,
    'no-address',
  );
}
