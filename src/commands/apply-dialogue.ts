import type { LockHolder } from '../core/lock.ts';
import { DnsSyncError, exitCodes } from '../errors.ts';
import type { Applied, ApplyDialogue } from '../workflows/apply-project.ts';
import type { Project } from '../workflows/project.ts';
import { showPlan } from './show-plan.ts';
import type { Terminal } from './terminal.ts';
import { describeError } from './terminal.ts';

/** Shows the plan, asks on a terminal, tells whom it waits for and what has been committed. */
export function applyDialogue(terminal: Terminal, project: Project, autoApprove: boolean): ApplyDialogue {
  return {
    show: async (plan) => {
      if (!terminal.json) await showPlan(terminal, project, plan, []);
    },
    confirm: async () => {
      if (autoApprove) return true;
      if (!terminal.interactive) {
        throw new DnsSyncError('USAGE', 'apply would ask, but there is no terminal; nothing was written', {
          hint: 'give --auto-approve, or apply a saved plan: dns-sync plan --out plan.json',
        });
      }
      return /^y(?:es)?$/i.test(await terminal.ask('Apply this plan? Only "yes" goes on:'));
    },
    waiting: (holder, lock) => terminal.log('info', waitingFor(holder, lock.key)),
    committed: (title, done, total) => terminal.log('debug', `committed ${title} (${done} of ${total})`),
  };
}

/** What a person who waits wants to know. */
export function waitingFor(holder: LockHolder | null, key: string): string {
  if (holder === null) return `waiting for ${key}`;
  return `waiting for ${key}: held by ${holder.holder} (${holder.tool} ${holder.command}, process ${holder.pid} on ${holder.host}) since ${holder.since}`;
}

/** Prints how it ended; returns the exit code: that of the cause when nothing stays, 9 when something does. */
export async function showApplied(terminal: Terminal, { plan, result, failure }: Applied): Promise<number> {
  if (result === null) {
    terminal.log('info', 'Nothing was written.');
    return exitCodes.ok;
  }
  const error = failure === undefined ? undefined : describeError(failure);
  if (terminal.json) {
    const { errorFields, toJson } = await import('../output/json.ts');
    terminal.print(toJson({ plan, ...result, ...(error === undefined ? {} : { error: errorFields(error) }) }));
  } else if (result.outcome !== 'nothing') {
    const { renderApplyResult } = await import('../output/apply-text.ts');
    terminal.say(renderApplyResult(result, { color: terminal.color, width: terminal.width }));
    if (error !== undefined) terminal.log('error', `error ${error.code}: ${error.message}`);
  }
  return result.outcome === 'partial' ? exitCodes.partial : (error?.exit ?? exitCodes.ok);
}
