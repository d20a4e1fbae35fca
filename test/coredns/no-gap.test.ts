import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CoreDns, coreDnsProgram, startCoreDns, withCoreDns } from '../servers/coredns.ts';
import { type EtcdCluster, startEtcd } from '../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../servers/etcd-store.ts';
import { type Asked, keepAsking } from './keep-asking.ts';
import { overridesOf, projectOf, zone, zones } from './project.ts';

const rounds = 20;
const target = '192.0.2.1';
const asCname = `value: target.${zone}`;

/** What stands at the name that is asked for in each round, and more. */
interface Case {
  readonly cname: 'auto' | 'child';
  readonly record: (round: number) => string;
  readonly more?: (round: number) => readonly string[];
  /** Addresses that may be answered, always one of them. */
  readonly fits: (address: string) => boolean;
}

describe.skipIf(coreDnsProgram === null)(withCoreDns('While an apply replaces what stands'), () => {
  let cluster: EtcdCluster;
  let store: EtcdStore;
  let coredns: CoreDns;
  beforeAll(async () => {
    cluster = await startEtcd();
    store = await etcdStore(cluster);
    coredns = await startCoreDns(cluster.endpoints, zones);
  }, 180_000);
  afterAll(async () => {
    store.close();
    await coredns.close();
    await cluster.close();
  });
  beforeEach(() => store.clear());

  /** Answers to queries during the applies of all rounds but the first, which came before. */
  const answersDuring = async ({ cname, record, more = () => [] }: Case): Promise<readonly Asked[]> => {
    const project = projectOf(cluster, [], cname);
    const apply = async (round: number) => {
      const lines = [`name: target.${zone}, value: ${target}`, `name: swap.${zone}, ${record(round)}`, ...more(round)];
      project.write({ 'overrides/records.yaml': overridesOf(lines) });
      const { exit, stderr } = await project.run('apply', '--auto-approve');
      expect({ round, exit, stderr }).toMatchObject({ exit: 0 });
    };
    await apply(0);
    const asking = keepAsking(coredns, `swap.${zone}`);
    for (let round = 1; round <= rounds; round += 1) await apply(round);
    const answers = await asking.stop();
    expect(answers.length).toBeGreaterThan(rounds);
    return answers;
  };
  const isGood = ({ fits }: Case) => {
    return ({ rcode, addresses }: Asked): boolean =>
      rcode === 'NOERROR' && addresses.length === 1 && addresses.every(fits);
  };

  it.each<[string, Case]>([
    [
      'an address by another',
      {
        cname: 'auto',
        record: (round) => `value: 192.0.2.${10 + round}`,
        fits: (address) => /^192\.0\.2\.[1-3]\d$/.test(address),
      },
    ],
    [
      'an address by a CNAME below its key, and back',
      {
        cname: 'child',
        record: (round) => (round % 2 === 0 ? 'value: 192.0.2.10' : asCname),
        fits: (address) => address === target || address === '192.0.2.10',
      },
    ],
  ])(
    '%s, no query fails',
    async (_, replaced) => {
      const answers = await answersDuring(replaced);
      expect(answers.filter((answer) => !isGood(replaced)(answer))).toEqual([]);
    },
    600_000,
  );

  // CoreDNS looks below the key first and, only when it finds nothing there, at the key: in two reads. What is moved from
  // the key to below it in between is seen by neither.
  it.each<[string, Case]>([
    [
      'an address by a CNAME at its key, and back',
      {
        cname: 'auto',
        record: (round) => (round % 2 === 0 ? 'value: 192.0.2.10' : asCname),
        fits: (address) => address === target || address === '192.0.2.10',
      },
    ],
    [
      'a CNAME by the same one below its key, because a name below it comes and goes',
      {
        cname: 'auto',
        record: () => asCname,
        more: (round) => (round % 2 === 0 ? [] : [`name: sub.swap.${zone}, value: 192.0.2.77`]),
        fits: (address) => address === target,
      },
    ],
  ])(
    '%s, no more than the one query between whose two reads it happens finds nothing',
    async (_, replaced) => {
      const answers = await answersDuring(replaced);
      const bad = answers.flatMap((answer, index) => (isGood(replaced)(answer) ? [] : [{ ...answer, index }]));
      expect(bad.filter(({ rcode }) => rcode !== 'NXDOMAIN')).toEqual([]);
      const inARow = bad.filter(({ index }) => bad.some((other) => other.index === index + 1));
      expect(inARow).toEqual([]);
    },
    600_000,
  );
});
