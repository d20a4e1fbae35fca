import { displayName, isWithin, labelsOf, upwards } from '../name.ts';
import { addressInName, charactersOf, findOdd, hyphenLabel } from './name-text.ts';
import type { NameRule, SetRule } from './rule.ts';

/** Types whose owner is a host or a mail domain (RFC 1123 2.1). */
const hostTypes = ['A', 'AAAA', 'MX'];

/** Characters of a host name, and those that have rules of their own: `_`, and `*` (`wildcard-position`). */
const hostCharacter = /[a-z0-9_*-]/;

/**
 * Owners of addresses and MX: letters, digits, hyphen, underscore (RFC 1123 2.1); other types take all of RFC 2181 11. An
 * address is `name-is-address` alone.
 */
export const nameCharset: NameRule = {
  id: 'name-charset',
  severity: 'error',
  fixed: false,
  scope: 'name',
  oddNamesOnly: true,
  types: hostTypes,
  check: ({ set }) => {
    if (!/[^a-z0-9_*.-]/.test(set.name)) return null;
    const odd = findOdd(set.name, hostCharacter);
    if (odd === undefined || addressInName(set.name) !== undefined) return null;
    return {
      message: `${displayName(set.name)} has ${odd.text} at place ${odd.place} of the label "${odd.label}", which the name of a host cannot have`,
      hint: 'use letters, digits and hyphens',
    };
  },
};

/** Owners of addresses and MX: no hyphen first or last in a label (RFC 952, RFC 1123 2.1). */
export const labelHyphen: NameRule = {
  id: 'label-hyphen',
  severity: 'error',
  fixed: false,
  scope: 'name',
  oddNamesOnly: true,
  types: hostTypes,
  check: ({ set }) => {
    const label = hyphenLabel(set.name);
    if (label === undefined) return null;
    const where = label.startsWith('-') ? 'begins' : 'ends';
    return {
      message: `the label "${label}" of ${displayName(set.name)} ${where} with a hyphen, which no label of a host does`,
      hint: 'hyphens stand inside a label only',
    };
  },
};

/** No `--` in places 3 and 4 of a label but in `xn--`: such labels are reserved for encodings (RFC 5891 4.2.3.1). */
export const labelHyphen34: NameRule = {
  id: 'label-hyphen34',
  severity: 'warning',
  fixed: false,
  scope: 'name',
  oddNamesOnly: true,
  check: ({ set }) => {
    if (!set.name.includes('--')) return null;
    const label = labelsOf(set.name).find(
      (one) => one.includes('--') && !one.startsWith('xn--') && charactersOf(one).slice(2, 4).join('') === '--',
    );
    if (label === undefined) return null;
    return {
      message: `the label "${label}" of ${displayName(set.name)} has "--" in places 3 and 4, which is reserved for encodings such as xn--`,
      hint: 'use one hyphen, or put them elsewhere',
    };
  },
};

/** Owners of addresses and MX without underscore, of CNAMEs with none but at the beginning of a label (RFC 8552 1.1). */
export const nameUnderscore: NameRule = {
  id: 'name-underscore',
  severity: 'warning',
  fixed: false,
  scope: 'name',
  oddNamesOnly: true,
  types: [...hostTypes, 'CNAME'],
  check: ({ set }) => {
    if (!set.name.includes('_')) return null;
    const mayBegin = set.type === 'CNAME';
    const label = labelsOf(set.name).find((one) => one.includes('_') && !(mayBegin && one.startsWith('_')));
    if (label === undefined) return null;
    return {
      message: `the label "${label}" of ${displayName(set.name)} has an underscore, which the name of a host should not have`,
      hint: 'TLS and mail software may refuse it; use a hyphen',
    };
  },
};

/** The name is no IP address. */
export const nameIsAddress: NameRule = {
  id: 'name-is-address',
  severity: 'error',
  fixed: false,
  scope: 'name',
  oddNamesOnly: true,
  check: ({ set }) => {
    const found = addressInName(set.name);
    if (found === undefined) return null;
    const { type, address } = found;
    const reverse = type === 'A' ? `${address.split('.').reverse().join('.')}.in-addr.arpa` : 'its name below ip6.arpa';
    return {
      message: `the name ${address} of ${set.type} is an IP address, which is no name`,
      hint: set.type === 'PTR' ? `write ${reverse}` : 'swap name and value?',
    };
  },
};

/** The name does not end in its zone twice. */
export const nameRepeatsZone: SetRule = {
  id: 'name-repeats-zone',
  severity: 'warning',
  fixed: false,
  scope: 'provider',
  check: ({ set, zones }) => {
    const zone = closest(set.name, zones);
    if (zone === undefined || zone === '.') return null;
    const rest = set.name.slice(0, -(zone.length + 1));
    if (!isWithin(rest, zone)) return null;
    return {
      message: `${displayName(set.name)} ends in its zone ${displayName(zone)} twice`,
      hint: `did you mean ${displayName(rest)}?`,
    };
  },
};

/** The zone that a name belongs to: the longest apex at or above it. */
function closest(name: string, zones: ReadonlySet<string>): string | undefined {
  for (const at of upwards(name)) if (zones.has(at)) return at;
  return undefined;
}

/** Top-level names with a meaning of their own: what they are for, and who says so. */
const specialUse = {
  localhost: 'always means the machine itself (RFC 6761 6.3)',
  invalid: 'never resolves (RFC 6761 6.4)',
  test: 'is for tests (RFC 6761 6.2)',
  onion: 'belongs to Tor (RFC 7686)',
  local: 'belongs to multicast DNS (RFC 6762 3)',
} as const;

type SpecialUse = keyof typeof specialUse;

function specialUseOf(name: string): SpecialUse | undefined {
  const found = /(?:^|\.)(localhost|invalid|test|onion|local)$/.exec(name)?.[1] as SpecialUse | undefined;
  return found !== undefined && isWithin(name, found) ? found : undefined;
}

/** At least two labels, unless such a zone is configured. Special-use names and addresses have rules of their own. */
export const nameSingleLabel: NameRule = {
  id: 'name-single-label',
  severity: 'warning',
  fixed: false,
  scope: 'name',
  oddNamesOnly: true,
  check: ({ set, apexes }) => {
    if (set.name === '.' || labelsOf(set.name).length > 1 || apexes.has(set.name)) return null;
    if (specialUseOf(set.name) !== undefined || addressInName(set.name) !== undefined) return null;
    return {
      message: `${displayName(set.name)} has one label only, and no zone is called so`,
      hint: `write the whole name, such as ${displayName(set.name)}.example.com`,
    };
  },
};

/**
 * Not a special-use name, or below one (RFC 6761 6, RFC 6762 3, RFC 7686), unless a zone is at or below that
 * (settled 12).
 */
export const nameSpecialUse: NameRule = {
  id: 'name-special-use',
  severity: 'warning',
  fixed: false,
  scope: 'name',
  check: ({ set, apexes }) => {
    const found = specialUseOf(set.name);
    if (found === undefined || specialZones(apexes).has(found)) return null;
    const where = set.name === found ? '' : `is below ${found}, which `;
    return {
      message: `${displayName(set.name)} ${where}${specialUse[found]}`,
      hint: 'use home.arpa, or a domain of your own',
    };
  },
};

const specialByApexes = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/** The special-use names at or below which a zone is configured; worked out once for each set of apexes. */
function specialZones(apexes: ReadonlySet<string>): ReadonlySet<string> {
  const known = specialByApexes.get(apexes);
  if (known !== undefined) return known;
  const found = new Set<string>([...apexes].flatMap((apex) => specialUseOf(apex) ?? []));
  specialByApexes.set(apexes, found);
  return found;
}

/** Texts with which known tools mark their ownership. */
const ownershipText = /^"?heritage=(?:docker-coredns-sync|dns-sync|external-dns)(?![\w-])/;

/** Names that dns-sync writes itself, and marks of ownership, are not claimed by hand (semantics 4). */
export const nameReserved: NameRule = {
  id: 'name-reserved',
  severity: 'error',
  fixed: true,
  scope: 'name',
  passThrough: true,
  check: ({ set }) => {
    if (set.name.startsWith('_dns-sync.')) {
      return {
        message: `${displayName(set.name)} is a name that dns-sync writes itself`,
        hint: 'ownership is not claimed by hand',
      };
    }
    const marked = set.type === 'TXT' && set.records.some(({ value }) => ownershipText.test(value));
    return marked
      ? {
          message: `the text at ${displayName(set.name)} marks the ownership of a tool (heritage=)`,
          hint: 'ownership is not claimed by hand',
        }
      : null;
  },
};
