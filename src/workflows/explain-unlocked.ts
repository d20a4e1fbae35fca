import type { GrammarConfig, SourceConfig } from '../config/config.ts';
import type { Reading, ReadSubject } from '../core/claim.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { switches } from '../core/explain/locked-claim.ts';
import { partsOfOrigin } from '../core/explain/question.ts';
import type { Switch, UnlockedClaim } from '../core/explain/surmises.ts';
import type { SourceReading } from '../core/gather.ts';
import { grammarOf } from '../sources/labels/grammar.ts';
import { unmarkPlace } from '../sources/labels/other-place.ts';
import type { LabelRules } from '../sources/labels/read-labels.ts';
import { defaultGrammars, grammarNames, labelRules } from '../sources/labels/table.ts';
import type { Project } from './project.ts';
import { readSources } from './read-sources.ts';

/** A source that reads labels. */
type LabelSource = Extract<SourceConfig, { readonly type: 'compose' | 'docker' }>;

/** What sources of labels say beside what they claim. */
export interface Unlocked {
  readonly claims: readonly UnlockedClaim[];
  /** Containers and services with labels of any grammar. */
  readonly subjects: readonly ReadSubject[];
}

/**
 * Reads the sources of labels once more with all grammars, as if nothing kept labels from counting: what they would claim
 * besides, and why they do not. What failed once, and what is locked, is not asked.
 */
export async function readUnlocked(
  project: Project,
  readings: readonly SourceReading[],
  locked: readonly string[],
): Promise<Unlocked> {
  const before = new Map(
    readings
      .filter(({ source, reading }) => reading.completeness !== 'failed' && !locked.includes(source))
      .map(({ source, reading }) => [source, reading]),
  );
  const configs = project.config.sources.filter(isLabelSource).filter(({ name }) => before.has(name));
  const sources = configs.map(unlock);
  const opened = await readSources({ ...project, config: { ...project.config, sources } }, null, []);
  const openedBy = new Map(opened.map(({ source, reading }) => [source, reading]));
  return {
    claims: configs.flatMap((config) => claimsBeside(config, openedBy.get(config.name), before.get(config.name))),
    subjects: opened.flatMap(({ reading }) => reading.subjects ?? []),
  };
}

function isLabelSource(config: SourceConfig): config is LabelSource {
  return config.type === 'compose' || config.type === 'docker';
}

function grammarsOf({ labels = defaultGrammars }: LabelSource): readonly GrammarConfig[] {
  return labels.map((one) => (typeof one === 'string' ? { grammar: one } : one));
}

/** The source with all grammars, and nothing that hides records or switches them off. */
function unlock<Source extends LabelSource>(config: Source): Source {
  const said = grammarsOf(config);
  const added = grammarNames.filter((name) => said.every(({ grammar }) => grammar !== name));
  return { ...config, labels: [...said, ...added], unlocked: true };
}

/** What a label says, without why it does not count. */
type Said = Pick<UnlockedClaim, 'name' | 'type' | 'value' | 'origin' | 'replicaOf' | 'at'>;

/** All names that a reading has, by each label that says them: a stopped container may have no address, and no claim for that alone. */
function saidIn({ claims, doubts }: Reading): Said[] {
  return [
    ...claims.flatMap(({ name, type, value, origins, at }) =>
      origins.map((origin): Said => ({ name, type, value, origin, replicaOf: origins[0] ?? origin, at })),
    ),
    ...doubts.flatMap((doubt): Said[] => {
      if (doubt.kind !== 'name') return [];
      const { name, type, values, origin } = doubt;
      const [value] = values ?? [];
      return [
        {
          name,
          origin,
          replicaOf: origin,
          ...(type === undefined ? {} : { type }),
          ...(value === undefined ? {} : { value }),
        },
      ];
    }),
  ];
}

function keyOf({ name, type, value, origin }: Said): string {
  return JSON.stringify([name, type, value, origin]);
}

/** What the second reading of a source has and the first has not. */
function claimsBeside(config: LabelSource, opened: Reading | undefined, before: Reading | undefined): UnlockedClaim[] {
  if (opened === undefined || before === undefined) return [];
  const made = new Set(saidIn(before).map(keyOf));
  const beside = new Map(saidIn(opened).map((one) => [keyOf(one), one]));
  const rules = labelRules(unlock(config));
  const { ignored } = labelRules(config);
  const enabled = new Set(grammarsOf(config).map(({ grammar }) => grammar as string));
  const switchesFor = createSwitchFinder(config, rules, opened.diagnostics);
  return [...beside].flatMap(([key, one]) => {
    const { origin, place } = unmarkPlace(one.origin);
    if (made.has(place === undefined ? key : keyOf({ ...one, origin }))) return [];
    const { label = '' } = partsOfOrigin(origin);
    const grammar = grammarOf(rules.grammars, label)?.name ?? '';
    const isHidden = ignored.some((matches) => matches(label));
    const why = { isEnabled: enabled.has(grammar), isHidden, switches: () => switchesFor(one.origin) };
    const where = { origin, replicaOf: unmarkPlace(one.replicaOf).origin, ...(place === undefined ? {} : { place }) };
    return [{ ...one, ...where, source: config.name, grammar, ...why }];
  });
}

/** Finds what keeps the label of an origin from counting, among the findings of the second reading. */
function createSwitchFinder(
  config: LabelSource,
  { grammars, ignored }: LabelRules,
  findings: readonly Diagnostic[],
): (origin: string) => readonly Switch[] {
  const bySubject = new Map<string, Diagnostic[]>();
  for (const one of findings) {
    if (switches[one.code] === undefined || one.origin === undefined) continue;
    const { subject } = partsOfOrigin(one.origin);
    const list = bySubject.get(subject);
    if (list === undefined) bySubject.set(subject, [one]);
    else list.push(one);
  }
  const concerns = ({ code, origin = '' }: Diagnostic, asked: string): boolean => {
    const { label: key } = partsOfOrigin(origin);
    const { label = '' } = partsOfOrigin(asked);
    if (key === undefined) return true;
    if (code === 'LABEL_NOT_ON_CONTAINER') return origin === asked;
    const grammar = grammarOf(grammars, key);
    if (grammar !== grammarOf(grammars, label)) return false;
    return grammar?.name !== 'dns' || label.startsWith(key.slice(0, key.lastIndexOf('.') + 1));
  };
  return (asked) => {
    const found = (bySubject.get(partsOfOrigin(asked).subject) ?? []).filter((one) => concerns(one, asked));
    const told = found.map(({ code, message, hint = hintFor(code, config) }) => {
      const key = wantedKey.exec(hint)?.[1];
      return {
        code,
        message,
        hint: key !== undefined && ignored.some((matches) => matches(key)) ? unhide(key, hint) : hint,
      };
    });
    return [...new Map(told.map((one) => [`${one.code} ${one.message}`, one])).values()];
  };
}

/** The label that a hint asks for. */
const wantedKey = /^(?:add )?([^\s=]+)=/;

/** What is asked for, where the source would not see it. */
function unhide(key: string, hint: string): string {
  return `${hint}, and take it out of ignoreLabels:, which hides ${key}`;
}

/** What to do about what the finding itself gives no hint for. */
function hintFor(code: string, config: LabelSource): string {
  if (code === 'LABEL_DISABLED') return 'set it to true';
  if (config.type === 'compose') return 'let it run: its profile, its replicas';
  if (code === 'SERVICE_NOT_COUNTED') {
    return config.swarm === 'containers' ? 'set swarm: auto in the source' : 'scale it up';
  }
  return config.swarm === 'services'
    ? 'set swarm: auto in the source, or move the label to the service (deploy.labels)'
    : 'start it, or list its state in states: of the source';
}
