import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/core/claim.ts';
import { rewriteClaims } from '../../../src/core/rewrite-claims.ts';
import { written } from '../../support/written-findings.ts';
import { brief, readText } from './overrides-builder.ts';

const base: Claim = {
  name: 'app.home.example.com',
  type: 'A',
  value: '192.168.1.10',
  source: 'home',
  class: 'label',
  grammar: 'dns',
  origins: ['docker:home/web label dns.host'],
  providers: ['home'],
};

/** What is left of a claim when a file says this. */
async function rewritten(text: string, claim: Partial<Claim> = {}): Promise<readonly Claim[]> {
  const { ignores, patches, diagnostics } = await readText(`version: 1\n${text}\n`, {
    ipv4: '10.0.0.1',
    ipv6: 'fd00::1',
  });
  expect(written(diagnostics)).toEqual([]);
  const result = rewriteClaims([{ ...base, ...claim }], [], [...ignores, ...patches], false);
  expect(result.diagnostics).toEqual([]);
  return result.claims.map((one) => one.claim);
}

describe('ignore', () => {
  it.each<{ match: string; claim?: Partial<Claim>; fits: boolean }>([
    { match: 'name: "*.home.example.com"', fits: true },
    { match: 'name: "*.example.com"', fits: true },
    { match: 'name: "*.HOME.example.com."', fits: true },
    { match: 'name: "app.*.example.com"', fits: true },
    { match: 'name: "app.*.com"', fits: false },
    { match: 'name: "\\\\*.home.example.com"', fits: false },
    { match: 'name: "\\\\*.home.example.com"', claim: { name: '*.home.example.com' }, fits: true },
    { match: 'name: "/^app\\\\./"', fits: true },
    { match: 'name: "/^home/"', fits: false },
    { match: 'name: "/./"', fits: true },
    { match: 'name: bücher.example', claim: { name: 'xn--bcher-kva.example' }, fits: true },
    { match: 'type: a', fits: true },
    { match: 'type: [CNAME, AAAA]', fits: false },
    { match: 'source: h*', fits: true },
    { match: 'source: [nas, "ho?e"]', fits: true },
    { match: 'source: nas', fits: false },
    { match: 'source: "stacks*"', claim: { source: 'stacks.prod' }, fits: true },
    { match: 'origin: "docker:home/web *"', fits: true },
    { match: 'origin: "docker:home/web"', fits: false },
    { match: 'origin: "*label*"', fits: true },
    { match: 'value: 192.168.*', fits: true },
    { match: 'value: "/\\\\.10$/"', fits: true },
    { match: 'value: 10.*', fits: false },
    { match: 'provider: home', fits: true },
    { match: 'provider: public', fits: false },
    { match: 'grammar: dns', fits: true },
    { match: 'grammar: [coredns]', fits: false },
    { match: 'name: "*.home.example.com", type: A, source: home', fits: true },
    { match: 'name: "*.home.example.com", type: AAAA', fits: false },
  ])('{ $match }: $fits', async ({ match, claim = {}, fits }) => {
    expect((await rewritten(`ignore: [{ ${match} }]`, claim)).length).toBe(fits ? 0 : 1);
  });

  it('goes before every patch', async () => {
    const text =
      'patch: [{ match: { name: "/./" }, set: { name: other.example.com } }]\nignore: [{ name: "app.*.example.com" }]';
    expect(await rewritten(text)).toEqual([]);
  });
});

describe('patch', () => {
  it.each<{ set: string; is: Partial<Claim> }>([
    { set: 'ttl: 60', is: { ttl: 60 } },
    { set: 'ttl: 1h', is: { ttl: 3600 } },
    { set: 'name: New.example.com.', is: { name: 'new.example.com' } },
    { set: 'value: " 10.0.0.5 "', is: { value: '10.0.0.5' } },
    { set: 'type: cname, value: Edge.example.net', is: { type: 'CNAME', value: 'edge.example.net' } },
    { set: 'provider: [public]', is: { providers: ['public'] } },
    {
      set: 'force: true, adopt: false, priority: 5, policy: create-only',
      is: { force: true, adopt: false, priority: 5, policy: 'create-only' },
    },
    { set: 'attributes: { proxied: true }', is: { attributes: { proxied: true } } },
  ])('{ $set }', async ({ set, is }) => {
    const [claim] = await rewritten(`patch: [{ match: { name: "/./" }, set: { ${set} } }]`);
    expect(claim).toEqual({ ...base, ...is, origins: [...base.origins, 'o.yaml#patch/1'] });
  });

  it.each([
    { set: 'values: [10.0.0.1, 10.0.0.2]', is: ['app.home.example.com A 10.0.0.1', 'app.home.example.com A 10.0.0.2'] },
    { set: 'address: host', is: ['app.home.example.com A 10.0.0.1', 'app.home.example.com AAAA fd00::1'] },
    { set: 'address: host, type: A', is: ['app.home.example.com A 10.0.0.1'] },
    { set: 'address: [10.0.0.9]', is: ['app.home.example.com A 10.0.0.9'] },
  ])('{ $set }', async ({ set, is }) => {
    expect(brief(await rewritten(`patch: [{ match: { name: "/./" }, set: { ${set} } }]`))).toEqual(is);
  });

  it('removes attributes with null and keeps the others', async () => {
    const [claim] = await rewritten('patch: [{ match: { name: "/./" }, set: { attributes: { a: null, b: 2 } } }]', {
      attributes: { a: 1, c: 3 },
    });
    expect(claim?.attributes).toEqual({ b: 2, c: 3 });
  });

  it('is named by its place among the patches, from 1', async () => {
    const { patches, ignores } = await readText(
      'version: 1\npatch:\n  - { match: { name: a.b }, set: { ttl: 1 } }\n  - { match: { name: C.d }, set: { ttl: 1 } }\nignore:\n  - { type: A }\n',
    );
    expect([...ignores, ...patches].map(({ origin, matchText, at }) => [origin, matchText, at?.()])).toEqual([
      ['o.yaml#ignore/1', '', { file: 'o.yaml', line: 6, column: 5 }],
      ['o.yaml#patch/1', 'a.b', { file: 'o.yaml', line: 3, column: 5 }],
      ['o.yaml#patch/2', 'C.d', { file: 'o.yaml', line: 4, column: 5 }],
    ]);
  });
});

describe('a mistake in a patch or ignore', () => {
  const all = 'match: { name: "/./" }';
  it.each([
    {
      text: 'ignore: [{}]',
      is: ['2:10 OVERRIDE_EMPTY this ignore is empty -> say which claims are meant; name: "/./" are all'],
    },
    {
      text: 'ignore: [{ name: "" }]',
      is: [
        '2:19 OVERRIDE_EMPTY "name" is empty and matches nothing -> say which claims are meant; name: "/./" are all',
      ],
    },
    {
      text: 'patch: [{ match: { orign: 5 }, set: { ttl: 60 } }]',
      is: ['2:20 UNKNOWN_KEY unknown key "orign" in "match" -> did you mean "origin"?'],
    },
    {
      text: 'patch: [{ match: {}, set: {} }]',
      is: [
        '2:18 OVERRIDE_EMPTY "match" is empty -> ',
        '2:27 OVERRIDE_EMPTY "set" is empty -> say what to change, or remove the patch',
      ],
    },
    {
      text: 'ignore: [{ name: "/(/" }]',
      is: [
        '2:19 PATTERN_INVALID /(/ is no regular expression: error parsing regexp: missing closing ): `(` -> RE2 syntax',
      ],
    },
    { text: 'ignore: [{ value: "/(?=a)/" }]', is: ['2:20 PATTERN_INVALID /(?=a)/ is no regular expression: '] },
    { text: 'ignore: [{ name: "/(a)\\\\1/" }]', is: ['2:19 PATTERN_INVALID /(a)\\1/ is no regular expression: '] },
    {
      text: 'ignore: [{ nam: x }]',
      is: ['2:12 UNKNOWN_KEY unknown key "nam" in entry 1 of "ignore" -> did you mean "name"?'],
    },
    {
      text: 'patch: [{ match: { name: a }, set: { tll: 5 } }]',
      is: ['2:38 UNKNOWN_KEY unknown key "tll" in "set" -> did you mean "ttl"?'],
    },
    { text: `patch: [{ ${all}, set: { name: a b } }]`, is: ['2:48 name-syntax "a b" has a blank inside'] },
    {
      text: `patch: [{ ${all}, set: { type: SOA } }]`,
      is: ['2:48 type-unsupported records of type SOA are not written'],
    },
    {
      text: `patch: [{ ${all}, set: { provider: x } }]`,
      is: ['2:52 PROVIDER_UNKNOWN there is no provider "x" -> the configured ones are home, public'],
    },
    {
      text: `patch: [{ ${all}, set: { value: a, values: [b] } }]`,
      is: ['2:40 OVERRIDE_VALUE "value" and "values" exclude one another -> keep one of them'],
    },
    { text: `patch: [{ ${all}, set: { type: A, value: x } }]`, is: ['2:58 a-syntax "x" is no IPv4 address'] },
    {
      text: `patch: [{ ${all}, set: { address: host } }]`,
      is: ['2:51 NO_ADDRESS the host has no address -> set defaults.ipv4 in the configuration'],
    },
  ])('$text leaves the source incomplete', async ({ text, is }) => {
    const read = await readText(`version: 1\n${text}\nrecords: [{ name: a.b, value: 10.0.0.1 }]\n`);
    expect(written(read.diagnostics)).toEqual(is.map((one) => expect.stringContaining(one)));
    expect(read).toMatchObject({
      valid: true,
      ignores: [],
      patches: [],
      missing: [{ what: expect.stringMatching(/^o\.yaml#(?:patch|ignore)\/1$/) }],
    });
    expect(brief(read.claims)).toEqual(['a.b A 10.0.0.1']);
  });
});
