import type { Claim, NameDoubt } from '../claim.ts';
import { compareText } from '../diagnostic.ts';
import type { MadePlan, PlanInput } from '../make-plan.ts';
import { displayName, treeKey } from '../name.ts';
import type { Conflict } from '../plan.ts';
import { originOf } from '../work-claim.ts';
import { createClaimTeller, type TellClaim } from './claim.ts';
import { createConflictTeller, type TellConflict } from './conflict.ts';
import type { Explanation, NameStory, Question, UnreadProvider } from './explanation.ts';
import { type Findings, findingsBeside, indexFindings, placeOf } from './findings.ts';
import { createNearbyTeller, type TellNearby } from './nearby.ts';
import { byName, createProviderTeller, type TellProviders } from './provider.ts';
import { askedOrigins, type IsAsked, isAskedFinding, partsOfOrigin, subjectsIn } from './question.ts';
import { explainRoute } from './route.ts';
import { createSparedTeller, type TellSpared } from './rules.ts';
import { subjectsCalled } from './subjects.ts';
import type { Surmises } from './surmises.ts';

/** A plan, and what was found out beside it. */
export interface Explainable {
  readonly made: MadePlan;
  readonly unread: readonly UnreadProvider[];
  readonly surmises: Surmises;
  /** Containers and services that are called as what is asked for without a flag. */
  readonly called: readonly string[];
  /** The exit code, as a plan of the same has it. */
  readonly exit: number;
}

/** What is looked up for every name. */
interface Tellers {
  readonly input: PlanInput;
  readonly claims: ReadonlyMap<string, readonly Claim[]>;
  readonly doubts: ReadonlyMap<string, readonly NameDoubt[]>;
  readonly conflicts: ReadonlyMap<string, readonly Conflict[]>;
  readonly findings: Findings;
  readonly tellClaim: TellClaim;
  readonly tellConflict: TellConflict;
  readonly tellProviders: TellProviders;
  readonly tellSpared: TellSpared;
  readonly nearby: TellNearby;
}

/**
 * Whether somebody claims what is asked for, or is in doubt about it. If nobody does, it pays to find out what comes
 * closest before it is explained.
 */
export function isClaimed(made: MadePlan, question: Question): boolean {
  const { gathered, rewritten } = made.trace();
  if (question.kind === 'name') {
    const { name } = question;
    const isHere = (one: { readonly name: string }) => one.name === name;
    return (
      gathered.claims.some(isHere) ||
      rewritten.claims.some(({ claim }) => isHere(claim)) ||
      rewritten.doubts.some(isHere)
    );
  }
  const isAsked = askedOrigins(question, subjectsIn(made.trace()));
  return (
    gathered.claims.some(({ origins }) => origins.some(isAsked)) ||
    rewritten.doubts.some(({ origin }) => isAsked(origin))
  );
}

/** Tells what becomes of a name, or of all that a container or label claims, in a plan. Pure. */
export function explain(question: Question, explainable: Explainable): Explanation {
  const { made, unread, called, surmises, exit } = explainable;
  const { plan } = made;
  const trace = made.trace();
  const { input } = trace;
  const all = [...plan.diagnostics, ...made.infos];
  const tellConflict = createConflictTeller(trace);
  const tellers: Tellers = {
    input,
    claims: claimsByName(made),
    doubts: byName(trace.rewritten.doubts),
    conflicts: byName(plan.conflicts),
    findings: indexFindings(all),
    tellClaim: createClaimTeller(trace, tellConflict),
    tellConflict,
    tellProviders: createProviderTeller(made, new Set(unread.map(({ provider }) => provider))),
    tellSpared: createSparedTeller(trace, all),
    nearby: createNearbyTeller(trace, surmises),
  };
  const subjects = [...subjectsIn(trace), ...surmises.subjects];
  const isAsked = question.kind === 'name' ? () => false : askedOrigins(question, subjects);
  const names = question.kind === 'name' ? [question.name] : namesOf(isAsked, made);
  const { container } = question.kind === 'name' ? {} : question;
  const stories = names.map((name) => storyOf(name, question, tellers));
  const told = new Set(stories.flatMap(({ findings }) => findings));
  const besides = findingsBeside(made, stories).filter((one) => !told.has(one));
  for (const one of besides) told.add(one);
  return {
    asked: question,
    called,
    owner: input.owner,
    offline: input.options.offline === true,
    serial: input.memory?.serial ?? null,
    names: stories,
    subjects: container === undefined ? [] : subjectsCalled(container, trace, surmises),
    findings: all.filter((one) => !told.has(one) && isAskedFinding(one, isAsked)),
    besides,
    nearby: question.kind === 'origin' && names.length === 0 ? tellers.nearby.toOrigin(question, subjects) : [],
    unread,
    incomplete: plan.incomplete,
    guards: plan.guards,
    errors: plan.diagnostics.filter(({ severity }) => severity === 'error').length,
    hold: plan.options.hold,
    exit,
  };
}

/** The claims as their sources said them, by the names that they have, and had before the patches. */
function claimsByName(made: MadePlan): Map<string, readonly Claim[]> {
  const { gathered, rewritten } = made.trace();
  const found = new Map<string, Claim[]>();
  const seen = new Map<string, Set<Claim>>();
  const add = (name: string, raw: Claim) => {
    const known = seen.get(name) ?? new Set();
    seen.set(name, known);
    if (known.has(raw)) return;
    known.add(raw);
    const list = found.get(name);
    if (list === undefined) found.set(name, [raw]);
    else list.push(raw);
  };
  for (const raw of gathered.claims) add(raw.name, raw);
  for (const { raw, claim } of rewritten.claims) add(claim.name, raw);
  return found;
}

/** By origin, so that a story does not depend on reading order. */
function sortedClaims(claims: readonly Claim[]): Claim[] {
  return [...claims].sort(
    (left, right) =>
      compareText(originOf(left), originOf(right)) ||
      compareText(left.type, right.type) ||
      compareText(left.value, right.value),
  );
}

/** Names that are claimed, or in doubt, by what is asked for; sorted from the right. */
function namesOf(isAsked: IsAsked, made: MadePlan): string[] {
  const { rewritten, gathered } = made.trace();
  const names = new Set<string>();
  const raws = new Set(gathered.claims.filter(({ origins }) => origins.some(isAsked)));
  for (const { name } of raws) names.add(name);
  for (const { raw, claim } of rewritten.claims) if (raws.has(raw)) names.add(claim.name);
  for (const { name, origin } of rewritten.doubts) if (isAsked(origin)) names.add(name);
  return [...names]
    .map((name) => ({ name, key: treeKey(name) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ name }) => name);
}

/** A story of a name. Labels of a container that is asked for are told of once, not with each of its names. */
function storyOf(name: string, { kind }: Question, tellers: Tellers): NameStory {
  const { input, findings } = tellers;
  const claims = sortedClaims(tellers.claims.get(name) ?? []).map(tellers.tellClaim);
  const doubts = tellers.doubts.get(name) ?? [];
  const route = explainRoute(name, undefined, input.models);
  const routes = claims.flatMap(({ becomes }) =>
    becomes.filter((fate) => fate.name === name).map((fate) => fate.route),
  );
  const routed = new Set([...routes, route].flatMap(({ to }) => to.map(({ provider }) => provider)));
  const subjects = new Set(
    [...claims.flatMap(({ origins }) => origins), ...doubts.map(({ origin }) => origin)].map(
      (origin) => partsOfOrigin(origin).subject,
    ),
  );
  const places = new Set([...claims.flatMap(placeOf), ...doubts.map(({ detail }) => detail)]);
  const display = displayName(name);
  return {
    name,
    ...(display === name ? {} : { displayName: display }),
    claims,
    doubts: doubts.map(({ kind: _kind, ...doubt }) => ({
      ...doubt,
      route: explainRoute(name, doubt.providers, input.models),
    })),
    route,
    conflicts: (tellers.conflicts.get(name) ?? []).flatMap(
      ({ provider }) => tellers.tellConflict(provider, name)?.story ?? [],
    ),
    findings: [
      ...(findings.byName.get(name) ?? []),
      ...[...places].flatMap((place) => findings.byPlace.get(place) ?? []),
      ...(kind === 'name' ? [...subjects].flatMap((subject) => findings.bySubject.get(subject) ?? []) : []),
    ],
    spared: tellers.tellSpared(name),
    providers: tellers.tellProviders(name, routed, claims),
    nearby: claims.length + doubts.length === 0 ? tellers.nearby.toName(name) : [],
  };
}
