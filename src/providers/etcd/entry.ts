import type { OwnerMark } from '../../core/provider-model.ts';
import type { Keys } from './key.ts';
import { type OwnerReader, ownerOf } from './owner.ts';
import { decodeValue, type OtherFields } from './service.ts';
import { recordOf } from './stored-record.ts';

/** A key that holds a record. */
export interface Entry {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  /** Canonical text. */
  readonly value: string;
  /** Seconds. */
  readonly ttl: number;
  /** Null: nobody's. */
  readonly owner: OwnerMark | null;
  /** CoreDNS' `group`; empty: none. */
  readonly group: string;
  /** A text that hides a host name beside it. */
  readonly hidesHost: boolean;
}

/** What a key and its value come to. */
export type ReadEntry =
  | { readonly kind: 'record'; readonly entry: Entry }
  /** CoreDNS cannot decode the value, and so answers nothing at the name and above. */
  | { readonly kind: 'poison'; readonly name: string | null; readonly why: string }
  /** The value serves nothing. */
  | { readonly kind: 'empty'; readonly name: string }
  /** No query leads to the key. */
  | { readonly kind: 'odd' };

/** Reads one key (etcd-skydns 3, 4). Linear in its size; never throws. */
export function readEntry(keys: Keys, key: string, bytes: Uint8Array, readOwner: OwnerReader = ownerOf): ReadEntry {
  const decoded = decodeValue(bytes);
  if (!decoded.ok) return { kind: 'poison', name: keys.nameOf(key, { targetstrip: 0 }), why: decoded.why };
  const { service, others } = decoded;
  const name = keys.nameOf(key, { name: ownField(others, 'name'), targetstrip: service.targetstrip });
  if (name === null) return { kind: 'odd' };
  const record = recordOf(name, service, ownField(others, 'record_type'));
  if (record === null) return { kind: 'empty', name };
  const owner = readOwner(others);
  const hidesHost = record.type === 'TXT' && service.host !== '';
  const { type, value, ttl } = record;
  // Texts that say the same are kept once: there may be a million of them.
  const group = service.group === name ? name : service.group;
  return { kind: 'record', entry: { key, name, type, value, ttl, owner, group, hidesHost } };
}

function ownField(fields: OtherFields, field: string): unknown {
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}
