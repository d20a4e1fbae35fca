import type { DoubtReason, Policy } from '../../core/claim.ts';
import type { Label } from './subject.ts';

/** A field as its labels say it, or that they cannot be read, with what is wrong. */
export type Field<T> =
  | { readonly ok: true; readonly labels: readonly Label[]; readonly value: T }
  | { readonly ok: false; readonly labels: readonly Label[]; readonly detail: string };

/** One canonical value with its type. */
export interface TypedValue {
  readonly type: string;
  readonly value: string;
}

/** Which addresses to take for a claim without a value: the host's, the container's, or these. */
export type AddressChoice =
  | 'host'
  | 'container'
  | { readonly network: string }
  | { readonly addresses: readonly TypedValue[] };

/** What a record, or a container for all its records, says beside name and value. Absent: not said. */
export interface Fields {
  readonly ttl?: Field<number>;
  readonly provider?: Field<readonly string[]>;
  readonly force?: Field<boolean>;
  readonly priority?: Field<number>;
  readonly adopt?: Field<boolean>;
  readonly policy?: Field<Policy>;
  /** `address` and `network`, which only mean something together. */
  readonly address?: Field<AddressChoice>;
  readonly attributes: ReadonlyMap<string, Field<string>>;
}

/** What `dns` says for all claims of the container. */
export interface ContainerFields extends Fields {
  /** Values for claims that are only a name. */
  readonly target?: Field<readonly TypedValue[]>;
}

export type Family = 'A' | 'AAAA';

export const bothFamilies: readonly Family[] = ['A', 'AAAA'];

/** Where a wish's values come from. */
export type WishedValue =
  | { readonly kind: 'said'; readonly values: readonly TypedValue[] }
  /** An address by semantics 2, of these families. */
  | { readonly kind: 'address'; readonly families: readonly Family[] }
  /** Only a name: `dns.target`, else an address of these families; addresses that a label says count whatever their family. */
  | { readonly kind: 'target'; readonly families: readonly Family[] }
  /** Found wrong and reported: its names are held. */
  | {
      readonly kind: 'broken';
      readonly type?: string;
      readonly reason: DoubtReason;
      readonly detail: string;
      /** It would be a claim that is only a name: `dns.target` is for it. */
      readonly nameOnly?: boolean;
    }
  /** Switched off on purpose. */
  | { readonly kind: 'off' };

/** What a grammar read for one record, before the container's defaults and addresses are filled in. */
export interface Wish {
  readonly grammar: string;
  /** The label that gives the name; every claim's origin. */
  readonly label: Label;
  /** Canonical names; empty when none could be read. */
  readonly names: readonly string[];
  /** By canonical name: how the label spells it, where that is another way; absent: all are canonical. */
  readonly spellings?: ReadonlyMap<string, string>;
  readonly value: WishedValue;
  readonly fields: Fields;
}

/** No fields said. */
export const noFields: Fields = { attributes: new Map() };

/** While it is made, field by field. */
export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
