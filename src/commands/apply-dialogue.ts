import { DnsSyncError, exitCodes } from '../errors.ts';
import { renderWaiting } from '../output/lock-text.ts';
import type { Applied, ApplyDialogue } from '../workflows/apply-project.ts';
import type { Project } from '../workflows/project.ts';
import type { Recovery } from '../workflows/recover.ts';
import { showError } from './run-command.ts';
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
    ...lockTalk(terminal),
    recovered: (recovery) => tellRecovery(terminal, recovery),
    undoing: (cause, units) =>
      terminal.log(
        'warn',
        `${describeError(cause).message}; undoing what has landed (${units === 1 ? '1 unit' : `${units} units`})`,
      ),
    committed: (title, done, total) => terminal.log('debug', `committed ${title} (${done} of ${total})`),
  };
}

/** Says how an apply that was interrupted before was brought to an end; nothing when there was none. */
export function tellRecovery(terminal: Terminal, { outcome, apply }: Recovery): void {
  if (outcome === 'none' || apply === null) return;
  const ends = {
    applied: 'had landed in full and is finished now',
    undone: 'is undone now',
    partial: 'is undone now but for what others have changed since',
    abandoned: 'is set aside',
  };
  terminal.log(
    'warn',
    `The interrupted apply of ${apply.at} by ${apply.by.user} on ${apply.by.host} ${ends[outcome]}.`,
  );
}

/** What is said of locks: whom we wait for, and which could not be given back. */
export function lockTalk(terminal: Terminal): Pick<ApplyDialogue, 'waiting' | 'unreleased'> {
  return {
    waiting: (holder, lock) => terminal.log('info', renderWaiting(lock.key, holder)),
    unreleased: (key, error) =>
      terminal.log(
        'warn',
        `${key} could not be given back (${describeError(error).message}); it is free once this process has ended`,
      ),
  };
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
    if (failure !== undefined) await showError(failure, false, undefined, terminal.debug);
  }
  return result.outcome === 'partial' ? exitCodes.partial : (error?.exit ?? exitCodes.ok);
}
