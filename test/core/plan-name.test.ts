import { describe, expect, it } from 'vitest';
import { type Held, heldReasons } from '../../src/core/plan.ts';
import { claim, cname, january, nameDoubt, override, reading } from '../support/claim-builder.ts';
import { capabilities, foreign, mark, model, there, unowned, us } from '../support/model-builder.ts';
import { heldLines, lines, made, planOf, type World } from '../support/plan-input.ts';

const web = claim();
const second = claim({ value: '192.168.1.11', from: 'db' });
const alias = claim(cname('edge.example.net'));
const text = claim({ type: 'TXT', value: 'x' });
const at = (seconds: number) => new Date((january + seconds) * 1000).toISOString().replace('.000Z', 'Z');
const ours = there();
const oursAlias = there(cname('edge.example.net'));
const theirAlias = foreign({ ...cname('nas2.example.net') });
const www = (record: ReturnType<typeof there>) => ({ ...record, name: 'www.example.com' });

/** Changes and what is held, a line each. */
function outcome(world: World): string[] {
  const plan = planOf(world);
  return [...lines(plan), ...heldLines(plan).map((one) => `held ${one}`)];
}

const same = (name: string, rest: string) => `${name} app.example.com ${rest}`;

describe('what is ours', () => {
  it.each<[string, World, string[]]>([
    ['is created where nothing is', { claims: [web] }, [same('create', 'A nothing -> 192.168.1.10')]],
    ['is left as it is', { claims: [web], actual: [ours] }, []],
    ['is deleted when nobody wants it', { actual: [ours] }, [same('delete', 'A 192.168.1.10 -> nothing')]],
    [
      'is updated to another value',
      { claims: [second], actual: [ours] },
      [same('update', 'A 192.168.1.10 -> 192.168.1.11')],
    ],
    [
      'is updated to another TTL',
      { claims: [claim({ ttl: 60 })], actual: [ours] },
      [same('update', 'A 192.168.1.10 -> 192.168.1.10')],
    ],
    [
      'is updated to other attributes',
      { claims: [claim({ attributes: { proxied: true } })], actual: [ours] },
      [same('update', 'A 192.168.1.10 -> 192.168.1.10')],
    ],
    [
      'is left where attributes are the same in other words',
      {
        claims: [claim({ attributes: { proxied: 'true', weight: '5' } })],
        actual: [there({ attributes: { weight: 5, proxied: true } })],
      },
      [],
    ],
    [
      'is updated to another force',
      { claims: [claim({ force: true })], actual: [ours] },
      [same('update', 'A 192.168.1.10 -> 192.168.1.10')],
    ],
    ['is left where only created differs', { claims: [claim({ created: january + 99 })], actual: [ours] }, []],
    [
      'is left where only the container differs',
      { claims: [claim({ container: { id: '9', name: 'web' } })], actual: [ours] },
      [],
    ],
    [
      'gains a value as an update',
      { claims: [web, second], actual: [ours] },
      [same('update', 'A 192.168.1.10 -> 192.168.1.10,192.168.1.11')],
    ],
    [
      'loses one of several values as an update',
      { claims: [web], actual: [ours, there({ value: '192.168.1.11' })] },
      [same('update', 'A 192.168.1.10,192.168.1.11 -> 192.168.1.10')],
    ],
    ['gains another type', { claims: [web, text], actual: [ours] }, [same('create', 'TXT nothing -> x')]],
    [
      'becomes a CNAME: a delete and a create',
      { claims: [alias], actual: [ours] },
      [same('create', 'CNAME nothing -> edge.example.net'), same('delete', 'A 192.168.1.10 -> nothing')],
    ],
    [
      'becomes an address: a delete and a create',
      { claims: [web], actual: [oursAlias] },
      [same('create', 'A nothing -> 192.168.1.10'), same('delete', 'CNAME edge.example.net -> nothing')],
    ],
    [
      'takes another target',
      { claims: [claim(cname('other.example.net'))], actual: [oursAlias] },
      [same('update', 'CNAME edge.example.net -> other.example.net')],
    ],
    [
      'goes without its neighbours',
      {
        claims: [],
        actual: [ours, www(foreign()), foreign({ name: 'a.app.example.com' }), foreign({ name: 'app2.example.com' })],
      },
      [same('delete', 'A 192.168.1.10 -> nothing')],
    ],
    [
      'goes without another type of another owner',
      { claims: [], actual: [ours, foreign({ type: 'TXT', value: 'x' })] },
      [same('delete', 'A 192.168.1.10 -> nothing')],
    ],
    [
      'at a wildcard is as any other',
      { claims: [claim({ name: '*.example.com' })] },
      ['create *.example.com A nothing -> 192.168.1.10'],
    ],
    [
      'at the apex is as any other',
      { claims: [claim({ name: 'example.com' })] },
      ['create example.com A nothing -> 192.168.1.10'],
    ],
    [
      'may be called like a member of every object',
      { claims: [claim({ name: '__proto__.example.com', type: 'TXT', value: '__proto__' })] },
      ['create __proto__.example.com TXT nothing -> __proto__'],
    ],
  ])('%s', (_case, world, expected) => {
    expect(outcome(world)).toEqual(expected);
  });

  it('keeps owners of values named like members of every object', () => {
    const plan = planOf({ claims: ['__proto__', 'constructor'].map((value) => claim({ type: 'TXT', value })) });
    const text = JSON.stringify(plan.changes[0]?.after?.owners);
    expect(text).toContain('"__proto__":{"owner":"homeserver"');
    expect(text).toContain('"constructor":{"owner":"homeserver"');
  });

  it('carries all that a provider writes beside the value', () => {
    const [change] = planOf({
      claims: [claim({ created: january, force: true, container: { id: '1', name: 'web' } })],
    }).changes;
    const owners = { '192.168.1.10': { owner: us, created: '2026-01-01T00:00:00Z', force: true, container: 'web' } };
    expect(change?.after).toEqual({ ttl: 300, values: ['192.168.1.10'], owners });
  });

  it('is created at the time of the apply where nobody knows an earlier one', () => {
    expect(planOf({ claims: [web] }).changes[0]?.after?.owners['192.168.1.10']?.created).toBeNull();
  });

  it('is shown as ours where another owner holds the same text', () => {
    const [change] = planOf({ claims: [claim({ ttl: 60 })], actual: [foreign(), ours] }).changes;
    expect(change?.before).toMatchObject({ values: ['192.168.1.10'], owners: { '192.168.1.10': { owner: us } } });
  });

  it('holds 200 values in one set', () => {
    const values = Array.from({ length: 200 }, (_, index) => `10.0.0.${index}`);
    const world = {
      claims: values.map((value) => claim({ value })),
      actual: values.slice(1).map((value) => there({ value })),
    };
    expect(planOf(world).changes).toMatchObject([{ action: 'update', after: { values: [...values].sort() } }]);
  });
});

describe('values of another owner', () => {
  it.each<[string, World, string[]]>([
    [
      'are joined by ours',
      { claims: [web], actual: [foreign({ value: '192.168.1.20' })] },
      [same('create', 'A 192.168.1.20 -> 192.168.1.10,192.168.1.20')],
    ],
    [
      'stay when ours goes',
      { claims: [], actual: [ours, foreign({ value: '192.168.1.20' })] },
      [same('delete', 'A 192.168.1.10,192.168.1.20 -> 192.168.1.20')],
    ],
    [
      'stay when ours changes',
      { claims: [second], actual: [ours, foreign({ value: '192.168.1.20' })] },
      [same('update', 'A 192.168.1.10,192.168.1.20 -> 192.168.1.11,192.168.1.20')],
    ],
    [
      'that are the same as ours hold ours',
      { claims: [web], actual: [foreign()] },
      [same('held', 'A 192.168.1.10: foreign-owner')],
    ],
    [
      'that are the same hold only that value',
      { claims: [web, second], actual: [foreign()] },
      [same('create', 'A 192.168.1.10 -> 192.168.1.10,192.168.1.11'), same('held', 'A 192.168.1.10: foreign-owner')],
    ],
    [
      'are held for, although `adopt` is said',
      { claims: [claim({ adopt: true })], actual: [foreign()] },
      [same('held', 'A 192.168.1.10: foreign-owner')],
    ],
    [
      'that are a CNAME forbid our address',
      { claims: [web], actual: [theirAlias] },
      [same('held', 'A 192.168.1.10: foreign-owner')],
    ],
    [
      'that are a CNAME forbid our text',
      { claims: [text], actual: [theirAlias] },
      [same('held', 'TXT x: foreign-owner')],
    ],
    [
      'that are another CNAME forbid ours',
      { claims: [alias], actual: [theirAlias] },
      [same('held', 'CNAME edge.example.net: foreign-owner')],
    ],
    [
      'that are an address forbid our CNAME',
      { claims: [alias], actual: [foreign()] },
      [same('held', 'CNAME edge.example.net: foreign-owner')],
    ],
    [
      'that are a text forbid our CNAME',
      { claims: [alias], actual: [foreign({ type: 'TXT', value: 'x' })] },
      [same('held', 'CNAME edge.example.net: foreign-owner')],
    ],
    [
      'that are DNSSEC’s own forbid nothing',
      { claims: [alias], actual: [foreign({ type: 'RRSIG', value: 'x' })] },
      [same('create', 'CNAME nothing -> edge.example.net')],
    ],
    [
      'at a neighbour forbid nothing',
      { claims: [web], actual: [www(theirAlias)] },
      [same('create', 'A nothing -> 192.168.1.10')],
    ],
    [
      'with no `created` are as theirs as any',
      { claims: [web], actual: [foreign({ owner: { owner: 'nas2' } })] },
      [same('held', 'A 192.168.1.10: foreign-owner')],
    ],
    ['beside a value of ours with the same text leave ours alone', { claims: [web], actual: [ours, foreign()] }, []],
  ])('%s', (_case, world, expected) => {
    expect(outcome(world)).toEqual(expected);
  });

  it('are created by us once their owner has removed them', () => {
    expect(outcome({ claims: [web], actual: [] })).toEqual([same('create', 'A nothing -> 192.168.1.10')]);
  });

  it('name their owner in what is held', () => {
    expect(planOf({ claims: [web], actual: [foreign()] }).held[0]?.detail).toBe('owned by nas2');
    expect(planOf({ claims: [web], actual: [theirAlias] }).held[0]?.detail).toBe(
      'forbidden by CNAME nas2.example.net, owned by nas2',
    );
  });

  it.each<[string, World, string[]]>([
    [
      'are told of the first time ours joins',
      { claims: [web], actual: [foreign({ value: '192.168.1.20' })] },
      ['SET_SHARED'],
    ],
    ['are not told of again', { claims: [web], actual: [ours, foreign({ value: '192.168.1.20' })] }, []],
    [
      'with another TTL are told of, never a difference',
      { claims: [web], actual: [ours, foreign({ value: '192.168.1.20', ttl: 60 })] },
      ['SET_TTL_FOREIGN'],
    ],
  ])('%s', (_case, world, codes) => {
    const { infos } = made(world);
    expect(infos.map(({ code }) => code)).toEqual(codes);
  });

  it('with another TTL do not change ours, nor does ours theirs', () => {
    const actual = [ours, foreign({ value: '192.168.1.20', ttl: 60 })];
    expect(planOf({ claims: [web], actual }).changes).toEqual([]);
    const [change] = planOf({ claims: [claim({ ttl: 120 })], actual }).changes;
    expect(change).toMatchObject({ before: { ttl: 300 }, after: { ttl: 120 } });
  });
});

describe('where a set has one TTL', () => {
  const models = [model({ capabilities: capabilities({ ttlPerValue: false }) })];
  const theirs = foreign({ value: '192.168.1.20' });

  it.each<[string, World, string[]]>([
    [
      'another is held where a value has a recorded owner',
      { claims: [claim({ ttl: 60 })], actual: [ours, theirs] },
      [same('held', 'A 192.168.1.10: foreign-owner')],
    ],
    [
      'a create with another is held likewise',
      { claims: [claim({ ttl: 60 })], actual: [theirs] },
      [same('held', 'A 192.168.1.10: foreign-owner')],
    ],
    [
      'the same one is joined',
      { claims: [web], actual: [theirs] },
      [same('create', 'A 192.168.1.20 -> 192.168.1.10,192.168.1.20')],
    ],
    [
      'another is written where nobody else is recorded',
      { claims: [claim({ ttl: 60 })], actual: [ours, unowned({ value: '192.168.1.20' })] },
      [same('update', 'A 192.168.1.10,192.168.1.20 -> 192.168.1.10,192.168.1.20')],
    ],
    [
      'ours may go',
      { claims: [], actual: [ours, theirs] },
      [same('delete', 'A 192.168.1.10,192.168.1.20 -> 192.168.1.20')],
    ],
  ])('%s', (_case, world, expected) => {
    expect(outcome({ ...world, models })).toEqual(expected);
  });
});

describe('hand-made values', () => {
  const hand = unowned({ value: '192.168.1.20' });
  const alien = unowned(cname('hand.example.net'));

  it.each<[string, World, string[]]>([
    [
      'that are the same as ours hold ours',
      { claims: [web], actual: [unowned()] },
      [same('held', 'A 192.168.1.10: unowned')],
    ],
    ['are not joined silently', { claims: [web], actual: [hand] }, [same('held', 'A 192.168.1.10: unowned')]],
    [
      'are joined where the provider shares',
      { claims: [web], actual: [hand], models: [model({ share: true })] },
      [same('create', 'A 192.168.1.20 -> 192.168.1.10,192.168.1.20')],
    ],
    [
      'are joined where the override shares',
      { claims: [override({ share: true })], actual: [hand] },
      [same('create', 'A 192.168.1.20 -> 192.168.1.10,192.168.1.20')],
    ],
    [
      'are joined on where we are already',
      { claims: [web, second], actual: [ours, hand] },
      [same('update', 'A 192.168.1.10,192.168.1.20 -> 192.168.1.10,192.168.1.11,192.168.1.20')],
    ],
    [
      'of another type are no matter',
      { claims: [web], actual: [unowned({ type: 'TXT', value: 'x' })] },
      [same('create', 'A nothing -> 192.168.1.10')],
    ],
    [
      'that are a CNAME forbid our address',
      { claims: [web], actual: [alien] },
      [same('held', 'A 192.168.1.10: unowned')],
    ],
    [
      'that are an address forbid our CNAME',
      { claims: [alias], actual: [hand] },
      [same('held', 'CNAME edge.example.net: unowned')],
    ],
    [
      'that are a CNAME are not joined by sharing',
      { claims: [web], actual: [alien], models: [model({ share: true })] },
      [same('held', 'A 192.168.1.10: unowned')],
    ],
    ['nobody claims are left alone', { claims: [], actual: [hand, alien] }, []],
    [
      'stay when ours goes',
      { claims: [], actual: [ours, hand] },
      [same('delete', 'A 192.168.1.10,192.168.1.20 -> 192.168.1.20')],
    ],
    [
      'beside foreign ones that forbid: the reason is the foreign one (settled 26)',
      { claims: [alias], actual: [hand, foreign({ type: 'TXT', value: 'x' })] },
      [same('held', 'CNAME edge.example.net: foreign-owner')],
    ],
  ])('%s', (_case, world, expected) => {
    expect(outcome(world)).toEqual(expected);
  });
});

describe('adoption', () => {
  const adopts = same('update', 'A 192.168.1.10 -> 192.168.1.10 adopts 192.168.1.10');

  it.each<[string, World, string[]]>([
    ['by the record', { claims: [claim({ adopt: true })], actual: [unowned()] }, [adopts]],
    ['by the provider', { claims: [web], actual: [unowned()], models: [model({ adopt: true })] }, [adopts]],
    [
      'by --adopt',
      { claims: [web], actual: [unowned()], options: { adopt: ['app.*.com', 'app.example.com'] } },
      [adopts],
    ],
    [
      'not by --adopt of another name',
      { claims: [web], actual: [unowned()], options: { adopt: ['www.example.com'] } },
      [same('held', 'A 192.168.1.10: unowned')],
    ],
    [
      'not by a record that says no where the provider says yes',
      { claims: [claim({ adopt: false })], actual: [unowned()], models: [model({ adopt: true })] },
      [same('held', 'A 192.168.1.10: unowned')],
    ],
    [
      'by --adopt although the record says no',
      { claims: [claim({ adopt: false })], actual: [unowned()], options: { adopt: ['app.example.com'] } },
      [adopts],
    ],
    [
      'by the best-ranked claim that says',
      { claims: [override({ adopt: false }), claim({ adopt: true })], actual: [unowned()] },
      [same('held', 'A 192.168.1.10: unowned')],
    ],
    [
      'of one value lets others of ours in',
      { claims: [claim({ adopt: true }), second], actual: [unowned()] },
      [same('update', 'A 192.168.1.10 -> 192.168.1.10,192.168.1.11 adopts 192.168.1.10')],
    ],
    [
      'of one value lets others of ours in beside what stays hand-made, as the next plan would',
      { claims: [claim({ adopt: true }), second], actual: [unowned(), unowned({ value: '192.168.1.20' })] },
      [same('update', 'A 192.168.1.10,192.168.1.20 -> 192.168.1.10,192.168.1.11,192.168.1.20 adopts 192.168.1.10')],
    ],
    [
      'beside a value of ours',
      { claims: [claim({ adopt: true }), second], actual: [unowned(), there({ value: '192.168.1.11' })] },
      [same('update', 'A 192.168.1.10,192.168.1.11 -> 192.168.1.10,192.168.1.11 adopts 192.168.1.10')],
    ],
    [
      'not of another value',
      { claims: [claim({ adopt: true })], actual: [unowned({ value: '192.168.1.20' })] },
      [same('held', 'A 192.168.1.10: unowned')],
    ],
    [
      'not of a record in an included file',
      { claims: [claim({ adopt: true })], actual: [unowned({ fixed: 'it stands in an included file' })] },
      [same('held', 'A 192.168.1.10: unsupported')],
    ],
    [
      'not at a protected name',
      { claims: [claim({ adopt: true })], actual: [unowned()], protect: ['app.*'] },
      [same('held', 'A 192.168.1.10: protected')],
    ],
    [
      'as our first value is a create for policies',
      { claims: [claim({ adopt: true })], actual: [unowned()], models: [model({ policy: 'create-only' })] },
      [adopts],
    ],
  ])('%s', (_case, world, expected) => {
    expect(outcome(world)).toEqual(expected);
  });

  it('writes ownership and leaves the set as it is', () => {
    const [change] = planOf({ claims: [claim({ adopt: true })], actual: [unowned()] }).changes;
    expect(change).toMatchObject({
      before: { ttl: 300, owners: {} },
      after: { ttl: 300, owners: { '192.168.1.10': { owner: us } } },
    });
  });

  it('takes our TTL and attributes in the same change (settled 27)', () => {
    const adopted = claim({ adopt: true, ttl: 60, attributes: { proxied: true } });
    const [change] = planOf({ claims: [adopted], actual: [unowned({ ttl: 3600 })] }).changes;
    expect(change).toMatchObject({
      action: 'update',
      before: { ttl: 3600 },
      after: { ttl: 60, attributes: { proxied: true } },
      adopts: ['192.168.1.10'],
    });
  });
});

describe('eviction', () => {
  const evictor = [model({ takeover: 'evict' })];
  const older = { created: january - 1 };
  const oldWeb = claim(older);
  const oldAlias = claim({ ...cname('edge.example.net'), ...older });
  const forced = (force: boolean) => mark('nas2', { force });
  const done = same('create', 'A nothing -> 192.168.1.10 evicts CNAME nas2.example.net of nas2');
  const held = same('held', 'A 192.168.1.10: foreign-owner');

  it.each<[string, World, string[]]>([
    ['of a younger CNAME by our address', { claims: [oldWeb], actual: [theirAlias] }, [done]],
    ['not of an older one', { claims: [claim({ created: january + 1 })], actual: [theirAlias] }, [held]],
    ['not of one that is as old', { claims: [claim({ created: january })], actual: [theirAlias] }, [held]],
    ['not by a newcomer', { claims: [web], actual: [theirAlias] }, [held]],
    ['by force, whatever the age', { claims: [claim({ force: true })], actual: [theirAlias] }, [done]],
    [
      'not of a forced one by an older unforced',
      { claims: [oldWeb], actual: [{ ...theirAlias, owner: forced(true) }] },
      [held],
    ],
    [
      'of a forced one by an older forced',
      { claims: [claim({ ...older, force: true })], actual: [{ ...theirAlias, owner: forced(true) }] },
      [done],
    ],
    [
      'not of one whose mark has no `created`',
      { claims: [oldWeb], actual: [{ ...theirAlias, owner: { owner: 'nas2', force: false } }] },
      [held],
    ],
    [
      'not of one whose `created` nobody can read',
      { claims: [oldWeb], actual: [{ ...theirAlias, owner: mark('nas2', { created: 'soon' }) }] },
      [held],
    ],
    [
      'not of one whose mark has no `force`',
      { claims: [oldWeb], actual: [{ ...theirAlias, owner: { owner: 'nas2', created: at(0) } }] },
      [held],
    ],
    [
      'not by force of one whose mark has no `created`',
      { claims: [claim({ force: true })], actual: [{ ...theirAlias, owner: { owner: 'nas2', force: false } }] },
      [held],
    ],
    [
      'not of a hand-made one',
      { claims: [claim({ ...older, force: true })], actual: [unowned(cname('hand.example.net'))] },
      [same('held', 'A 192.168.1.10: unowned')],
    ],
    ['not of one in an included file', { claims: [oldWeb], actual: [{ ...theirAlias, fixed: 'included' }] }, [held]],
    [
      'of a CNAME by our CNAME',
      { claims: [oldAlias], actual: [theirAlias] },
      [same('create', 'CNAME nas2.example.net -> edge.example.net evicts CNAME nas2.example.net of nas2')],
    ],
    [
      'of an address by our CNAME',
      { claims: [oldAlias], actual: [foreign()] },
      [same('create', 'CNAME nothing -> edge.example.net evicts A 192.168.1.10 of nas2')],
    ],
    [
      'of all addresses or none',
      {
        claims: [oldAlias],
        actual: [foreign(), foreign({ value: '192.168.1.11', owner: mark('nas3', { created: at(-2) }) })],
      },
      [same('held', 'CNAME edge.example.net: foreign-owner')],
    ],
    [
      'of addresses of several owners',
      { claims: [oldAlias], actual: [foreign(), foreign({ value: '192.168.1.11', owner: mark('nas3') })] },
      [same('create', 'CNAME nothing -> edge.example.net evicts A 192.168.1.10 of nas2 evicts A 192.168.1.11 of nas3')],
    ],
    [
      'of an address and a text',
      { claims: [oldAlias], actual: [foreign(), foreign({ type: 'TXT', value: 'x' })] },
      [same('create', 'CNAME nothing -> edge.example.net evicts A 192.168.1.10 of nas2 evicts TXT x of nas2')],
    ],
    [
      'not of an address by our address',
      { claims: [oldWeb], actual: [foreign({ value: '192.168.1.20' })] },
      [same('create', 'A 192.168.1.20 -> 192.168.1.10,192.168.1.20')],
    ],
    ['not of the same value', { claims: [oldWeb], actual: [foreign()] }, [held]],
    [
      'once, for all that stand',
      { claims: [oldWeb, text], actual: [theirAlias] },
      [done, same('create', 'TXT nothing -> x')],
    ],
    ['not at a protected name', { claims: [oldWeb], actual: [theirAlias], protect: ['app.*'] }, [held]],
    [
      'not under upsert-only',
      { claims: [oldWeb], actual: [theirAlias], models: [model({ takeover: 'evict', policy: 'upsert-only' })] },
      [held],
    ],
    [
      'not under create-only',
      { claims: [oldWeb], actual: [theirAlias], models: [model({ takeover: 'evict', policy: 'create-only' })] },
      [held],
    ],
    [
      'not by a claim under upsert-only',
      { claims: [claim({ ...older, policy: 'upsert-only' })], actual: [theirAlias] },
      [held],
    ],
    ['under reject never', { claims: [oldWeb], actual: [theirAlias], input: { strategy: 'reject' } }, [held]],
    [
      'under newest by age all the same',
      { claims: [oldWeb], actual: [theirAlias], input: { strategy: 'newest' } },
      [done],
    ],
    [
      'under priority by age all the same',
      { claims: [oldWeb], actual: [theirAlias], input: { strategy: 'priority' } },
      [done],
    ],
    ['not where the provider says never', { claims: [oldWeb], actual: [theirAlias], models: [model()] }, [held]],
    [
      'where the override says evict and the provider never',
      { claims: [override({ ...older, takeover: 'evict' })], actual: [theirAlias], models: [model()] },
      [done],
    ],
    [
      'not where the override says never',
      { claims: [override({ ...older, takeover: 'never' })], actual: [theirAlias] },
      [held],
    ],
    [
      'not where ours stands beside it already',
      { claims: [oldWeb], actual: [there({ owner: mark(us, { created: at(-1) }) }), theirAlias] },
      [],
    ],
    [
      'with a delete of ours that makes room',
      { claims: [oldAlias], actual: [ours, foreign({ value: '192.168.1.20' })] },
      [
        same('create', 'CNAME nothing -> edge.example.net evicts A 192.168.1.20 of nas2'),
        same('delete', 'A 192.168.1.10,192.168.1.20 -> nothing'),
      ],
    ],
    [
      'by the age that our own value carries',
      { claims: [web, second], actual: [there({ owner: mark(us, { created: at(-1) }) }), theirAlias] },
      [same('update', 'A 192.168.1.10 -> 192.168.1.10,192.168.1.11 evicts CNAME nas2.example.net of nas2')],
    ],
    [
      'not by the age that a foreign value carries',
      { claims: [web, text], actual: [foreign({ owner: mark('nas3', { created: at(-9) }) }), theirAlias] },
      [same('held', 'A 192.168.1.10: foreign-owner'), same('held', 'TXT x: foreign-owner')],
    ],
  ])('%s', (_case, world, expected) => {
    expect(outcome({ models: evictor, ...world })).toEqual(expected);
  });

  it('lets a set of a narrower policy in where another evicts', () => {
    const claims = [claim({ policy: 'create-only' }), claim({ type: 'TXT', value: 'x', force: true })];
    expect(outcome({ models: evictor, claims, actual: [theirAlias] })).toEqual([
      same('create', 'A nothing -> 192.168.1.10 evicts CNAME nas2.example.net of nas2'),
      same('create', 'TXT nothing -> x'),
    ]);
  });

  it('counts evicted sets, not their owners or values', () => {
    const actual = [
      foreign(),
      foreign({ value: '192.168.1.11', owner: mark('nas3') }),
      foreign({ type: 'TXT', value: 'x' }),
    ];
    expect(planOf({ models: evictor, claims: [oldAlias], actual }).summary).toMatchObject({
      create: 1,
      delete: 0,
      evict: 2,
    });
  });
});

describe('a name never ends up worse than before', () => {
  const blockedAlias = claim(cname('edge.example.net'));
  const byHand = unowned({ type: 'TXT', value: 'x' });

  it.each<[string, World, string[]]>([
    [
      'ours stays where its successor is forbidden',
      { claims: [blockedAlias], actual: [ours, byHand] },
      [same('held', 'A 192.168.1.10: unowned'), same('held', 'CNAME edge.example.net: unowned')],
    ],
    [
      'ours stays where a foreign record forbids its successor',
      { claims: [blockedAlias], actual: [ours, foreign({ type: 'TXT', value: 'x' })] },
      [same('held', 'A 192.168.1.10: foreign-owner'), same('held', 'CNAME edge.example.net: foreign-owner')],
    ],
    [
      'ours goes where it makes room for another set that does come',
      { claims: [web, text], actual: [oursAlias, unowned({ type: 'TXT', value: 'y' })] },
      [
        same('create', 'A nothing -> 192.168.1.10'),
        same('delete', 'CNAME edge.example.net -> nothing'),
        same('held', 'TXT x: unowned'),
      ],
    ],
    [
      'ours goes beside an update that is held: that needs no room',
      {
        claims: [claim({ ttl: 60 }), text],
        actual: [there({ fixed: 'included' }), oursAlias],
      },
      [
        same('create', 'TXT nothing -> x'),
        same('delete', 'CNAME edge.example.net -> nothing'),
        same('held', 'A 192.168.1.10: unsupported'),
      ],
    ],
    [
      'ours goes where its successor stands in another’s name',
      { claims: [second], actual: [ours, foreign({ value: '192.168.1.11' })] },
      [same('delete', 'A 192.168.1.10,192.168.1.11 -> 192.168.1.11'), same('held', 'A 192.168.1.11: foreign-owner')],
    ],
    [
      'under upsert-only address to CNAME is held whole',
      { claims: [alias], actual: [ours], models: [model({ policy: 'upsert-only' })] },
      [same('held', 'A 192.168.1.10: policy'), same('held', 'CNAME edge.example.net: policy')],
    ],
    [
      'under upsert-only CNAME to address is held whole',
      { claims: [web], actual: [oursAlias], models: [model({ policy: 'upsert-only' })] },
      [same('held', 'A 192.168.1.10: policy'), same('held', 'CNAME edge.example.net: policy')],
    ],
    [
      'under create-only address to CNAME is held whole',
      { claims: [alias], actual: [ours], models: [model({ policy: 'create-only' })] },
      [same('held', 'A 192.168.1.10: policy'), same('held', 'CNAME edge.example.net: policy')],
    ],
    [
      'at a protected name it is held whole',
      { claims: [alias], actual: [ours], protect: ['app.*'] },
      [same('held', 'A 192.168.1.10: protected'), same('held', 'CNAME edge.example.net: protected')],
    ],
    [
      'where one delete is held, those that make the same room are, too',
      { claims: [alias], actual: [there({ fixed: 'included' }), there({ type: 'TXT', value: 'x' })] },
      [
        same('held', 'A 192.168.1.10: unsupported'),
        same('held', 'CNAME edge.example.net: unsupported'),
        same('held', 'TXT x: unsupported'),
      ],
    ],
    [
      'where a CNAME has to stay, several sets wait for its room',
      { claims: [web, text], actual: [{ ...oursAlias, fixed: 'included' }] },
      [
        same('held', 'A 192.168.1.10: unsupported'),
        same('held', 'CNAME edge.example.net: unsupported'),
        same('held', 'TXT x: unsupported'),
      ],
    ],
    [
      'a type that excludes nothing is not held along',
      { claims: [text], actual: [there({ fixed: 'included' })] },
      [same('create', 'TXT nothing -> x'), same('held', 'A 192.168.1.10: unsupported')],
    ],
  ])('%s', (_case, world, expected) => {
    expect(outcome(world)).toEqual(expected);
  });
});

describe('policies', () => {
  const update = same('update', 'A 192.168.1.10 -> 192.168.1.11');
  const policy = (name: 'sync' | 'upsert-only' | 'create-only') => ({ models: [model({ policy: name })] });

  it.each<[string, World, string[]]>([
    ['sync deletes', { ...policy('sync'), actual: [ours] }, [same('delete', 'A 192.168.1.10 -> nothing')]],
    [
      'upsert-only holds a delete',
      { ...policy('upsert-only'), actual: [ours] },
      [same('held', 'A 192.168.1.10: policy')],
    ],
    ['upsert-only updates', { ...policy('upsert-only'), claims: [second], actual: [ours] }, [update]],
    [
      'upsert-only removes one of several values: an update',
      { ...policy('upsert-only'), claims: [web], actual: [ours, there({ value: '192.168.1.11' })] },
      [same('update', 'A 192.168.1.10,192.168.1.11 -> 192.168.1.10')],
    ],
    [
      'upsert-only holds our last one out, whatever others have there',
      { ...policy('upsert-only'), actual: [ours, foreign({ value: '192.168.1.20' })] },
      [same('held', 'A 192.168.1.10: policy')],
    ],
    ['create-only creates', { ...policy('create-only'), claims: [web] }, [same('create', 'A nothing -> 192.168.1.10')]],
    [
      'create-only lets our first value join others',
      { ...policy('create-only'), claims: [web], actual: [foreign({ value: '192.168.1.20' })] },
      [same('create', 'A 192.168.1.20 -> 192.168.1.10,192.168.1.20')],
    ],
    [
      'create-only holds an update',
      { ...policy('create-only'), claims: [second], actual: [ours] },
      [same('held', 'A 192.168.1.11: policy')],
    ],
    [
      'create-only holds a second value',
      { ...policy('create-only'), claims: [web, second], actual: [ours] },
      [same('held', 'A 192.168.1.10,192.168.1.11: policy')],
    ],
    [
      'create-only holds a delete',
      { ...policy('create-only'), actual: [ours] },
      [same('held', 'A 192.168.1.10: policy')],
    ],
    [
      'a claim may narrow the provider’s',
      { claims: [claim({ value: '192.168.1.11', policy: 'create-only' })], actual: [ours] },
      [same('held', 'A 192.168.1.11: policy')],
    ],
    [
      'a claim cannot widen the provider’s',
      { ...policy('create-only'), claims: [claim({ value: '192.168.1.11', policy: 'sync' })], actual: [ours] },
      [same('held', 'A 192.168.1.11: policy')],
    ],
    [
      'the narrowest of a set’s claims counts',
      { claims: [second, claim({ policy: 'create-only', from: 'x' })], actual: [ours] },
      [same('held', 'A 192.168.1.10,192.168.1.11: policy')],
    ],
  ])('%s', (_case, world, expected) => {
    expect(outcome(world)).toEqual(expected);
  });
});

describe('protected names', () => {
  it.each<[string, World, string[]]>([
    ['let a create through', { claims: [web] }, [same('create', 'A nothing -> 192.168.1.10')]],
    [
      'let a create through beside what stands',
      { claims: [web, text], actual: [ours] },
      [same('create', 'TXT nothing -> x')],
    ],
    [
      'let ours join others',
      { claims: [web], actual: [foreign({ value: '192.168.1.20' })] },
      [same('create', 'A 192.168.1.20 -> 192.168.1.10,192.168.1.20')],
    ],
    ['hold an update', { claims: [second], actual: [ours] }, [same('held', 'A 192.168.1.11: protected')]],
    ['hold a delete', { actual: [ours] }, [same('held', 'A 192.168.1.10: protected')]],
    ['hold nothing that stays', { claims: [web], actual: [ours] }, []],
    [
      'cross dots with a star (settled 22)',
      { actual: [there({ name: 'app.sub.example.com' })] },
      ['held app.sub.example.com A 192.168.1.10: protected'],
    ],
  ])('%s', (_case, world, expected) => {
    expect(outcome({ protect: ['app.*'], ...world })).toEqual(expected);
  });

  it('take @ for the apex', () => {
    expect(outcome({ protect: ['@'], actual: [there({ name: 'example.com' }), ours] })).toEqual([
      same('delete', 'A 192.168.1.10 -> nothing'),
      'held example.com A 192.168.1.10: protected',
    ]);
  });
});

describe('the reason of what is held', () => {
  it('is listed in the order of the specification', () => {
    expect(heldReasons.join(' ')).toBe(
      'invalid unsupported contested no-address source-incomplete protected policy foreign-owner unowned grace',
    );
  });

  const fixed = there({ fixed: 'it stands in an included file' });
  const doubt = (reason: 'invalid' | 'no-address' | 'source-incomplete' | 'contested') => [
    reading('home', [], { doubts: [nameDoubt({ reason })] }),
  ];
  const narrow = [model({ policy: 'create-only' })];

  it.each<[string, World, Held['reason']]>([
    ['invalid before a fixed record', { readings: doubt('invalid'), actual: [fixed] }, 'invalid'],
    ['a fixed record before contested', { readings: doubt('contested'), actual: [fixed] }, 'unsupported'],
    ['a fixed record before no address', { readings: doubt('no-address'), actual: [fixed] }, 'unsupported'],
    [
      'contested before an incomplete source',
      { readings: doubt('contested'), actual: [ours], memory: null },
      'contested',
    ],
    [
      'no address before an incomplete source',
      {
        readings: [...doubt('no-address'), reading('nas', [], { completeness: 'failed' })],
        actual: [ours],
        memory: null,
      },
      'no-address',
    ],
    [
      'a source that failed before protection',
      { readings: [reading('nas', [], { completeness: 'failed' })], actual: [ours], memory: null, protect: ['app.*'] },
      'source-incomplete',
    ],
    ['protection before policy', { actual: [ours], models: narrow, protect: ['app.*'] }, 'protected'],
    [
      'policy before another owner',
      {
        claims: [second, claim({ value: '192.168.1.20' })],
        actual: [ours, foreign({ value: '192.168.1.20' })],
        models: narrow,
      },
      'policy',
    ],
    [
      'another owner before a hand-made value',
      { claims: [web, second], actual: [foreign(), unowned({ value: '192.168.1.11' })] },
      'foreign-owner',
    ],
    [
      'no address before another owner',
      {
        claims: [web],
        readings: [reading('x', [], { doubts: [nameDoubt({ reason: 'no-address' })] })],
        actual: [foreign()],
      },
      'no-address',
    ],
  ])('is %s', (_case, world, reason) => {
    expect(planOf(world).held).toMatchObject([{ reason }]);
  });
});
