import { type Fields, fields } from './json-fields.ts';

/**
 * Services with their tasks in them under `Tasks`, as recordings have them, and the networks of the tasks under the names
 * that `GET /networks` gives them.
 */
export function withTasks(
  services: readonly unknown[],
  tasks: readonly unknown[],
  networks: readonly unknown[],
): unknown[] {
  const known = new Map(networks.map((network) => [fields(network).Id, fields(network)]));
  const byService = new Map<unknown, unknown[]>();
  for (const task of tasks) {
    const { ServiceID: service } = fields(task);
    const named = withNetworkNames(fields(task), known);
    const list = byService.get(service);
    if (list === undefined) byService.set(service, [named]);
    else list.push(named);
  }
  return services.map((service) => {
    const { ID: id } = fields(service);
    return typeof id === 'string' ? { ...fields(service), Tasks: byService.get(id) ?? [] } : service;
  });
}

/** Containers of tasks without their place in the routing mesh, whatever `GET /networks` calls that. */
export function withoutMesh(containers: readonly unknown[], networks: readonly unknown[]): readonly unknown[] {
  const mesh = new Set(networks.flatMap((network) => (fields(network).Ingress === true ? [fields(network).Name] : [])));
  if (mesh.size === 0) return containers;
  return containers.map((container) => {
    const { Labels, NetworkSettings } = fields(container);
    if (fields(Labels)['com.docker.swarm.service.id'] === undefined) return container;
    const left = Object.entries(fields(fields(NetworkSettings).Networks)).filter(([name]) => !mesh.has(name));
    return {
      ...fields(container),
      NetworkSettings: { ...fields(NetworkSettings), Networks: Object.fromEntries(left) },
    };
  });
}

function withNetworkNames(task: Fields, known: ReadonlyMap<unknown, Fields>): Fields {
  if (!Array.isArray(task.NetworksAttachments)) return task;
  const attachments = task.NetworksAttachments.map((attachment: unknown) => {
    const network = fields(fields(attachment).Network);
    const { Name, Ingress } = known.get(network.ID) ?? {};
    const spec = { ...(Name === undefined ? {} : { Name }), ...(Ingress === true ? { Ingress } : {}) };
    return { ...fields(attachment), Network: { ...network, Spec: { ...fields(network.Spec), ...spec } } };
  });
  return { ...task, NetworksAttachments: attachments };
}
