import { maskText } from '../../config/mask.ts';
import { type Check, type Examination, examinationOf } from '../../core/examination.ts';
import { shownPath } from '../../files/resolve-paths.ts';
import { localLock } from '../../state/state-folder.ts';
import { openProject, type Project, type Surroundings } from '../project.ts';
import { statePath } from '../project-state.ts';
import { examineJournal } from './examine-journal.ts';
import { examineLockfile } from './examine-lockfile.ts';
import { examineLock } from './examine-locks.ts';
import { examineProvider } from './examine-provider.ts';
import { examineSource } from './examine-source.ts';
import { examineState } from './examine-state.ts';
import { counted, failures, type Looking, passed, subjectOf } from './findings.ts';

/** What an examination is asked for. */
export interface ExaminationRequest {
  /** `--config`. */
  readonly configPath?: string;
  /** Notes of severity info about what sources and providers say, too. */
  readonly infos: boolean;
  /** Milliseconds that a source or provider has to answer; 30 s when not said. */
  readonly limitMs?: number;
}

/**
 * Looks at everything a project consists of, and never stops at the first problem. Without a configuration that can be
 * loaded nothing else is known. Writes nothing.
 */
export async function examineProject(surroundings: Surroundings, request: ExaminationRequest): Promise<Examination> {
  const { cwd, environment, signal, filled } = surroundings;
  const { configPath } = request;
  let opened: Project;
  try {
    // Each provider fills in its own zones: a secret that is missing there is a finding about that provider.
    opened = await openProject(surroundings, configPath, 'leave');
  } catch (error) {
    const about = subjectOf('configuration', configPath || environment.DNS_SYNC_CONFIG || 'dns-sync.yaml');
    return examinationOf(failures(about, error));
  }
  const { config, loaded } = opened;
  const about = subjectOf('configuration', shownPath(cwd, loaded.file));
  const counts = `${counted(config.sources.length, 'source')}, ${counted(config.providers.length, 'provider')}`;
  const checks = [
    passed(about, `owner ${config.owner}, ${counts}`),
    ...(await examineParts({ ...opened, placeholders: 'fill' }, request)),
  ];
  signal.throwIfAborted();
  return examinationOf(checks.map((check) => masked(check, filled)));
}

async function examineParts(
  project: Project,
  { infos, limitMs = 30_000 }: ExaminationRequest,
): Promise<readonly Check[]> {
  const { sources, providers } = project.config;
  const [lockfile, own] = await Promise.all([examineLockfile(project), examineOwnParts(project)]);
  const settled = own.every(({ area, status }) => area !== 'journal' || status === 'ok');
  const looking: Looking = { project, memory: lockfile.memory, settled, infos, limitMs };
  const read = await Promise.all([
    ...sources.map((source) => examineSource(source, looking)),
    ...providers.map((provider) => examineProvider(provider, looking)),
  ]);
  return [...lockfile.checks, ...own, ...onceEach(read.flat())];
}

/** The state folder and, where one can look into it, its lock and journal. */
async function examineOwnParts(project: Project): Promise<Check[]> {
  const { checks, open } = await examineState(project);
  if (!open) return [...checks];
  const inside = await Promise.all([examineLock(localLock(statePath(project))), examineJournal(project)]);
  return [...checks, ...inside.flat()];
}

/** Providers may share a lock: it is shown once. */
function onceEach(checks: readonly Check[]): Check[] {
  const seen = new Set<string>();
  return checks.filter(({ area, subject }) => {
    if (area !== 'locks') return true;
    const known = seen.has(subject);
    seen.add(subject);
    return !known;
  });
}

/** A check in which whatever `${…}` was filled in with stands as it was written. */
function masked(check: Check, filled: ReadonlyMap<string, string>): Check {
  if (filled.size === 0) return check;
  const mask = (text: string) => maskText(text, filled);
  const { subject, message, hint, origin, name, file } = check;
  return {
    ...check,
    subject: mask(subject),
    message: mask(message),
    ...(hint === undefined ? {} : { hint: mask(hint) }),
    ...(origin === undefined ? {} : { origin: mask(origin) }),
    ...(name === undefined ? {} : { name: mask(name) }),
    ...(file === undefined ? {} : { file: mask(file) }),
  };
}
