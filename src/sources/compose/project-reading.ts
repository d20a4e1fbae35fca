import type { Claim, Doubt } from '../../core/claim.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Missing } from '../completeness.ts';
import type { LabelRules } from '../labels/read-labels.ts';
import type { LabelSubject } from '../labels/subject.ts';
import type { LabelFiles } from './label-file.ts';
import type { Stack } from './layers.ts';

/** What holds for all services of a source. */
export type SubjectSettings = Pick<LabelSubject, 'source' | 'addressing' | 'host' | 'providers' | 'requireEnable'>;

/** How the services of a source are read. */
export interface ReadingSettings {
  readonly subject: SubjectSettings;
  readonly rules: LabelRules;
  /** `deploy.labels` count instead of `labels`. */
  readonly swarm: boolean;
}

/** What one project says. */
export interface ProjectReading {
  readonly claims: readonly Claim[];
  readonly doubts: readonly Doubt[];
  readonly diagnostics: readonly Diagnostic[];
  /** Parts that may hold labels and are not read. */
  readonly missing: readonly Missing[];
}

/** The same while it is being collected. */
export interface Collected {
  /** Labels and networks of all services so far, of whatever tool: what merge keys may blow up. */
  size: number;
  readonly claims: Claim[];
  readonly doubts: Doubt[];
  readonly diagnostics: Diagnostic[];
  readonly missing: Missing[];
}

/** A service while it is being read. */
export interface Service {
  readonly name: string;
  /** `<file>#<service>`. */
  readonly prefix: string;
  readonly stack: Stack;
}

/** What all services of a project have in common. */
export interface ProjectContext {
  /** The files' roots. */
  readonly root: Stack;
  /** Compose's name for the project. */
  readonly project: string;
  /** Active profiles. */
  readonly active: ReadonlySet<string>;
  readonly labelFiles: LabelFiles;
  readonly settings: ReadingSettings;
}
