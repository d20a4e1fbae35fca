import { emptyFinding, examples, readBoolean, readField, readFields } from './dns-fields.ts';
import type { ContainerField, DefaultField } from './dns-key.ts';
import { readDnsKey } from './dns-key.ts';
import { type RecordLabels, readRecord } from './dns-record.ts';
import { readTargets } from './dns-values.ts';
import { type Grammar, type GrammarReading, selectPrefix, type Unlockable } from './grammar.ts';
import { readNameList } from './names.ts';
import type { Report } from './report.ts';
import type { Label, LabelSubject } from './subject.ts';
import { bothFamilies, type ContainerFields, type Field, noFields, type TypedValue, type Wish } from './wish.ts';

/** Options of the grammar `dns`. */
export interface DnsOptions extends Unlockable {
  readonly prefix?: string;
}

/** dns-sync's own labels (labels 2). */
export function dnsGrammar({ prefix = 'dns', unlocked = false }: DnsOptions = {}): Grammar {
  return {
    name: 'dns',
    selects: selectPrefix(prefix, true),
    read: (labels, subject, report) => readDns(labels, { prefix, unlocked }, subject, report),
  };
}

/** A container's labels by what they are about. */
interface Sorted {
  readonly fields: Map<ContainerField, Label>;
  readonly attributes: Map<string, Label>;
  readonly records: Map<string, RecordLabels>;
}

function readDns(
  labels: readonly Label[],
  settings: Required<DnsOptions>,
  subject: LabelSubject,
  report: Report,
): GrammarReading {
  const { fields, attributes, records } = sortLabels(labels, settings.prefix, report);
  const enableLabel = fields.get('enable');
  const enable = enableLabel === undefined ? undefined : readField(enableLabel, examples.enable, report, readBoolean);
  const defaults = new Map<DefaultField, Label>();
  for (const [field, label] of fields)
    if (field !== 'enable' && field !== 'host' && field !== 'target') defaults.set(field, label);
  const targetLabel = fields.get('target');
  const target = targetLabel === undefined ? undefined : readTarget(targetLabel, report);
  const container: ContainerFields = {
    ...readFields(defaults, attributes, subject, report),
    ...(target === undefined ? {} : { target }),
  };
  const wishes: Wish[] = [];
  const host = fields.get('host');
  if (host !== undefined) {
    wishes.push({
      grammar: 'dns',
      label: host,
      ...readNameList(host, report),
      value: { kind: 'target', families: bothFamilies },
      fields: noFields,
    });
  }
  for (const [id, record] of records) {
    const wish = readRecord(id, record, settings, subject, report);
    if (wish !== undefined) wishes.push(wish);
  }
  return { wishes, container, ...(enable === undefined ? {} : { enable }) };
}

function sortLabels(labels: readonly Label[], prefix: string, report: Report): Sorted {
  const sorted: Sorted = { fields: new Map(), attributes: new Map(), records: new Map() };
  for (const label of labels) {
    const key = readDnsKey(label.key, prefix);
    if (key.kind === 'bad') {
      report.addForKey(label, { code: key.code, severity: 'warning', message: key.message, hint: key.hint });
    } else if (key.kind === 'field') {
      sorted.fields.set(key.field, label);
    } else if (key.kind === 'attribute') {
      sorted.attributes.set(key.key, label);
    } else {
      const record = sorted.records.get(key.id) ?? { fields: new Map(), attributes: new Map() };
      sorted.records.set(key.id, record);
      if (key.kind === 'record') record.fields.set(key.field, label);
      else record.attributes.set(key.key, label);
    }
  }
  return sorted;
}

function readTarget(label: Label, report: Report): Field<readonly TypedValue[]> {
  return readField(label, examples.target, report, () => {
    const read = readTargets(label);
    if (!read.ok) return { finding: read.finding };
    for (const double of read.doubles) report.add(label, double);
    return read.values.length === 0 ? { finding: emptyFinding(label.key, '192.168.1.5') } : { value: read.values };
  });
}
