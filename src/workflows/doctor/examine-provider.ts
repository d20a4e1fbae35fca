import type { ProviderConfig } from '../../config/config.ts';
import { isOurs } from '../../core/actual.ts';
import type { Check } from '../../core/examination.ts';
import type { PendingZone, ProviderState } from '../../core/provider-model.ts';
import { DnsSyncError, errorTable, exitCodes } from '../../errors.ts';
import { type OpenedProvider, openConfigured } from '../open-provider.ts';
import { examineLock } from './examine-locks.ts';
import { examineOwnership } from './examine-ownership.ts';
import {
  counted,
  failures,
  finding,
  isError,
  type Looking,
  passed,
  type Subject,
  subjectOf,
  wanted,
} from './findings.ts';
import { within } from './time-limit.ts';

/** Opens, reads and questions one provider. */
export async function examineProvider(config: ProviderConfig, looking: Looking): Promise<Check[]> {
  const { project, memory, limitMs } = looking;
  const about = subjectOf('providers', config.name);
  const late = () => new DnsSyncError('PROVIDER_FAILED', `it did not answer within ${limitMs / 1000} s`);
  const limited = async (subject: Subject, work: (signal: AbortSignal) => Promise<Check[]>): Promise<Check[]> => {
    try {
      return await within(limitMs, project.signal, late, work);
    } catch (error) {
      return failures(subject, error);
    }
  };
  let opened: OpenedProvider;
  try {
    opened = await within(limitMs, project.signal, late, () => openConfigured(config, project));
  } catch (error) {
    return failures(about, error);
  }
  const { provider, zones } = opened;
  try {
    const locks = provider.locks?.(zones) ?? [];
    const checks = await Promise.all([
      limited(about, (signal) => examineRecords(opened, looking, signal)),
      limited(about, async (signal) => {
        const lineage = memory?.lineage;
        const scope = lineage === undefined ? { zones } : { zones, lineage };
        const found = (await provider.check?.(scope, signal)) ?? [];
        return found.map((one) =>
          finding(about, one, isError(one.code) ? errorTable[one.code].exit : exitCodes.provider),
        );
      }),
      ...locks.map((lock) => limited(subjectOf('locks', lock.key), () => examineLock(lock))),
    ]);
    return checks.flat();
  } finally {
    await limited(about, async () => {
      await provider.close?.();
      return [];
    });
  }
}

async function examineRecords(
  { provider, zones }: OpenedProvider,
  looking: Looking,
  signal: AbortSignal,
): Promise<Check[]> {
  const { memory, settled, project } = looking;
  const { owner } = project.config;
  const about = subjectOf('providers', provider.name);
  const started = performance.now();
  const state = await provider.read({ zones }, signal);
  const ms = Math.round(performance.now() - started);
  return [
    passed(about, `${contents(state, owner)}, read in ${ms} ms`),
    ...wanted(state.diagnostics, looking).map((one) => finding(about, one, exitCodes.provider)),
    ...(state.pending ?? []).map((one) => pending(about, one)),
    ...(memory === undefined || !settled ? [] : examineOwnership(provider.name, state.records, memory, owner)),
  ];
}

function contents({ records }: ProviderState, owner: string): string {
  const ours = records.filter((record) => isOurs(record, owner)).length;
  return `${counted(records.length, 'value')}, ${ours} of them ours`;
}

/** A zone that is not there is no error before a record needs it. */
function pending(about: Subject, { diagnostic }: PendingZone): Check {
  const severity = diagnostic.severity === 'error' ? 'warning' : 'info';
  return finding(about, { ...diagnostic, severity });
}
