import type { SwarmChoice } from './docker/ask-engine.ts';
import type { DaemonSettings } from './docker/find-daemon.ts';
import type { ElementRules } from './docker/read-elements.ts';
import type { Addressing } from './labels/subject.ts';
import { type LabelSettings, labelRules } from './labels/table.ts';
import type { Source, SourceContext } from './source.ts';
import { standardTimeout } from './time-limit.ts';

/** A source of type `docker`: a recorded file, or else a daemon (labels 7, sources 5). */
export interface DockerSettings extends LabelSettings, DaemonSettings {
  readonly name: string;
  /** What `docker inspect`, the two list calls of the API, or `snapshot --record` wrote; instead of a daemon. */
  readonly file?: string;
  /** How long a daemon may take, milliseconds. */
  readonly timeoutMs?: number;
  readonly swarm?: SwarmChoice;
  /** States in which containers count. */
  readonly states?: readonly string[];
  readonly address?: Addressing;
  readonly requireEnable?: boolean;
  /** A missing file is nothing to mention. */
  readonly optional?: boolean;
}

const countingStates: readonly string[] = ['running', 'paused', 'restarting'];

/** Reads containers and services from a daemon, or from a file. */
export function dockerSource(settings: DockerSettings, context: SourceContext): Source {
  const { file, optional = false, timeoutMs = standardTimeout } = settings;
  const rules: ElementRules = {
    name: settings.name,
    labels: labelRules(settings),
    states: settings.states ?? countingStates,
    swarm: settings.swarm ?? 'auto',
    addressing: settings.address ?? 'host',
    requireEnable: settings.requireEnable ?? false,
  };
  return {
    name: settings.name,
    async read(signal) {
      if (file === undefined) {
        const { readLive } = await import('./docker/live.ts');
        return readLive({ ...settings, timeoutMs }, rules, context, signal);
      }
      const { readRecorded } = await import('./docker/recorded.ts');
      return readRecorded({ file, optional }, rules, context, signal);
    },
  };
}
