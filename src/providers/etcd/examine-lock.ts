import type { ExamineInput } from './examine.ts';
import type { Findings } from './findings.ts';
import { lockKey, readHolder } from './lock-value.ts';

/** A lock without a lease does not run out when its holder is gone. Who holds it is shown where all locks are. */
export async function examineLock(
  { client }: Pick<ExamineInput, 'client'>,
  findings: Findings,
  signal: AbortSignal,
): Promise<void> {
  const [standing] = (await client.get([lockKey], signal)).keys;
  if (standing === undefined || standing.lease !== '0') return;
  findings.add({
    code: 'ETCD_LOCK_LASTING',
    severity: 'warning',
    message: `the lock ${lockKey} has no lease: it stays until someone removes it`,
    hint: `when nobody is writing: dns-sync unlock ${readHolder(standing).id}`,
  });
}
