import type { Diagnostic } from '../diagnostic.ts';
import type { MadePlan } from '../make-plan.ts';
import type { NameStory, Whereabouts } from './explanation.ts';
import { byName } from './provider.ts';
import { partsOfOrigin } from './question.ts';

/** Findings by what they are about. */
export interface Findings {
  readonly byName: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Those about no name, by container or file. */
  readonly bySubject: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Those about neither, by file and line, and by what they say, which is why a name is in doubt. */
  readonly byPlace: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** Sorts findings once for all names that are told of. */
export function indexFindings(findings: readonly Diagnostic[]): Findings {
  const named = findings.flatMap((one) => (one.name === undefined ? [] : [{ name: one.name, one }]));
  const others = findings.flatMap((one) => {
    if (one.name !== undefined || one.origin === undefined) return [];
    return [{ name: partsOfOrigin(one.origin).subject, one }];
  });
  const plain = (index: ReadonlyMap<string, readonly { readonly one: Diagnostic }[]>) =>
    new Map([...index].map(([name, list]) => [name, list.map(({ one }) => one)]));
  const loose = findings.flatMap((one) => {
    if (one.name !== undefined || one.origin !== undefined) return [];
    return [...placeOf(one), one.message].map((name) => ({ name, one }));
  });
  return { byName: plain(byName(named)), bySubject: plain(byName(others)), byPlace: plain(byName(loose)) };
}

/** File and line as a key of `byPlace`; none where they are not known. */
export function placeOf({ file, line }: Whereabouts): string[] {
  return file === undefined || line === undefined ? [] : [`${file}:${line}`];
}

/** As many errors of sources are told beside the names. */
const mostErrors = 5;

/**
 * Findings that say why the plan knows less than it could: an apply that was interrupted, a source that was not read, and
 * the errors behind that; behind a record that is held for what could not be read of a source, too.
 */
export function findingsBeside(made: MadePlan, stories: readonly NameStory[]): Diagnostic[] {
  const { incomplete, diagnostics } = made.plan;
  const held = stories.flatMap(({ providers }) => providers.flatMap((one) => one.held));
  const isUncovered = held.some(({ reason }) => reason === 'source-incomplete');
  const errors = new Set<string>();
  for (const { source, reading } of made.trace().input.readings) {
    if (!incomplete.includes(source) && !(isUncovered && reading.doubts.some(({ kind }) => kind === 'origin')))
      continue;
    for (const one of reading.diagnostics) if (isUnnamedError(one)) errors.add(keyOf(one));
  }
  const ofSource = (one: Diagnostic) => isUnnamedError(one) && errors.has(keyOf(one));
  return [
    ...[...diagnostics, ...made.infos].filter((one) => isOfPlan(one, incomplete)),
    ...diagnostics.filter((one) => !isOfPlan(one, incomplete) && ofSource(one)).slice(0, mostErrors),
  ];
}

function isOfPlan({ code, subject }: Diagnostic, incomplete: readonly string[]): boolean {
  return code === 'RECOVERY_DUE' || code === 'APPLY_RUNNING' || (subject !== undefined && incomplete.includes(subject));
}

/** Rules may have given a finding another severity, and have made another object of it. */
function keyOf({ code, message, file = '', line = 0, origin = '' }: Diagnostic): string {
  return JSON.stringify([code, message, file, line, origin]);
}

/** What is about a name leaves only that name in doubt. */
function isUnnamedError({ severity, name }: Diagnostic): boolean {
  return severity === 'error' && name === undefined;
}
