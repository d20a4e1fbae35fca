import fc from 'fast-check';
import type { Claim } from '../../src/core/claim.ts';
import { apex } from './installation.ts';

/** Neighbours that share prefixes and suffixes; the apex; a wildcard. */
const hosts = ['www', 'www2', 'a.www', 'xwww', 'app', 'app-1', '_dmarc', '*.wild', '@'] as const;
const aliases = ['alias', 'alias2'] as const;

const values = {
  A: ['10.0.0.1', '10.0.0.2', '10.0.0.10'],
  AAAA: ['fd00::1', '2001:db8::a'],
  TXT: ['v=spf1 -all', 'a;b "c" \\ (d)', 'x'.repeat(300)],
  MX: ['10 mx.example.net', '5 mx2.example.net'],
  CNAME: ['edge.example.net', `app.${apex}`],
} as const;
type Type = keyof typeof values;
const addressTypes = ['A', 'AAAA', 'TXT', 'MX'] as const;

function absolute(label: string): string {
  return label === '@' ? apex : `${label}.${apex}`;
}

function quoted(text: string): string {
  const strings = text.match(/.{1,255}/gs) ?? [''];
  return strings.map((one) => `"${one.replaceAll(/["\\]/g, '\\$&')}"`).join(' ');
}

function rdata(type: Type, value: string): string {
  return type === 'TXT' ? quoted(value) : type === 'MX' || type === 'CNAME' ? `${value}.` : value;
}

/** One line of a person or of another owner. */
interface Written {
  readonly label: string;
  readonly type: Type;
  readonly value: string;
  readonly ttl: number | null;
  /** Null: a person's. */
  readonly owner: string | null;
  readonly force: boolean;
  readonly style: number;
}

/** The ways in which people write a record; the last two take several lines, or inherit the owner of the line before. */
const styles: readonly ((label: string, ttl: string, type: string, data: string) => string)[] = [
  (label, ttl, type, data) => `${label} ${ttl} IN ${type} ${data}`,
  (label, ttl, type, data) => `${label}\t\tIN ${ttl}\t${type}\t${data}`,
  (label, ttl, type, data) => `${absolute(label)}.  ${ttl} ${type.toLowerCase()}   ${data}`,
  (label, ttl, type, data) => `${label.toUpperCase()} ${ttl} ${type} (\n      ${data} )`,
  (label, ttl, type, data) => `${label} ${ttl} TXT "first of two"\n    ${ttl} IN ${type} ${data}`,
];

function lineOf({ label, type, value, ttl, owner, force, style }: Written): string {
  const write = styles[type === 'CNAME' ? style % 4 : style % styles.length] ?? String;
  const mark =
    owner === null ? ' ; by hand' : ` ; dns-sync owner=${owner} created=2026-01-01T00:00:00Z force=${force ? 1 : 0}`;
  return `${write(label, ttl === null ? '' : String(ttl), type, rdata(type, value))}${mark}`;
}

function typed<T extends Type>(types: readonly T[]): fc.Arbitrary<{ readonly type: T; readonly value: string }> {
  return fc
    .constantFrom(...types)
    .chain((type) => fc.record({ type: fc.constant(type), value: fc.constantFrom(...values[type]) }));
}

const common = {
  ttl: fc.constantFrom(null, 60, 300, 3600),
  owner: fc.constantFrom(null, null, 'nas2', 'pi'),
  force: fc.boolean(),
  style: fc.nat({ max: 9 }),
};

const addressLine: fc.Arbitrary<Written> = fc
  .tuple(typed(addressTypes), fc.record({ label: fc.constantFrom(...hosts), ...common }))
  .map(([what, rest]) => ({ ...what, ...rest }));
const aliasLine: fc.Arbitrary<Written> = fc
  .tuple(typed(['CNAME']), fc.record({ label: fc.constantFrom(...aliases), ...common }))
  .map(([what, rest]) => ({ ...what, ...rest }));
const fillers = ['', '; a remark', '   ; another', '$TTL 600', `$ORIGIN ${apex}.`] as const;

/** A zone file with hand-written lines and lines of `nas2` and `pi`, in many styles; LF or CRLF. */
export const zoneText: fc.Arbitrary<string> = fc
  .record({
    addresses: fc.uniqueArray(addressLine, {
      maxLength: 12,
      selector: ({ label, type, value }) => `${label} ${type} ${value}`,
    }),
    cnames: fc.uniqueArray(aliasLine, { maxLength: 2, selector: ({ label }) => label }),
    between: fc.array(fc.constantFrom(...fillers), { minLength: 14, maxLength: 14 }),
    crlf: fc.boolean(),
  })
  .map(({ addresses, cnames, between, crlf }) => {
    const records = [...addresses, ...cnames].flatMap((line, index) => [
      lineOf(line),
      ...(index % 3 === 0 ? [between[index] ?? ''] : []),
    ]);
    const lines = [
      '$TTL 300',
      `@ IN SOA ns.${apex}. hostmaster.${apex}. 7 7200 1800 1209600 300`,
      `@ IN NS ns.example.net.`,
      ...records,
    ];
    const text = `${lines.join('\n')}\n`;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });

/** A claim as an override or a label makes it; its origin is set by its place in the list. */
const anyClaim = fc
  .tuple(
    typed([...addressTypes, 'CNAME', 'A', 'A']),
    fc.record({
      label: fc.constantFrom(...hosts, ...aliases, 'new', 'b.new'),
      ttl: fc.constantFrom(undefined, 60, 300),
      force: fc.boolean(),
      priority: fc.integer({ min: 0, max: 2 }),
      created: fc.constantFrom(undefined, 1_700_000_000, 1_790_000_000),
      isOverride: fc.boolean(),
      add: fc.boolean(),
      adopt: fc.constantFrom(undefined, undefined, true),
      share: fc.constantFrom(undefined, undefined, true),
    }),
  )
  .map(([{ type, value }, { label, ttl, created, isOverride, add, adopt, share, ...rest }]): Claim => {
    const extra = {
      ...(ttl === undefined ? {} : { ttl }),
      ...(created === undefined || isOverride ? {} : { created }),
      ...(add && isOverride ? { add } : {}),
      ...(adopt === undefined ? {} : { adopt }),
      ...(share === undefined ? {} : { share }),
    };
    const source = isOverride ? 'overrides' : 'stacks';
    return {
      name: absolute(label),
      type,
      value,
      source,
      class: isOverride ? 'override' : 'label',
      origins: [''],
      ...rest,
      ...extra,
    };
  });

/** Claims of overrides and labels that often contradict one another and what stands. `adopt` is left out unless wanted. */
export function someClaims(options: { readonly adopt: boolean }): fc.Arbitrary<Claim[]> {
  return fc.array(anyClaim, { maxLength: 14 }).map((claims) =>
    claims.map(({ adopt, ...claim }, index) => ({
      ...claim,
      origins: [
        claim.class === 'override'
          ? `overrides.yaml#${index}`
          : `stacks/${index % 4}/compose.yaml#web${index} label dns.host`,
      ],
      ...(options.adopt && adopt === true ? { adopt } : {}),
    })),
  );
}
