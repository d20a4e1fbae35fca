import { describe, expect, it } from 'vitest';
import type { Claim, ClaimMatch, NameDoubt, Rewrite } from '../../src/core/claim.ts';
import { type Rewritten, rewriteClaims } from '../../src/core/rewrite-claims.ts';
import { claim, ignore, nameDoubt, override, patch } from '../support/claim-builder.ts';

const web = claim();

function rewrite(claims: readonly Claim[], rewrites: readonly Rewrite[], doubts: readonly NameDoubt[] = []): Rewritten {
  return rewriteClaims(claims, doubts, rewrites, true);
}

/** What comes of one claim, a line each. */
function left(rewrites: readonly Rewrite[], one: Claim = web): string[] {
  return rewrite([one], rewrites).claims.map(({ claim: { name, type, value, ttl } }) =>
    [name, type, value, ...(ttl === undefined ? [] : [ttl])].join(' '),
  );
}

const unchanged = ['app.example.com A 192.168.1.10'];

describe('an ignore', () => {
  it.each<[string, ClaimMatch, boolean]>([
    ['a name', { name: (name) => name === 'app.example.com' }, true],
    ['another name', { name: (name) => name === 'www.example.com' }, false],
    ['a type', { types: ['TXT', 'A'] }, true],
    ['another type', { types: ['TXT'] }, false],
    ['a source', { source: (source) => source === 'home' }, true],
    ['another source', { source: (source) => source === 'nas' }, false],
    ['one of the origins', { origin: (origin) => origin.endsWith('two') }, true],
    ['another origin', { origin: (origin) => origin.endsWith('three') }, false],
    ['a value', { value: (value) => value === '192.168.1.10' }, true],
    ['another value', { value: (value) => value === '192.168.1.11' }, false],
    ['a provider the claim names', { provider: 'home' }, true],
    ['a provider it does not name', { provider: 'public' }, false],
    ['its grammar', { grammars: ['dns', 'coredns'] }, true],
    ['another grammar', { grammars: ['coredns'] }, false],
    ['all that is said', { types: ['A'], provider: 'home' }, true],
    ['not all that is said', { types: ['A'], provider: 'public' }, false],
  ])('that matches %s', (_case, match, isDropped) => {
    const one = claim({ origins: ['one', 'two'], providers: ['home'], grammar: 'dns' });
    const drop: Rewrite = { origin: 'overrides/a.yaml#ignore/1', matchText: '', match };
    const { claims, touched } = rewrite([one], [drop]);
    expect(claims).toHaveLength(isDropped ? 0 : 1);
    expect(touched.has(one)).toBe(isDropped);
  });

  it('drops no override', () => {
    expect(rewrite([override()], [ignore('*.example.com')]).claims).toHaveLength(1);
  });

  it('does not match a grammar where the claim has none', () => {
    expect(left([ignore('app.example.com', { grammars: ['dns'] })])).toEqual(unchanged);
  });
});

describe('a patch', () => {
  it.each<[string, NonNullable<Rewrite['set']>, string[]]>([
    ['the name', { name: 'www.example.com' }, ['www.example.com A 192.168.1.10']],
    ['the TTL', { ttl: 60 }, ['app.example.com A 192.168.1.10 60']],
    ['the value', { values: ['192.168.1.11'] }, ['app.example.com A 192.168.1.11']],
    [
      'the value into several',
      { values: ['192.168.1.11', 'FD00::1'] },
      ['app.example.com A 192.168.1.11', 'app.example.com AAAA fd00::1'],
    ],
    ['the value, and the type with it', { values: ['edge.example.net'] }, ['app.example.com CNAME edge.example.net']],
    ['the type and the value', { type: 'TXT', values: ['192.168.1.11'] }, ['app.example.com TXT 192.168.1.11']],
    ['the type', { type: 'TXT' }, ['app.example.com TXT 192.168.1.10']],
  ])('changes %s', (_case, set, expected) => {
    expect(left([patch('app.example.com', set)])).toEqual(expected);
  });

  it.each<[string, NonNullable<Rewrite['set']>, Partial<Claim>]>([
    ['providers', { providers: ['public'] }, { providers: ['public'] }],
    ['force', { force: false }, { force: false }],
    ['priority', { priority: 5 }, { priority: 5 }],
    ['adopt', { adopt: true }, { adopt: true }],
    ['policy', { policy: 'create-only' }, { policy: 'create-only' }],
    [
      'attributes by key, null removes',
      { attributes: { weight: 1, proxied: null } },
      { attributes: { tag: 'x', weight: 1 } },
    ],
    [
      'attributes named like a member of every object',
      { attributes: { ['__proto__']: 'x', proxied: null } },
      { attributes: { tag: 'x', ['__proto__']: 'x' } },
    ],
  ])('sets %s', (_case, set, expected) => {
    const one = claim({ force: true, attributes: { tag: 'x', proxied: true } });
    expect(rewrite([one], [patch('app.example.com', set)]).claims[0]?.claim).toMatchObject(expected);
  });

  it('adds its place to the origins', () => {
    const rule = patch('app.example.com', { ttl: 60 });
    const [first] = rewrite([web], [rule]).claims;
    expect(first?.claim.origins).toEqual([...web.origins, rule.origin]);
    expect(first?.raw).toBe(web);
  });

  it('works on what the one before it left', () => {
    const rules = [
      patch('app.example.com', { name: 'www.example.com' }),
      patch('www.example.com', { ttl: 60 }),
      patch('app.example.com', { ttl: 1 }),
    ];
    expect(left(rules)).toEqual(['www.example.com A 192.168.1.10 60']);
  });

  it('has the last word over patches before it', () => {
    expect(left([patch('app.example.com', { ttl: 60 }), patch('app.example.com', { ttl: 30 })])).toEqual([
      'app.example.com A 192.168.1.10 30',
    ]);
  });

  it('changes no override', () => {
    expect(rewrite([override()], [patch('app.example.com', { ttl: 60 })]).claims[0]?.claim.ttl).toBeUndefined();
  });

  it('marks the claims it fits as touched, and no others', () => {
    const other = claim({ name: 'www.example.com' });
    expect([...rewrite([web, other], [patch('app.example.com', { ttl: 60 })]).touched]).toEqual([web]);
  });
});

describe('a patch that makes a claim invalid', () => {
  const at = (line: number) => () => ({ file: 'overrides/a.yaml', line, column: 3 });

  it.each<[string, NonNullable<Rewrite['set']>, string]>([
    ['by its value', { type: 'A', values: ['edge.example.net'] }, 'a-syntax'],
    ['by its type', { type: 'MX' }, 'mx-syntax'],
    ['by a type nobody knows', { type: 'HINFO' }, 'type-unsupported'],
    ['by one of several values', { values: ['192.168.1.11', 'a b'] }, 'a-syntax'],
  ])('%s gets an error at the patch that names the claim, and the name is held', (_case, set, code) => {
    const rule = { ...patch('app.example.com', set), at: at(7) };
    const { claims, doubts, diagnostics, touched } = rewrite([web], [rule]);
    expect(claims).toEqual([]);
    expect(doubts).toMatchObject([{ name: 'app.example.com', type: 'A', values: ['192.168.1.10'], reason: 'invalid' }]);
    expect(diagnostics).toMatchObject([{ code, severity: 'error', file: 'overrides/a.yaml', line: 7 }]);
    expect(diagnostics[0]?.message).toContain(web.origins[0]);
    expect(touched.has(web)).toBe(true);
  });

  it('holds both names where it renames', () => {
    const { doubts } = rewrite([web], [patch('app.example.com', { name: 'www.example.com', values: ['a b'] })]);
    expect(doubts.map(({ name }) => name)).toEqual(['app.example.com', 'www.example.com']);
  });
});

describe('names in doubt', () => {
  it.each<[string, Partial<NameDoubt>, readonly Rewrite[], string[]]>([
    ['are dropped by an ignore that fits', {}, [ignore('app.example.com')], []],
    ['stay where no ignore fits', {}, [ignore('www.example.com')], ['app.example.com']],
    [
      'stay where an ignore asks for a value that is not known',
      {},
      [ignore('app.example.com', { value: () => true })],
      ['app.example.com'],
    ],
    [
      'are dropped where all their values fit',
      { values: ['192.168.1.10'] },
      [ignore('app.example.com', { value: () => true })],
      [],
    ],
    [
      'stay where none of their values fits',
      { values: ['192.168.1.10'] },
      [ignore('app.example.com', { value: () => false })],
      ['app.example.com'],
    ],
    [
      'stay where an ignore asks for a grammar',
      {},
      [ignore('app.example.com', { grammars: ['dns'] })],
      ['app.example.com'],
    ],
    ['move with a patch that fits', {}, [patch('app.example.com', { name: 'www.example.com' })], ['www.example.com']],
    ['stay with a patch of something else', {}, [patch('app.example.com', { ttl: 60 })], ['app.example.com']],
    [
      'are at both names where a patch may fit',
      {},
      [patch('app.example.com', { name: 'www.example.com' }, { value: () => true })],
      ['app.example.com', 'www.example.com'],
    ],
    [
      'go through patches one after another',
      {},
      [patch('app.example.com', { name: 'b.example.com' }), patch('b.example.com', { name: 'c.example.com' })],
      ['c.example.com'],
    ],
  ])('%s', (_case, differences, rewrites, expected) => {
    const { type: _type, ...doubt } = nameDoubt();
    const known = { ...doubt, type: 'A', ...differences };
    expect(rewrite([], rewrites, [known]).doubts.map(({ name }) => name)).toEqual(expected);
  });

  it('of no known type stay where an ignore asks for one', () => {
    const { type: _type, ...doubt } = nameDoubt();
    expect(rewrite([], [ignore('app.example.com', { types: ['A'] })], [doubt]).doubts).toHaveLength(1);
  });

  it('take the providers a patch gives', () => {
    const [first] = rewrite([], [patch('app.example.com', { providers: ['public'] })], [nameDoubt()]).doubts;
    expect(first?.providers).toEqual(['public']);
  });
});

describe('a rewrite that matches nothing', () => {
  it.each([
    ['this ignore', ignore('ap.example.com')],
    ['this patch', patch('ap.example.com', { ttl: 60 })],
  ])('is told: %s', (what, rule) => {
    const { diagnostics } = rewrite([web], [rule]);
    expect(diagnostics).toMatchObject([{ code: 'OVERRIDE_UNUSED', severity: 'warning', origin: rule.origin }]);
    expect(diagnostics[0]?.message).toContain(what);
    expect(diagnostics[0]?.hint).toBe('did you mean app.example.com?');
  });

  it.each<[string, readonly Claim[], Rewrite, readonly NameDoubt[], boolean]>([
    ['when it fits a claim', [web], ignore('app.example.com'), [], true],
    ['when it fits a name in doubt', [], ignore('app.example.com'), [nameDoubt()], true],
    ['when it fits only an override', [override()], ignore('app.example.com'), [], false],
  ])('is not told %s', (_case, claims, rule, doubts, isUsed) => {
    expect(rewrite(claims, [rule], doubts).diagnostics).toHaveLength(isUsed ? 0 : 1);
  });

  it('is not told while a source is incomplete', () => {
    expect(rewriteClaims([web], [], [ignore('x.example.com')], false).diagnostics).toEqual([]);
  });

  it('is told when an ignore before it took all it would fit', () => {
    const { diagnostics } = rewrite([web], [ignore('app.example.com'), patch('app.example.com', { ttl: 60 })]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['OVERRIDE_UNUSED']);
  });
});
