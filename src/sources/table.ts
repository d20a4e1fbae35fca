import type { ComposeSettings } from './compose.ts';
import type { DockerSettings } from './docker.ts';
import type { HostsSettings } from './hosts.ts';
import type { Source, SourceContext } from './source.ts';
import type { TraefikSettings } from './traefik.ts';
import type { YamlSettings } from './yaml.ts';

/** Settings of every source type, told apart by `type`. */
export type SourceSettings =
  | ({ readonly type: 'compose' } & ComposeSettings)
  | ({ readonly type: 'docker' } & DockerSettings)
  | ({ readonly type: 'hosts' } & HostsSettings)
  | ({ readonly type: 'traefik' } & TraefikSettings)
  | ({ readonly type: 'yaml' } & YamlSettings);

type Open<Settings> = (settings: Settings, context: SourceContext) => Promise<Source>;

/** Every source there is; each is loaded only when it is used. */
const sourceTypes: { readonly [Type in SourceSettings['type']]: Open<Extract<SourceSettings, { type: Type }>> } = {
  compose: async (settings, context) => (await import('./compose.ts')).composeSource(settings, context),
  docker: async (settings, context) => (await import('./docker.ts')).dockerSource(settings, context),
  hosts: async (settings, context) => (await import('./hosts.ts')).hostsSource(settings, context),
  traefik: async (settings, context) => (await import('./traefik.ts')).traefikSource(settings, context),
  yaml: async (settings, context) => (await import('./yaml.ts')).yamlSource(settings, context),
};

/** Opens a source; nothing is read yet. */
export function openSource(settings: SourceSettings, context: SourceContext): Promise<Source> {
  switch (settings.type) {
    case 'compose':
      return sourceTypes.compose(settings, context);
    case 'docker':
      return sourceTypes.docker(settings, context);
    case 'hosts':
      return sourceTypes.hosts(settings, context);
    case 'traefik':
      return sourceTypes.traefik(settings, context);
    case 'yaml':
      return sourceTypes.yaml(settings, context);
  }
}
