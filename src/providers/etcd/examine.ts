import type { Diagnostic } from '../../core/diagnostic.ts';
import type { EtcdClient } from './client.ts';
import type { Connection } from './connection.ts';
import { examineLock } from './examine-lock.ts';
import { examineMembers } from './examine-members.ts';
import { examineOwners } from './examine-owners.ts';
import { examineRights } from './examine-rights.ts';
import { isPassing } from './failures.ts';
import { collectFindings } from './findings.ts';
import type { KeyRange } from './read.ts';
import type { EtcdRecords } from './records.ts';

/** What is looked at. */
export interface ExamineInput {
  readonly client: EtcdClient;
  readonly connect: () => Promise<Connection>;
  readonly records: EtcdRecords;
  /** Of the provider. */
  readonly name: string;
  readonly owner: string;
  /** Whom etcd knows us as; undefined: nobody. */
  readonly username: string | undefined;
  /** Of the zones. */
  readonly ranges: readonly KeyRange[];
  /** Of the lockfile; undefined: not known. */
  readonly lineage: string | undefined;
}

/**
 * What `doctor` wants to know of etcd: its members, our rights, space, the lock, and whose records have nobody behind them.
 * Writes nothing. Where etcd does not answer it says what it knows so far: reading the records says why it does not. Throws
 * `PROVIDER_FAILED`.
 */
export async function examineEtcd(input: ExamineInput, signal: AbortSignal): Promise<Diagnostic[]> {
  const findings = collectFindings(input.name);
  const answers = await examineMembers(input, findings, signal);
  if (!answers) return [];
  try {
    const readable = await examineRights(input, findings, signal);
    if (readable) {
      await examineLock(input, findings, signal);
      await examineOwners(input, findings, signal);
    }
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
  return findings.list();
}
