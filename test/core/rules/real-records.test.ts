import { describe, expect, it } from 'vitest';
import { caaFlags, caaTag, caaValue } from '../../../src/core/rules/caa-rules.ts';
import { dkimSyntax } from '../../../src/core/rules/dkim-rules.ts';
import { dmarcSyntax } from '../../../src/core/rules/dmarc-rules.ts';
import { mxNull } from '../../../src/core/rules/mail-rules.ts';
import { nsApex, ptrMultiple, ptrName } from '../../../src/core/rules/ns-ptr-rules.ts';
import type { NameRule, RecordRule, SetRule } from '../../../src/core/rules/rule.ts';
import { spfLookups, spfMultiple, spfSyntax } from '../../../src/core/rules/spf-rules.ts';
import { srvName, srvNull, srvPortZero, srvService } from '../../../src/core/rules/srv-rules.ts';
import { txtControl, txtEmpty, txtEscaped, txtLong } from '../../../src/core/rules/txt-rules.ts';
import { canonical, nameOf, say } from './one-rule.ts';

/** All that is on unless it is switched off. */
const usual: readonly (RecordRule | NameRule | SetRule)[] = [
  ...[mxNull, srvName, srvService, srvNull, srvPortZero, caaFlags, caaTag, caaValue, nsApex, ptrName, ptrMultiple],
  ...[txtLong, txtEmpty, txtEscaped, txtControl, spfMultiple, spfSyntax, spfLookups, dmarcSyntax, dkimSyntax],
];

/** The example key of RFC 6376 appendix C. */
const rsa1024 =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq' +
  '631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB';
/** As long as a key of 2048 bits, and begins and ends like one. */
const rsa2048 = `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${'v+/7'.repeat(85)}xwIDAQAB`;
/** The example key of RFC 8463 appendix A. */
const ed25519 = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

type Row = readonly [name: string, type: string, ...values: string[]];

const spf: readonly Row[] = [
  'v=spf1 -all',
  'v=spf1 include:_spf.google.com ~all',
  'v=spf1 include:_netblocks.google.com include:_netblocks2.google.com include:_netblocks3.google.com ~all',
  'v=spf1 include:spf.protection.outlook.com -all',
  'v=spf1 include:mailgun.org ~all',
  'v=spf1 include:sendgrid.net ~all',
  'v=spf1 include:spf.messagingengine.com ?all',
  'v=spf1 include:_spf.protonmail.ch ~all',
  'v=spf1 include:spf.migadu.com -all',
  'v=spf1 include:amazonses.com include:servers.mcsv.net include:spf.mandrillapp.com ~all',
  'v=spf1 include:%{ir}.%{v}.%{d}.spf.has.pphosted.com ~all',
  'v=spf1 exists:%{i}._spf.mta.salesforce.com -all',
  'v=spf1 a mx a:relay.example.com/28 ip4:203.0.113.0/24 ip6:2001:db8::/32 -all',
  'v=spf1 redirect=_spf.mail.ru',
  'v=spf1 mx -all exp=explain._spf.%{d}',
].map((text) => ['example.com', 'TXT', text]);

const dkim: readonly Row[] = [
  `v=DKIM1; k=rsa; p=${rsa2048}`,
  `k=rsa; p=${rsa1024}`,
  `k=rsa; t=s; p=${rsa1024}`,
  `v=DKIM1;k=rsa;h=sha256;s=email;t=y:s;p=${rsa2048};`,
  `v=DKIM1; k=ed25519; p=${ed25519}`,
  `k=rsa; p=${rsa1024}; n=A 1024 bit key`,
  `v=DKIM1; n=notes=20for=20people; p=${rsa1024.slice(0, 100)} ${rsa1024.slice(100)}`,
  'v=DKIM1; p=',
  'v=DKIM1; k=rsa; p=;',
].map((text) => ['s1._domainkey.example.com', 'TXT', text]);

const dmarc: readonly Row[] = [
  'v=DMARC1; p=none',
  'v=DMARC1; p=none;',
  'v=DMARC1;p=reject;sp=reject;adkim=s;aspf=s',
  'v=DMARC1; p=reject; rua=mailto:mailauth-reports@google.com',
  'v=DMARC1; p=quarantine; pct=25; rua=mailto:a@example.com!10m,mailto:b@rua.example.net; ruf=mailto:a@example.com; fo=1',
  'v=DMARC1; p=reject; sp=none; ri=3600; rf=afrf; fo=1:d:s; rua=mailto:0123456789abcdef@dmarc-reports.cloudflare.net',
].map((text) => ['_dmarc.example.com', 'TXT', text]);

const texts: readonly Row[] = [
  ['_mta-sts.example.com', 'TXT', 'v=STSv1; id=20160831085700Z;'],
  ['_smtp._tls.example.com', 'TXT', 'v=TLSRPTv1; rua=mailto:reports@example.com,https://r.example.com/v1'],
  ['default._bimi.example.com', 'TXT', 'v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/vmc.pem'],
  ['example.net._report._dmarc.example.com', 'TXT', 'v=DMARC1'],
  ['_adsp._domainkey.example.com', 'TXT', 'dkim=all'],
  ['_domainkey.example.com', 'TXT', 't=y; o=~;'],
  ['_acme-challenge.example.com', 'TXT', 'gfj9Xq...Rg85nM', 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0'],
  ['_atproto.example.com', 'TXT', 'did=did:plc:z72i7hdynmk6r22z27h6tvur'],
  ['printer._ipp._tcp.example.com', 'TXT', 'txtvers=1'],
  [
    'example.com',
    'TXT',
    'v=spf1 include:_spf.google.com -all',
    'google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ',
    'MS=ms12345678',
    'apple-domain=AbCdEfGhIjKlMnOp',
    'facebook-domain-verification=22rm551cu4k0ab0bxsw536tlds4h95',
    'docusign=05958488-4752-4ef2-95eb-aa7ba8a3bd0e',
    '_globalsign-domain-verification=abc-DEF_123',
    'keybase-site-verification=abc',
    'Ünïcode is fine, "quotes" and back\\slashes inside, too',
  ],
];

const services: readonly Row[] = [
  ['_autodiscover._tcp.example.com', 'SRV', '0 0 443 autodiscover.example.net'],
  ['_sip._tls.example.com', 'SRV', '100 1 443 sipdir.online.lync.com'],
  ['_sipfederationtls._tcp.example.com', 'SRV', '100 1 5061 sipfed.online.lync.com'],
  ['_imap._tcp.example.com', 'SRV', '0 0 0 .'],
  ['_submission._tcp.example.com', 'SRV', '0 1 587 smtp.fastmail.com'],
  ['_minecraft._tcp.play.example.com', 'SRV', '0 5 25565 mc.example.com'],
  ['_xmpp-server._tcp.example.com', 'SRV', '5 0 5269 a.example.com', '10 0 5269 b.example.com'],
  ['_matrix-fed._tcp.example.com', 'SRV', '10 0 8448 matrix.example.com'],
  ['_ldap._tcp.dc._msdcs.example.com', 'SRV', '0 100 389 dc1.example.com'],
  ['_kerberos-master._udp.example.com', 'SRV', '0 100 88 dc1.example.com'],
  ['_etcd-server-ssl._tcp.example.com', 'SRV', '0 0 2380 etcd1.example.com'],
  ['_http._tcp.example.com', 'SRV', '0 0 80 www.example.com'],
  ['*._tcp.example.com', 'SRV', '0 0 0 .'],
  ['printer._ipp._tcp.example.com', 'SRV', '0 0 631 printer.example.com'],
  ['_http._tcp.example.com', 'PTR', 'nas._http._tcp.example.com', 'router._http._tcp.example.com'],
  ['_services._dns-sd._udp.example.com', 'PTR', '_http._tcp.example.com', '_ipp._tcp.example.com'],
  ['b._dns-sd._udp.0.1.168.192.in-addr.arpa', 'PTR', 'example.com'],
];

const others: readonly Row[] = [
  ['example.com', 'MX', '1 smtp.google.com'],
  ['example.com', 'MX', '0 example-com.mail.protection.outlook.com'],
  ['example.com', 'MX', '10 in1-smtp.messagingengine.com', '20 in2-smtp.messagingengine.com'],
  ['example.com', 'MX', '10 aspmx1.migadu.com', '20 aspmx2.migadu.com'],
  ['parked.example.com', 'MX', '0 .'],
  ['example.com', 'CAA', '0 issue "letsencrypt.org"', '0 issuewild ";"', '0 iodef "mailto:security@example.com"'],
  [
    'example.com',
    'CAA',
    '128 issue "letsencrypt.org; validationmethods=dns-01; accounturi=https://acme-v02.api.letsencrypt.org/acme/acct/1"',
  ],
  [
    'example.com',
    'CAA',
    '0 issue "pki.goog; cansignhttpexchanges=yes"',
    '0 issuemail ";"',
    '0 issuevmc "digicert.com"',
  ],
  ['example.com', 'CAA', '0 issue ";"', '0 contactemail "a@example.com"', '0 iodef "https://iodef.example.com/"'],
  ['sub.example.com', 'NS', 'ns1.example.net', 'ns2.example.net'],
  ['5.1.168.192.in-addr.arpa', 'PTR', 'nas.example.com'],
  ['1.0/25.2.0.192.in-addr.arpa', 'PTR', 'host1.example.com'],
  ['129.128-26.2.0.192.in-addr.arpa', 'PTR', 'host129.example.com'],
  [`5.${'0.'.repeat(29)}d.f.ip6.arpa`, 'PTR', 'nas.example.com'],
];

describe('what people really have is fine', () => {
  it.each([...spf, ...dkim, ...dmarc, ...texts, ...services, ...others].map((row) => ({ row })))(
    '$row',
    ({ row: [name, type, ...values] }) => {
      const claims = values.map((text) => ({ name: nameOf(name), type, value: canonical(type, text) }));
      const found = usual.flatMap((rule) => say(rule, claims).map(({ message }) => `${rule.id}: ${message}`));
      expect(found).toEqual([]);
    },
  );
});

/** Pieces that a careless reader would look at again and again. */
const pieces = ['a', ' ', '\t', '"', '" ', '\\', '\\"', ';', '=', '.', '/', '//1', '1', ',', '!', '%', '%{', '-', '@'];
const beginnings = ['', 'v=spf1 ', 'v=spf1 a:', 'v=spf1 exists:', 'v=DMARC1; p=none; rua=', 'v=DKIM1; p=', '"'];
const ends = ['', '"'];
const readers: readonly (readonly [name: string, rules: readonly (RecordRule | NameRule | SetRule)[]])[] = [
  ['example.com', [txtLong, txtEmpty, txtEscaped, txtControl, spfMultiple, spfSyntax, spfLookups]],
  ['_dmarc.example.com', [dmarcSyntax]],
  ['s._domainkey.example.com', [dkimSyntax]],
];

describe('texts of any size', () => {
  const longTexts = (size: number) =>
    pieces.flatMap((piece) =>
      beginnings.flatMap((first) => ends.map((last) => `${first}${piece.repeat(size / piece.length)}${last}`)),
    );

  it.each([1000, 10_000, 100_000])('of %i characters are read, and the messages stay short', (size) => {
    let longest = 0;
    for (const value of longTexts(size)) {
      for (const [name, rules] of readers) {
        for (const { message, hint = '' } of rules.flatMap((rule) => say(rule, [{ name, type: 'TXT', value }]))) {
          longest = Math.max(longest, message.length, hint.length);
        }
      }
    }
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThan(1000);
  });

  it.each([1000, 10_000, 60_000])('in CAA of %i characters are read, and the messages stay short', (size) => {
    const tags = ['issue', 'iodef'];
    const values = pieces
      .flatMap((piece) => ends.map((last) => `ca.example.net; ${piece.repeat(size / piece.length)}${last}`))
      .flatMap((text) => [text, text.slice(16), `a=${text}`])
      .flatMap((text) => tags.map((tag) => `0 ${tag} "${text.replaceAll(/["\\]/g, '\\$&')}"`));
    const found = values.flatMap((value) =>
      [caaFlags, caaTag, caaValue].flatMap((rule) => say(rule, [{ type: 'CAA', value }])),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(Math.max(...found.map(({ message, hint = '' }) => message.length + hint.length))).toBeLessThan(1000);
  });
});
