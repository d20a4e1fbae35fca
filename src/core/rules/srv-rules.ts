import { displayName, labelsOf, shown } from '../name.ts';
import type { NameRule, RecordRule, SetRule } from './rule.ts';

/** `_service._proto.` stands before the domain, or `*` for the service (RFC 2782). */
export const srvName: NameRule = {
  id: 'srv-name',
  severity: 'error',
  fixed: false,
  scope: 'name',
  types: ['SRV'],
  check: ({ set, zones }) =>
    serviceOf(set.name) !== null
      ? null
      : {
          message: `${displayName(set.name)} does not begin with the service and the protocol of its SRV record`,
          hint: `write _service._proto before the domain: ${displayName(suggestion(set.name, zones.has(set.name)))}`,
        },
};

/** A service name has 1 to 15 letters, digits and single inner hyphens, and a letter at least (RFC 6335 5.1). */
export const srvService: NameRule = {
  id: 'srv-service',
  severity: 'warning',
  fixed: false,
  scope: 'name',
  types: ['SRV'],
  check: ({ set }) => {
    const service = serviceOf(set.name);
    if (service === null || service === '*' || longServices.has(service)) return null;
    const odd = oddService(service);
    return odd === null
      ? null
      : {
          message: `the service "_${shown(service)}" of ${displayName(set.name)} ${odd}`,
          hint: 'use the registered name of the service: letters, digits and single hyphens inside, at most 15',
        };
  },
};

/** The target `.` says "no such service here": alone in its set, with zeros (RFC 2782). */
export const srvNull: SetRule = {
  id: 'srv-null',
  severity: 'warning',
  fixed: false,
  scope: 'set',
  types: ['SRV'],
  check: ({ set }) => {
    const silent = set.records.find(({ value }) => value.endsWith(' .'));
    if (silent === undefined) return null;
    const name = displayName(set.name);
    if (set.records.length > 1) {
      return {
        message: `"${silent.value}" at ${name} says that there is no such service, beside ${set.records.length - 1} other SRV`,
        hint: 'keep "0 0 0 ." alone, or remove it and keep the hosts',
      };
    }
    return silent.value === '0 0 0 .'
      ? null
      : {
          message: `"${silent.value}" at ${name} names no host, and its numbers are not zeros`,
          hint: 'write "0 0 0 .", which says "no such service", or a host',
        };
  },
};

/** A service listens at a port other than 0, unless there is none. */
export const srvPortZero: RecordRule = {
  id: 'srv-port-zero',
  severity: 'warning',
  fixed: false,
  scope: 'record',
  types: ['SRV'],
  check: ({ value }, { set }) => {
    const [, , port, target] = value.split(' ');
    if (port !== '0' || target === '.') return null;
    return {
      message: `"${value}" at ${displayName(set.name)} has port 0, where nothing can listen`,
      hint: 'write the port of the service; the fields are priority, weight, port, target',
    };
  },
};

/** Services that everybody knows by a name longer than RFC 6335 allows: Microsoft 365 federation. */
const longServices: ReadonlySet<string> = new Set(['sipfederationtls']);

/** A protocol is `_` and letters (settled 9). */
const protocol = /^_[a-z]+$/;

/**
 * The service of an SRV name without its `_`, or `*`; null when the name has none. An instance of a service may stand
 * before it (RFC 6763 4.1).
 */
function serviceOf(name: string): string | null {
  const [first = '', second = '', third = '', fourth] = labelsOf(name);
  if (third !== '' && isService(first) && protocol.test(second)) return first === '*' ? '*' : first.slice(1);
  if (fourth !== undefined && !first.startsWith('_') && second !== '*' && isService(second) && protocol.test(third))
    return second.slice(1);
  return null;
}

function isService(label: string): boolean {
  return label === '*' || (label.startsWith('_') && label !== '_');
}

function oddService(service: string): string | null {
  if (service.length > 15) return `has ${service.length} characters, 15 are allowed`;
  const odd = /[^a-z0-9-]/.exec(service)?.[0];
  if (odd !== undefined) return `has "${odd}"`;
  if (!/[a-z]/.test(service)) return 'has no letter';
  if (service.startsWith('-') || service.endsWith('-')) return 'has a hyphen at its border';
  return service.includes('--') ? 'has two hyphens in a row' : null;
}

/** Protocols that people write without the underscore. */
const protocols: ReadonlySet<string> = new Set(['dccp', 'sctp', 'tcp', 'tls', 'udp']);

/** What was meant, as far as it can be guessed. */
function suggestion(name: string, isApex: boolean): string {
  const labels = labelsOf(name);
  const bare = (label = '') => (label.startsWith('_') ? label.slice(1) : label);
  const withService = (label: string) => (label === '*' ? '*' : `_${label}`);
  const [first = '', second = '', ...rest] = labels;
  if (isApex || labels.length < 2 || bare(first) === '') return '_ldap._tcp.example.com';
  const hasProtocol = protocols.has(bare(second));
  const domain = hasProtocol || second.startsWith('_') ? rest : [second, ...rest];
  return [
    withService(bare(first)),
    hasProtocol ? `_${bare(second)}` : '_tcp',
    ...(domain.length > 0 ? domain : ['example.com']),
  ].join('.');
}
