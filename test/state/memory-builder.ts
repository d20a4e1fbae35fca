import fc from 'fast-check';
import { formatIpv6 } from '../../src/core/address.ts';
import { textFromBytes } from '../../src/core/bytes.ts';
import type { Attributes } from '../../src/core/claim.ts';
import type { AppliedValue, Memory, RememberedClaim } from '../../src/core/memory.ts';
import { readName } from '../../src/core/name.ts';
import { recordTypes } from '../../src/core/record-types.ts';

/** 2026-11-20T12:00:00Z. */
export const noon = 1795176000;

/** A claim of the overrides for the address of app.example.com. */
export function aClaim(differences: Partial<RememberedClaim> = {}): RememberedClaim {
  return {
    name: 'app.example.com',
    type: 'A',
    value: '192.168.1.10',
    source: 'overrides',
    class: 'override',
    origins: ['overrides/a.yaml#app.example.com/A'],
    created: noon,
    standing: true,
    ...differences,
  };
}

/** What was written for `aClaim` when `defaultTtl` was 300. */
export function aValue(differences: Partial<AppliedValue> = {}): AppliedValue {
  const { name, type, value, created, source } = aClaim();
  return { name, type, value, ttl: 300, created, force: false, sources: [source], ...differences };
}

export function aMemory(differences: Partial<Memory> = {}): Memory {
  const lineage = '2a3c8d6e-0000-4000-8000-000000000001';
  return { lineage, serial: 7, defaultTtl: 300, snapshot: [], applied: {}, ...differences };
}

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const texts = fc.array(word, { maxLength: 3 });
const name = fc
  .oneof(
    fc.constantFrom(
      '.',
      'example.com',
      '*.example.com',
      '_sip._tcp.example.com',
      'xn--bcher-kva.example.com',
      '1/2.0.192.in-addr.arpa',
    ),
    fc.tuple(word, word).map((labels) => labels.join('.')),
    fc.tuple(word, word).map((labels) => labels.join('\\.')),
  )
  .filter((text) => readName(text).ok)
  .map(canonicalName);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.uint8Array({ maxLength: 20 }).map(textFromBytes),
  fc.constantFrom('', '<<<<<<< HEAD', '"', '\\', '__proto__', '\u0000', '\u2028'),
);
const value: Readonly<Record<string, fc.Arbitrary<string>>> = {
  A: fc.tuple(fc.nat(255), fc.nat(255)).map(([left, right]) => `10.0.${left}.${right}`),
  AAAA: fc.array(fc.nat(65535), { minLength: 8, maxLength: 8 }).map(formatIpv6),
  CAA: word.map((text) => `0 issue "${text}"`),
  CNAME: name,
  MX: fc.tuple(fc.nat(65535), name).map(([preference, target]) => `${preference} ${target}`),
  TXT: anyText.filter((text) => recordTypes.TXT.read(text).ok),
  HTTPS: fc.nat(65535).map((port) => `1 . alpn=h2 port=${port}`),
  HINFO: anyText,
};
const record = fc
  .tuple(name, fc.constantFrom(...Object.keys(value)))
  .chain(([name, type]) =>
    fc.record({ name: fc.constant(name), type: fc.constant(type), value: value[type] ?? anyText }),
  );
const attributes: fc.Arbitrary<Attributes> = fc.dictionary(
  fc.oneof(word, fc.constant('constructor')),
  fc.oneof(anyText, fc.boolean(), fc.integer()),
  { maxKeys: 3, noNullPrototype: true },
);
const created = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 });
const ttl = fc.nat(2_147_483_647);

type Shape<Type> = { [Key in keyof Required<Type>]: fc.Arbitrary<Required<Type>[Key]> };

/** Everything a claim may say besides its record; typed so that a new member is missing here until it is added. */
const claimShape: Shape<Omit<RememberedClaim, 'name' | 'type' | 'value'>> = {
  ttl,
  source: word,
  class: fc.constantFrom('override', 'hosts', 'label'),
  grammar: word,
  origins: fc.array(word, { minLength: 1, maxLength: 3 }),
  created,
  container: fc.record({ id: word, name: anyText }),
  providers: texts,
  force: fc.boolean(),
  priority: fc.integer(),
  adopt: fc.boolean(),
  policy: fc.constantFrom('sync', 'upsert-only', 'create-only'),
  attributes,
  add: fc.boolean(),
  takeover: fc.constantFrom('evict', 'never'),
  share: fc.boolean(),
  allow: texts,
  comment: anyText,
  standing: fc.boolean(),
  rewritten: fc.boolean(),
};
const requiredKeys: ('source' | 'class' | 'origins' | 'created' | 'standing')[] = [
  'source',
  'class',
  'origins',
  'created',
  'standing',
];

/** Any claim that a lockfile can hold. */
export const anyClaim: fc.Arbitrary<RememberedClaim> = fc
  .tuple(record, fc.record(claimShape, { requiredKeys, noNullPrototype: true }))
  .map(([facts, rest]) => ({ ...facts, ...rest }));

const valueShape: Shape<Omit<AppliedValue, 'name' | 'type' | 'value'>> = {
  ttl,
  created,
  force: fc.boolean(),
  attributes,
  sources: texts,
};
const otherValue: fc.Arbitrary<AppliedValue> = fc
  .tuple(record, fc.record(valueShape, { requiredKeys: ['ttl', 'created', 'force', 'sources'], noNullPrototype: true }))
  .map(([facts, rest]) => ({ ...facts, ...rest }));

/** Any memory that a lockfile can hold: what was written is partly what is claimed now, partly not. */
export const anyMemory: fc.Arbitrary<Memory> = fc
  .record({
    snapshot: fc.array(anyClaim, { maxLength: 8 }),
    defaultTtl: ttl,
    serial: fc.nat(),
    lineage: fc.uuid(),
    others: fc.dictionary(word, fc.array(otherValue, { maxLength: 4 }), { maxKeys: 3, noNullPrototype: true }),
    written: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  })
  .map(({ snapshot, others, written, ...rest }) => {
    const asClaimed = snapshot.filter((_, index) => written[index]).map((claim) => writtenFor(claim, rest.defaultTtl));
    const applied = Object.entries(others).map(([provider, values]) => [provider, once([...asClaimed, ...values])]);
    return { ...rest, snapshot, applied: Object.fromEntries(applied) };
  });

function canonicalName(text: string): string {
  const read = readName(text);
  return read.ok ? read.name : text;
}

/** The value as it is written when nothing is in the claim's way. */
function writtenFor(claim: RememberedClaim, defaultTtl: number): AppliedValue {
  const { name, type, value, ttl = defaultTtl, created, force = false, attributes, source } = claim;
  return { name, type, value, ttl, created, force, ...(attributes !== undefined && { attributes }), sources: [source] };
}

/** A provider holds a value of a set once. */
function once(values: readonly AppliedValue[]): AppliedValue[] {
  return [...new Map(values.map((one) => [JSON.stringify([one.name, one.type, one.value]), one])).values()];
}
