import type { Network } from '../labels/subject.ts';
import { below, keysOf, type Stack } from './layers.ts';
import { type FilledText, lastFilled, lastText, listTexts } from './stack-values.ts';

/** A fixed address with a variable that is not set. */
export interface UnsetAddress {
  /** `ipv4_address of the network front`. */
  readonly what: string;
  readonly address: FilledText;
}

/** The networks of a service. */
export interface ServiceNetworks {
  /** With the addresses that are known. */
  readonly networks: readonly Network[];
  /** The same with an address of the documentation (RFC 5737, RFC 3849) in the place of those in `unset`. */
  readonly stoodIn: readonly Network[];
  readonly unset: readonly UnsetAddress[];
}

const standIns = { ipv4_address: '192.0.2.1', ipv6_address: '2001:db8::1' } as const;

/**
 * The networks of a service with the addresses that are fixed there (labels 7); others are only known once it runs. A
 * network goes by its key and by the name that Docker will give it.
 */
export function serviceNetworks(service: Stack, root: Stack, project: string): ServiceNetworks {
  const layers = below(service, 'networks');
  if (layers.length > 0) return networksIn(layers, root, project);
  const known = defaults.get(root) ?? networksIn(layers, root, project);
  defaults.set(root, known);
  return known;
}

/** The default network, which most services have alone, of each project. */
const defaults = new WeakMap<Stack, ServiceNetworks>();

function networksIn(layers: Stack, root: Stack, project: string): ServiceNetworks {
  const keys = [...keysOf(layers), ...listTexts(layers).map(({ text }) => text)];
  const declared = below(root, 'networks');
  const [networks, stoodIn, unset]: [Network[], Network[], UnsetAddress[]] = [[], [], []];
  for (const key of new Set(keys.length === 0 ? ['default'] : keys)) {
    const [own, top] = [below(layers, key), below(declared, key)];
    const external = below(top, 'external');
    const outside = lastText(below(external, 'name')) ?? (lastText(external) === 'true' ? key : undefined);
    const name = lastText(below(top, 'name')) ?? outside ?? `${project}_${key}`;
    const said = { names: [key, name] };
    const fixed = (field: keyof typeof standIns): { known: string[]; any: string[] } => {
      const address = lastFilled(below(own, field));
      if (address === undefined) return { known: [], any: [] };
      if (address.unset.length === 0) return { known: [address.text], any: [address.text] };
      unset.push({ what: `${field} of the network ${key}`, address });
      return { known: [], any: [standIns[field]] };
    };
    const [ipv4, ipv6] = [fixed('ipv4_address'), fixed('ipv6_address')];
    networks.push({ ...said, ipv4: ipv4.known, ipv6: ipv6.known });
    stoodIn.push({ ...said, ipv4: ipv4.any, ipv6: ipv6.any });
  }
  return { networks, stoodIn, unset };
}
