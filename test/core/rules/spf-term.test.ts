import { describe, expect, it } from 'vitest';
import { oddTerm, readTerm } from '../../../src/core/rules/spf-term.ts';

describe('a term of SPF is taken apart', () => {
  it.each([
    { text: '-all', qualifier: '-', name: 'all', mark: '', argument: '' },
    { text: '~ALL', qualifier: '~', name: 'all', mark: '', argument: '' },
    { text: '?include:a.b', qualifier: '?', name: 'include', mark: ':', argument: 'a.b' },
    { text: '+A:Host.Example/24', qualifier: '+', name: 'a', mark: ':', argument: 'Host.Example/24' },
    { text: 'mx/24//64', qualifier: '', name: 'mx', mark: '/', argument: '24//64' },
    { text: 'redirect=_spf.%{d}', qualifier: '', name: 'redirect', mark: '=', argument: '_spf.%{d}' },
    { text: '10.0.0.1', qualifier: '', name: '', mark: '', argument: '' },
    { text: 'a,b', qualifier: '', name: '', mark: '', argument: '' },
  ])('$text', (expected) => {
    expect(readTerm(expected.text)).toEqual(expected);
  });
});

describe('a good term of SPF', () => {
  it.each([
    ...['all', '+all', '-all', '?all', '~all', '-ALL'],
    ...['a', '-a', 'A', 'a/0', 'a/32', 'a//0', 'a//128', 'a/24//64', 'a:example.com', 'a:example.com/24//64'],
    ...['a:host5.example.com/24', 'a:example.com.', 'a:example.c0m', 'a:example.a-b', 'a:xn--bcher-kva.example'],
    ...['mx', 'mx/24', 'mx:example.com', '~mx:example.com//64', 'ptr', 'ptr:example.com'],
    ...['ip4:10.0.0.1', 'ip4:10.0.0.0/0', 'ip4:10.0.0.0/32', 'IP4:10.0.0.0/8', '-ip4:10.0.0.1'],
    ...['ip6:fd00::5', 'ip6:FD00::/0', 'ip6:fd00::/128', 'ip6:::ffff:10.0.0.1', 'ip6:::1'],
    ...['include:_spf.google.com', 'include:example.com', 'include:%{ir}.%{v}.%{d}.spf.has.pphosted.com'],
    ...['exists:%{i}._spf.example.com', 'exists:%{L1R-}._spf.%{d2}', 'exists:%{h}.a%%b%_c%-d.example.com'],
    ...['redirect=_spf.example.com', 'redirect=%{d}', 'exp=explain._spf.%{d}', 'ra=postmaster', 'rp=50', 'rr=e:f'],
  ])('%s', (text) => {
    expect(oddTerm(readTerm(text))).toBeNull();
  });
});

const noMechanism = 'is no mechanism that SPF knows';
const noModifier = 'is no modifier that SPF knows';
const noPrefix = 'has a broken prefix length';
const four = 'write /0 to /32 after the IPv4 address';
const both = 'write /24 for IPv4, //64 for IPv6, or /24//64';

describe('a term of SPF that is wrong', () => {
  it.each([
    { text: 'ipv4:10.0.0.1', what: noMechanism, hint: 'did you mean ip4:10.0.0.1?' },
    { text: '-IPv6:fd00::5', what: noMechanism, hint: 'did you mean -ip6:fd00::5?' },
    { text: 'ip:10.0.0.0/8', what: noMechanism, hint: 'write ip4:10.0.0.0/8' },
    { text: 'ip:fd00::5', what: noMechanism, hint: 'write ip6:fd00::5' },
    { text: '10.0.0.1', what: noMechanism, hint: 'write ip4:10.0.0.1' },
    { text: 'fd00::/16', what: noMechanism, hint: 'write ip6:fd00::/16' },
    { text: 'includes:example.com', what: noMechanism, hint: 'did you mean include:example.com?' },
    { text: '~inlcude:example.com', what: noMechanism, hint: 'did you mean ~include:example.com?' },
    { text: 'redirct=example.com', what: noModifier, hint: 'did you mean redirect=example.com?' },
    { text: 'includ=example.com', what: noModifier, hint: 'did you mean include:example.com?' },
    { text: 'mxx', what: noMechanism, hint: 'did you mean mx?' },
    { text: '_all', what: noMechanism, hint: 'write -all or ~all' },
    { text: '\u2013all', what: noMechanism, hint: 'write -all or ~all' },
    { text: '-all.', what: noMechanism, hint: 'write -all or ~all' },
    { text: '~~all', what: noMechanism, hint: 'write -all or ~all' },
    { text: '-all;', what: noMechanism, hint: 'write -all or ~all' },
    { text: 'mail.example.com', what: noMechanism, hint: /^write include:mail\.example\.com .* a:mail\.example\.com / },
    { text: 'google-site-verification=abc', what: noModifier, hint: 'remove it; those who read SPF ignore it' },
    { text: 'v=spf1', what: 'begins a second record in the same text', hint: 'merge them: one v=spf1, one all' },
    { text: 'something', what: noMechanism, hint: /^the mechanisms are all, include, a, mx/ },
    { text: 'constructor:x', what: noMechanism, hint: /^the mechanisms are all, include, a, mx/ },
    { text: '-', what: noMechanism, hint: /^the mechanisms are all, include, a, mx/ },
    { text: 'include=a.b', what: 'is a mechanism with "=" for ":"', hint: 'write include:a.b' },
    { text: '-ip4=10.0.0.1', what: 'is a mechanism with "=" for ":"', hint: 'write -ip4:10.0.0.1' },
    { text: 'redirect:a.b', what: 'is a modifier without "="', hint: 'write redirect=a.b' },
    { text: '-redirect=a.b', what: 'is a modifier with "-"', hint: 'write redirect=a.b' },
    { text: '-all:x', what: 'has something after "all"', hint: 'write -all or ~all' },
    { text: 'include', what: 'has no domain', hint: 'write the domain right after "include:", without a blank' },
    { text: 'include:', what: 'has no domain', hint: 'write the domain right after "include:", without a blank' },
    { text: 'exists', what: 'has no domain', hint: 'write the domain right after "exists:", without a blank' },
    { text: 'a:', what: 'has no domain', hint: 'write the domain right after "a:", without a blank' },
    { text: 'redirect=', what: 'has no domain', hint: 'write the domain right after "redirect=", without a blank' },
    { text: 'include:localhost', what: 'has no whole domain', hint: /such as include:example\.com$/ },
    { text: 'include:example.123', what: 'has no whole domain', hint: /such as include:example\.com$/ },
    { text: 'a:example.-com', what: 'has no whole domain', hint: /such as a:example\.com$/ },
    { text: 'a:example.com/x', what: 'has no whole domain', hint: /such as a:example\.com$/ },
    { text: 'include:a.b,', what: 'ends in ","', hint: 'terms are divided by blanks alone' },
    { text: 'include:a.b;', what: 'ends in ";"', hint: 'terms are divided by blanks alone' },
    { text: 'include:bücher.de', what: 'has characters that are not ASCII', hint: /A-labels/ },
    { text: 'exists:%{x}.a.b', what: 'has a broken macro', hint: /^macros are such as %\{i\}/ },
    { text: 'exists:100%.a.b', what: 'has a broken macro', hint: /^macros are such as %\{i\}/ },
    { text: 'exists:%{c}.a.b', what: 'has a broken macro', hint: /^macros are such as %\{i\}/ },
    { text: 'include/24', what: 'has a prefix length', hint: 'write include: and a domain' },
    { text: 'include:10.0.0.1', what: 'has an address for a domain', hint: 'write ip4:10.0.0.1' },
    { text: 'a:10.0.0.0/24', what: 'has an address for a domain', hint: 'write ip4:10.0.0.0/24' },
    { text: 'mx:fd00::5', what: 'has an address for a domain', hint: 'write ip6:fd00::5' },
    { text: 'a/33', what: noPrefix, hint: both },
    { text: 'a//129', what: noPrefix, hint: both },
    { text: 'a/024', what: noPrefix, hint: both },
    { text: 'a/', what: noPrefix, hint: both },
    { text: 'mx:a.b/24/64', what: noPrefix, hint: both },
    { text: 'ip4', what: 'has no address', hint: 'write the address right after "ip4:", without a blank' },
    { text: 'ip4:', what: 'has no address', hint: 'write the address right after "ip4:", without a blank' },
    { text: 'ip4:10.0.0.256', what: 'has no IPv4 address', hint: 'write one such as ip4:192.0.2.0/24' },
    { text: 'ip4:a.b', what: 'has no IPv4 address', hint: 'write one such as ip4:192.0.2.0/24' },
    { text: 'ip4:fd00::5', what: 'has no IPv4 address', hint: 'write ip6:fd00::5' },
    { text: 'ip6:10.0.0.1', what: 'has no IPv6 address', hint: 'write ip4:10.0.0.1' },
    { text: 'ip6:fd00', what: 'has no IPv6 address', hint: 'write one such as ip6:2001:db8::/32' },
    { text: 'ip4:10.0.0.0/33', what: noPrefix, hint: four },
    { text: 'ip4:10.0.0.0/', what: noPrefix, hint: four },
    { text: 'ip4:10.0.0.0/08', what: noPrefix, hint: four },
    { text: 'ip6:fd00::/129', what: noPrefix, hint: 'write /0 to /128 after the IPv6 address' },
    { text: 'ra=%x', what: 'has a broken value', hint: 'write visible ASCII, RFC 6652 3' },
  ])('$text $what: $hint', ({ text, what, hint }) => {
    const odd = oddTerm(readTerm(text));
    expect(odd?.what).toBe(what);
    if (typeof hint === 'string') expect(odd?.hint).toBe(hint);
    else expect(odd?.hint).toMatch(hint);
  });
});
