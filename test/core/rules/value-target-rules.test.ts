import { describe, expect, it } from 'vitest';
import {
  targetHost,
  targetIsAddress,
  targetRoot,
  targetSingleLabel,
  targetWildcard,
} from '../../../src/core/rules/value-target-rules.ts';
import { model } from '../../support/model-builder.ts';
import { canonical, say, weights } from './one-rule.ts';

/** A record of each type that points at a host. */
const pointing: Readonly<Record<string, (host: string) => string>> = {
  CNAME: (host) => host,
  NS: (host) => host,
  PTR: (host) => host,
  MX: (host) => `10 ${host}`,
  SRV: (host) => `0 5 443 ${host}`,
  HTTPS: (host) => `1 ${host} alpn=h2`,
  SVCB: (host) => `1 ${host} alpn=h2`,
};
const types = Object.keys(pointing);
const to = (type: string, host: string) => [{ type, value: canonical(type, pointing[type]?.(host) ?? host) }];

describe.each(types)('the target of %s', (type) => {
  it('is fine where it is a host', () => {
    for (const rule of [targetIsAddress, targetHost, targetWildcard, targetRoot, targetSingleLabel]) {
      expect(say(rule, to(type, 'host-1.example.com'))).toEqual([]);
      expect(say(rule, to(type, 'Host.Bücher.example.com.'))).toEqual([]);
    }
  });

  it('is no address', () => {
    expect(weights(targetIsAddress, to(type, '10.0.0.1'))).toEqual(['error']);
    expect(weights(targetIsAddress, to(type, '10.0.0.1.example.com'))).toEqual([]);
  });

  it('has no star', () => {
    expect(weights(targetWildcard, to(type, '*.example.com'))).toEqual(['error']);
    expect(weights(targetWildcard, to(type, 'a.*.example.com'))).toEqual(['error']);
  });

  it('has a dot', () => {
    expect(weights(targetSingleLabel, to(type, 'web'))).toEqual(['warning']);
    expect(weights(targetSingleLabel, to(type, 'WEB.'))).toEqual(['warning']);
    expect(weights(targetSingleLabel, to(type, 'web.lan'))).toEqual([]);
    expect(weights(targetSingleLabel, to(type, '.'))).toEqual([]);
    expect(weights(targetSingleLabel, [{ type, value: pointing[type]?.('fe80\\058\\058a') ?? '' }])).toEqual([]);
  });
});

describe('target-is-address', () => {
  it.each([
    { type: 'CNAME', host: '10.0.0.1', hint: 'use type A' },
    { type: 'MX', host: '10.0.0.1', hint: 'name the host, and give it a record of type A' },
    { type: 'MX', host: 'FE80::A', hint: 'name the host, and give it a record of type AAAA' },
    { type: 'SRV', host: '255.255.255.255', hint: 'name the host, and give it a record of type A' },
  ])('$type to $host: $hint', ({ type, host, hint }) => {
    expect(say(targetIsAddress, to(type, host))).toMatchObject([{ hint }]);
  });

  it.each(['256.0.0.1', '10.0.1', '1.0.0.10.in-addr.arpa'])('passes %s', (host) => {
    expect(say(targetIsAddress, to('CNAME', host))).toEqual([]);
  });

  it('says what points where', () => {
    const [claim] = to('CNAME', '10.0.0.1');
    expect(say(targetIsAddress, [{ ...claim, name: 'xn--bcher-kva.example.com' }])[0]?.message).toBe(
      'bücher.example.com CNAME points at the address 10.0.0.1, where a name belongs',
    );
  });

  it('is silent about addresses in texts', () => {
    expect(say(targetIsAddress, [{ type: 'TXT', value: '10.0.0.1' }])).toEqual([]);
  });
});

describe('target-host', () => {
  it.each([
    { type: 'MX', host: 'mail-1.example.com', found: [] },
    { type: 'MX', host: 'MAIL.Bücher.example.com', found: [] },
    { type: 'MX', host: '.', found: [] },
    { type: 'MX', host: 'a!b.example.com', found: ['error'] },
    { type: 'MX', host: 'A!b.example.com', found: ['error'] },
    { type: 'NS', host: 'a\\.b.example.com', found: ['error'] },
    { type: 'SRV', host: 'a\\032b.example.com', found: ['error'] },
    { type: 'NS', host: '0/25.2.0.192.in-addr.arpa', found: ['error'] },
    { type: 'MX', host: '-mail.example.com', found: ['error'] },
    { type: 'MX', host: 'mail-.example.com', found: ['error'] },
    { type: 'MX', host: 'my_mail.example.com', found: ['warning'] },
    { type: 'NS', host: '_ns.example.com', found: ['warning'] },
    { type: 'SRV', host: 'my_host.example.com', found: ['warning'] },
    { type: 'MX', host: '*.example.com', found: [] },
    { type: 'MX', host: 'fe80::a', found: [] },
    { type: 'CNAME', host: 'my_app.example.com', found: [] },
    { type: 'CNAME', host: 'a\\.b.example.com', found: [] },
    { type: 'PTR', host: 'my\\032printer._ipp._tcp.example.com', found: [] },
    { type: 'HTTPS', host: 'my_app.example.com', found: [] },
  ])('$type $host: $found', ({ type, host, found }) => {
    expect(weights(targetHost, to(type, host))).toEqual(found);
  });

  it('says which character, and where', () => {
    expect(say(targetHost, to('MX', 'mail.a!b.example.com'))).toEqual([
      {
        message:
          'the target mail.a\\033b.example.com of app.example.com MX has "!" at place 2 of the label "a\\033b", ' +
          'which the name of a host cannot have',
        hint: 'use letters, digits and hyphens',
      },
    ]);
  });
});

describe('target-root', () => {
  it.each([
    { type: 'CNAME', value: '.', found: ['error'] },
    { type: 'NS', value: '.', found: ['error'] },
    { type: 'PTR', value: '.', found: ['error'] },
    { type: 'MX', value: '0 .', found: [] },
    { type: 'SRV', value: '0 0 0 .', found: [] },
    { type: 'HTTPS', value: '1 . alpn=h2', found: [] },
    { type: 'SVCB', value: '0 .', found: [] },
  ])('$type $value: $found', ({ type, value, found }) => {
    expect(weights(targetRoot, [{ type, value: canonical(type, value) }])).toEqual(found);
  });
});

describe('target-single-label', () => {
  it.each([
    { what: 'its zone', name: 'app.lab.example.com', zones: ['example.com'], meant: 'web.example.com' },
    {
      what: 'its closest zone',
      name: 'app.lab.example.com',
      zones: ['example.com', 'lab.example.com'],
      meant: 'web.lab.example.com',
    },
    { what: 'the zone itself', name: 'example.com', zones: ['example.com'], meant: 'web.example.com' },
    { what: 'the name above where no zone holds it', name: 'app.lan', zones: ['example.com'], meant: 'web.lan' },
    { what: 'the name above where the root does', name: 'app.lan', zones: ['.'], meant: 'web.lan' },
    { what: 'an example where there is nothing above', name: 'app', zones: ['.'], meant: 'web.example.com' },
    { what: 'a zone with U-labels', name: 'a.xn--bcher-kva.de', zones: ['xn--bcher-kva.de'], meant: 'web.bücher.de' },
  ])('suggests a name in $what', ({ name, zones, meant }) => {
    const found = say(targetSingleLabel, [{ name, type: 'CNAME', value: 'web' }], { provider: model({ zones }) });
    expect(found).toMatchObject([{ hint: `targets are absolute here: did you mean ${meant}?` }]);
  });

  it('is silent about the apex of a zone', () => {
    expect(say(targetSingleLabel, to('CNAME', 'lan'), { apexes: ['lan'] })).toEqual([]);
    expect(weights(targetSingleLabel, to('CNAME', 'lan'), { apexes: ['lan.example.com'] })).toEqual(['warning']);
  });
});
