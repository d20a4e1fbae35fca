import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/core/claim.ts';
import { decidedBy, rankBy } from '../../src/core/rank.ts';
import type { ConflictStrategy } from '../../src/core/settings.ts';
import type { WorkClaim } from '../../src/core/work-claim.ts';
import { claim, cname, hostsLine, january, override, work } from '../support/claim-builder.ts';

/** A claim by age in seconds after January began; null: first seen in this run. */
function aged(seconds: number | null, differences: Partial<Claim> & { readonly from?: string } = {}): WorkClaim {
  return work(claim(differences), { created: seconds === null ? null : january + seconds });
}

const strategies: readonly ConflictStrategy[] = ['oldest', 'newest', 'priority', 'reject'];

describe('the rank of claims', () => {
  it.each<[string, ConflictStrategy, WorkClaim, WorkClaim, string]>([
    ['an override before a hosts file', 'oldest', work(override(), { created: null }), work(hostsLine()), 'overrides'],
    ['a hosts file before a label', 'oldest', work(hostsLine(), { created: null }), aged(0), 'hosts'],
    ['an unforced override before a forced label', 'oldest', work(override()), aged(0, { force: true }), 'overrides'],
    ['forced before older', 'oldest', aged(9, { force: true }), aged(0), 'force'],
    ['force false is as none', 'oldest', aged(0, { force: false }), aged(9), 'oldest'],
    ['the older under oldest', 'oldest', aged(0, { from: 'z' }), aged(1, { from: 'a' }), 'oldest'],
    ['what has a time before a newcomer', 'oldest', aged(99, { from: 'z' }), aged(null, { from: 'a' }), 'oldest'],
    ['the younger under newest', 'newest', aged(1, { from: 'z' }), aged(0, { from: 'a' }), 'newest'],
    ['a newcomer first under newest', 'newest', aged(null, { from: 'z' }), aged(99, { from: 'a' }), 'newest'],
    ['the larger priority', 'priority', aged(9, { priority: 2 }), aged(0, { priority: 1 }), 'priority'],
    ['no priority is 0', 'priority', aged(9), aged(0, { priority: -1 }), 'priority'],
    ['the older where priorities are equal', 'priority', aged(0, { from: 'z' }), aged(1, { from: 'a' }), 'oldest'],
    ['priority counts under no other strategy', 'oldest', aged(0), aged(1, { priority: 5 }), 'oldest'],
    [
      'address before CNAME among equals',
      'oldest',
      aged(0, { from: 'z' }),
      aged(0, { from: 'a', ...cname('x.net') }),
      'address-first',
    ],
    [
      'address before CNAME among newcomers',
      'oldest',
      aged(null, { from: 'z' }),
      aged(null, { from: 'a', ...cname('x.net') }),
      'address-first',
    ],
    ['an older CNAME before an address', 'oldest', aged(0, cname('x.net')), aged(1), 'oldest'],
    ['the origin last', 'oldest', aged(0, { from: 'a' }), aged(0, { from: 'b' }), 'origin'],
    ['origins by bytes, not by language', 'oldest', aged(0, { from: 'Z' }), aged(0, { from: 'a' }), 'origin'],
    ['no order but force under reject', 'reject', aged(9, { force: true, from: 'z' }), aged(0, { from: 'a' }), 'force'],
    ['no age under reject', 'reject', aged(9, { from: 'a' }), aged(0, { from: 'b' }), 'origin'],
  ])('puts %s', (_case, strategy, first, second, rule) => {
    expect([second, first].sort(rankBy(strategy))).toEqual([first, second]);
    expect(decidedBy(strategy, first, second)).toBe(rule);
  });

  it.each(strategies)('is the same from any reading order under %s', (strategy) => {
    const claims = [
      aged(1),
      aged(0, { from: 'b' }),
      aged(0, cname('x.net')),
      aged(null, { force: true }),
      work(override()),
    ];
    const sorted = [...claims].sort(rankBy(strategy));
    expect([...claims].reverse().sort(rankBy(strategy))).toEqual(sorted);
  });
});
