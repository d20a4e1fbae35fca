import { etcdClient } from './client.ts';
import type { ExamineInput } from './examine.ts';
import type { Findings } from './findings.ts';
import type { Answer, MemberStatus } from './wire.ts';

/** Milliseconds a member has for each of three tries. */
const timeoutMs = 2000;
/** The oldest version that dns-sync is tested with. */
const oldest = { major: 3, minor: 4 };

/** Asks every member for itself. Whether any of them answers. */
export async function examineMembers(
  { connect, name }: Pick<ExamineInput, 'connect' | 'name'>,
  findings: Findings,
  signal: AbortSignal,
): Promise<boolean> {
  const connection = await connect();
  const asked = await Promise.all(
    connection.endpoints.map(async (endpoint): Promise<[string, Answer<MemberStatus>]> => {
      const member = etcdClient(name, async () => ({ ...connection, endpoints: [endpoint] }), timeoutMs);
      try {
        return [endpoint, await member.status(signal)];
      } finally {
        member.close();
      }
    }),
  );
  const isThere = ([, answer]: (typeof asked)[number]) => answer.ok || answer.fault.kind === 'permission';
  if (!asked.some(isThere)) return false;
  for (const one of asked) {
    const [endpoint, answer] = one;
    if (answer.ok) examineStatus(endpoint, answer.value, findings);
    else if (!isThere(one)) {
      findings.add({
        code: 'ETCD_MEMBER',
        severity: 'warning',
        message: `the member ${endpoint} does not answer: ${answer.fault.message}`,
        hint: 'start it, or take it out of endpoints',
      });
    }
  }
  return true;
}

function examineStatus(endpoint: string, { version, hasLeader }: MemberStatus, findings: Findings): void {
  if (!hasLeader) {
    findings.add({
      code: 'ETCD_MEMBER',
      severity: 'warning',
      message: `the member ${endpoint} knows no leader, so that it can neither read nor write`,
      hint: 'more than half of the members must run and reach one another: etcdctl endpoint status',
    });
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return;
  findings.add({
    code: 'ETCD_VERSION',
    severity: 'warning',
    message: `the member ${endpoint} is etcd ${version}; dns-sync is tested with ${oldest.major}.${oldest.minor} and later`,
    hint: 'upgrade it',
  });
}
