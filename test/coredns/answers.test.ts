import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoreDns, coreDnsProgram, startCoreDns, withCoreDns } from '../servers/coredns.ts';
import type { DnsType } from '../servers/dns-client.ts';
import { type EtcdCluster, startEtcd } from '../servers/etcd.ts';
import { type EtcdStore, etcdStore } from '../servers/etcd-store.ts';
import type { Workspace } from '../system/cli.ts';
import { overridesOf, projectOf, zone, zones } from './project.ts';

const long = 'abcdefghij'.repeat(40);
const umlaut = 'Grüße, 日本 🌍';
/** Name and type asked for, the record, and what is answered, sorted. */
const served: readonly (readonly [
  label: string,
  type: DnsType,
  records: readonly string[],
  answers: readonly string[],
])[] = [
  ['a', 'A', [`value: 192.0.2.1`], ['a A 300 192.0.2.1']],
  ['aaaa', 'AAAA', [`value: "2001:db8::1"`], ['aaaa AAAA 300 2001:db8::1']],
  ['short', 'A', [`value: 192.0.2.1, ttl: 60`], ['short A 60 192.0.2.1']],
  [
    'several',
    'A',
    [`values: [192.0.2.1, 192.0.2.2, 192.0.2.3]`],
    ['several A 300 192.0.2.1', 'several A 300 192.0.2.2', 'several A 300 192.0.2.3'],
  ],
  ['exact', 'CNAME', [`value: a.${zone}`], ['exact CNAME 300 a']],
  ['follow', 'A', [`value: a.${zone}`], ['a A 300 192.0.2.1', 'follow CNAME 300 a']],
  ['x-child', 'A', [`value: a.${zone}`], ['a A 300 192.0.2.1', 'x-child CNAME 300 a']],
  ['spf', 'TXT', [`type: TXT, value: "v=spf1 -all"`], ['spf TXT 300 v=spf1 -all']],
  ['slash', 'TXT', [`type: TXT, value: 'a\\b\\\\c \\065'`], ['slash TXT 300 a\\b\\\\c \\065']],
  ['quotes', 'TXT', [`type: TXT, value: 'say "hi"; it''s'`], [`quotes TXT 300 say "hi"; it's`]],
  ['utf8', 'TXT', [`type: TXT, value: "${umlaut}"`], [`utf8 TXT 300 ${umlaut}`]],
  ['nul', 'TXT', [`type: TXT, value: "a\\0b"`], ['nul TXT 300 a\0b']],
  ['mx', 'MX', [`type: MX, value: 20 mail.${zone}`], ['mx MX 300 20 mail']],
  ['_sip._tcp', 'SRV', [`type: SRV, value: 20 100 5060 pbx.${zone}`], ['_sip._tcp SRV 300 20 100 5060 pbx']],
];
/** What others write into a value, and what is made of it. */
const byHand: readonly (readonly [what: string, type: DnsType, value: string, answers: string | readonly string[]])[] =
  [
    ['no ttl as 300', 'A', '{"host":"192.0.2.1"}', ['hand A 300 192.0.2.1']],
    ['a ttl of 0 as 300', 'A', '{"host":"192.0.2.1","ttl":0}', ['hand A 300 192.0.2.1']],
    ['an IPv4 address in IPv6 as A', 'A', '{"host":"::ffff:192.0.2.1"}', ['hand A 300 192.0.2.1']],
    ['fields in any case', 'A', '{"HOST":"192.0.2.1","Ttl":60}', ['hand A 60 192.0.2.1']],
    ['no priority as 10', 'MX', `{"host":"mail.${zone}","mail":true}`, ['hand MX 300 10 mail']],
    ['a priority of 0 as 10', 'MX', `{"host":"mail.${zone}","mail":true,"priority":0}`, ['hand MX 300 10 mail']],
    ['no weight as 100', 'SRV', `{"host":"pbx.${zone}","port":5060}`, ['hand SRV 300 10 100 5060 pbx']],
    ['a text beside a host as the text only', 'TXT', `{"host":"a.${zone}","text":"t"}`, ['hand TXT 300 t']],
    ['a text beside a host not as an address', 'A', `{"host":"a.${zone}","text":"t"}`, 'NOERROR'],
    ['an escape as its byte', 'TXT', '{"text":"a\\\\\\\\b\\\\065"}', ['hand TXT 300 a\\bA']],
    ['an empty object as nothing', 'A', '{}', 'NOERROR'],
  ];
/** A text of so many bytes is served in pieces. */
const texts: readonly (readonly [label: string, text: string, pieces: readonly number[]])[] = [
  ['t254', long.slice(0, 254), [254]],
  // The empty one at the end is CoreDNS' own, and harmless.
  ['t255', long.slice(0, 255), [255, 0]],
  ['t256', long.slice(0, 256), [255, 1]],
  ['t400', long, [255, 145]],
  ['cut', `${'x'.repeat(254)}ü`, [255, 1]],
];

const records = [
  ...served.flatMap(([label, , values]) => values.map((value) => `name: ${label}.${zone}, ${value}`)),
  ...texts.map(([label, text]) => `name: ${label}.${zone}, type: TXT, value: "${text}"`),
  'name: 7.2.0.192.in-addr.arpa, type: PTR, value: a.home.example.com',
  `name: _w._tcp.${zone}, type: SRV, values: [20 10 5060 one.${zone}, 20 30 5060 two.${zone}]`,
  `name: ${zone}, value: 192.0.2.9`,
  `name: ${zone}, value: "2001:db8::9"`,
  `name: site.${zone}, value: 192.0.2.20`,
  `name: db.site.${zone}, value: 192.0.2.21`,
];

describe.skipIf(coreDnsProgram === null)(withCoreDns('CoreDNS answers'), () => {
  let cluster: EtcdCluster;
  let store: EtcdStore;
  let coredns: CoreDns;
  let project: Workspace;
  beforeAll(async () => {
    cluster = await startEtcd();
    store = await etcdStore(cluster);
    coredns = await startCoreDns(cluster.endpoints, zones);
    project = projectOf(cluster, records);
  }, 180_000);
  afterAll(async () => {
    store.close();
    await coredns.close();
    await cluster.close();
  });

  /** `rcode`, or the records as `label type ttl value`, sorted; names without the zone. */
  const answers = async (name: string, type: DnsType): Promise<string | string[]> => {
    const answer = await coredns.ask(name, type);
    if (answer.records.length === 0) return answer.rcode;
    const shorten = (text: string) => text.replaceAll(`.${zone}`, '');
    const decode = (text: string) => Buffer.from(text, 'latin1').toString('utf8');
    return answer.records
      .map((one) => `${shorten(one.name)} ${one.type} ${one.ttl} ${decode(shorten(one.value))}`)
      .sort();
  };

  it.each(served)('nothing for %s %s before apply', async (label, type) => {
    expect(await answers(`${label}.${zone}`, type)).toBe('NXDOMAIN');
  });

  describe('after apply', () => {
    beforeAll(async () => {
      const { exit, stderr } = await project.run('apply', '--auto-approve');
      expect({ exit, stderr }).toMatchObject({ exit: 0 });
    }, 120_000);

    it.each(served)('%s %s', async (label, type, _, expected) => {
      expect(await answers(`${label}.${zone}`, type)).toEqual(expected);
    });

    it.each(texts)('%s in pieces, whole', async (label, text, pieces) => {
      const { records: found } = await coredns.ask(`${label}.${zone}`, 'TXT');
      expect(found.map((one) => Buffer.from(one.value, 'latin1').toString('utf8'))).toEqual([text]);
      expect(found.map((one) => one.pieces)).toEqual([pieces]);
    });

    it('PTR', async () => {
      expect(await answers('7.2.0.192.in-addr.arpa', 'PTR')).toEqual(['7.2.0.192.in-addr.arpa PTR 300 a']);
    });

    it('the addresses of the zone’s own name, and none of those below it', async () => {
      expect(await answers(zone, 'A')).toEqual([`${zone} A 300 192.0.2.9`]);
      expect(await answers(zone, 'AAAA')).toEqual([`${zone} AAAA 300 2001:db8::9`]);
    });

    it('a name without the names below it, because both carry their group', async () => {
      expect(await answers(`site.${zone}`, 'A')).toEqual(['site A 300 192.0.2.20']);
      expect(await answers(`db.site.${zone}`, 'A')).toEqual(['db.site A 300 192.0.2.21']);
    });

    it('and with them where one of the two does not', async () => {
      await store.put({ '/skydns/com/example/home/site/cache/x1': '{"host":"192.0.2.22"}' });
      expect(await answers(`site.${zone}`, 'A')).toEqual(['site A 300 192.0.2.20', 'site A 300 192.0.2.22']);
      await store.put({ '/skydns/com/example/home/site/cache/x1': null });
    });

    it('a CNAME below its key to address queries only', async () => {
      expect(await answers(`x-child.${zone}`, 'CNAME')).toBe('NXDOMAIN');
      expect(Object.keys(await store.all('/skydns/com/example/home/x-child/'))).toEqual([
        '/skydns/com/example/home/x-child/x1',
      ]);
    });

    it('SRV weights as parts of 100', async () => {
      expect(await answers(`_w._tcp.${zone}`, 'SRV')).toEqual([
        '_w._tcp SRV 300 20 25 5060 one',
        '_w._tcp SRV 300 20 75 5060 two',
      ]);
    });

    it.each(byHand)('by hand: %s', async (_, type, value, expected) => {
      const key = '/skydns/com/example/home/hand/x1';
      await store.put({ [key]: value });
      expect(await answers(`hand.${zone}`, type)).toEqual(expected);
      await store.put({ [key]: null });
    });

    it('NXDOMAIN for what is not there, and nothing for a type that is not there', async () => {
      expect(await answers(`nobody.${zone}`, 'A')).toBe('NXDOMAIN');
      expect(await answers(`a.${zone}`, 'AAAA')).toBe('NOERROR');
    });

    it('SERVFAIL above a value that it cannot decode, and elsewhere as before', async () => {
      const key = '/skydns/com/example/home/deep/poisoned/x1';
      await store.put({
        [key]: '{"host":"192.0.2.5","ttl":"60"}',
        '/skydns/com/example/home/deep/x1': '{"host":"192.0.2.6"}',
      });
      expect(await answers(`poisoned.deep.${zone}`, 'A')).toBe('SERVFAIL');
      expect(await answers(`deep.${zone}`, 'A')).toBe('SERVFAIL');
      expect(await answers(`a.${zone}`, 'A')).toEqual(['a A 300 192.0.2.1']);
      await store.put({ [key]: null, '/skydns/com/example/home/deep/x1': null });
    });

    it('nothing any more once the records are gone', async () => {
      project.write({ 'overrides/records.yaml': overridesOf([]) });
      const { exit, stderr } = await project.run('apply', '--auto-approve', '--allow-empty', 'records');
      expect({ exit, stderr }).toMatchObject({ exit: 0 });
      expect(await answers(`a.${zone}`, 'A')).toBe('NXDOMAIN');
      expect(await store.all()).toEqual({});
    }, 120_000);
  });
});
