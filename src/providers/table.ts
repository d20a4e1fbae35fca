import type { Capabilities } from '../core/provider-model.ts';
import type { Provider } from './provider.ts';
import type { ZonefileProviderSettings } from './zonefile/settings.ts';

/** What every provider is handed besides its own settings. */
export interface ProviderContext {
  /** Absolute path of the configuration's folder. */
  readonly root: string;
  readonly owner: string;
  readonly defaults: { readonly ttl: number; readonly ipv4?: string; readonly ipv6?: string };
}

/** Settings of every provider type, told apart by `type`. */
export type ProviderSettings = { readonly type: 'zonefile' } & ZonefileProviderSettings;

/** One provider type: what it can hold, and how it is opened. Both load only what they need. */
interface ProviderType<Settings> {
  capabilities(): Promise<Capabilities>;
  open(settings: Settings, context: ProviderContext): Promise<Provider>;
}

/** Every provider there is. */
const providerTypes: {
  readonly [Type in ProviderSettings['type']]: ProviderType<Extract<ProviderSettings, { type: Type }>>;
} = {
  zonefile: {
    capabilities: async () => (await import('./zonefile/capabilities.ts')).zonefileCapabilities,
    open: async (settings, context) => (await import('./zonefile/provider.ts')).zonefileProvider(settings, context),
  },
};

/** What a provider of this type can hold. */
export function capabilitiesOf(type: ProviderSettings['type']): Promise<Capabilities> {
  return providerTypes[type].capabilities();
}

/** Opens a provider; nothing is read yet. */
export function openProvider(settings: ProviderSettings, context: ProviderContext): Promise<Provider> {
  return providerTypes[settings.type].open(settings, context);
}
