import { describe, expect, it } from 'vitest';
import {
  aaaaMapped,
  addressDocumentation,
  addressLinklocal,
  addressLoopback,
  addressPrivatePublic,
  addressPublicPrivate,
  addressUnusable,
} from '../../../src/core/rules/address-rules.ts';
import type { RecordRule } from '../../../src/core/rules/rule.ts';
import { model } from '../../support/model-builder.ts';
import { canonical, say, weights } from './one-rule.ts';

const address = (text: string) => {
  const type = text.includes(':') ? 'AAAA' : 'A';
  return [{ type, value: canonical(type, text) }];
};

const outside = ['192.168.1.10', '10.0.0.1', '9.9.9.9', 'fd20:0:1::10', '2606:4700::1111'];

describe.each<{ rule: RecordRule; finds: readonly string[]; passes: readonly string[] }>([
  {
    rule: aaaaMapped,
    finds: ['::ffff:10.0.0.1', '::FFFF:0A00:1', '::ffff:0.0.0.0', '0:0:0:0:0:ffff:127.0.0.1'],
    passes: [...outside, '::fffe:a00:1', '::1:0:0', '::ffff:0:1:2', '::a00:1', '10.0.0.1'],
  },
  {
    rule: addressUnusable,
    finds: ['0.0.0.0', '0.255.255.255', '224.0.0.0', '239.255.255.255', '240.0.0.0', '255.255.255.255'],
    passes: [...outside, '1.0.0.0', '2.0.0.0', '22.4.0.0', '223.255.255.255', '25.0.0.1'],
  },
  {
    rule: addressUnusable,
    finds: ['::', '0:0::0', 'ff00::', 'FF02::1', 'ffff::1'],
    passes: ['::1', '::2', 'feff::1', 'ff::1', 'ff0::1', '1::'],
  },
  {
    rule: addressLoopback,
    finds: ['127.0.0.0', '127.0.0.1', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1'],
    passes: [...outside, '126.255.255.255', '128.0.0.0', '::', '::2', '1::1', '::1:1'],
  },
  {
    rule: addressLinklocal,
    finds: ['169.254.0.0', '169.254.255.255', 'fe80::', 'FE80::5', 'febf:ffff::1'],
    passes: [...outside, '169.253.255.255', '169.255.0.0', 'fe7f::1', 'fec0::1', 'fe8::1'],
  },
  {
    rule: addressDocumentation,
    finds: ['192.0.2.0', '192.0.2.255', '198.51.100.1', '203.0.113.1', '2001:db8::', '2001:DB8:ffff::1'],
    passes: [...outside, '192.0.1.255', '192.0.3.0', '198.51.101.0', '203.0.112.255', '2001:db7::1', '2001:db9::1'],
  },
])('$rule.id', ({ rule, finds, passes }) => {
  it.each(finds)('finds %s', (text) => {
    expect(weights(rule, address(text))).toEqual(['warning']);
  });

  it.each(passes)('passes %s', (text) => {
    expect(weights(rule, address(text))).toEqual([]);
  });

  it('looks at addresses only', () => {
    expect(weights(rule, [{ type: 'TXT', value: finds[0] ?? '' }])).toEqual([]);
  });
});

describe('what is said of an address', () => {
  it.each([
    { rule: aaaaMapped, text: '::ffff:10.0.0.1', hint: 'use an A record with 10.0.0.1' },
    { rule: addressUnusable, text: '0.0.0.0', hint: /^meant to block the name\? add "allow: \[address-unusable\]"/ },
    { rule: addressLoopback, text: '127.0.0.1', hint: /^every client would reach itself/ },
    { rule: addressLinklocal, text: 'fe80::5', hint: /^it works on one link only/ },
    { rule: addressDocumentation, text: '192.0.2.1', hint: /^left over from an example\?/ },
  ])('$rule.id: $hint', ({ rule, text, hint }) => {
    expect(say(rule, address(text))[0]?.hint).toMatch(hint);
  });

  it('shows address and name', () => {
    const [claim] = address('127.0.0.1');
    expect(say(addressLoopback, [{ ...claim, name: 'xn--bcher-kva.example.com' }])[0]?.message).toBe(
      'the address 127.0.0.1 of bücher.example.com is a loopback address',
    );
  });
});

/** Both sides of the bounds of RFC 1918, RFC 6598, RFC 4193, loopback and link-local. */
const scopes = [
  { text: '9.255.255.255', isPrivate: false },
  { text: '10.0.0.0', isPrivate: true },
  { text: '10.255.255.255', isPrivate: true },
  { text: '11.0.0.0', isPrivate: false },
  { text: '172.15.255.255', isPrivate: false },
  { text: '172.16.0.0', isPrivate: true },
  { text: '172.31.255.255', isPrivate: true },
  { text: '172.32.0.0', isPrivate: false },
  { text: '192.167.255.255', isPrivate: false },
  { text: '192.168.0.0', isPrivate: true },
  { text: '192.169.0.0', isPrivate: false },
  { text: '100.63.255.255', isPrivate: false },
  { text: '100.64.0.0', isPrivate: true },
  { text: '100.127.255.255', isPrivate: true },
  { text: '100.128.0.0', isPrivate: false },
  { text: '127.0.0.1', isPrivate: true },
  { text: '169.254.1.1', isPrivate: true },
  { text: 'fbff::1', isPrivate: false },
  { text: 'FC00::', isPrivate: true },
  { text: 'fdff::1', isPrivate: true },
  { text: 'fe00::1', isPrivate: false },
  { text: 'fe80::1', isPrivate: true },
  { text: '::1', isPrivate: true },
  { text: '::ffff:10.0.0.1', isPrivate: true },
  { text: '::ffff:9.9.9.9', isPrivate: false },
  { text: '2606:4700::1111', isPrivate: false },
];

describe('address-private-public', () => {
  it.each(scopes)('$text at a public provider, private: $isPrivate', ({ text, isPrivate }) => {
    const provider = model({ visibility: 'public' });
    expect(weights(addressPrivatePublic, address(text), { provider })).toEqual(isPrivate ? ['warning'] : []);
  });

  it.each(['private', 'unsaid'] as const)('is silent at a provider that is %s', (visibility) => {
    expect(say(addressPrivatePublic, address('10.0.0.1'), { provider: model({ visibility }) })).toEqual([]);
  });

  it('speaks of each value', () => {
    const claims = ['192.168.1.10', '9.9.9.9', '192.168.1.11'].map((value) => ({ value }));
    const found = say(addressPrivatePublic, claims, { provider: model({ visibility: 'public' }) });
    expect(found.map(({ message }) => message)).toEqual([
      'the world would see the private address 192.168.1.10 of app.example.com at "home"',
      'the world would see the private address 192.168.1.11 of app.example.com at "home"',
    ]);
  });
});

describe('address-public-private', () => {
  it.each(scopes)('$text at a private provider, private: $isPrivate', ({ text, isPrivate }) => {
    const provider = model({ visibility: 'private' });
    expect(weights(addressPublicPrivate, address(text), { provider })).toEqual(isPrivate ? [] : ['off']);
  });

  it.each(['public', 'unsaid'] as const)('is silent at a provider that is %s', (visibility) => {
    expect(say(addressPublicPrivate, address('9.9.9.9'), { provider: model({ visibility }) })).toEqual([]);
  });
});
