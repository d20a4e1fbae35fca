import { describe, expect, it } from 'vitest';
import { claim, cname } from '../../support/claim-builder.ts';
import { model } from '../../support/model-builder.ts';
import { codes, lines, planOf } from '../../support/plan-input.ts';
import { findings, judged } from './context.ts';

const web = 'web.example.com';

describe('ttl-range', () => {
  it.each([
    { ttl: 0, found: [] },
    { ttl: 2147483647, found: [] },
    { ttl: 2147483648, found: ['error ttl-range'] },
    { ttl: 4294967295, found: ['error ttl-range'] },
    { ttl: -1, found: ['error ttl-range'] },
    { ttl: 1.5, found: ['error ttl-range'] },
  ])('a TTL of $ttl: $found', ({ ttl, found }) => {
    const judgement = judged([{ ttl }]);
    expect(findings(judgement)).toEqual(found);
    expect(judgement.hold?.reason).toBe(found.length === 0 ? undefined : 'invalid');
  });

  it('looks at every claim of a set', () => {
    expect(findings(judged([{ ttl: 60 }, { ttl: -1, value: '192.168.1.11' }]))).toContain('error ttl-range');
  });
});

describe('ttl-mixed', () => {
  it('is silent when all claims have one TTL', () => {
    expect(judged([{ ttl: 60 }, { ttl: 60, value: '192.168.1.11' }])).toEqual({ diagnostics: [], hold: null });
  });

  it('names every TTL, who says so, and which one is taken', () => {
    const { diagnostics, hold } = judged([
      { ttl: 60, from: 'web' },
      { ttl: 300, from: 'db' },
      { ttl: 300, from: 'mail' },
    ]);
    expect(hold).toBeNull();
    expect(diagnostics).toEqual([
      {
        code: 'ttl-mixed',
        severity: 'warning',
        name: 'app.example.com',
        origin: 'docker:home/web label dns.app.example.com',
        message:
          'the claims for app.example.com A disagree on the TTL: 60 by docker:home/web label dns.app.example.com, ' +
          '300 by docker:home/db label dns.app.example.com; 60 is taken',
        hint: 'give all of them one TTL',
      },
    ]);
  });

  it('names five TTLs at most', () => {
    const claims = [1, 2, 3, 4, 5, 6, 7].map((ttl) => ({ ttl, value: `192.168.1.${ttl}` }));
    expect(judged(claims).diagnostics[0]?.message).toMatch(/5 by \S+ label \S+ and 2 more; 1 is taken$/);
  });

  it('is seen in a plan, and can be switched off', () => {
    const claims = [claim({ ttl: 60 }), claim({ ttl: 300, value: '192.168.1.11' })];
    expect(codes(planOf({ claims }))).toEqual(['ttl-mixed']);
    expect(codes(planOf({ claims, input: { rules: new Map([['ttl-mixed', { severity: 'off' }]]) } }))).toEqual([]);
  });
});

describe('name-reserved', () => {
  it.each([
    { what: 'a name of ours', claim: { name: '_dns-sync.a.app.example.com', type: 'TXT', value: 'x' }, reserved: true },
    { what: 'a name of ours with another type', claim: { name: '_dns-sync.a.app.example.com' }, reserved: true },
    { what: 'a name that only begins so', claim: { name: '_dns-sync2.example.com' }, reserved: false },
    { what: 'a name with it further in', claim: { name: 'a._dns-sync.example.com' }, reserved: false },
    { what: 'our mark', claim: { type: 'TXT', value: 'heritage=dns-sync,owner=x' }, reserved: true },
    { what: 'our mark in quotes', claim: { type: 'TXT', value: '"heritage=dns-sync,owner=x"' }, reserved: true },
    { what: 'the mark of external-dns', claim: { type: 'TXT', value: 'heritage=external-dns,a=b' }, reserved: true },
    { what: 'the mark of a tool nobody knows', claim: { type: 'TXT', value: 'heritage=other' }, reserved: false },
    { what: 'a mark that is not first', claim: { type: 'TXT', value: 'my heritage=dns-sync' }, reserved: false },
    { what: 'a longer word', claim: { type: 'TXT', value: 'heritage=dns-syncing' }, reserved: false },
    { what: 'the mark in another type', claim: { type: 'CAA', value: '0 issue "heritage=dns-sync"' }, reserved: false },
  ])('$what: $reserved', ({ claim: differences, reserved }) => {
    const judgement = judged([differences]);
    expect(findings(judgement)).toEqual(reserved ? ['error name-reserved'] : []);
    expect(judgement.hold?.reason).toBe(reserved ? 'invalid' : undefined);
  });

  it('looks at every text of a set', () => {
    const texts = ['hello', 'heritage=dns-sync,owner=x'].map((value) => ({ type: 'TXT', value }));
    expect(findings(judged(texts))).toEqual(['error name-reserved']);
  });
});

describe('cname-self', () => {
  it.each([
    { what: 'another name', value: web, found: [] },
    { what: 'a name below', value: 'a.app.example.com', found: [] },
    { what: 'itself', value: 'app.example.com', found: ['error cname-self'] },
  ])('a CNAME that points at $what: $found', ({ value, found }) => {
    expect(findings(judged([cname(value)]))).toEqual(found);
  });

  it.each(['NS', 'PTR'])('is silent about %s', (type) => {
    expect(findings(judged([{ type, value: 'app.example.com' }]))).toEqual([]);
  });

  it('holds the name and leaves what stands there', () => {
    const plan = planOf({ claims: [claim(cname('app.example.com'))] });
    expect(lines(plan)).toEqual([]);
    expect(plan.held).toMatchObject([{ name: 'app.example.com', type: 'CNAME', reason: 'invalid' }]);
  });
});

describe('cname-multiple', () => {
  it.each([
    { targets: [web], found: [] },
    { targets: [web, 'web2.example.com'], found: ['error cname-multiple'] },
  ])('$targets: $found', ({ targets, found }) => {
    expect(findings(judged(targets.map(cname)))).toEqual(found);
  });

  it('is silent about several addresses', () => {
    expect(findings(judged([{}, { value: '192.168.1.11' }]))).toEqual([]);
  });
});

describe('address-private-public', () => {
  const open = model({ visibility: 'public' });

  it.each([
    { type: 'A', value: '192.168.1.10', found: ['warning address-private-public'] },
    { type: 'A', value: '100.64.0.1', found: ['warning address-private-public'] },
    { type: 'A', value: '127.0.0.1', found: ['warning address-private-public'] },
    { type: 'A', value: '9.9.9.9', found: [] },
    { type: 'AAAA', value: 'fd20:0:1::10', found: ['warning address-private-public'] },
    { type: 'AAAA', value: '::ffff:10.0.0.1', found: ['warning address-private-public'] },
    { type: 'AAAA', value: '2606:4700::1111', found: [] },
    { type: 'TXT', value: '192.168.1.10', found: [] },
  ])('$type $value at a public provider: $found', ({ type, value, found }) => {
    const judgement = judged([{ type, value }], open);
    expect(findings(judgement)).toEqual(found);
    expect(judgement.hold).toBeNull();
  });

  it.each(['private', 'unsaid'] as const)('is silent at a provider that is %s', (visibility) => {
    expect(findings(judged([{}], model({ visibility })))).toEqual([]);
  });

  it('speaks of each value', () => {
    const values = ['192.168.1.10', '9.9.9.9', '192.168.1.11'].map((value) => ({ value }));
    expect(judged(values, open).diagnostics.map(({ message }) => message)).toEqual([
      'the world would see the private address 192.168.1.10 of app.example.com at "home"',
      'the world would see the private address 192.168.1.11 of app.example.com at "home"',
    ]);
  });
});
