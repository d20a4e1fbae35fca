import type { Claim, Doubt } from '../../core/claim.ts';
import { compareText, type Diagnostic } from '../../core/diagnostic.ts';
import type { Matcher } from '../../core/glob.ts';
import { readBoolean, readField } from './dns-fields.ts';
import { type Grammar, type GrammarReading, grammarOf } from './grammar.ts';
import { joinContainers } from './join-containers.ts';
import { type Finding, type Report, reportOn } from './report.ts';
import { settle } from './settle.ts';
import type { Label, LabelSubject } from './subject.ts';
import type { ContainerFields, Field, Wish, WishedValue } from './wish.ts';

/** What one subject's labels say. */
export interface LabelReading {
  readonly claims: readonly Claim[];
  readonly doubts: readonly Doubt[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Which labels are read, and how. */
export interface LabelRules {
  readonly grammars: readonly Grammar[];
  /** `ignoreLabels:`; labels hidden before any grammar sees them; unlocked, only switches among them. */
  readonly ignored: readonly Matcher[];
  /** The prefix under which the switch of the whole container is written. */
  readonly dns: string;
  /** For `explain`: what switches labels off is told, of a whole container by its origin, and they are read all the same. */
  readonly unlocked: boolean;
}

const nothing: LabelReading = { claims: [], doubts: [], diagnostics: [] };

/** Whether a grammar has to account for this key. */
export function isSelected(rules: LabelRules, key: string): boolean {
  return grammarOf(rules.grammars, key) !== undefined && !rules.ignored.some((matches) => matches(key));
}

/** Reads one subject's labels with all grammars: claims, names in doubt, and a finding for every label that is not used. */
export function readLabels(subject: LabelSubject, rules: LabelRules): LabelReading {
  const byGrammar = new Map<Grammar, Label[]>();
  for (const label of subject.labels) {
    const grammar = grammarOf(rules.grammars, label.key);
    if (grammar === undefined || rules.ignored.some((matches) => matches(label.key))) continue;
    const list = byGrammar.get(grammar);
    if (list === undefined) byGrammar.set(grammar, [label]);
    else list.push(label);
  }
  if (byGrammar.size === 0) return nothing;
  const report = reportOn(subject);
  const readings: GrammarReading[] = [];
  let first: Label | undefined;
  for (const grammar of rules.grammars) {
    const labels = byGrammar.get(grammar)?.sort((left, right) => compareText(left.key, right.key));
    if (labels === undefined) continue;
    first ??= labels[0];
    readings.push(grammar.read(labels, subject, report));
  }
  const said = joinContainers(readings, report);
  const container = said.fields;
  const enableKey = `${rules.dns}.enable`;
  const enable = said.enable ?? readSwitch(subject, enableKey, rules, report);
  const off = whyOff(enable, subject, enableKey);
  const switchLabel = enable?.labels[0] ?? first;
  if (off !== undefined && switchLabel !== undefined) {
    if (!rules.unlocked) {
      const switched = reportOn(subject);
      switched.add(switchLabel, off);
      return { ...nothing, diagnostics: [...report.aboutKeys, ...switched.diagnostics] };
    }
    report.diagnostics.push({ ...off, origin: subject.prefix, ...switchLabel.at?.() });
  }
  const wishes = readings.flatMap((reading) => reading.wishes);
  const used = new Set<Label>();
  const claims: Claim[] = [];
  for (const wish of wishes) {
    const switched: Wish =
      enable?.ok === false && wish.value.kind !== 'off' ? { ...wish, value: broken(wish.value, enable.detail) } : wish;
    for (const claim of settle(switched, container, subject, report, used)) claims.push(claim);
  }
  reportUnused(wishes, container, rules.dns, used, report);
  return { claims, doubts: report.doubts, diagnostics: report.diagnostics };
}

/** The switch of the whole container, where the grammar `dns` is not on to read it: it is for every grammar (labels 1.6). */
function readSwitch(
  { labels }: LabelSubject,
  key: string,
  { ignored }: LabelRules,
  report: Report,
): Field<boolean> | undefined {
  const label = labels.find((one) => one.key === key);
  if (label === undefined || ignored.some((matches) => matches(key))) return undefined;
  return readField(label, 'true', report, readBoolean);
}

/** What holds a wish's names because the switch cannot be read. */
function broken(value: WishedValue, detail: string): WishedValue {
  const nameOnly = value.kind === 'target' || (value.kind === 'broken' && value.nameOnly === true);
  return { kind: 'broken', reason: 'invalid', detail, nameOnly };
}

/** Why nothing on the subject counts, or undefined. */
function whyOff(enable: Field<boolean> | undefined, subject: LabelSubject, key: string): Finding | undefined {
  if (enable?.ok && !enable.value) {
    const said = enable.labels[0]?.key ?? key;
    return { code: 'LABEL_DISABLED', severity: 'info', message: `${subject.prefix} is switched off with ${said}` };
  }
  if (!subject.requireEnable || enable !== undefined) return undefined;
  const message = `${subject.prefix} has record labels, but the source "${subject.source}" takes only what carries ${key}=true`;
  return { code: 'LABEL_NOT_ENABLED', severity: 'warning', message, hint: `add ${key}=true` };
}

/** Accounts for the container's labels that no claim relied on (labels 1.3). */
function reportUnused(
  wishes: readonly Wish[],
  container: ContainerFields,
  prefix: string,
  used: ReadonlySet<Label>,
  report: Report,
): void {
  const off = wishes.filter(({ value }) => value.kind === 'off');
  const { target, attributes, ...fields } = container;
  if (target?.ok && !target.labels.some((label) => used.has(label))) {
    const message = `${prefix}.target is for claims that are only a name, and there is none`;
    const incomplete: Finding = {
      code: 'LABEL_INCOMPLETE',
      severity: 'error',
      message,
      hint: `add ${prefix}.host=app.example.com`,
    };
    for (const label of target.labels) report.add(label, off.length > 0 ? offWithRecords(label) : incomplete);
  }
  const idle: Label[] = [];
  for (const field of [...Object.values(fields), ...attributes.values()]) {
    if (field.ok) idle.push(...field.labels.filter((label) => !used.has(label)));
  }
  const [first] = idle;
  if (first === undefined) return;
  if (wishes.length === 0) {
    const message = `nothing to apply ${idle.map(({ key }) => key).join(', ')} to: no label gives a record`;
    report.add(first, {
      code: 'LABEL_INCOMPLETE',
      severity: 'warning',
      message,
      hint: `add ${prefix}.host=app.example.com`,
    });
    return;
  }
  for (const label of idle) {
    const outvoted: Finding = {
      code: 'LABEL_OUTVOTED',
      severity: 'info',
      message: `no claim uses ${label.key}: a closer label says it`,
    };
    report.add(label, off.length === wishes.length ? offWithRecords(label) : outvoted);
  }
}

function offWithRecords({ key }: Label): Finding {
  return { code: 'LABEL_DISABLED', severity: 'info', message: `${key} is for records that are switched off` };
}
