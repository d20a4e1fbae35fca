import type { Reading } from '../../core/claim.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { completeness, type Missing } from '../completeness.ts';
import type { SourceContext } from '../source.ts';
import { startTimeLimit } from '../time-limit.ts';
import { askEngine, type EngineAnswers, type EngineFault, type Question } from './ask-engine.ts';
import type { EngineReply } from './engine-reply.ts';
import { filesInTime, tooLate } from './fault.ts';
import { type DaemonSettings, findDaemon } from './find-daemon.ts';
import { openDaemon } from './open-daemon.ts';
import { type ElementRules, readElements } from './read-elements.ts';
import { recordingOf } from './record.ts';
import { withoutMesh, withTasks } from './swarm-tasks.ts';

/** How a daemon is reached, and how long it may take. */
export interface LiveDaemon extends DaemonSettings {
  /** Milliseconds from the first step to the last answer. */
  readonly timeoutMs: number;
}

/** States of containers that a daemon lists unless it is asked for all. */
const listedStates: readonly string[] = ['running', 'paused', 'restarting'];

/** Reads a Docker daemon (sources 5). A daemon that does not answer has failed; nothing is left open. */
export async function readLive(
  live: LiveDaemon,
  rules: ElementRules,
  context: SourceContext,
  signal: AbortSignal,
): Promise<Reading> {
  const limit = startTimeLimit(live.timeoutMs, tooLate(live.timeoutMs / 1000));
  try {
    const { shown, answers } = await askOnce(live, rules, context, AbortSignal.any([signal, limit.signal]));
    signal.throwIfAborted();
    return answers.ok ? readAnswers(shown, answers, rules, context) : failed(shown, answers, rules, context);
  } finally {
    limit.clear();
  }
}

/** Asks, unless the same was asked before in this run. */
function askOnce(
  live: LiveDaemon,
  { states, swarm, labels }: ElementRules,
  context: SourceContext,
  signal: AbortSignal,
): Promise<EngineReply> {
  const { unlocked } = labels;
  const question: Question = {
    all: unlocked || states.some((state) => !listedStates.includes(state)),
    swarm: unlocked ? 'auto' : swarm,
  };
  const { host, context: dockerContext, tls, ssh } = live;
  const key = JSON.stringify([host, dockerContext, tls, ssh, live.timeoutMs, question]);
  const known = context.answers?.get(key);
  if (known !== undefined) return known;
  const reply = ask(live, question, context, signal);
  context.answers?.set(key, reply);
  return reply;
}

async function ask(
  live: LiveDaemon,
  question: Question,
  context: SourceContext,
  signal: AbortSignal,
): Promise<EngineReply> {
  const found = await filesInTime(findDaemon(live, context), signal);
  if (!found.ok) return { shown: 'the Docker daemon', answers: found };
  const { daemon } = found;
  const { shown } = daemon;
  const opened = await openDaemon(daemon, live.ssh ?? {}, context, signal);
  if (!opened.ok) return { shown, answers: opened };
  try {
    const answers = await askEngine(opened.dial, question, signal);
    const complaint = opened.complaint();
    if (answers.ok || complaint === '') return { shown, answers };
    return { shown, answers: { ...answers, why: `${answers.why} (${complaint})` } };
  } finally {
    opened.close();
  }
}

function readAnswers(shown: string, answers: EngineAnswers, rules: ElementRules, context: SourceContext): Reading {
  const { containers, services, tasks, networks } = answers;
  const values = [...withoutMesh(containers, networks), ...withTasks(services, tasks, networks)];
  const { strange, ...found } = readElements(
    values.map((value) => ({ value })),
    rules,
    context,
  );
  const missing = [
    ...answers.missing.map(({ what, ...rest }) => ({ what: `${what} of ${shown}`, ...rest })),
    ...servicesMissing(shown, answers, rules, context),
    ...strange.map(({ message, count }) => ({
      what: `${count === 1 ? 'an element' : `${count} elements`} of its lists`,
      why: message,
      hint: 'please report this with the version of Docker',
    })),
  ];
  context.record?.(recordingOf(values, rules.labels, missing));
  const answer = judged(rules.name, 1, missing);
  return { ...found, ...answer, diagnostics: [...found.diagnostics, ...answer.diagnostics] };
}

/** Services that are wanted, or were there before, and that only a manager knows. */
function servicesMissing(
  shown: string,
  { role }: EngineAnswers,
  { swarm, name }: ElementRules,
  { remembers }: SourceContext,
): (Missing & { readonly hint: string })[] {
  if (role !== 'worker' && role !== 'none') return [];
  const wanted = swarm === 'services' || remembers?.(`docker:${name}/service:`) === true;
  if (!wanted) return [];
  const what = `Swarm services of ${shown}`;
  const hint = 'connect to a manager';
  if (role === 'worker') return [{ what, why: 'it is a Swarm worker, which knows no services', hint }];
  return [{ what, why: 'it is in no swarm', hint: `${hint}; if it left the swarm on purpose, say swarm: containers` }];
}

function failed(
  shown: string,
  { why, hint, tooOld = false }: EngineFault,
  { name, labels }: ElementRules,
  { record }: SourceContext,
): Reading {
  record?.(recordingOf([], labels, [{ what: shown, why }]));
  const answer = judged(name, 0, [{ what: shown, why, hint }]);
  const old: Diagnostic = {
    code: 'DOCKER_API_TOO_OLD',
    severity: 'warning',
    message: `${shown}: ${why}`,
    hint,
    subject: name,
  };
  return { claims: [], doubts: [], ...answer, diagnostics: [...(tooOld ? [old] : []), ...answer.diagnostics] };
}

/** The judgement of sources 1.2, with what to do about the first thing that is missing. */
function judged(source: string, readable: number, missing: readonly (Missing & { readonly hint: string })[]) {
  const answer = completeness(source, readable, missing);
  const [first] = missing;
  if (first === undefined) return answer;
  const hint = `${first.hint}; until then its names are held, and go on without them only with --hold`;
  return { ...answer, diagnostics: answer.diagnostics.map((one) => ({ ...one, hint })) };
}
