import { apexesIn } from '../../core/provider-model.ts';

/** Where a CNAME is kept: at the name's own key, below it, or as fits (etcd-skydns 2). */
export type CnameLayout = 'auto' | 'exact' | 'child';

/** `tls:` of the configuration. Paths of PEM files, relative to the configuration's folder. */
export interface EtcdTls {
  readonly ca?: string;
  /** Together with `key`. */
  readonly cert?: string;
  readonly key?: string;
  /** Name that the server's certificate is checked against; default: the host of the endpoint. */
  readonly serverName?: string;
}

/** `type: etcd` of the configuration. */
export interface EtcdProviderSettings {
  readonly name: string;
  /** Patterns; the plain ones are the zone apexes. */
  readonly zones: readonly string[];
  /** URLs of the cluster's members; all http or all https. */
  readonly endpoints: readonly string[];
  /** Where the keys begin: one segment, default `/skydns`. */
  readonly prefix?: string;
  /** Together with `password`. */
  readonly username?: string;
  readonly password?: string;
  readonly tls?: EtcdTls;
  /** Default `auto`. */
  readonly cname?: CnameLayout;
  /** Whether values carry their name as `group`; default true. */
  readonly group?: boolean;
  /** `external-dns`: values carry external-dns' `owner`, too. Default `dns-sync`. */
  readonly ownershipFormat?: 'dns-sync' | 'external-dns';
}

/** Where the keys begin unless the configuration says otherwise. */
export const defaultPrefix = '/skydns';

/** What reading and writing keys depends on; no connection. */
export interface RecordSettings {
  /** Name of the provider. */
  readonly provider: string;
  /** Our owner. */
  readonly owner: string;
  readonly prefix: string;
  /** The zone apexes, canonical. */
  readonly zones: readonly string[];
  readonly cname: CnameLayout;
  readonly group: boolean;
  /** Write external-dns' `owner`. */
  readonly externalOwner: boolean;
}

/** Settings with their defaults filled in. */
export function recordSettings(settings: EtcdProviderSettings, owner: string): RecordSettings {
  return {
    provider: settings.name,
    owner,
    prefix: settings.prefix ?? defaultPrefix,
    zones: apexesIn(settings.zones),
    cname: settings.cname ?? 'auto',
    group: settings.group ?? true,
    externalOwner: settings.ownershipFormat === 'external-dns',
  };
}
