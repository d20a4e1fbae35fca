import type { Lock } from '../core/lock.ts';
import type { Capabilities } from '../core/provider-model.ts';
import type { EtcdProviderSettings } from './etcd/settings.ts';
import type { Provider } from './provider.ts';
import type { ZonefileProviderSettings } from './zonefile/settings.ts';

/** What every provider is handed besides its own settings. */
export interface ProviderContext {
  /** Absolute path of the configuration's folder. */
  readonly root: string;
  readonly owner: string;
  readonly defaults: { readonly ttl: number; readonly ipv4?: string; readonly ipv6?: string };
  /** Take the owner over from whoever writes with it (`--take-owner`). */
  readonly takeOwner?: boolean;
}

/** Settings of every provider type, told apart by `type`. */
export type ProviderSettings =
  | ({ readonly type: 'etcd' } & EtcdProviderSettings)
  | ({ readonly type: 'zonefile' } & ZonefileProviderSettings);

/** One provider type: what it can hold, and how it is opened. Both load only what they need. */
interface ProviderType<Settings> {
  capabilities(): Promise<Capabilities>;
  open(settings: Settings, context: ProviderContext): Promise<Provider>;
}

/** Every provider there is. */
const providerTypes: {
  readonly [Type in ProviderSettings['type']]: ProviderType<Extract<ProviderSettings, { type: Type }>>;
} = {
  etcd: {
    capabilities: async () => (await import('./etcd/capabilities.ts')).etcdCapabilities,
    open: async (settings, context) => (await import('./etcd/provider.ts')).etcdProvider(settings, context),
  },
  zonefile: {
    capabilities: async () => (await import('./zonefile/capabilities.ts')).zonefileCapabilities,
    open: async (settings, context) => (await import('./zonefile/provider.ts')).zonefileProvider(settings, context),
  },
};

/** What a provider of this type can hold. */
export function capabilitiesOf(type: ProviderSettings['type']): Promise<Capabilities> {
  return providerTypes[type].capabilities();
}

/** A lock that several machines share, wherever they write. */
export interface SharedLockSettings extends Pick<EtcdProviderSettings, 'endpoints' | 'username' | 'password' | 'tls'> {
  readonly type: 'etcd';
}

/** A lock with the connection that it needs. */
export interface OpenLock {
  readonly lock: Lock;
  close(): Promise<void>;
}

/** Opens a shared lock; nothing is taken yet. */
export async function openLock(settings: SharedLockSettings, root: string): Promise<OpenLock> {
  return (await import('./etcd/shared-lock.ts')).etcdSharedLock(settings, root);
}

/** Opens a provider; nothing is read yet. */
export function openProvider(settings: ProviderSettings, context: ProviderContext): Promise<Provider> {
  return settings.type === 'etcd'
    ? providerTypes.etcd.open(settings, context)
    : providerTypes.zonefile.open(settings, context);
}
