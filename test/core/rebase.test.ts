import { describe, expect, it } from 'vitest';
import type { ActualRecord } from '../../src/core/provider-model.ts';
import { rebaseChanges } from '../../src/core/rebase.ts';
import { claim, cname, january } from '../support/claim-builder.ts';
import { foreign, index, mark, model, there, unowned, us } from '../support/model-builder.ts';
import { line, planOf, type World } from '../support/plan-input.ts';

const web = claim();
const second = claim({ value: '192.168.1.11', from: 'db' });
const alias = claim(cname('edge.example.net'));
const ours = there();
const theirs = foreign({ value: '192.168.1.20' });
const later = foreign({ value: '192.168.1.30' });

/** The changes for a world as they are now, a line each; or why they are stale. */
function rebased(world: World, now: readonly ActualRecord[]): readonly string[] {
  const { changes } = planOf(world);
  const result = rebaseChanges(changes, index(now), us);
  return result.ok ? result.changes.map(line) : result.stale;
}

const app = (rest: string) => [`${rest.split(' ')[0]} app.example.com ${rest.split(' ').slice(1).join(' ')}`];

describe('changes computed again', () => {
  it.each<[string, World, readonly ActualRecord[], readonly string[]]>([
    [
      'take in a value that came beside a create',
      { claims: [web] },
      [later],
      app('create A 192.168.1.30 -> 192.168.1.10,192.168.1.30'),
    ],
    [
      'take in a value that came beside an update',
      { claims: [second], actual: [ours, theirs] },
      [ours, theirs, later],
      app('update A 192.168.1.10,192.168.1.20,192.168.1.30 -> 192.168.1.11,192.168.1.20,192.168.1.30'),
    ],
    [
      'let go a value that went beside an update',
      { claims: [second], actual: [ours, theirs] },
      [ours],
      app('update A 192.168.1.10 -> 192.168.1.11'),
    ],
    [
      'keep a value that came beside a delete',
      { actual: [ours] },
      [ours, later],
      app('delete A 192.168.1.10,192.168.1.30 -> 192.168.1.30'),
    ],
    [
      'let go a value that went beside a delete',
      { actual: [ours, theirs] },
      [ours],
      app('delete A 192.168.1.10 -> nothing'),
    ],
    [
      'take in a hand-made value beside ours',
      { claims: [web, second], actual: [ours] },
      [ours, unowned({ value: '192.168.1.40' })],
      app('update A 192.168.1.10,192.168.1.40 -> 192.168.1.10,192.168.1.11,192.168.1.40'),
    ],
    [
      'do not mind what happens at neighbours',
      { claims: [web] },
      [foreign({ name: 'app2.example.com' }), there({ name: 'a.app.example.com' })],
      app('create A nothing -> 192.168.1.10'),
    ],
    [
      'do not mind another type beside',
      { claims: [web] },
      [foreign({ type: 'TXT', value: 'x' })],
      app('create A nothing -> 192.168.1.10'),
    ],
    [
      'update beside a foreign CNAME that was there before',
      { claims: [claim({ ttl: 60 })], actual: [ours, foreign(cname('x.net'))] },
      [ours, foreign(cname('x.net'))],
      app('update A 192.168.1.10 -> 192.168.1.10'),
    ],
  ])('%s', (_case, world, now, expected) => {
    expect(rebased(world, now)).toEqual(expected);
  });

  const evictor = [model({ takeover: 'evict' })];
  const eviction: World = {
    models: evictor,
    claims: [claim({ created: january - 1 })],
    actual: [foreign(cname('x.net'))],
  };

  it.each<[string, World, readonly ActualRecord[], string]>([
    [
      'ours has come',
      { claims: [web] },
      [there({ value: '192.168.1.50' })],
      'our values were none, now they are 192.168.1.50',
    ],
    ['ours has gone', { actual: [ours] }, [], 'our values were 192.168.1.10, now they are none'],
    [
      'ours has another value',
      { claims: [second], actual: [ours] },
      [there({ value: '192.168.1.50' })],
      'our values were 192.168.1.10, now they are 192.168.1.50',
    ],
    [
      'ours has another TTL',
      { claims: [second], actual: [ours] },
      [there({ ttl: 60 })],
      'the TTL of our values was 300, now it is 60',
    ],
    [
      'ours has another force',
      { claims: [second], actual: [ours] },
      [there({ owner: mark(us, { force: true }) })],
      'the force of our values has changed',
    ],
    [
      'ours has other attributes',
      { claims: [second], actual: [ours] },
      [there({ attributes: { proxied: true } })],
      'the attributes of our values have changed',
    ],
    [
      'ours has lost its mark',
      { claims: [second], actual: [ours] },
      [unowned()],
      'our values were 192.168.1.10, now they are none',
    ],
    [
      'another owner has written what we would',
      { claims: [web] },
      [foreign()],
      '192.168.1.10 has been added by nas2 meanwhile',
    ],
    [
      'somebody has written what we would by hand',
      { claims: [web] },
      [unowned()],
      '192.168.1.10 has been added by hand meanwhile',
    ],
    [
      'a hand-made value came where we are not yet',
      { claims: [web] },
      [unowned({ value: '192.168.1.40' })],
      '192.168.1.40 has been added by hand meanwhile',
    ],
    [
      'what would be adopted is gone',
      { claims: [claim({ adopt: true })], actual: [unowned()] },
      [],
      '192.168.1.10, which would be adopted, is no longer there unowned',
    ],
    [
      'what would be adopted has an owner',
      { claims: [claim({ adopt: true })], actual: [unowned()] },
      [foreign()],
      '192.168.1.10, which would be adopted, is no longer there unowned',
    ],
    ['what would be evicted is gone', eviction, [], 'CNAME x.net of nas2 is no longer there to be evicted'],
    [
      'what would be evicted is another owner’s',
      eviction,
      [foreign({ ...cname('x.net'), owner: mark('nas3') })],
      'CNAME x.net of nas2 is no longer there to be evicted',
    ],
    [
      'a CNAME came where we write an address',
      { claims: [web] },
      [foreign(cname('x.net'))],
      'a CNAME and A would stand together there',
    ],
    [
      'a text came where we write a CNAME',
      { claims: [alias] },
      [foreign({ type: 'TXT', value: 'x' })],
      'a CNAME and TXT would stand together there',
    ],
    [
      'another CNAME came where we write one',
      { claims: [alias] },
      [foreign(cname('x.net'))],
      'another CNAME has appeared there',
    ],
    [
      'another address came beside what a CNAME evicts',
      { models: evictor, claims: [claim({ ...cname('e.net'), created: january - 1 })], actual: [foreign()] },
      [foreign(), later],
      'a CNAME and A would stand together there',
    ],
  ])('are stale when %s', (_case, world, now, why) => {
    expect(rebased(world, now)[0]).toContain(why);
  });

  it('keep their order, though a name has several', () => {
    const world = { claims: [alias, claim({ name: 'z.example.com' })], actual: [ours] };
    const { changes } = planOf(world);
    expect(changes.map(({ action, name }) => `${action} ${name}`)).toEqual([
      'create app.example.com',
      'create z.example.com',
      'delete app.example.com',
    ]);
    expect(rebaseChanges(changes, index(world.actual), us)).toEqual({ ok: true, changes });
  });

  it('keep the TTL and marks of what others hold', () => {
    const { changes } = planOf({ claims: [web] });
    const result = rebaseChanges(changes, index([later]), us);
    expect(result.ok && result.changes[0]?.after).toMatchObject({ ttl: 300, owners: { '192.168.1.30': mark('nas2') } });
  });

  it('tell every change that is stale', () => {
    const names = ['a.example.com', 'b.example.com'];
    const { changes } = planOf({ claims: names.map((name) => claim({ name })) });
    const result = rebaseChanges(changes, index(names.map((name) => foreign({ name }))), us);
    expect(result.ok ? [] : result.stale.map((why) => why.split(':')[1])).toEqual([
      ' a.example.com A',
      ' b.example.com A',
    ]);
  });
});
