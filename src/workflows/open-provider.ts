import type { ProviderConfig } from '../config/config.ts';
import { fillIn } from '../config/secrets.ts';
import { compileZones } from '../config/zones.ts';
import type { Provider } from '../providers/provider.ts';
import { openProvider } from '../providers/table.ts';
import type { Project } from './project.ts';

/** A provider that is open and has not been read. */
export interface OpenedProvider {
  readonly provider: Provider;
  /** Its zone apexes. */
  readonly zones: readonly string[];
}

/**
 * Opens one provider. Its zones are filled in here, so that a missing secret of one provider does not keep others shut.
 * Throws `SECRET_MISSING`, and what opening throws.
 */
export async function openConfigured(config: ProviderConfig, project: Project): Promise<OpenedProvider> {
  const { environment, root, filled, takeOwner = false } = project;
  const { owner, defaults } = project.config;
  const settings = await fillIn(config, { environment, root, filled });
  const patterns = await compileZones(settings.zones);
  const provider = await openProvider(settings, { root, owner, defaults, takeOwner });
  return { provider, zones: patterns.flatMap(({ apex }) => (apex === undefined ? [] : [apex])) };
}
