import { shown } from '../../core/name.ts';
import { insteadOf, isDnsType } from '../../core/rdata/unwritten-types.ts';
import { claimableType, claimableTypes, recordTypeOf } from '../../core/record-types.ts';
import { emptyFinding, examples, readBoolean, readField, readFields } from './dns-fields.ts';
import type { DefaultField, RecordField } from './dns-key.ts';
import { readRecordValues } from './dns-values.ts';
import { splitValues } from './lists.ts';
import { readNameList } from './names.ts';
import type { Finding, Report } from './report.ts';
import type { Label, LabelSubject } from './subject.ts';
import type { Family, Field, Wish, WishedValue } from './wish.ts';

/** The labels of one record, `dns.records.<id>.…`. */
export interface RecordLabels {
  readonly fields: Map<RecordField, Label>;
  readonly attributes: Map<string, Label>;
}

type ReadType = Field<string> | undefined;

/** Reads the long form of one record; undefined when it has no name to claim anything for. */
export function readRecord(
  id: string,
  record: RecordLabels,
  { prefix, unlocked }: { readonly prefix: string; readonly unlocked: boolean },
  subject: LabelSubject,
  report: Report,
): Wish | undefined {
  const head = `${prefix}.records.${id}`;
  const { fields: labels, attributes } = record;
  const enableLabel = labels.get('enable');
  const enable = enableLabel === undefined ? undefined : readField(enableLabel, examples.enable, report, readBoolean);
  const nameLabel = labels.get('name');
  const first = nameLabel ?? labels.values().next().value ?? attributes.values().next().value;
  if (first === undefined) return undefined;
  if (enable?.ok && !enable.value) {
    report.add(enableLabel ?? first, {
      code: 'LABEL_DISABLED',
      severity: 'info',
      message: `the record ${head} is switched off`,
    });
    if (!unlocked) {
      return { grammar: 'dns', label: first, names: [], value: { kind: 'off' }, fields: { attributes: new Map() } };
    }
  }
  const shared = new Map<DefaultField, Label>();
  for (const [field, label] of labels) if (isDefault(field)) shared.set(field, label);
  const fields = readFields(shared, attributes, subject, report);
  const spelled = nameLabel === undefined ? { names: [] } : readNameList(nameLabel, report);
  if (nameLabel === undefined) {
    report.add(first, incomplete(`the record ${head} has no name`, `${head}.name=app.example.com`));
  }
  const value = readValue(head, labels, report);
  const broken: WishedValue | undefined =
    enable?.ok === false ? { kind: 'broken', reason: 'invalid', detail: enable.detail } : undefined;
  return { grammar: 'dns', label: first, ...spelled, value: broken ?? value, fields };
}

function isDefault(field: RecordField): field is DefaultField {
  return !['name', 'type', 'value', 'values', 'enable'].includes(field);
}

function incomplete(message: string, add: string): Finding {
  return { code: 'LABEL_INCOMPLETE', severity: 'error', message, hint: `add ${add}` };
}

function readValue(head: string, labels: ReadonlyMap<RecordField, Label>, report: Report): WishedValue {
  const type = readType(labels.get('type'), report);
  const [one, many] = [labels.get('value'), labels.get('values')];
  const said = type?.ok ? type.value : undefined;
  const fail = (label: Label, finding: Finding, reason: 'invalid' | 'unsupported' = 'invalid'): WishedValue => {
    report.add(label, finding);
    return { kind: 'broken', reason, detail: finding.message, ...(said === undefined ? {} : { type: said }) };
  };
  if (one !== undefined && many !== undefined) {
    return fail(many, {
      code: 'LABEL_CONTRADICTION',
      severity: 'error',
      message: `${one.key} and ${many.key} contradict each other: a record has one or the other`,
      hint: `remove ${one.key}`,
    });
  }
  if (type !== undefined && !type.ok) {
    const unsupported = type.labels.some((label) => label.value.trim() !== '');
    return { kind: 'broken', reason: unsupported ? 'unsupported' : 'invalid', detail: type.detail };
  }
  const label = one ?? many;
  if (label === undefined) {
    const families: readonly Family[] = said === 'A' || said === 'AAAA' ? [said] : ['A', 'AAAA'];
    const [typeLabel] = type?.labels ?? [];
    if (said === undefined || said === families[0] || typeLabel === undefined) return { kind: 'address', families };
    return fail(typeLabel, incomplete(`the ${said} record ${head} has no value`, `${head}.value=${exampleOf(said)}`));
  }
  const text = label.value.trim();
  if (text === '') return fail(label, emptyFinding(label.key, exampleOf(said)));
  const split = label === many ? splitValues(text, said) : { ok: true as const, values: [text] };
  if (!split.ok) {
    return fail(label, {
      code: 'LABEL_MALFORMED',
      severity: 'error',
      message: `${label.key} ${split.message}`,
      hint: 'write ["one","two"], or one value a line',
    });
  }
  if (split.values.every((value) => value.trim() === '')) return fail(label, emptyFinding(label.key, exampleOf(said)));
  const read = readRecordValues(label, split.values, said, `${head}.type`);
  if (!read.ok) return fail(label, read.finding);
  for (const double of read.doubles) report.add(label, double);
  return { kind: 'said', values: read.values };
}

/** An example of a good value of the type; without one, an address. */
function exampleOf(type: string | undefined): string {
  return recordTypeOf(type ?? 'A')?.example ?? '';
}

function readType(label: Label | undefined, report: Report): ReadType {
  if (label === undefined) return undefined;
  return readField<string>(label, examples.type, report, (text) => {
    const type = claimableType(text);
    if (type !== undefined) return { value: type };
    const message = isDnsType(text)
      ? `${label.key}=${text.toUpperCase()}: records of this type cannot be claimed`
      : `${label.key}="${shown(text)}" is no record type`;
    const hint = insteadOf(text) ?? `the types are ${claimableTypes}`;
    return { finding: { code: 'LABEL_UNSUPPORTED_TYPE', severity: 'error', message, hint } };
  });
}
