import type { ProviderConfig } from '../config/config.ts';
import type { ProviderState } from '../core/provider-model.ts';
import { DnsSyncError, messageOf } from '../errors.ts';
import { type OpenedProvider, openConfigured } from './open-provider.ts';
import type { Project } from './project.ts';

/** A provider with what it held when it was read. */
export interface ReadProvider extends OpenedProvider {
  readonly state: ProviderState;
}

/** The providers a plan is made for: all, or those named. Throws `USAGE` for a name that no provider has. */
export function selectProviders(project: Project, named: readonly string[]): ProviderConfig[] {
  const { providers } = project.config;
  const unknown = named.filter((name) => !providers.some((provider) => provider.name === name));
  if (unknown.length > 0) {
    throw new DnsSyncError('USAGE', `--provider names no provider: ${unknown.join(', ')}`, {
      hint: `the configured providers are ${providers.map(({ name }) => name).join(', ')}`,
    });
  }
  return named.length === 0 ? [...providers] : providers.filter(({ name }) => named.includes(name));
}

/** Opens and reads providers side by side; every failure is reported, not only the first. */
export async function readProviders(project: Project, configs: readonly ProviderConfig[]): Promise<ReadProvider[]> {
  const outcomes = await Promise.allSettled(configs.map((config) => openAndRead(config, project)));
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown);
  if (failures.length > 0) throw joined(failures);
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

async function openAndRead(config: ProviderConfig, project: Project): Promise<ReadProvider> {
  const opened = await openConfigured(config, project);
  return { ...opened, state: await opened.provider.read({ zones: opened.zones }, project.signal) };
}

/** Reads again what changes are made from. */
export async function readAgain(read: readonly ReadProvider[], signal: AbortSignal): Promise<ReadProvider[]> {
  return Promise.all(
    read.map(async (one) => ({ ...one, state: await one.provider.read({ zones: one.zones }, signal) })),
  );
}

function joined(failures: readonly unknown[]): unknown {
  const [first] = failures;
  if (failures.length === 1 || !(first instanceof DnsSyncError)) return first;
  return new DnsSyncError(first.code, failures.map(messageOf).join('; '), {
    hint: first.hint,
    cause: first,
    diagnostics: failures.flatMap((failure) => (failure instanceof DnsSyncError ? failure.diagnostics : [])),
  });
}
