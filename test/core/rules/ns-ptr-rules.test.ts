import { describe, expect, it } from 'vitest';
import { nsApex, nsSingle, ptrMultiple, ptrName } from '../../../src/core/rules/ns-ptr-rules.ts';
import { model } from '../../support/model-builder.ts';
import { nameOf, say, weights } from './one-rule.ts';

const at = (type: string, name: string, ...values: readonly string[]) =>
  (values.length === 0 ? ['ns1.example.net'] : values).map((value) => ({ name: nameOf(name), type, value }));

describe('ns-apex', () => {
  const provider = model({ zones: ['example.com', 'xn--bcher-kva.example', '*.lan.example.com'] });

  it.each([
    { name: 'example.com', found: ['warning'] },
    { name: 'EXAMPLE.com', found: ['warning'] },
    { name: 'bücher.example', found: ['warning'] },
    { name: 'sub.example.com', found: [] },
    { name: 'lan.example.com', found: [] },
  ])('NS at $name: $found', ({ name, found }) => {
    expect(weights(nsApex, at('NS', name), { provider })).toEqual(found);
  });

  it('is silent at the apex of another provider, which is delegated here', () => {
    expect(say(nsApex, at('NS', 'lan.example.com'), { apexes: ['example.com', 'lan.example.com'] })).toEqual([]);
  });

  it('says whose set it is', () => {
    expect(say(nsApex, at('NS', 'example.com'))).toEqual([
      {
        message: 'example.com is a zone\'s own name at "home": most providers keep its NS set themselves',
        hint: 'leave the name servers to the provider, or allow the rule at this record where it does not keep them',
      },
    ]);
  });
});

describe('ns-single', () => {
  it.each([
    { values: ['ns1.example.net'], found: ['off'] },
    { values: ['ns1.example.net', 'ns2.example.net'], found: [] },
  ])('$values: $found', ({ values, found }) => {
    expect(weights(nsSingle, at('NS', 'sub.example.com', ...values))).toEqual(found);
  });

  it('names the server', () => {
    expect(say(nsSingle, at('NS', 'sub.example.com', 'ns1.example.net'))).toEqual([
      {
        message: 'sub.example.com is delegated to one name server, ns1.example.net: without it nobody answers',
        hint: 'add a second NS, in another place',
      },
    ]);
  });
});

describe('ptr-name', () => {
  it.each([
    '5.1.168.192.in-addr.arpa',
    '1.0/25.2.0.192.in-addr.arpa',
    `5.${'0.'.repeat(29)}d.f.ip6.arpa`,
    '_http._tcp.example.com',
    '_HTTP._TCP.bücher.example.com',
    'lb._dns-sd._udp.1.168.192.in-addr.arpa',
  ])('%s takes a PTR', (name) => {
    expect(say(ptrName, at('PTR', name))).toEqual([]);
  });

  it.each([
    {
      name: 'NAS.bücher.example.com',
      message: 'nas.bücher.example.com is no reverse name, so that nobody looks for a PTR there',
      hint: 'if its owner is an address, write the reverse name, such as 5.1.168.192.in-addr.arpa',
    },
    {
      name: '192.168.7.9',
      message: '192.168.7.9 is no reverse name, so that nobody looks for a PTR there',
      hint: 'write the reverse name: 9.7.168.192.in-addr.arpa',
    },
    {
      name: '1.168.192.in-addr.arpa',
      message: '1.168.192.in-addr.arpa is not the reverse name of one whole address',
      hint: 'write all four numbers, last first, such as 5.1.168.192.in-addr.arpa',
    },
    {
      name: '5.d.f.ip6.arpa',
      message: '5.d.f.ip6.arpa is not the reverse name of one whole address',
      hint: 'write all 32 hexadecimal digits, last first, each a label, before ip6.arpa',
    },
  ])('$name does not: $hint', ({ name, message, hint }) => {
    expect(weights(ptrName, at('PTR', name))).toEqual(['warning']);
    expect(say(ptrName, at('PTR', name))).toEqual([{ message, hint }]);
  });
});

describe('ptr-multiple', () => {
  it.each([
    { name: '5.1.168.192.in-addr.arpa', values: ['a.example.com'], found: [] },
    { name: '5.1.168.192.in-addr.arpa', values: ['a.example.com', 'b.example.com'], found: ['warning'] },
    { name: '_http._tcp.example.com', values: ['a._http._tcp.example.com', 'b._http._tcp.example.com'], found: [] },
  ])('$values at $name: $found', ({ name, values, found }) => {
    expect(weights(ptrMultiple, at('PTR', name, ...values))).toEqual(found);
  });

  it('counts them', () => {
    expect(say(ptrMultiple, at('PTR', '5.1.168.192.in-addr.arpa', 'a.b', 'c.d', 'e.f'))).toEqual([
      {
        message: '5.1.168.192.in-addr.arpa has 3 PTR values, and many programs take the first only',
        hint: 'keep the one that is the name of the host',
      },
    ]);
  });
});
