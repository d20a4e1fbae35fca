import { readIpv4, readIpv6 } from '../../core/address.ts';
import { recordTypes } from '../../core/record-types.ts';

/** One canonical address with the type of its record. */
export interface Address {
  readonly type: 'A' | 'AAAA';
  readonly value: string;
}

/** `address:` of a Traefik source: the host's addresses, or these. */
export type AddressSetting = string | readonly string[];

/** The addresses that all names of the files get (semantics 2); null: the setting holds what is no address. */
export function addressesOf(
  setting: AddressSetting | undefined,
  host: { readonly ipv4?: string; readonly ipv6?: string },
): Address[] | null {
  const texts =
    setting === undefined || setting === 'host'
      ? [host.ipv4, host.ipv6].filter((text) => text !== undefined)
      : [setting].flat();
  const found = new Map<string, Address>();
  for (const text of texts) {
    const address = readAddress(text.trim());
    if (address === null) return null;
    found.set(address.value, address);
  }
  return [...found.values()];
}

function readAddress(text: string): Address | null {
  if (readIpv4(text) !== null) return { type: 'A', value: text };
  const read = readIpv6(text) === null ? null : recordTypes.AAAA.read(text);
  return read?.ok === true ? { type: 'AAAA', value: read.value } : null;
}
