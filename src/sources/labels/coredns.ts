import { shown } from '../../core/name.ts';
import { type CorednsField, type Prefixes, readCorednsKey } from './coredns-key.ts';
import { type CorednsRecord, readContainerForce, readRecord } from './coredns-record.ts';
import { type Grammar, type GrammarReading, selectPrefix, type Unlockable } from './grammar.ts';
import type { Report } from './report.ts';
import type { Label } from './subject.ts';
import { duplicate } from './tool-findings.ts';

/** Options of the grammar `coredns`. */
export interface CorednsOptions extends Unlockable {
  readonly prefix?: string;
}

/** Labels of other grammars on the same containers, for hints. */
export interface Neighbours {
  /** Prefix of the grammar `dns`. */
  readonly dns?: string;
  /** Names of the labels of the grammar `joyride`; empty when that is off. */
  readonly joyride?: readonly string[];
}

/** Labels of docker-coredns-sync 0.7 (labels 3). */
export function corednsGrammar(
  { prefix = 'coredns', unlocked = false }: CorednsOptions = {},
  { dns = 'dns', joyride = [] }: Neighbours = {},
): Grammar {
  return {
    name: 'coredns',
    selects: selectPrefix(prefix, false),
    read: (labels, _subject, report) => readCoredns(labels, { prefix, dns, joyride, unlocked }, report),
  };
}

function readCoredns(
  labels: readonly Label[],
  prefixes: Prefixes & Required<Unlockable>,
  report: Report,
): GrammarReading {
  const container = new Map<'enabled' | 'force', Label>();
  const records = new Map<string, CorednsRecord>();
  let badKeys = 0;
  for (const label of labels) {
    const key = readCorednsKey(label.key, prefixes);
    if (key.kind === 'bad') {
      badKeys += 1;
      report.addForKey(label, key.finding);
    } else if (key.kind === 'container') {
      container.set(key.field, label);
    } else {
      const id = `${key.type}.${key.alias}`;
      const record = records.get(id) ?? { type: key.type, head: key.head, first: label, fields: new Map() };
      records.set(id, record);
      takeField(record.fields, key.field, { label, shapely: key.shapely }, report);
    }
  }
  const enabled = container.get('enabled');
  const force = container.get('force');
  const counts = isEnabled(enabled, records, force, prefixes.prefix, badKeys, report);
  if (!counts && !prefixes.unlocked) return { wishes: [] };
  const forced = force === undefined ? undefined : readContainerForce(force, report);
  const wishes = [...records.values()].map((record) => readRecord(record, forced, prefixes, report));
  if (force !== undefined && wishes.length > 0 && wishes.every(({ fields }) => !fields.force?.labels.includes(force))) {
    report.add(force, {
      code: 'LABEL_OUTVOTED',
      severity: 'info',
      message: `no record uses ${force.key}: each says force itself`,
    });
  }
  return { wishes };
}

/** Keeps the key of exact shape, then the first in byte order, which is the order labels come in. */
function takeField(
  fields: CorednsRecord['fields'],
  field: CorednsField,
  found: { label: Label; shapely: boolean },
  report: Report,
): void {
  const before = fields.get(field);
  const [keep, drop] =
    before === undefined ? [found, undefined] : found.shapely && !before.shapely ? [found, before] : [before, found];
  fields.set(field, keep);
  if (drop === undefined) return;
  report.add(drop.label, duplicate(keep.label, drop.label));
}

function isEnabled(
  enabled: Label | undefined,
  records: ReadonlyMap<string, CorednsRecord>,
  force: Label | undefined,
  prefix: string,
  badKeys: number,
  report: Report,
): boolean {
  const key = `${prefix}.enabled`;
  if (enabled?.value.toLowerCase() === 'true') {
    if (records.size === 0 && badKeys === 0) {
      const message = `${key}=true, but there is no record label`;
      report.add(enabled, {
        code: 'LABEL_INCOMPLETE',
        severity: 'warning',
        message,
        hint: `add ${prefix}.a.name=app.example.com`,
      });
    }
    return true;
  }
  if (enabled?.value.toLowerCase() === 'false') {
    report.add(enabled, { code: 'LABEL_DISABLED', severity: 'info', message: `switched off with ${key}` });
    return false;
  }
  const first = enabled ?? records.values().next().value?.first ?? force;
  if (first !== undefined) {
    const said = enabled === undefined ? 'is missing' : `is "${shown(enabled.value)}"`;
    const message = `the ${prefix} labels do not count: ${key} ${said}`;
    report.add(first, { code: 'LABEL_NOT_ENABLED', severity: 'warning', message, hint: `${key}=true` });
  }
  return false;
}
