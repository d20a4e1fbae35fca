import { readIpv4, readIpv6 } from '../../core/address.ts';
import type { Policy } from '../../core/claim.ts';
import { shown } from '../../core/name.ts';
import { nearest } from '../../core/nearest.ts';
import { recordTypes } from '../../core/record-types.ts';
import { readTtl } from '../../core/ttl.ts';
import type { DefaultField } from './dns-key.ts';
import { splitList } from './lists.ts';
import type { Finding, Report } from './report.ts';
import type { Label, LabelSubject } from './subject.ts';
import type { AddressChoice, Field, Fields, TypedValue } from './wish.ts';

/** A value, or what is wrong with it. */
type ReadField<T> = { readonly value: T } | { readonly finding: Finding };

/** Examples of good values, for hints about empty ones. */
export const examples = {
  ttl: '300',
  provider: 'home',
  force: 'true',
  priority: '10',
  address: 'host',
  network: 'web',
  adopt: 'true',
  policy: 'upsert-only',
  enable: 'true',
  host: 'app.example.com',
  name: 'app.example.com',
  target: '192.168.1.5',
  type: 'TXT',
  value: '192.168.1.5',
  values: '192.168.1.5,192.168.1.6',
  attribute: 'true',
} as const;

const policies: readonly Policy[] = ['sync', 'upsert-only', 'create-only'];

function error(code: string, message: string, hint: string): { finding: Finding } {
  return { finding: { code, severity: 'error', message, hint } };
}

/** The finding about a label that needs a value and has none. */
export function emptyFinding(key: string, example: string): Finding {
  const { finding } = error(
    'LABEL_EMPTY',
    `the label ${key} is empty`,
    `such as ${key}=${example}; in a compose file: is a variable unset?`,
  );
  return finding;
}

/** Reads one label's field; what cannot be read is reported as an error and comes back as a broken field. */
export function readField<T>(
  label: Label,
  example: string,
  report: Report,
  read: (text: string, label: Label) => ReadField<T>,
): Field<T> {
  const text = label.value.trim();
  const done = text === '' ? { finding: emptyFinding(label.key, example) } : read(text, label);
  if ('value' in done) return { ok: true, labels: [label], value: done.value };
  report.add(label, done.finding);
  return { ok: false, labels: [label], detail: done.finding.message };
}

/** `true false yes no on off 1 0`, any case. */
export function readBoolean(text: string, label: Label): ReadField<boolean> {
  const word = text.toLowerCase();
  if (['true', 'yes', 'on', '1'].includes(word)) return { value: true };
  if (['false', 'no', 'off', '0'].includes(word)) return { value: false };
  return error(
    'LABEL_INVALID_BOOLEAN',
    `${label.key}="${shown(text)}" is neither true nor false`,
    'use true, yes, on, 1 or false, no, off, 0',
  );
}

/** Any attribute's text. */
export function readText(text: string): ReadField<string> {
  return { value: text };
}

function readSeconds(text: string, label: Label): ReadField<number> {
  const seconds = /^\d{16,}$/.test(text) ? Number.MAX_SAFE_INTEGER : readTtl(text);
  if (seconds !== null) return { value: seconds };
  return error(
    'LABEL_INVALID_NUMBER',
    `${label.key}="${shown(text)}" is no time`,
    'seconds such as 300, or a sum of w d h m s such as 5m or 1h30m',
  );
}

function readPriority(text: string, label: Label): ReadField<number> {
  const number = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= -2147483648 && number <= 2147483647) return { value: number === 0 ? 0 : number };
  return error(
    'LABEL_INVALID_NUMBER',
    `${label.key}="${shown(text)}" is no whole number from -2147483648 to 2147483647`,
    `such as ${label.key}=10`,
  );
}

function readPolicy(text: string, label: Label): ReadField<Policy> {
  const policy = policies.find((one) => one === text);
  if (policy !== undefined) return { value: policy };
  const near = nearest(text, policies);
  return error(
    'LABEL_INVALID_VALUE',
    `${label.key}="${shown(text)}" is no policy`,
    near === undefined ? `use ${policies.join(', ')}` : `use ${near}`,
  );
}

function readProviders(text: string, known: readonly string[]): ReadField<readonly string[]> {
  const names = [...new Set(splitList(text))];
  if (names.length === 0) return error('LABEL_EMPTY', 'no provider is named', `the providers are ${known.join(', ')}`);
  const set = new Set(known);
  const strange = names.filter((name) => !set.has(name));
  if (strange.length === 0) return { value: names };
  const list = strange.slice(0, 3).map((name) => `"${shown(name)}"`);
  return error(
    'PROVIDER_UNKNOWN',
    `no provider is called ${list.join(', ')}`,
    known.length === 0 ? 'no provider is configured' : `the providers are ${known.join(', ')}`,
  );
}

function readAddress(text: string, label: Label): ReadField<AddressChoice> {
  if (text === 'host' || text === 'container') return { value: text };
  const addresses: TypedValue[] = [];
  for (const part of new Set(splitList(text))) {
    const type = readIpv4(part) !== null ? 'A' : part.includes(':') ? 'AAAA' : 'A';
    const read = recordTypes[type].read(part);
    if (!read.ok) return error(read.rule, `${label.key}: ${read.message}`, 'host, container, or IP addresses');
    addresses.push({ type, value: read.value });
  }
  if (addresses.length > 0) return { value: { addresses } };
  return { finding: emptyFinding(label.key, 'host') };
}

/** Reads the fields that container and record have in common. */
export function readFields(
  labels: ReadonlyMap<DefaultField, Label>,
  attributes: ReadonlyMap<string, Label>,
  subject: LabelSubject,
  report: Report,
): Fields {
  const field = <T>(name: DefaultField, read: (text: string, label: Label) => ReadField<T>): Field<T> | undefined => {
    const label = labels.get(name);
    return label === undefined ? undefined : readField(label, examples[name], report, read);
  };
  const ttl = field('ttl', readSeconds);
  const provider = field('provider', (text) => readProviders(text, subject.providers));
  const force = field('force', readBoolean);
  const priority = field('priority', readPriority);
  const adopt = field('adopt', readBoolean);
  const policy = field('policy', readPolicy);
  const address = joinNetwork(
    field('address', readAddress),
    field('network', (text) => ({ value: text })),
    report,
  );
  return {
    ...(ttl === undefined ? {} : { ttl }),
    ...(provider === undefined ? {} : { provider }),
    ...(force === undefined ? {} : { force }),
    ...(priority === undefined ? {} : { priority }),
    ...(adopt === undefined ? {} : { adopt }),
    ...(policy === undefined ? {} : { policy }),
    ...(address === undefined ? {} : { address }),
    attributes: new Map(
      [...attributes].map(([key, label]) => [key, readField(label, examples.attribute, report, readText)]),
    ),
  };
}

/** `network` implies `address: container`; any other address contradicts it. */
function joinNetwork(
  address: Field<AddressChoice> | undefined,
  network: Field<string> | undefined,
  report: Report,
): Field<AddressChoice> | undefined {
  if (network === undefined) return address;
  const labels = [...(address?.labels ?? []), ...network.labels];
  if (!network.ok) return { ok: false, labels, detail: network.detail };
  if (address?.ok === false) return { ok: false, labels, detail: address.detail };
  if (address === undefined || address.value === 'container')
    return { ok: true, labels, value: { network: network.value } };
  const [first] = address.labels;
  const [second] = network.labels;
  const said = typeof address.value === 'string' ? `${first?.key}=${address.value}` : `${first?.key} with addresses`;
  const detail = `${said} and ${second?.key} contradict each other: a network only has addresses of the container`;
  if (second !== undefined) {
    report.add(second, {
      code: 'LABEL_CONTRADICTION',
      severity: 'error',
      message: detail,
      hint: `remove ${first?.key} or ${second.key}`,
    });
  }
  return { ok: false, labels, detail };
}

/** What a value without a type can be: an address of either family, or one host name. Null when it is none of these. */
export function looksLikeAddress(text: string): 'A' | 'AAAA' | null {
  if (readIpv4(text) !== null) return 'A';
  return readIpv6(text) !== null ? 'AAAA' : null;
}
