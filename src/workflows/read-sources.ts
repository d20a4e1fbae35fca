import type { SourceConfig } from '../config/config.ts';
import { maskData, maskReading } from '../config/mask.ts';
import { fillIn, hasPlaceholder } from '../config/secrets.ts';
import type { Reading } from '../core/claim.ts';
import { recall, type SourceReading } from '../core/gather.ts';
import type { Memory } from '../core/memory.ts';
import { DnsSyncError } from '../errors.ts';
import type { SourceContext } from '../sources/source.ts';
import { openSource } from '../sources/table.ts';
import { readInTime, standardTimeout } from '../sources/time-limit.ts';
import type { Project } from './project.ts';

/** Which sources are not read but taken from the lockfile's snapshot. */
export interface LockedSources {
  /** `--locked`: every live Docker source. */
  readonly live: boolean;
  /** `--locked-source NAME`. */
  readonly named: readonly string[];
}

/** Whether reading a source asks a daemon, not a file. */
function isLive(source: SourceConfig): boolean {
  return source.type === 'docker' && source.file === undefined;
}

/** Told what a live source answered: plain data without secrets, for `snapshot --record`. */
export type Recorder = (source: string, elements: readonly unknown[]) => void;

/** The names of the sources that are taken from the snapshot. Throws `USAGE` for a name that no source has. */
export function lockedNames(sources: readonly SourceConfig[], { live, named }: LockedSources): string[] {
  const names = new Set(sources.map(({ name }) => name));
  const unknown = named.filter((name) => !names.has(name));
  if (unknown.length > 0) {
    throw new DnsSyncError('USAGE', `--locked-source names no source: ${unknown.join(', ')}`, {
      hint: `the configured sources are ${[...names].join(', ')}`,
    });
  }
  return sources.filter((source) => named.includes(source.name) || (live && isLive(source))).map(({ name }) => name);
}

/** Reads all sources side by side; locked ones from the snapshot. */
export async function readSources(
  project: Project,
  memory: Memory | null,
  locked: readonly string[],
  recorder?: Recorder,
): Promise<SourceReading[]> {
  if (locked.length > 0 && memory === null) {
    throw new DnsSyncError(
      'SOURCE_FAILED',
      `${locked.join(', ')} cannot be taken from ${project.shownLockfile}: it does not exist`,
      {
        hint: 'write it with dns-sync snapshot where the sources can be read, and commit it',
      },
    );
  }
  const remembered = new Set(memory?.snapshot.map(({ source }) => source));
  const rewrites = memory?.snapshot.some(({ rewritten }) => rewritten === true) ?? false;
  const contextOf = (config: SourceConfig): SourceContext => ({
    root: project.root,
    environment: project.environment,
    defaults: project.config.defaults,
    remembered: remembered.has(config.name) || (rewrites && config.type === 'yaml'),
    remembers: (prefix) => remembersFrom(memory, config.name, prefix),
    providers: project.config.providers.map(({ name }) => name),
    ...(project.answers === undefined ? {} : { answers: project.answers }),
    ...(project.noteFile === undefined ? {} : { noteFile: project.noteFile }),
    ...(recorder === undefined
      ? {}
      : { record: (elements) => recorder(config.name, maskData(elements, project.filled) as readonly unknown[]) }),
  });
  return Promise.all(
    project.config.sources.map(async (config) => ({
      source: config.name,
      reading: locked.includes(config.name)
        ? fromSnapshot(config.name, memory)
        : await readSource(config, project, contextOf(config)),
    })),
  );
}

function fromSnapshot(source: string, memory: Memory | null): Reading {
  const claims = (memory?.snapshot ?? []).filter((claim) => claim.source === source).map(recall);
  return { claims, doubts: [], diagnostics: [], completeness: 'complete', missing: [] };
}

function remembersFrom(memory: Memory | null, source: string, prefix: string): boolean {
  const known = memory?.snapshot.filter((claim) => claim.source === source) ?? [];
  return known.some(({ origins }) => origins.some((origin) => origin.startsWith(prefix)));
}

/** A source that `check` does not read: a daemon, or one in whose settings `${…}` is only filled in for a plan. */
function notRead(source: string, why: string): Reading {
  const message = `the source "${source}" is not checked: ${why}`;
  const diagnostics = [{ code: 'SOURCE_NOT_CHECKED', severity: 'info' as const, message, subject: source }];
  return { claims: [], doubts: [], diagnostics, completeness: 'incomplete', missing: [] };
}

async function readSource(config: SourceConfig, project: Project, context: SourceContext): Promise<Reading> {
  if (project.placeholders === 'leave') {
    if (isLive(config)) return notRead(config.name, 'it asks a Docker daemon, which is done for a plan only');
    if (hasPlaceholder(JSON.stringify(config))) {
      return notRead(config.name, `its settings hold \${…}, which is filled in for a plan only`);
    }
  }
  const filled = await fillIn(config, {
    environment: project.environment,
    root: project.root,
    filled: project.filled,
  });
  const source = await openSource(filled, context);
  // A daemon keeps the limit by itself: it says what it was asked.
  const reading = isLive(config)
    ? await source.read(project.signal)
    : await readInTime(source, config.timeoutMs ?? standardTimeout, project.signal);
  return maskReading(reading, project.filled);
}
