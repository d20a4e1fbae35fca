import { recordTypes } from '../../core/record-types.ts';
import type { LabelSubject, Network } from './subject.ts';
import type { AddressChoice, Family, TypedValue } from './wish.ts';

/** Addresses of a claim without a value, or why there are none. */
export type FoundAddresses =
  | { readonly ok: true; readonly values: readonly TypedValue[] }
  | {
      readonly ok: false;
      readonly code: 'NO_ADDRESS' | 'ADDRESS_AMBIGUOUS';
      readonly message: string;
      readonly hint: string;
    };

/** Finds the addresses of the wanted families (semantics 2). */
export function findAddresses(
  choice: AddressChoice,
  families: readonly Family[],
  subject: LabelSubject,
): FoundAddresses {
  const found = allAddresses(choice, subject);
  if (!found.ok) return found;
  const values = found.values.filter(({ type }) => families.some((family) => family === type));
  if (values.length > 0) return { ok: true, values };
  const wanted = families.length > 1 ? 'address' : families[0] === 'A' ? 'IPv4 address' : 'IPv6 address';
  return noAddress(`${describe(choice, subject)} has no ${wanted}`, hintFor(choice, families, subject));
}

function allAddresses(choice: AddressChoice, subject: LabelSubject): FoundAddresses {
  if (typeof choice === 'object' && 'addresses' in choice) return { ok: true, values: choice.addresses };
  if (choice === 'host' || (choice === 'container' && subject.hostNetwork)) {
    const { ipv4, ipv6 } = subject.host;
    return { ok: true, values: canonical(ipv4 === undefined ? [] : [ipv4], ipv6 === undefined ? [] : [ipv6]) };
  }
  const { networks } = subject;
  if (typeof choice === 'object') {
    const named = networks.find(({ names }) => names.includes(choice.network));
    if (named === undefined) {
      return noAddress(`${subject.prefix} is not on the network "${choice.network}"`, networkHint(networks));
    }
    return { ok: true, values: canonical(named.ipv4, named.ipv6) };
  }
  if (networks.length > 1) {
    return {
      ok: false,
      code: 'ADDRESS_AMBIGUOUS',
      message: `${subject.prefix} is on ${networks.length} networks and none is named`,
      hint: networkHint(networks),
    };
  }
  const [only] = networks;
  return { ok: true, values: only === undefined ? [] : canonical(only.ipv4, only.ipv6) };
}

function canonical(ipv4: readonly string[], ipv6: readonly string[]): TypedValue[] {
  const values: TypedValue[] = [];
  for (const [type, texts] of [
    ['A', ipv4],
    ['AAAA', ipv6],
  ] as const) {
    for (const text of texts) {
      const read = recordTypes[type].read(text);
      if (read.ok) values.push({ type, value: read.value });
    }
  }
  return values;
}

function noAddress(message: string, hint: string): FoundAddresses {
  return { ok: false, code: 'NO_ADDRESS', message, hint };
}

function describe(choice: AddressChoice, subject: LabelSubject): string {
  if (choice === 'host') return 'the host (defaults)';
  if (choice === 'container') return subject.hostNetwork ? 'the host, whose network it shares,' : subject.prefix;
  return 'addresses' in choice ? 'its address label' : `${subject.prefix} on the network "${choice.network}"`;
}

function hintFor(choice: AddressChoice, families: readonly Family[], subject: LabelSubject): string {
  const setting =
    families.length > 1 ? 'defaults.ipv4 or defaults.ipv6' : families[0] === 'A' ? 'defaults.ipv4' : 'defaults.ipv6';
  if (choice === 'host' || (choice === 'container' && subject.hostNetwork)) {
    return `set ${setting} in the configuration, or say the address: dns.address`;
  }
  if (typeof choice === 'object' && 'addresses' in choice) return 'add an address of that family';
  const [only, ...others] = subject.networks;
  if (others.length > 0) return networkHint(subject.networks);
  const where = only === undefined ? '' : `; its only network is ${only.names[0]}`;
  return `say the address: dns.address, or dns.address=host${where}`;
}

function networkHint(networks: readonly Network[]): string {
  if (networks.length === 0) return 'it is on no network; say the address: dns.address';
  const names = networks.slice(0, 20).map(({ names: [name] }) => name);
  return `name one with dns.network: ${names.join(', ')}${networks.length > 20 ? ', ...' : ''}`;
}
