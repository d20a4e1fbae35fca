import { describe, expect, it } from 'vitest';
import { settleSnapshot } from '../../src/core/snapshot.ts';
import {
  claim,
  cname,
  ignore,
  january,
  nameDoubt,
  override,
  patch,
  reading,
  remembered,
} from '../support/claim-builder.ts';
import { mark, model, there, us } from '../support/model-builder.ts';
import { made, type World } from '../support/plan-input.ts';

/** The next snapshot, a line each: what, whether it stands, and when it was first seen. */
function snapshot(world: World): string[] {
  return made(world)
    .snapshot()
    .map(({ name, type, value, standing, rewritten, created }) =>
      [
        name,
        type,
        value,
        standing ? 'stands' : 'lost',
        ...(rewritten ? ['rewritten'] : []),
        created === null ? 'new' : created - january,
      ].join(' '),
    );
}

const web = claim();
const app = (rest: string) => `app.example.com ${rest}`;

describe('the snapshot that a plan leads to', () => {
  it.each<[string, World, string[]]>([
    ['keeps what stands', { claims: [web] }, [app('A 192.168.1.10 stands new')]],
    ['keeps the age of the container', { claims: [claim({ created: january + 5 })] }, [app('A 192.168.1.10 stands 5')]],
    [
      'keeps the age it had',
      { claims: [claim({ created: january + 5 })], memory: { snapshot: [remembered(web)] } },
      [app('A 192.168.1.10 stands 0')],
    ],
    [
      'takes the age our own value carries',
      { claims: [web], actual: [there({ owner: mark(us) })] },
      [app('A 192.168.1.10 stands 0')],
    ],
    [
      'does not take the age of another’s value',
      { claims: [web], actual: [there({ owner: mark('nas2') })] },
      [app('A 192.168.1.10 stands new')],
    ],
    [
      'keeps losers',
      { claims: [claim({ ...cname('x.net'), created: january }), claim({ created: january + 5 })] },
      [app('A 192.168.1.10 lost 5'), app('CNAME x.net stands 0')],
    ],
    [
      'keeps what was ignored, as a loser',
      { claims: [web], readings: [reading('overrides', [], { rewrites: [ignore('app.example.com')] })] },
      [app('A 192.168.1.10 lost rewritten new')],
    ],
    [
      'keeps what was patched as its source said it',
      {
        claims: [web],
        readings: [
          reading('overrides', [], { rewrites: [patch('app.example.com', { name: 'b.example.com', ttl: 5 })] }),
        ],
      },
      [app('A 192.168.1.10 stands rewritten new')],
    ],
    [
      'keeps what a patch broke, as a loser',
      { claims: [web], readings: [reading('overrides', [], { rewrites: [patch('app.example.com', { type: 'MX' })] })] },
      [app('A 192.168.1.10 lost rewritten new')],
    ],
    [
      'keeps contested claims as losers',
      { claims: [override(cname('x.net')), override(cname('y.net'))] },
      [app('CNAME x.net lost new'), app('CNAME y.net lost new')],
    ],
    [
      'keeps what no provider takes',
      { claims: [claim({ name: 'a.example.org' })] },
      ['a.example.org A 192.168.1.10 lost new'],
    ],
    [
      'keeps what a name in doubt claims',
      { claims: [web], readings: [reading('nas', [], { doubts: [nameDoubt()] })] },
      [app('A 192.168.1.10 stands new')],
    ],
    [
      'keeps what stands in for a source that failed',
      { readings: [reading('home', [], { completeness: 'failed' })], memory: { snapshot: [remembered(web)] } },
      [app('A 192.168.1.10 stands 0')],
    ],
    [
      'leaves out what an incomplete source newly says',
      { readings: [reading('home', [web], { completeness: 'incomplete' })] },
      [],
    ],
    ['leaves out what is gone', { memory: { snapshot: [remembered(web)] } }, []],
    [
      'keeps a claim standing at a provider that is not planned for',
      { claims: [web], actualAt: {} },
      [app('A 192.168.1.10 stands new')],
    ],
    [
      'keeps a claim standing that --only leaves out',
      { claims: [web], options: { only: ['b.example.com'] } },
      [app('A 192.168.1.10 stands new')],
    ],
    [
      'keeps a claim that loses at one provider and stands at another',
      {
        models: [model(), model({ name: 'public' })],
        actualAt: { home: [] },
        claims: [
          claim({ providers: ['home', 'public'], created: january }),
          claim({ ...cname('x.net'), providers: ['home'], created: january - 1 }),
        ],
      },
      [app('A 192.168.1.10 stands 0'), app('CNAME x.net stands -1')],
    ],
    [
      'sorts names from the right, then type, value, source',
      {
        claims: ['b.a.example.com', 'a.example.com', 'z.example.com', 'a.b.example.com'].map((name) => claim({ name })),
      },
      ['a.example.com', 'b.a.example.com', 'a.b.example.com', 'z.example.com'].map(
        (name) => `${name} A 192.168.1.10 stands new`,
      ),
    ],
  ])('%s', (_case, world, expected) => {
    expect(snapshot(world)).toEqual(expected);
  });

  it.each([
    [january, january + 5],
    [january + 5, january],
    [null, january],
    [january, null],
  ])('takes the earliest age that any provider carries: %s, %s', (first, last) => {
    const aged = (seconds: number | null) => ({
      owner: mark(us, { created: seconds === null ? null : new Date(seconds * 1000).toISOString() }),
    });
    const models = [model(), model({ name: 'public' })];
    const claims = [claim({ providers: ['home', 'public'] })];
    expect(snapshot({ models, claims, actualAt: { home: [there(aged(first))], public: [there(aged(last))] } })).toEqual(
      [app('A 192.168.1.10 stands 0')],
    );
  });

  it.each([1, 6])('takes the age of our own values and of no others’ among %s claims at a name', (count) => {
    const values = Array.from({ length: count }, (_, at) => `text ${at}`);
    const texts = values.map((value) => claim({ type: 'TXT', value }));
    const held = (owner: string) => values.map((value) => there({ type: 'TXT', value, owner: mark(owner) }));
    const ages = (owner: string) =>
      made({ claims: texts, actual: held(owner) })
        .snapshot()
        .map(({ created }) => created);
    expect(ages(us)).toEqual(values.map(() => january));
    expect(ages('nas2')).toEqual(values.map(() => null));
  });

  it('keeps all that a claim says, but for its place in the file', () => {
    const full = claim({
      ttl: 60,
      force: true,
      priority: 2,
      attributes: { proxied: true },
      container: { id: '1', name: 'web' },
    });
    const [kept] = made({ claims: [{ ...full, at: () => ({ file: 'a', line: 1, column: 1 }) }] }).snapshot();
    expect(kept).toEqual({ ...full, created: null, standing: true });
  });

  it('forgets how a name was spelled', () => {
    const [row] = made({ claims: [claim({ written: 'App.example.com' })] }).snapshot();
    expect(row).toMatchObject({ name: 'app.example.com', standing: true });
    expect(row).not.toHaveProperty('written');
  });

  it('gives newcomers the time at which it is written, and nobody else', () => {
    const settled = settleSnapshot(
      made({ claims: [web, claim({ name: 'b.example.com', created: january })] }).snapshot(),
      january + 99,
    );
    expect(settled.map(({ created }) => created - january)).toEqual([99, 0]);
  });

  it('marks all but overrides as rewritten while ignores and patches are lost', () => {
    const lost = reading('overrides', [], { completeness: 'failed', rewrites: [] });
    const snapshotBefore = [remembered(web, { rewritten: true }), remembered(override({ name: 'x.example.com' }))];
    expect(
      snapshot({
        claims: [web, claim({ name: 'b.example.com' })],
        readings: [lost],
        memory: { snapshot: snapshotBefore },
      }),
    ).toEqual([
      app('A 192.168.1.10 stands rewritten 0'),
      'b.example.com A 192.168.1.10 stands rewritten new',
      'x.example.com A 192.168.1.10 stands 0',
    ]);
  });
});
