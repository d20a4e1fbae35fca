import type { Differences } from './context.ts';
import type { Examples } from './examples.ts';

const mx = (value: string): Differences => ({ name: 'example.com', type: 'MX', value });
const srv = (value: string, name = '_ldap._tcp.example.com'): Differences => ({ name, type: 'SRV', value });
const caa = (value: string): Differences => ({ name: 'example.com', type: 'CAA', value });
const ns = (name: string): Differences => ({ name, type: 'NS', value: 'ns1.example.net' });
const ptr = (name: string, value = 'nas.example.com'): Differences => ({ name, type: 'PTR', value });
const txt = (value: string, name = 'app.example.com'): Differences => ({ name, type: 'TXT', value });

/** For each rule about mail, services, certificates, delegation, reverse names and texts: a set that breaks it. */
export const examples: Examples = {
  'mx-null': [mx('10 .')],
  'mx-single': [mx('10 mail.example.com')],
  'srv-name': [srv('0 5 389 host.example.com', 'ldap.example.com')],
  'srv-service': [srv('0 5 389 host.example.com', '_this-is-far-too-long._tcp.example.com')],
  'srv-null': [srv('0 0 0 .'), srv('0 5 389 host.example.com')],
  'srv-port-zero': [srv('0 0 0 host.example.com')],
  'caa-flags': [caa('1 issue "ca.example.net"')],
  'caa-tag': [caa('0 isuse "ca.example.net"')],
  'caa-value': [caa('0 iodef "root@example.com"')],
  'caa-incomplete': [caa('0 iodef "mailto:root@example.com"')],
  'ns-apex': [ns('example.com')],
  'ns-single': [ns('sub.example.com')],
  'ptr-name': [ptr('nas.example.com')],
  'ptr-multiple': [ptr('nas.example.com'), ptr('nas.example.com', 'web.example.com')],
  'txt-long': [txt('a'.repeat(4001))],
  'txt-empty': [txt('')],
  'txt-escaped': [txt('"v=spf1 -all"')],
  'txt-control': [txt('one\ntwo')],
  'spf-multiple': [txt('v=spf1 -all'), txt('v=spf1 mx -all')],
  'spf-syntax': [txt('v=spf1 ipv4:10.0.0.1 -all')],
  'spf-lookups': [txt(`v=spf1 ${'include:example.net '.repeat(11)}-all`)],
  'spf-end': [txt('v=spf1 mx')],
  'dmarc-syntax': [txt('p=reject; v=DMARC1', '_dmarc.example.com')],
  'dkim-syntax': [txt('v=DKIM1; k=rsa', 'mail._domainkey.example.com')],
};
