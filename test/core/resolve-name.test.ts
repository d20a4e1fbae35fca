import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/core/claim.ts';
import { type ResolvedName, resolveName } from '../../src/core/resolve-name.ts';
import type { ConflictStrategy } from '../../src/core/settings.ts';
import { claim, cname, hostsLine, january, override, work } from '../support/claim-builder.ts';

const name = 'app.example.com';

/** Claims in the order of their age, the oldest first. */
function resolve(claims: readonly Claim[], strategy: ConflictStrategy = 'oldest'): ResolvedName {
  return resolveName(
    name,
    claims.map((one, index) => work(one, { created: january + index })),
    strategy,
  );
}

/** What stands, a set each: `A 192.168.1.10,192.168.1.11`. */
function standing({ sets }: ResolvedName): string[] {
  return sets.map(({ type, records }) => `${type} ${records.map(({ value }) => value).join(',')}`);
}

/** The conflict as `rule: winner > losers`, origins cut to what tells them apart. */
function conflictOf({ conflict }: ResolvedName): string | null {
  const short = (origin: string) =>
    origin.replace(/^docker:home\/| label .*$/g, '').replace(/^overrides\/a.yaml#app.example.com/, 'override');
  if (conflict === null) return null;
  return `${conflict.rule}: ${conflict.winner === null ? 'none' : short(conflict.winner)} > ${conflict.losers.map(short).join(',')}`;
}

const a = (value: string, from = 'web') => claim({ value, from });
const alias = (target: string, from = 'web') => claim({ ...cname(target), from });
const txt = (value: string, from = 'web') => claim({ type: 'TXT', value, from });

describe('claims at one name', () => {
  it.each<[string, readonly Claim[], string[], string | null]>([
    ['alone stand', [a('192.168.1.10')], ['A 192.168.1.10'], null],
    [
      'with the same value are one record (rule 1)',
      [a('192.168.1.10', 'a'), a('192.168.1.10', 'b')],
      ['A 192.168.1.10'],
      null,
    ],
    [
      'with different values of a type that may have several all stand (rule 2)',
      [a('192.168.1.11', 'a'), a('192.168.1.10', 'b')],
      ['A 192.168.1.10,192.168.1.11'],
      null,
    ],
    [
      'of different types stand beside one another',
      [a('192.168.1.10'), txt('x'), claim({ type: 'AAAA', value: 'fd00::1' })],
      ['A 192.168.1.10', 'AAAA fd00::1', 'TXT x'],
      null,
    ],
    [
      'with two targets leave the best-ranked (rule 3)',
      [alias('x.net', 'a'), alias('y.net', 'b')],
      ['CNAME x.net'],
      'oldest: a > b',
    ],
    ['with one target twice are one record', [alias('x.net', 'a'), alias('x.net', 'b')], ['CNAME x.net'], null],
    [
      'leave the CNAME that ranks before all others (rule 4)',
      [alias('x.net', 'a'), a('192.168.1.10', 'b'), txt('x', 'c')],
      ['CNAME x.net'],
      'oldest: a > b,c',
    ],
    [
      'leave the others where one ranks before the CNAME (rule 4)',
      [txt('x', 'a'), alias('x.net', 'b'), a('192.168.1.10', 'c')],
      ['A 192.168.1.10', 'TXT x'],
      'oldest: a > b',
    ],
    [
      'of overrides replace labels of that name and type (rule 6)',
      [a('192.168.1.10', 'a'), override({ value: '192.168.1.99' })],
      ['A 192.168.1.99'],
      'overrides: override/A > a',
    ],
    [
      'of overrides leave other types of labels alone',
      [txt('x'), override({ value: '192.168.1.99' })],
      ['A 192.168.1.99', 'TXT x'],
      null,
    ],
    [
      'of overrides replace hosts files',
      [hostsLine({ value: '192.168.1.50' }), override({ value: '192.168.1.99' })],
      ['A 192.168.1.99'],
      'overrides: override/A > /etc/hosts.d/lan app.example.com',
    ],
    [
      'of hosts files replace labels',
      [a('192.168.1.10', 'a'), hostsLine({ value: '192.168.1.50' })],
      ['A 192.168.1.50'],
      'hosts: /etc/hosts.d/lan app.example.com > a',
    ],
    [
      'of an override CNAME take the whole name',
      [a('192.168.1.10', 'a'), txt('x', 'b'), override(cname('x.net'))],
      ['CNAME x.net'],
      'overrides: override/CNAME > a,b',
    ],
    [
      'of an override address beat a label CNAME',
      [alias('x.net', 'a'), override({ value: '192.168.1.99' })],
      ['A 192.168.1.99'],
      'overrides: override/A > a',
    ],
    [
      'of an override CNAME replace a label CNAME',
      [alias('x.net', 'a'), override(cname('y.net'))],
      ['CNAME y.net'],
      'overrides: override/CNAME > a',
    ],
    [
      'of an override that adds stand beside the labels',
      [a('192.168.1.10'), override({ value: '192.168.1.99', add: true })],
      ['A 192.168.1.10,192.168.1.99'],
      null,
    ],
    [
      'of an override that adds leave the others to rule 6',
      [a('192.168.1.10', 'a'), hostsLine({ value: '192.168.1.50' }), override({ value: '192.168.1.99', add: true })],
      ['A 192.168.1.50,192.168.1.99'],
      'hosts: /etc/hosts.d/lan app.example.com > a',
    ],
    [
      'of an override that adds a CNAME take the name',
      [a('192.168.1.10', 'a'), override({ ...cname('x.net'), add: true })],
      ['CNAME x.net'],
      'overrides: override/CNAME > a',
    ],
    [
      'of several values of one class are replaced together',
      [a('192.168.1.10', 'a'), a('192.168.1.11', 'b'), override({ value: '192.168.1.99' })],
      ['A 192.168.1.99'],
      'overrides: override/A > a,b',
    ],
    [
      'of one class keep rule 2',
      [override({ value: '192.168.1.98' }), override({ value: '192.168.1.99' })],
      ['A 192.168.1.98,192.168.1.99'],
      null,
    ],
    [
      'that agree with the override are no losers (settled 25)',
      [a('192.168.1.99', 'a'), override({ value: '192.168.1.99' })],
      ['A 192.168.1.99'],
      null,
    ],
    [
      'that agree with one value of the override stand with it',
      [a('192.168.1.99', 'a'), a('192.168.1.10', 'b'), override({ value: '192.168.1.99' })],
      ['A 192.168.1.99'],
      'overrides: override/A > b',
    ],
    [
      'that are forced win',
      [alias('x.net', 'a'), claim({ ...cname('y.net'), force: true, from: 'b' })],
      ['CNAME y.net'],
      'force: b > a',
    ],
    [
      'as odd texts are texts',
      [txt('__proto__'), txt('constructor'), txt('toString')],
      ['TXT __proto__,constructor,toString'],
      null,
    ],
  ])('%s', (_case, claims, stands, conflict) => {
    const resolved = resolve(claims);
    expect(standing(resolved)).toEqual(stands);
    expect(conflictOf(resolved)).toBe(conflict);
    expect(resolved.contested).toEqual([]);
  });

  it.each<[string, ConflictStrategy, string]>([
    ['oldest', 'oldest', 'CNAME x.net'],
    ['newest', 'newest', 'CNAME z.net'],
    ['priority', 'priority', 'CNAME y.net'],
  ])('are decided by %s', (_case, strategy, stands) => {
    const claims = [alias('x.net', 'a'), claim({ ...cname('y.net'), from: 'b', priority: 9 }), alias('z.net', 'c')];
    expect(standing(resolve(claims, strategy))).toEqual([stands]);
  });

  it('hold 200 values in one set, sorted by bytes', () => {
    const values = Array.from({ length: 200 }, (_, index) => `10.0.0.${index}`);
    const [set] = resolve(values.map((value) => a(value))).sets;
    expect(set?.records.map(({ value }) => value)).toEqual([...values].sort());
  });

  it('give one record all origins, the best-ranked first', () => {
    const [set] = resolve([a('192.168.1.99', 'a'), override({ value: '192.168.1.99' })]).sets;
    expect(set?.claims.map(({ claim: one }) => one.class)).toEqual(['override', 'label']);
  });

  it('list the types of a conflict, those that stand apart not among them', () => {
    const resolved = resolve([txt('x'), a('192.168.1.10'), override({ value: '192.168.1.99' })]);
    expect(resolved.conflict?.types).toEqual(['A']);
  });

  it('list both types where a CNAME meets an address', () => {
    expect(resolve([alias('x.net', 'a'), a('192.168.1.10', 'b')]).conflict?.types).toEqual(['A', 'CNAME']);
  });
});

describe('the TTL of a set', () => {
  it.each<[string, readonly Claim[]]>([
    ['one record', [claim({ ttl: 60, from: 'a' }), claim({ ttl: 300, from: 'b' })]],
    ['several', [claim({ ttl: 60, from: 'a' }), claim({ ttl: 300, from: 'b', value: '192.168.1.11' })]],
  ])('is the best-ranked claim’s of %s', (_case, claims) => {
    expect(resolve(claims).sets[0]?.ttl).toBe(60);
    expect(resolve([...claims].reverse()).sets[0]?.ttl).toBe(300);
  });
});

describe('under reject', () => {
  it.each<[string, readonly Claim[]]>([
    ['two CNAMEs', [alias('x.net', 'a'), alias('y.net', 'b')]],
    ['a CNAME beside an address', [alias('x.net', 'a'), a('192.168.1.10', 'b')]],
    ['a CNAME beside a text', [txt('x', 'a'), alias('x.net', 'b')]],
    ['a forced CNAME beside another', [claim({ ...cname('x.net'), force: true, from: 'a' }), alias('y.net', 'b')]],
    ['two CNAMEs of hosts files', [hostsLine(cname('x.net')), hostsLine(cname('y.net'))]],
  ])('%s have no winner', (_case, claims) => {
    const resolved = resolve(claims, 'reject');
    expect(resolved.sets).toEqual([]);
    expect(resolved.contested).toHaveLength(2);
    expect(resolved.conflict).toMatchObject({ rule: 'reject', winner: null });
    expect(resolved.diagnostics).toMatchObject([{ code: 'CONFLICT_REJECTED', severity: 'error', name }]);
  });

  it('all claims but the first are told as other places', () => {
    const [found] = resolve([alias('x.net', 'a'), alias('y.net', 'b'), txt('x', 'c')], 'reject').diagnostics;
    expect([found?.origin, ...(found?.related ?? []).map(({ origin, message }) => `${origin}: ${message}`)]).toEqual([
      'docker:home/c label dns.app.example.com',
      'docker:home/a label dns.app.example.com: claims CNAME x.net',
      'docker:home/b label dns.app.example.com: claims CNAME y.net',
    ]);
  });

  it.each<[string, readonly Claim[], string[]]>([
    ['several addresses all stand', [a('192.168.1.10', 'a'), a('192.168.1.11', 'b')], ['A 192.168.1.10,192.168.1.11']],
    ['one target said twice stands', [alias('x.net', 'a'), alias('x.net', 'b')], ['CNAME x.net']],
    [
      'an override still replaces a label’s value',
      [a('192.168.1.10'), override({ value: '192.168.1.99' })],
      ['A 192.168.1.99'],
    ],
    ['an override still replaces a label’s name', [a('192.168.1.10'), override(cname('x.net'))], ['CNAME x.net']],
    [
      'an override settles what labels dispute',
      [alias('x.net', 'a'), alias('y.net', 'b'), override(cname('z.net'))],
      ['CNAME z.net'],
    ],
    ['an override’s text beats a label’s CNAME', [alias('x.net'), override({ type: 'TXT', value: 'x' })], ['TXT x']],
  ])('%s', (_case, claims, stands) => {
    expect(standing(resolve(claims, 'reject'))).toEqual(stands);
  });
});

describe('overrides that contradict one another', () => {
  it.each<[string, readonly Claim[], string]>([
    ['two CNAMEs', [override(cname('x.net')), override(cname('y.net'))], 'two values of CNAME, x.net and y.net'],
    ['a CNAME beside a text', [override(cname('x.net')), override({ type: 'TXT', value: 'x' })], 'a CNAME and TXT'],
    ['two TTLs', [override({ ttl: 60 }), override({ value: '192.168.1.11' })], 'A with TTL 60 and 300'],
    ['two TTLs of one value', [override({ ttl: 60 }), override({ ttl: 300 })], 'A with TTL 60 and 300'],
  ])('%s', (_case, claims, what) => {
    const resolved = resolve([...claims, a('192.168.1.10')]);
    expect(resolved.sets).toEqual([]);
    expect(resolved.contested).toHaveLength(3);
    expect(resolved.conflict).toMatchObject({ rule: 'reject', winner: null });
    expect(resolved.diagnostics[0]).toMatchObject({ code: 'OVERRIDE_CONTRADICTION', severity: 'error', name });
    expect(resolved.diagnostics[0]?.message).toContain(what);
  });

  it('name both places', () => {
    const at = (line: number) => () => ({ file: 'overrides/a.yaml', line, column: 5 });
    const { diagnostics } = resolve([
      override({ ...cname('x.net'), at: at(3) }),
      override({ ...cname('y.net'), at: at(9) }),
    ]);
    expect(diagnostics[0]).toMatchObject({ file: 'overrides/a.yaml', line: 3 });
    expect(diagnostics[0]?.related).toEqual([
      {
        message: 'the other record: CNAME y.net, TTL 300',
        origin: 'overrides/a.yaml#app.example.com/CNAME',
        file: 'overrides/a.yaml',
        line: 9,
        column: 5,
      },
    ]);
    expect(diagnostics[0]?.message).toContain('overrides/a.yaml:9:5');
  });

  it('are no contradiction where one TTL is the default that the other says', () => {
    expect(resolve([override({ ttl: 300 }), override({ value: '192.168.1.11' })]).diagnostics).toEqual([]);
  });
});
