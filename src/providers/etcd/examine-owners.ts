import { textFromBytes } from '../../core/bytes.ts';
import type { ExamineInput } from './examine.ts';
import type { Findings } from './findings.ts';
import { heartbeatKey, heartbeatPrefix, readHeartbeat } from './heartbeat-value.ts';
import { endOf, readKeys } from './read.ts';
import type { RawKey } from './reading.ts';

/** Owner in external-dns' field: it writes no heartbeat. */
const external = 'external-dns/';

/** Who uses our owner, and owners whose records stand although they have no heartbeat. Throws `PROVIDER_FAILED`. */
export async function examineOwners(
  { client, name, owner, records, ranges, lineage }: ExamineInput,
  findings: Findings,
  signal: AbortSignal,
): Promise<void> {
  const all = [...ranges, { key: heartbeatPrefix, end: endOf(heartbeatPrefix) }];
  const read = await readKeys(client, all, { name, signal });
  const heartbeats = new Map<string, RawKey>();
  const keys: RawKey[] = [];
  for (const one of read.keys) {
    if (one.key.startsWith(heartbeatPrefix)) heartbeats.set(one.key, one);
    else keys.push(one);
  }
  const own = heartbeats.get(heartbeatKey(owner));
  if (own !== undefined) examineOwn(own, { owner, lineage }, findings);

  const values = new Map<string, number>();
  for (const record of records.decode({ ...read, keys }).records) {
    const whose = record.owner?.owner;
    if (whose === undefined || whose.startsWith(external) || heartbeats.has(heartbeatKey(whose))) continue;
    values.set(whose, (values.get(whose) ?? 0) + 1);
  }
  const threat = read.dcs ? 'docker-coredns-sync deletes them' : 'docker-coredns-sync would delete them';
  for (const [whose, count] of values) {
    const what = count === 1 ? 'a value' : `${count} values`;
    findings.add({
      code: 'ETCD_OWNER_GONE',
      severity: 'warning',
      message: `${what} of the owner ${whose}, which has no heartbeat (${heartbeatKey(whose)}): ${threat}`,
      hint:
        whose === owner
          ? 'the next apply with a change for this provider writes it'
          : `start ${whose} again; if it is gone for good, remove its keys`,
    });
  }
}

/** The heartbeat of our owner must be ours. */
function examineOwn(
  { value }: RawKey,
  { owner, lineage }: Pick<ExamineInput, 'owner' | 'lineage'>,
  findings: Findings,
): void {
  const found = readHeartbeat(value);
  if (found !== null && (found.lineage === null || lineage === undefined || found.lineage === lineage)) return;
  const who =
    found === null
      ? `docker-coredns-sync on ${textFromBytes(value).slice(0, 80)}`
      : `another installation of dns-sync (lineage ${found.lineage})`;
  findings.add({
    code: 'OWNER_IN_USE',
    severity: 'error',
    message: `the owner ${owner} is in use by ${who}; two writers with one owner delete each other's records`,
    hint: 'give each its own owner; or stop the other, then at once: dns-sync apply --take-owner',
  });
}
