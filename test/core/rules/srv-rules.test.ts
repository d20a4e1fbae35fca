import { describe, expect, it } from 'vitest';
import { srvName, srvNull, srvPortZero, srvService } from '../../../src/core/rules/srv-rules.ts';
import { canonical, nameOf, say, weights } from './one-rule.ts';

const at = (name: string, ...values: readonly string[]) =>
  (values.length === 0 ? ['0 5 389 host.example.com'] : values).map((text) => ({
    name: nameOf(name),
    type: 'SRV',
    value: canonical('SRV', text),
  }));
const ldap = (...values: readonly string[]) => at('_ldap._tcp.example.com', ...values);

describe('srv-name', () => {
  it.each([
    '_ldap._tcp.example.com',
    '_LDAP._TCP.example.com',
    '_ldap._tcp.bücher.example.com',
    '_sip._tls.example.com',
    '_9pfs._tcp.example.com',
    '*._tcp.example.com',
    '_ldap._tcp.dc._msdcs.example.com',
    '_ldap._tcp.lan',
    'printer._ipp._tcp.example.com',
    'My\\032Printer._ipp._tcp.example.com',
  ])('%s has a service and a protocol', (name) => {
    expect(say(srvName, at(name))).toEqual([]);
  });

  it.each([
    { name: 'ldap.example.com', meant: '_ldap._tcp.example.com' },
    { name: '_ldap.example.com', meant: '_ldap._tcp.example.com' },
    { name: '_ldap.tcp.example.com', meant: '_ldap._tcp.example.com' },
    { name: 'ldap._udp.example.com', meant: '_ldap._udp.example.com' },
    { name: 'LDAP.UDP.bücher.example.com', meant: '_ldap._udp.bücher.example.com' },
    { name: '_ldap._tcp2.example.com', meant: '_ldap._tcp.example.com' },
    { name: '_._tcp.example.com', meant: '_ldap._tcp.example.com' },
    { name: '*.example.com', meant: '*._tcp.example.com' },
    { name: '_sip._ldap2', meant: '_sip._tcp.example.com' },
    { name: '_ldap._tcp', meant: '_ldap._tcp.example.com' },
    { name: 'example.com', meant: '_ldap._tcp.example.com' },
    { name: 'lan', meant: '_ldap._tcp.example.com' },
  ])('$name does not; the hint is $meant', ({ name, meant }) => {
    const [found] = say(srvName, at(name));
    expect(weights(srvName, at(name))).toEqual(['error']);
    expect(found?.hint).toBe(`write _service._proto before the domain: ${meant}`);
  });

  it('says what is missing', () => {
    expect(say(srvName, at('ldap.bücher.example.com'))[0]?.message).toBe(
      'ldap.bücher.example.com does not begin with the service and the protocol of its SRV record',
    );
  });
});

describe('srv-service', () => {
  it.each([
    { service: 'a', what: null },
    { service: 'a23456789012345', what: null },
    { service: 'xmpp-server', what: null },
    { service: 'XMPP-Server', what: null },
    { service: '9pfs', what: null },
    { service: 'sipfederationtls', what: null },
    { service: 'a234567890123456', what: 'has 16 characters, 15 are allowed' },
    { service: 'this-is-far-too-long', what: 'has 20 characters, 15 are allowed' },
    { service: 'my_app', what: 'has "_"' },
    { service: '123', what: 'has no letter' },
    { service: 'a--b', what: 'has two hyphens in a row' },
    { service: '-a', what: 'has a hyphen at its border' },
    { service: 'a-', what: 'has a hyphen at its border' },
  ])('_$service: $what', ({ service, what }) => {
    const claims = at(`_${service}._tcp.example.com`);
    expect(say(srvService, claims).map(({ message }) => message)).toEqual(
      what === null ? [] : [`the service "_${service}" of _${service}._tcp.example.com ${what}`],
    );
    expect(weights(srvService, claims)).toEqual(what === null ? [] : ['warning']);
  });

  it('is silent about a wildcard, and where the name has no service', () => {
    expect(say(srvService, [...at('*._tcp.example.com')])).toEqual([]);
    expect(say(srvService, [...at('this-is-far-too-long-for-a-service.example.com')])).toEqual([]);
  });
});

describe('srv-null', () => {
  it.each([
    { values: ['0 0 0 .'], fits: true },
    { values: ['0 5 389 a.example.com', '1 5 389 b.example.com'], fits: true },
    { values: ['1 0 0 .'], fits: false },
    { values: ['0 1 0 .'], fits: false },
    { values: ['0 0 1 .'], fits: false },
    { values: ['0 0 0 .', '0 5 389 a.example.com'], fits: false },
  ])('$values: fits $fits', ({ values, fits }) => {
    expect(weights(srvNull, ldap(...values))).toEqual(fits ? [] : ['warning']);
  });

  it('says what the record means', () => {
    expect(say(srvNull, ldap('0 0 0 .', '0 5 389 a.example.com'))).toEqual([
      {
        message: '"0 0 0 ." at _ldap._tcp.example.com says that there is no such service, beside 1 other SRV',
        hint: 'keep "0 0 0 ." alone, or remove it and keep the hosts',
      },
    ]);
    expect(say(srvNull, ldap('1 2 3 .'))).toEqual([
      {
        message: '"1 2 3 ." at _ldap._tcp.example.com names no host, and its numbers are not zeros',
        hint: 'write "0 0 0 .", which says "no such service", or a host',
      },
    ]);
  });
});

describe('srv-port-zero', () => {
  it.each([
    { value: '0 0 1 host.example.com', fits: true },
    { value: '0 0 65535 host.example.com', fits: true },
    { value: '0 0 0 .', fits: true },
    { value: '0 0 0 host.example.com', fits: false },
    { value: '0 0 000 HOST.example.com', fits: false },
  ])('$value: fits $fits', ({ value, fits }) => {
    expect(weights(srvPortZero, ldap(value))).toEqual(fits ? [] : ['warning']);
  });

  it('names the record', () => {
    expect(say(srvPortZero, ldap('0 0 0 host.example.com'))).toEqual([
      {
        message: '"0 0 0 host.example.com" at _ldap._tcp.example.com has port 0, where nothing can listen',
        hint: 'write the port of the service; the fields are priority, weight, port, target',
      },
    ]);
  });
});
