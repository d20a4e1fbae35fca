import { displayName } from '../name.ts';
import { addressInName } from './name-text.ts';
import { isServiceDiscovery, reverseKind, reverseNameOf } from './reverse-name.ts';
import type { NameRule, SetRule } from './rule.ts';

/** The NS set of a zone's own name is the provider's business most of the time. */
export const nsApex: SetRule = {
  id: 'ns-apex',
  severity: 'warning',
  fixed: false,
  scope: 'set',
  types: ['NS'],
  check: ({ set, model, zones }) =>
    zones.has(set.name)
      ? {
          message: `${displayName(set.name)} is a zone's own name at "${model.name}": most providers keep its NS set themselves`,
          hint: 'leave the name servers to the provider, or allow the rule at this record where it does not keep them',
        }
      : null,
};

/** A zone has at least two name servers (RFC 2182 5). */
export const nsSingle: SetRule = {
  id: 'ns-single',
  severity: 'off',
  fixed: false,
  scope: 'set',
  types: ['NS'],
  check: ({ set }) =>
    set.records.length < 2
      ? {
          message: `${displayName(set.name)} is delegated to one name server, ${set.records[0]?.value ?? ''}: without it nobody answers`,
          hint: 'add a second NS, in another place',
        }
      : null,
};

/** A PTR stands at a whole reversed address (RFC 1035 3.5, RFC 3596 2.5), an RFC 2317 name, or in DNS-SD (RFC 6763 4.1). */
export const ptrName: NameRule = {
  id: 'ptr-name',
  severity: 'warning',
  fixed: false,
  scope: 'name',
  types: ['PTR'],
  check: ({ set }) => {
    const kind = reverseKind(set.name);
    if (kind === 'whole' || isServiceDiscovery(set.name)) return null;
    const name = displayName(set.name);
    if (kind === 'other') {
      const address = addressInName(set.name)?.address;
      return {
        message: `${name} is no reverse name, so that nobody looks for a PTR there`,
        hint:
          address === undefined
            ? 'if its owner is an address, write the reverse name, such as 5.1.168.192.in-addr.arpa'
            : `write the reverse name: ${reverseNameOf(address)}`,
      };
    }
    return {
      message: `${name} is not the reverse name of one whole address`,
      hint:
        kind === 'part-ipv4'
          ? 'write all four numbers, last first, such as 5.1.168.192.in-addr.arpa'
          : 'write all 32 hexadecimal digits, last first, each a label, before ip6.arpa',
    };
  },
};

/** One value outside DNS-SD: many programs take the first only. */
export const ptrMultiple: SetRule = {
  id: 'ptr-multiple',
  severity: 'warning',
  fixed: false,
  scope: 'set',
  types: ['PTR'],
  check: ({ set }) =>
    set.records.length > 1 && !isServiceDiscovery(set.name)
      ? {
          message: `${displayName(set.name)} has ${set.records.length} PTR values, and many programs take the first only`,
          hint: 'keep the one that is the name of the host',
        }
      : null,
};
