import { DnsSyncError, exitCodes } from '../errors.ts';
import type { ApplyManner } from '../workflows/apply-project.ts';
import type { AdoptionRequest } from '../workflows/import-adopt.ts';
import type { Project } from '../workflows/project.ts';
import { applyDialogue, showApplied } from './apply-dialogue.ts';
import type { ImportJson } from './import-overrides.ts';
import { describeError, type Terminal } from './terminal.ts';

/** How an adoption goes about it. */
export interface AdoptionOptions {
  readonly how: ApplyManner;
  /** What was imported just before, for `--json`. */
  readonly imported: ImportJson | null;
  readonly approved: boolean;
}

/** Adopts, shows the plan and how it ended; returns the exit code. */
export async function adopt(
  terminal: Terminal,
  project: Project,
  request: AdoptionRequest,
  { how, imported, approved }: AdoptionOptions,
): Promise<number> {
  const { adoptRecords } = await import('../workflows/import-adopt.ts');
  const { leftOut, ...applied } = await adoptRecords(project, request, how, {
    ...applyDialogue(terminal, project, approved),
    confirm: () => confirm(terminal, approved),
  });
  if (leftOut > 0) {
    terminal.log('info', `${leftOut} other ${leftOut === 1 ? 'change is' : 'changes are'} left to dns-sync apply.`);
  }
  if (!terminal.json || applied.result === null) return showApplied(terminal, applied);
  const { errorFields, toJson } = await import('../output/json.ts');
  const error = applied.failure === undefined ? undefined : describeError(applied.failure);
  const failed = error === undefined ? {} : { error: errorFields(error) };
  terminal.print(toJson({ import: imported, adoption: { plan: applied.plan, ...applied.result, ...failed } }));
  return applied.result.outcome === 'partial' ? exitCodes.partial : (error?.exit ?? exitCodes.ok);
}

async function confirm(terminal: Terminal, approved: boolean): Promise<boolean> {
  if (approved) return true;
  if (!terminal.interactive) {
    throw new DnsSyncError('USAGE', 'import --adopt would ask, but there is no terminal; no record was adopted', {
      hint: 'give --auto-approve',
    });
  }
  return /^y(?:es)?$/i.test(await terminal.ask('Adopt these records? Only "yes" goes on:'));
}
