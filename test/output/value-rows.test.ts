import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/plan.ts';
import { type ValueRow, valueRows } from '../../src/output/value-rows.ts';
import { aSet, create, owner, remove, update } from '../support/plan-builder.ts';

function written(row: ValueRow): string {
  const note = row.note === '' ? '' : ` (${row.note})`;
  return row.fate === 'replaced' ? `~ ${row.before} > ${row.after}${note}` : `${row.fate} ${row.value}${note}`;
}

const foreign = { owners: { b: 'nas2' } };

describe('what happens to the values of a set', () => {
  it.each<[string, Change, readonly string[]]>([
    ['a new set', create('n', 'A', aSet(['a', 'b'])), ['added a', 'added b']],
    ['a set that goes', remove('n', 'A', aSet(['a'])), ['removed a']],
    [
      'ours joins theirs',
      create('n', 'A', aSet(['a', 'b'], foreign), { before: aSet(['b'], foreign) }),
      ['added a', 'kept b (nas2)'],
    ],
    [
      'ours leaves theirs',
      remove('n', 'A', aSet(['a', 'b'], foreign), { after: aSet(['b'], foreign) }),
      ['removed a', 'kept b (nas2)'],
    ],
    ['as many come as go', update('n', 'A', aSet(['a', 'b']), aSet(['c', 'd'])), ['~ a > c', '~ b > d']],
    ['more come than go', update('n', 'A', aSet(['a']), aSet(['c', 'd'])), ['removed a', 'added c', 'added d']],
    [
      'mail servers, by their names',
      update('n', 'MX', aSet(['10 x', '20 y']), aSet(['20 x', '10 y'])),
      ['~ 10 x > 20 x', '~ 20 y > 10 y'],
    ],
    [
      'services, by their hosts',
      update('n', 'SRV', aSet(['0 5 1 x', '0 5 1 y']), aSet(['0 5 2 y', '0 5 2 z'])),
      ['~ 0 5 1 y > 0 5 2 y', '~ 0 5 1 x > 0 5 2 z'],
    ],
    [
      'authorisations, by their tags',
      update('n', 'CAA', aSet(['0 iodef "x"', '0 issue "x"']), aSet(['0 iodef "y"'])),
      ['~ 0 iodef "x" > 0 iodef "y"', 'removed 0 issue "x"'],
    ],
    [
      'texts, by their versions',
      update('n', 'TXT', aSet(['token=1', 'v=spf1 a']), aSet(['note', 'v=spf1 b'])),
      ['~ v=spf1 a > v=spf1 b', 'removed token=1', 'added note'],
    ],
    ['the TTL alone', update('n', 'A', aSet(['a']), aSet(['a'], { ttl: 60 })), ['kept a']],
    ['force alone', update('n', 'A', aSet(['a'], { forced: ['a'] }), aSet(['a'])), ['marked a (force on → off)']],
    ['an adoption', update('n', 'A', aSet(['a'], { owners: { a: null } }), aSet(['a'])), ['marked a (by hand → ours)']],
    [
      'an adoption with force',
      update('n', 'A', aSet(['a'], { owners: { a: null } }), aSet(['a'], { forced: ['a'] })),
      ['marked a (by hand → ours, forced)'],
    ],
    ['a forced newcomer', create('n', 'A', aSet(['a'], { forced: ['a'] })), ['added a (forced)']],
    [
      'an eviction in the same set',
      create('n', 'CNAME', aSet(['a']), { before: aSet(['b'], foreign) }),
      ['removed b (nas2)', 'added a'],
    ],
    [
      'a value called like a property of objects',
      create('n', 'TXT', aSet(['constructor'], { owners: { constructor: null } })),
      ['added constructor (by hand)'],
    ],
  ])('%s', (_, change, expected) => {
    expect(valueRows(change, owner).map(written)).toEqual(expected);
  });
});
