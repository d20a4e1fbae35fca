import { describe, expect, it } from 'vitest';
import { oddContact, oddIssuer } from '../../../src/core/rules/caa-value.ts';

describe('the value of issue', () => {
  it.each([
    '',
    ';',
    ' ; ',
    'letsencrypt.org',
    'LetsEncrypt.org',
    ' letsencrypt.org ;',
    'ca.example.net; account=230123',
    'letsencrypt.org;validationmethods=dns-01',
    'letsencrypt.org; validationmethods=dns-01,http-01; accounturi=https://acme-v02.api.letsencrypt.org/acme/acct/1',
    'ca.example.net; a=b=c',
    'ca.example.net; a=',
    '; a=b',
    'a--b.example.net',
  ])('%j is one', (text) => {
    expect(oddIssuer(text)).toBeNull();
  });

  it.each([
    { text: 'letsencrypt.org; a=b;', what: 'has a ";" with nothing after it', hint: 'remove that ";"' },
    { text: 'letsencrypt.org;;', what: 'has a ";" with nothing after it', hint: 'remove that ";"' },
    {
      text: 'letsencrypt.org; dns-01',
      what: 'has "dns-01", which is no parameter',
      hint: 'write name=value after each ";"',
    },
    { text: 'ca.example.net; a=b c', what: 'has the broken parameter "a=b c"', hint: /^write name=value/ },
    { text: 'ca.example.net; a_b=c', what: 'has the broken parameter "a_b=c"', hint: /^write name=value/ },
    {
      text: 'https://letsencrypt.org/',
      what: 'names "https://letsencrypt.org/", which is no domain of a CA',
      hint: 'write only the domain: letsencrypt.org',
    },
    { text: 'a.org, b.org', what: 'names "a.org, b.org", which is no domain of a CA', hint: /^one CA in each record/ },
    { text: '*.a.org', what: 'names "*.a.org", which is no domain of a CA', hint: /such as letsencrypt\.org$/ },
    { text: 'a.org.', what: 'names "a.org.", which is no domain of a CA', hint: /such as letsencrypt\.org$/ },
    { text: '-a.org', what: 'names "-a.org", which is no domain of a CA', hint: /such as letsencrypt\.org$/ },
    { text: 'bücher.de', what: 'names "bücher.de", which is no domain of a CA', hint: /such as letsencrypt\.org$/ },
  ])('$text $what', ({ text, what, hint }) => {
    const odd = oddIssuer(text);
    expect(odd?.what).toBe(what);
    expect(odd?.hint).toMatch(hint);
  });
});

describe('the value of iodef', () => {
  it.each([
    'mailto:root@example.com',
    'MAILTO:root@example.com',
    'https://report.example.com/caa?x=1',
    'http://report.example.com/',
  ])('%j is one', (text) => {
    expect(oddContact(text)).toBeNull();
  });

  it.each([
    { text: 'root@example.com', hint: 'write mailto:root@example.com' },
    { text: 'mailto:root', hint: 'write mailto:security@example.com, or an http(s) URL' },
    { text: 'https://', hint: 'write mailto:security@example.com, or an http(s) URL' },
    { text: 'ftp://example.com/', hint: 'write mailto:security@example.com, or an http(s) URL' },
    { text: '', hint: 'write mailto:security@example.com, or an http(s) URL' },
  ])('$text is none', ({ text, hint }) => {
    expect(oddContact(text)).toEqual({ what: 'is no URL to report to', hint });
  });
});
