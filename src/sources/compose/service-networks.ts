import type { Network } from '../labels/subject.ts';
import { interpolate, type Lookup } from './interpolate.ts';
import { below, keysOf, type Layer } from './layers.ts';

/** The text of the last layer that is a scalar, variables filled in; undefined when there is none or it is empty. */
export function lastText(layers: readonly Layer[], lookup: Lookup): string | undefined {
  const node = layers.at(-1)?.node;
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  const filled = interpolate(node.text, lookup);
  return filled.ok && filled.text !== '' ? filled.text : undefined;
}

/** The texts of all lists among the layers, each once. */
export function listTexts(layers: readonly Layer[], lookup: Lookup): string[] {
  const texts = new Set<string>();
  for (const { node } of layers) {
    for (const item of node.kind === 'sequence' ? node.items : []) {
      const filled = item.kind === 'scalar' ? interpolate(item.text, lookup) : undefined;
      if (filled?.ok) texts.add(filled.text);
    }
  }
  return [...texts];
}

/**
 * The networks of a service with the addresses that are fixed there (labels 7); others are only known once it runs. A
 * network goes by its key and by the name that Docker will give it.
 */
export function serviceNetworks(
  service: readonly Layer[],
  root: readonly Layer[],
  project: string,
  lookup: Lookup,
): Network[] {
  const layers = below(service, 'networks');
  const keys = [...keysOf(layers), ...listTexts(layers, lookup)];
  const declared = below(root, 'networks');
  return [...new Set(keys.length === 0 ? ['default'] : keys)].map((key) => {
    const [own, top] = [below(layers, key), below(declared, key)];
    const ipv4 = lastText(below(own, 'ipv4_address'), lookup);
    const ipv6 = lastText(below(own, 'ipv6_address'), lookup);
    const external = lastText(below(top, 'external'), lookup) === 'true';
    const name = lastText(below(top, 'name'), lookup) ?? (external ? key : `${project}_${key}`);
    return { names: [key, name], ipv4: ipv4 === undefined ? [] : [ipv4], ipv6: ipv6 === undefined ? [] : [ipv6] };
  });
}
