import type { Claim, Doubt } from '../../core/claim.ts';
import { compareText, type Diagnostic } from '../../core/diagnostic.ts';
import type { Matcher } from '../../core/glob.ts';
import { readBoolean, readField } from './dns-fields.ts';
import { type Grammar, type GrammarReading, grammarOf } from './grammar.ts';
import { type Finding, type Report, reportOn } from './report.ts';
import { settle } from './settle.ts';
import type { Label, LabelSubject } from './subject.ts';
import { type ContainerFields, type Field, noFields, type Wish } from './wish.ts';

/** What one subject's labels say. */
export interface LabelReading {
  readonly claims: readonly Claim[];
  readonly doubts: readonly Doubt[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Which labels are read, and how. */
export interface LabelRules {
  readonly grammars: readonly Grammar[];
  /** `ignoreLabels:`; labels hidden before any grammar sees them. */
  readonly ignored: readonly Matcher[];
}

/** Findings about keys, which stand even where everything is switched off. */
const aboutKeys: ReadonlySet<string> = new Set(['LABEL_UNKNOWN_FIELD', 'LABEL_WRONG_CASE', 'LABEL_MALFORMED']);
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
  const dns = readings.find(({ container }) => container !== undefined);
  const enableKey = `${rules.grammars.find(({ name }) => name === 'dns')?.prefix ?? 'dns'}.enable`;
  const enable = dns?.enable ?? (subject.requireEnable ? readSwitch(subject, enableKey, report) : undefined);
  const off = whyOff(enable, subject, enableKey);
  const switchLabel = enable?.labels[0] ?? first;
  if (off !== undefined && switchLabel !== undefined) {
    const kept = report.diagnostics.filter(({ code, severity }) => aboutKeys.has(code) && severity === 'warning');
    const switched = reportOn(subject);
    switched.add(switchLabel, off);
    return { ...nothing, diagnostics: [...kept, ...switched.diagnostics] };
  }
  const wishes = readings.flatMap((reading) => reading.wishes);
  const container = dns?.container ?? noFields;
  const used = new Set<Label>();
  const claims: Claim[] = [];
  for (const wish of wishes) {
    const switched: Wish =
      enable?.ok === false && wish.value.kind !== 'off'
        ? { ...wish, value: { kind: 'broken', reason: 'invalid', detail: enable.detail } }
        : wish;
    for (const claim of settle(switched, container, subject, report, used)) claims.push(claim);
  }
  reportUnused(wishes, container, enableKey, used, report);
  return { claims, doubts: report.doubts, diagnostics: report.diagnostics };
}

/** The switch of a source that requires it, where the grammar `dns` is not on to read it. */
function readSwitch(subject: LabelSubject, key: string, report: Report): Field<boolean> | undefined {
  const label = subject.labels.find((one) => one.key === key);
  return label === undefined ? undefined : readField(label, 'true', report, readBoolean);
}

/** Why nothing on the subject counts, or undefined. */
function whyOff(enable: Field<boolean> | undefined, subject: LabelSubject, key: string): Finding | undefined {
  if (enable?.ok && !enable.value) {
    return { code: 'LABEL_DISABLED', severity: 'info', message: `${subject.prefix} is switched off with ${key}` };
  }
  if (!subject.requireEnable || enable !== undefined) return undefined;
  const message = `${subject.prefix} has record labels, but the source "${subject.source}" takes only what carries ${key}=true`;
  return { code: 'LABEL_NOT_ENABLED', severity: 'warning', message, hint: `add ${key}=true` };
}

/** Accounts for the container's labels that no claim relied on (labels 1.3). */
function reportUnused(
  wishes: readonly Wish[],
  container: ContainerFields,
  enableKey: string,
  used: ReadonlySet<Label>,
  report: Report,
): void {
  const prefix = enableKey.slice(0, -'.enable'.length);
  const { target, attributes, ...fields } = container;
  if (target?.ok && !target.labels.some((label) => used.has(label))) {
    const message = `${prefix}.target is for claims that are only a name, and there is none`;
    for (const label of target.labels) {
      report.add(label, {
        code: 'LABEL_INCOMPLETE',
        severity: 'error',
        message,
        hint: `add ${prefix}.host=app.example.com`,
      });
    }
  }
  const idle: Label[] = [];
  for (const field of [...Object.values(fields), ...attributes.values()]) {
    if (field.ok) idle.push(...field.labels.filter((label) => !used.has(label)));
  }
  const [first] = idle;
  if (first === undefined) return;
  if (wishes.length === 0) {
    const message = `nothing to apply ${idle.map(({ key }) => key).join(', ')} to: there is no record label`;
    report.add(first, {
      code: 'LABEL_INCOMPLETE',
      severity: 'warning',
      message,
      hint: `add ${prefix}.host=app.example.com`,
    });
    return;
  }
  for (const label of idle) {
    report.add(label, {
      code: 'LABEL_OUTVOTED',
      severity: 'info',
      message: `no claim uses ${label.key}: a closer label says it`,
    });
  }
}
