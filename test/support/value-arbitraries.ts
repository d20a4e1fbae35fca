import fc from 'fast-check';

const hex = (bytes: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((some) => Buffer.from(some).toString('hex'));
const word = fc.constantFrom('a', 'b-1', '_x', '*', '\\046', '\\195\\188', 'a\\.b', '\\064', '\\034', '\\059');
const name = fc.oneof(
  fc.constant('.'),
  fc.array(word, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')),
);
/** BIND refuses other characters in the target of a service. */
const host = fc.constantFrom('.', 'a', 'b-1.a', 'x.y.example');
const byte = fc.constantFrom('a', 'B', '0', ' ', ';', '(', ')', '\\"', '\\\\', '\\000', '\\255', '=', '$', '@', "'");
const bytes = fc.array(byte, { minLength: 1, maxLength: 12 }).map((list) => list.join(''));
const list = <Item>(items: fc.Arbitrary<Item>): fc.Arbitrary<string> =>
  fc.array(items, { minLength: 1, maxLength: 3 }).map((all) => all.join(','));
const ipv6 = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((all) =>
  Buffer.from(all)
    .toString('hex')
    .replaceAll(/(.{4})(?!$)/g, '$1:'),
);
const short = fc.nat(65535);
const quoted = bytes.map((text) => `"${text}"`);

/** Parameters that a server takes, each key once, in any order; `no-default-alpn` only with `alpn`. */
const params = fc
  .tuple(
    fc.shuffledSubarray(['port', 'ipv4hint', 'ipv6hint', 'ech', 'key667', 'key7', 'key65280']),
    fc.option(
      fc.tuple(list(fc.constantFrom('h2', 'h3', 'a\\\\,b', 'f\\\\\\\\oo', '\\255', 'a;b', 'a b')), fc.boolean()),
    ),
    fc.record({
      port: short.map(String),
      ipv4hint: list(fc.ipV4()),
      ipv6hint: list(ipv6),
      ech: fc.uint8Array({ minLength: 1, maxLength: 20 }).map((some) => Buffer.from(some).toString('base64')),
      key667: bytes,
      key7: fc.constant('/dns-query{?dns}'),
      key65280: bytes,
    }),
  )
  .map(([keys, alpn, values]) => {
    const said = keys.map((key) => `${key}="${values[key as keyof typeof values]}"`);
    if (alpn === null) return said;
    const mandatory = said.length > 0 ? [`mandatory=alpn,${keys[0]}`] : [];
    return [...said, `alpn="${alpn[0]}"`, ...(alpn[1] ? ['no-default-alpn'] : []), ...mandatory];
  });
const service = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 65535 }), host, params)
    .map(([first, target, all]) => [first, target, ...all].join(' ')),
  host.map((target) => `0 ${target}`),
);

/** Values that servers take, in many spellings, of the types that are not in most zones. */
export const goodValues: Readonly<Record<string, fc.Arbitrary<string>>> = {
  DNAME: name,
  DS: fc.tuple(short, hex(32)).map(([tag, digest]) => `${tag} 13 2 ${digest}`),
  HTTPS: service,
  LOC: fc
    .tuple(fc.nat(89), fc.nat(59), fc.nat(179), fc.integer({ min: -1000, max: 9000 }))
    .map(([north, minutes, east, high]) => `${north} ${minutes} 0.000 N ${east} 0 0.000 E ${high}.00m 1m 10000m 10m`),
  NAPTR: fc
    .tuple(short, short, fc.constantFrom('"U"', '"S"', '""'), quoted, name)
    .map(([order, preference, flags, services, target]) => `${order} ${preference} ${flags} ${services} "" ${target}`),
  SSHFP: fc.oneof(
    hex(20).map((digits) => `1 1 ${digits.toUpperCase()}`),
    hex(32).map((digits) => `4 2 ${digits}`),
  ),
  SVCB: service,
  TLSA: fc.oneof(
    hex(32).map((digits) => `3 1 1 ${digits.toUpperCase()}`),
    hex(64).map((digits) => `2 0 2 ${digits}`),
    hex(5).map((digits) => `3 1 0 ${digits}`),
  ),
  TYPE65280: hex(7).map((digits) => `\\# 7 ${digits.toUpperCase()}`),
  URI: fc.tuple(short, short, quoted).map(([priority, weight, target]) => `${priority} ${weight} ${target}`),
};
