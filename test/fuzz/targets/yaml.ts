import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { readConfig } from '../../../src/config/read-config.ts';
import { readYaml } from '../../../src/files/yaml.ts';
import { readText } from '../../sources/yaml/overrides-builder.ts';
import { expectPlaced, expectReading } from '../expectations.ts';
import { nearly } from '../mutate.ts';
import { orRefused, target } from '../target.ts';

const overrides = `version: 1
records:
  - { name: nas.example.com, values: [192.168.1.5, "fd20:0:1::5"], ttl: 1h }
  - &mail { name: "*.example.com", type: MX, values: ["10 mail.example.com"], add: true }
  - { <<: *mail, name: [a.example.com, bücher.example.com], comment: 'it''s' }
  - name: x.example.com
    type: TXT
    value: |-
      v=spf1 -all
      more
  - { name: y.example.com, address: host, allow: [ttl-low], attributes: { proxied: true } }
patch:
  - { match: { origin: "stacks/*", type: [A, AAAA] }, set: { ttl: 60, name: z.example.com, values: ["10.0.0.1"] } }
ignore:
  - { name: "/^dev-/" }
`;
const config = `version: 1
owner: homelab
defaults: { ttl: 300, ipv4: 192.168.1.10, ipv6: "fd20:0:1::10" }
sources:
  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"], labels: [dns, { grammar: coredns, prefix: c }] }
  - { name: recorded, type: docker, file: "\${env:FILE}.json", optional: true, address: { network: x } }
  - { name: overrides, type: yaml, files: [o.yaml] }
providers:
  - { name: home, type: zonefile, zones: [home.example.com, "!*.x.home.example.com", "/^a/"], directory: zones }
  - { name: lan, type: etcd, zones: ["*.lan"], endpoints: ["http://127.0.0.1:2379"], prefix: /skydns, share: true }
conflicts: oldest
guards: { maxDeletes: 10, maxDeletePercent: 30, protect: ["@", "mail.*"] }
rules: { ttl-mixed: error, ttl-low: { severity: error, min: 60, except: ["*.lab.example.com"] } }
maxPlanAge: 24h
`;
const yaml =
  'a: &x [1, "two", {b: !t c}]\n? d\n: *x\ne: |2-\n   f\ng: >+\n  h\n\n<<: {i: ~}\n# j\n\'k\': "\\u263a\\x41"\n';

const anyRecord = fc.record(
  {
    name: fc.constantFrom('a.example.com', 'A.example.com.', 'b.example.com', '*.example.com', 'b..example.com'),
    type: fc.constantFrom('A', 'aaaa', 'TXT', 'CNAME', 'SOA'),
    value: fc.constantFrom('10.0.0.1', 'fd00::1', 'x.example.com', 'text here', ''),
    ttl: fc.constantFrom(60, '1h', '300', -1),
    add: fc.boolean(),
  },
  { requiredKeys: ['name'] },
);

/** Readers of YAML: the plain one, overrides, the configuration. */
export const yamlTargets = [
  target('yaml', nearly(yaml, overrides, config), (text) => {
    const value = readYaml(text);
    const nodes = readYaml(text, 'nodes');
    const lines = text.split('\n');
    for (const read of [value, nodes]) {
      if (!read.ok)
        expectPlaced(
          read.problems.map((one) => ({ code: 'YAML', severity: 'error', ...one })),
          text,
        );
      else {
        const { root, locate } = read.document;
        root();
        for (const path of [[], ['a', 1], ['records', 2, 'name'], ['rules', 'ttl-low', 'min']]) {
          const { line, column } = locate(path);
          ok(line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1);
        }
      }
    }
    if (value.ok) {
      const again = readYaml(JSON.stringify(value.document.value ?? null));
      if (isTree(value.document.value)) deepEqual(again.ok && again.document.value, value.document.value ?? null);
    }
  }),
  target('overrides', nearly(overrides), async (text) => {
    const read = await readText(text, { ipv4: '192.168.1.10' });
    expectReading(read, text);
    equal(read.valid || read.missing.length > 0, true);
    if (!read.valid)
      ok(
        read.diagnostics.some(({ severity }) => severity === 'error'),
        'invalid without an error',
      );
  }),
  target('overrides-order', fc.array(anyRecord, { maxLength: 6 }), async (list) => {
    const read = async (records: readonly unknown[]) => {
      const { claims, diagnostics, doubts } = await readText(JSON.stringify({ version: 1, records }));
      const said = claims.map(({ name, type, value, ttl, add }) => JSON.stringify([name, type, value, ttl, add]));
      const found = diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`);
      return [...said, ...found, ...doubts.map(({ kind, detail }) => `${kind} ${detail}`)].sort();
    };
    const [forth, back] = [await read(list), await read(list.toReversed())];
    deepEqual(new Set(back), new Set(forth));
  }),
  target('config', nearly(config), async (text) => {
    const read = await orRefused(() => readConfig(text, 'dns-sync.yaml'));
    if (read?.ok === false) {
      ok(read.diagnostics.length > 0);
      expectPlaced(read.diagnostics, text);
    } else if (read?.ok === true) {
      const same = await readConfig(`${text}\n# a comment\n`, 'dns-sync.yaml');
      if (same.ok) equal(same.digest, read.digest);
    }
  }),
];

/** Whether JSON can write it: no fractions that are none, no key that JSON.parse treats alone. */
function isTree(value: unknown): boolean {
  const text = JSON.stringify(value, (key, one: unknown) => {
    return key === '__proto__' || (typeof one === 'number' && (!Number.isFinite(one) || Object.is(one, -0)))
      ? '\u0000odd'
      : one;
  });
  return text !== undefined && !/\\u0000odd|\\ud[89a-f]|[\u007f-\u009f\ufeff\ufffe\uffff]|"<<"|__proto__/.test(text);
}
