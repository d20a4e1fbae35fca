import { membersOf } from './members.ts';

/** What CoreDNS knows of a value: its `msg.Service`. Null: not said. */
export interface Service {
  readonly host: string;
  readonly text: string;
  readonly port: number | null;
  readonly priority: number | null;
  readonly weight: number | null;
  readonly mail: boolean;
  /** Seconds; 0: not said. */
  readonly ttl: number;
  readonly targetstrip: number;
  readonly group: string;
}

/** Other fields, as they were parsed; of any type. */
export type OtherFields = Readonly<Record<string, unknown>>;

/** A value as CoreDNS decodes it, or why it cannot. */
export type DecodedValue =
  | { readonly ok: true; readonly service: Service; readonly others: OtherFields }
  | { readonly ok: false; readonly why: string };

type Kind = 'text' | 'boolean' | 'integer' | 'seconds';
type Writable = { -readonly [Key in keyof Service]: Service[Key] };

/** The fields CoreDNS decodes and the type that Go demands of each. */
const kinds: Readonly<Record<keyof Service, Kind>> = {
  host: 'text',
  text: 'text',
  group: 'text',
  port: 'integer',
  priority: 'integer',
  weight: 'integer',
  targetstrip: 'integer',
  mail: 'boolean',
  ttl: 'seconds',
};
const largest: Readonly<Record<'integer' | 'seconds', bigint>> = {
  integer: 2n ** 63n - 1n,
  seconds: 2n ** 32n - 1n,
};
const wanted: Readonly<Record<Kind, string>> = {
  text: 'a text',
  boolean: 'true or false',
  integer: 'a whole number from 0 on',
  seconds: 'a whole number of seconds',
};
const nothingSaid: Service = {
  host: '',
  text: '',
  port: null,
  priority: null,
  weight: null,
  mail: false,
  ttl: 0,
  targetstrip: 0,
  group: '',
};
const kindOf: ReadonlyMap<string, Kind> = new Map(Object.entries(kinds));
/** Fields that we write besides those of CoreDNS, and that it does not read. */
export const ownFields: ReadonlySet<string> = new Set([
  'record_type',
  'owner_hostname',
  'owner_container_id',
  'owner_container_name',
  'created',
  'force',
  'owner',
  'name',
]);
/** A number that may have a sign, a fraction or an exponent; also found in texts, where it does no harm. */
const oddNumber = /:[ \t\r\n]*(?:-|\d+[.eE]|\d{16})/;

/**
 * The CoreDNS field that a name stands for, in whatever case: Go folds names, the long s and the Kelvin sign included.
 * Undefined: none.
 */
export function serviceField(name: string): keyof Service | undefined {
  if (Object.hasOwn(kinds, name)) return name as keyof Service;
  if (name.length > 20 || !/[A-Z\u017f]/.test(name)) return undefined;
  const folded = name.replaceAll('\u017f', 's').toLowerCase();
  return Object.hasOwn(kinds, folded) ? (folded as keyof Service) : undefined;
}

/** Decodes a value as Go's `encoding/json` would into CoreDNS' struct. */
export function decodeValue(bytes: Uint8Array): DecodedValue {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, why: 'it is not JSON' };
  }
  if (parsed === null) return { ok: true, service: nothingSaid, others: {} };
  if (typeof parsed !== 'object' || Array.isArray(parsed)) return { ok: false, why: 'it is no JSON object' };
  const others = parsed as OtherFields;
  const plain = oddNumber.test(text) ? null : plainService(others);
  if (plain !== null) return { ok: true, service: plain, others };
  const service: Writable = { ...nothingSaid };
  const why = assignWritten(text, service);
  return why === null ? { ok: true, service, others } : { ok: false, why };
}

/** The fields as they were parsed; null where one is odd, or a name in another case makes it matter which came last. */
function plainService(fields: OtherFields): Service | null {
  for (const key in fields) {
    if (ownFields.has(key)) continue;
    const kind = kindOf.get(key);
    if (kind === undefined ? serviceField(key) !== undefined : !isPlain(kind, fields[key])) return null;
  }
  const { host = '', text = '', port = null, priority = null, weight = null } = fields as Partial<Service>;
  const { mail = false, ttl = 0, targetstrip = 0, group = '' } = fields as Partial<Service>;
  return { host, text, port, priority, weight, mail, ttl, targetstrip, group };
}

/** Whether a value certainly fits into its field, and is kept as it is. */
function isPlain(kind: Kind, value: unknown): boolean {
  if (kind === 'text') return typeof value === 'string' && value.isWellFormed();
  if (kind === 'boolean') return typeof value === 'boolean';
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e9;
}

/** Field by field as they are written; null leaves a field as it is. */
function assignWritten(text: string, service: Writable): string | null {
  for (const { key, raw } of membersOf(text)) {
    const field = serviceField(key);
    if (field === undefined || raw === 'null') continue;
    const why = assign(field, JSON.parse(raw), raw, service);
    if (why !== null) return why;
  }
  return null;
}

/** Sets one field; or says why it cannot be. `raw`: the number as written. */
function assign(field: keyof Service, value: unknown, raw: string, service: Writable): string | null {
  const kind = kinds[field];
  const fits =
    kind === 'text'
      ? typeof value === 'string'
      : kind === 'boolean'
        ? typeof value === 'boolean'
        : typeof value === 'number' && /^\d{1,19}$/.test(raw) && (raw.length < 10 || BigInt(raw) <= largest[kind]);
  if (!fits) return `"${field}" is not ${wanted[kind]}`;
  const settled = typeof value === 'string' && !value.isWellFormed() ? value.toWellFormed() : value;
  (service as Record<string, unknown>)[field] = settled;
  return null;
}
