import type { EtcdCluster } from '../servers/etcd.ts';
import { type Workspace, workspace } from '../system/cli.ts';

export const zone = 'home.example.com';
export const reverse = '2.0.192.in-addr.arpa';
export const zones = [zone, reverse];

/** A record of overrides: what stands between its braces. */
export type RecordLine = string;

/** A project whose overrides are these records, in the store of the cluster. */
export function projectOf(
  cluster: Pick<EtcdCluster, 'endpoints'>,
  records: readonly RecordLine[],
  cname = 'auto',
): Workspace {
  return workspace({
    'dns-sync.yaml': `version: 1
owner: homeserver
sources:
  - { type: yaml, name: records, files: ["overrides/*.yaml"] }
providers:
  - { type: etcd, name: registry, zones: ${JSON.stringify(zones)}, endpoints: ${JSON.stringify(cluster.endpoints)}, cname: ${cname} }
guards: { maxDeletes: off, maxDeletePercent: off, maxUpdatePercent: off, apex: off }
`,
    'overrides/records.yaml': overridesOf(records),
  });
}

/** An overrides file of these records. */
export function overridesOf(records: readonly RecordLine[]): string {
  return records.length === 0
    ? 'version: 1\nrecords: []\n'
    : `version: 1\nrecords:\n${records.map((record) => `  - { ${record} }\n`).join('')}`;
}
