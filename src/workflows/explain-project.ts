import type { ProviderConfig } from '../config/config.ts';
import { explain, isClaimed } from '../core/explain/explain.ts';
import type { Explanation, Question, UnreadProvider } from '../core/explain/explanation.ts';
import { subjectsCalled } from '../core/explain/subjects.ts';
import type { Surmises } from '../core/explain/surmises.ts';
import type { MadePlan } from '../core/make-plan.ts';
import { readName } from '../core/name.ts';
import { DnsSyncError, exitCodes } from '../errors.ts';
import { noSurmises, surmise } from './explain-surmises.ts';
import { examineJournal } from './journal-status.ts';
import { foresights, offlineState, optionsOf, type PlanRequest, planFor, statesOf } from './make-project-plan.ts';
import { maskError } from './mask-error.ts';
import { type Project, readMemory } from './project.ts';
import { type ReadProvider, readProviders, selectProviders } from './read-providers.ts';
import { lockedNames, readSources } from './read-sources.ts';
import { problemOf } from './refusal.ts';

/** What is asked on the command line. */
export interface Asked {
  readonly name: string | undefined;
  readonly container: string | undefined;
  readonly label: string | undefined;
}

/** An explanation, and the exit code that a plan of the same would have. */
export interface Explained {
  readonly explanation: Explanation;
  readonly exit: number;
}

/** What is asked for without a flag: a name in canonical form, or else a container that is called so. */
interface EitherQuestion {
  readonly kind: 'either';
  readonly name: string;
  readonly container: string;
}

/** How origins write a container or service, which no name looks like. */
const subjectShape = /^docker:[^/]+\/.|.#./;

/** A question in canonical form: a name in any spelling. Throws `USAGE` for none, for two at once, and for what can be no name. */
export function questionOf({ name, container, label }: Asked): Question | EitherQuestion {
  const isOrigin = container !== undefined || label !== undefined;
  if (name === undefined && !isOrigin) {
    throw new DnsSyncError('USAGE', 'nothing is asked for', {
      hint: 'explain app.example.com, or --container NAME, or --label KEY',
    });
  }
  if (name === undefined) {
    return {
      kind: 'origin',
      ...(container === undefined ? {} : { container: bare(given('container', container)) }),
      ...(label === undefined ? {} : { label: given('label', label) }),
    };
  }
  if (isOrigin) {
    throw new DnsSyncError('USAGE', 'a NAME and --container or --label exclude one another', {
      hint: 'ask for one of them; --container and --label go together',
    });
  }
  const read = readName(name);
  if (read.ok) return { kind: 'either', name: read.name, container: name.trim() };
  if (bare(name.trim()) !== name.trim()) return { kind: 'origin', container: bare(name.trim()) };
  if (subjectShape.test(name.trim())) return { kind: 'origin', container: name.trim() };
  throw new DnsSyncError('USAGE', read.message, read.hint === undefined ? {} : { hint: read.hint });
}

/** A container without the slash that `docker inspect` writes before its name. */
function bare(container: string): string {
  return container.length > 1 && container.startsWith('/') ? container.slice(1) : container;
}

function given(flag: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed !== '') return trimmed;
  throw new DnsSyncError('USAGE', `--${flag} is empty`, { hint: `write the ${flag} to explain` });
}

/** Reads what a plan is made from, as far as it can be read, and tells what becomes of what is asked for. Writes nothing. */
export async function explainProject(
  opened: Project,
  asked: Question | EitherQuestion,
  request: PlanRequest,
): Promise<Explained> {
  const project: Project = { ...opened, answers: new Map() };
  const lockfile = await readMemory(project);
  const memory = lockfile?.memory ?? null;
  const locked = lockedNames(project.config.sources, request.locked);
  const selected = selectProviders(project, request.provider);
  const interrupted = await examineJournal(project);
  const [readings, { read, unread }] = await Promise.all([
    readSources(project, memory, locked),
    request.offline ? { read: [], unread: [] } : readWhatCanBe(project, selected),
  ]);
  try {
    const made = planFor(project, {
      lockfile,
      readings,
      actual: request.offline
        ? new Map(selected.map(({ name }) => [name, offlineState(memory, name, project.config.owner)]))
        : statesOf(project, read),
      notices: interrupted === null ? [] : [interrupted],
      options: optionsOf(project, request, locked),
      foresee: foresights(read),
    });
    const settled = await settle(asked, made, () => surmise(project, readings, locked));
    const exit = exitOf(made, unread);
    return { explanation: explain(settled.question, { made, unread, exit, ...settled }), exit };
  } finally {
    await Promise.all(read.map(({ provider }) => provider.close?.()));
  }
}

/** A question that is settled, and what comes closest if nobody claims what is asked for. */
interface Settled {
  readonly question: Question;
  readonly surmises: Surmises;
  readonly called: readonly string[];
}

/** A name that is claimed comes before a container that is called so, and that before a name that nobody claims. */
async function settle(
  asked: Question | EitherQuestion,
  made: MadePlan,
  surmiseNow: () => Promise<Surmises>,
): Promise<Settled> {
  if (asked.kind !== 'either') {
    const surmises = isClaimed(made, asked) ? noSurmises : await surmiseNow();
    return { question: asked, surmises, called: [] };
  }
  const { name, container } = asked;
  const isName = isClaimed(made, { kind: 'name', name });
  const isContainer = isClaimed(made, { kind: 'origin', container });
  const surmises = isName || isContainer ? noSurmises : await surmiseNow();
  const called = subjectsCalled(container, made.trace(), surmises);
  const question: Question = isName || called.length === 0 ? { kind: 'name', name } : { kind: 'origin', container };
  return { question, surmises, called };
}

/** As a plan would exit: input before sources before providers (settled 23). */
function exitOf({ plan }: MadePlan, unread: readonly UnreadProvider[]): number {
  const problem = plan.options.hold ? undefined : problemOf(plan);
  if (problem !== undefined) return problem.exit;
  return unread.length === 0 ? exitCodes.ok : Math.min(...unread.map(({ exit }) => exit));
}

/** Every provider that can be read, and why the others cannot. */
async function readWhatCanBe(
  project: Project,
  selected: readonly ProviderConfig[],
): Promise<{ readonly read: readonly ReadProvider[]; readonly unread: readonly UnreadProvider[] }> {
  const outcomes = await Promise.allSettled(selected.map((config) => readProviders(project, [config])));
  const read: ReadProvider[] = [];
  const unread: UnreadProvider[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') read.push(...outcome.value);
    else unread.push(unreadProvider(selected[index]?.name ?? '', outcome.reason, project));
  }
  return { read, unread };
}

/** Throws what is no error of ours. */
function unreadProvider(provider: string, reason: unknown, { filled, signal }: Project): UnreadProvider {
  signal.throwIfAborted();
  const error = maskError(reason, filled);
  if (!(error instanceof DnsSyncError)) throw error;
  const { code, message, hint, exit, diagnostics } = error;
  return { provider, code, message, hint, exit, findings: diagnostics };
}
