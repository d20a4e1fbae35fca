import { isMapped, readIpv6 } from '../../core/address.ts';
import { labelsOf, shown, upwards } from '../../core/name.ts';
import type { LimitedSet, LimitFinding } from '../../core/provider-model.ts';
import { recordTypes } from '../../core/record-types.ts';
import { addressOf } from './stored-record.ts';
import { textProblem } from './text.ts';

/** What CoreDNS cannot serve from etcd though the type fits (etcd-skydns 5); null: nothing stands against the set. */
export function etcdLimit({ name, type, values }: LimitedSet, zones: ReadonlySet<string>): LimitFinding | null {
  const named = nameLimit(name, zones);
  if (named !== null) return named;
  for (const value of values) {
    const found = valueLimit(name, type, value);
    if (found !== null) return { rule: 'provider-value', ...found };
  }
  return null;
}

function nameLimit(name: string, zones: ReadonlySet<string>): LimitFinding | null {
  const odd = labelsOf(name).find((label) => !/^[a-z0-9_-]+$/.test(label) || label === 'any');
  if (odd !== undefined) {
    return {
      rule: 'provider-name',
      message: `${shown(name)} has the label ${shown(odd)}, which CoreDNS does not look up in etcd`,
      hint: 'labels of letters, digits, hyphens and underscores, and not "any"',
    };
  }
  const taken = [...upwards(name)].find((at) => isKeptForApex(at, zones));
  if (taken === undefined) return null;
  return {
    rule: 'provider-name',
    message: `${name} is kept where CoreDNS looks for records of the zone's own name`,
    hint: `use a name that does not lie at or below ${taken}`,
  };
}

/** `apex.dns.<zone>` and `ns.dns.<zone>`. */
function isKeptForApex(name: string, zones: ReadonlySet<string>): boolean {
  const zone = /^(?:apex|ns)\.dns\.(.+)$/.exec(name)?.[1];
  return zone !== undefined && zones.has(zone);
}

function valueLimit(name: string, type: string, value: string): { message: string; hint: string } | null {
  if (type === 'TXT') {
    const problem = textProblem(value);
    return problem === null
      ? null
      : { message: `CoreDNS cannot serve the text of ${name}: ${problem}`, hint: 'use another text' };
  }
  if (type === 'AAAA') {
    const groups = readIpv6(value);
    return groups !== null && isMapped(groups)
      ? { message: `CoreDNS serves ${value} of ${name} as an A record`, hint: 'use type A' }
      : null;
  }
  if ((type === 'MX' || type === 'SRV') && value.startsWith('0 ')) {
    const what = type === 'MX' ? 'preference' : 'priority';
    return { message: `CoreDNS serves the ${what} 0 of ${name} ${type} as 10`, hint: `use a ${what} from 1 on` };
  }
  const targets =
    type === 'CNAME' || type === 'PTR' || type === 'MX' || type === 'SRV' ? recordTypes[type].targets(value) : [];
  const address = targets.find((target) => addressOf(target) !== null);
  return address === undefined
    ? null
    : {
        message: `the target of ${name} ${type} is the address ${address}, which CoreDNS serves as such`,
        hint: 'name a host',
      };
}
