import type { OwnerMark } from '../../core/provider-model.ts';
import { membersOf } from './members.ts';
import { ownFields, serviceField } from './service.ts';
import type { RecordSettings } from './settings.ts';
import { storedText } from './text.ts';
import type { Draft } from './unit.ts';

/** A record of ours as it is to be written. */
export interface NewValue {
  readonly name: string;
  /** One that etcd holds. */
  readonly type: string;
  /** Canonical text. */
  readonly value: string;
  /** Seconds; 0 is written as 1, because CoreDNS takes 0 for "not said". */
  readonly ttl: number;
  readonly mark: OwnerMark;
  /** The value that it replaces, as text: what we do not know of it stays. */
  readonly replaces?: string;
}

/** Smallest TTL that CoreDNS serves as it is, in seconds. */
export const leastTtl = 1;

/** The value of a record, as one line of JSON; open at the creation time where that is the time of the apply. */
export function writeValue(wanted: NewValue, settings: RecordSettings): Draft {
  const { name, type, mark } = wanted;
  const known = knownFields(wanted.replaces);
  const fields: [string, string | number | boolean][] = [
    ...contentOf(wanted),
    ['ttl', Math.max(leastTtl, wanted.ttl)],
    ...(settings.group ? [['group', name] as [string, string]] : []),
    ['record_type', type],
    ['owner_hostname', mark.owner],
    ['owner_container_id', containerId(mark, known)],
    ['owner_container_name', mark.container ?? ''],
  ];
  const head = fields.map(([key, value]) => `"${key}":${JSON.stringify(value)}`).join(',');
  const owner = settings.externalOwner ? `"owner":${JSON.stringify(mark.owner)},` : '';
  const rest = known.filter(({ key }) => serviceField(key) === undefined && !ownFields.has(key));
  const extra = rest.map(({ key, raw }) => `,${JSON.stringify(key)}:${raw}`).join('');
  const [before, after] = [
    `{${head},"created":"`,
    `","force":${mark.force ?? false},${owner}"name":${JSON.stringify(name)}${extra}}`,
  ];
  return typeof mark.created === 'string' ? [`${before}${mark.created}${after}`] : [before, after];
}

/** What CoreDNS serves of it, in the order of its struct. */
function contentOf({ type, value }: NewValue): [string, string | number | boolean][] {
  if (type === 'TXT') return [['text', storedText(value)]];
  if (type === 'MX') {
    const [priority = '', host = ''] = value.split(' ');
    return [
      ['host', host],
      ['priority', Number(priority)],
      ['mail', true],
    ];
  }
  if (type === 'SRV') {
    const [priority = '', weight = '', port = '', host = ''] = value.split(' ');
    return [
      ['host', host],
      ['port', Number(port)],
      ['priority', Number(priority)],
      ['weight', Number(weight)],
    ];
  }
  return [['host', value]];
}

function knownFields(text: string | undefined): { readonly key: string; readonly raw: string }[] {
  if (text === undefined) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? membersOf(text) : [];
  } catch {
    return [];
  }
}

/** The container's id stays while its name does: a mark carries the name only. */
function containerId(mark: OwnerMark, known: readonly { readonly key: string; readonly raw: string }[]): string {
  const read = (field: string): unknown => {
    const raw = known.findLast(({ key }) => key === field)?.raw;
    return raw === undefined ? undefined : JSON.parse(raw);
  };
  const id = read('owner_container_id');
  return mark.container !== undefined && mark.container === read('owner_container_name') && typeof id === 'string'
    ? id
    : '';
}
