import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/claim.ts';
import { gather, type SourceReading } from '../../src/core/gather.ts';
import type { Memory } from '../../src/core/memory.ts';
import {
  claim,
  ignore,
  nameDoubt,
  originDoubt,
  override,
  patch,
  reading,
  remembered,
} from '../support/claim-builder.ts';
import { applied, memory } from '../support/plan-input.ts';

const web = claim();
const db = claim({ name: 'db.example.com', value: '192.168.1.20', from: 'db' });
const other = claim({ source: 'nas', name: 'nas.example.com', value: '192.168.1.30' });
const failed: Partial<Reading> = { completeness: 'failed', missing: ['docker'] };
const partial: Partial<Reading> = { completeness: 'incomplete', missing: ['services'] };
const key = { name: 'old.example.com', type: 'A', value: '192.168.1.10' };

/** What is in doubt, a line each. */
function doubts(readings: readonly SourceReading[], known: Memory | null): string[] {
  return gather(readings, known).doubts.map(
    ({ name, values, reason }) => `${name} ${values?.join(',') ?? '?'} ${reason}`,
  );
}

function names(readings: readonly SourceReading[], known: Memory | null): string[] {
  return gather(readings, known).claims.map(({ name }) => name);
}

describe('sources that are complete', () => {
  it('say what is claimed, whatever the snapshot has', () => {
    const known = memory({ snapshot: [remembered(db)] });
    const gathered = gather([reading('home', [web]), reading('nas', [other])], known);
    expect(gathered.claims).toEqual([web, other]);
    expect(gathered.doubts).toEqual([]);
    expect(gathered.incomplete).toEqual([]);
    expect(gathered.removalHold(key)).toBeNull();
  });

  it('pass on names in doubt', () => {
    expect(gather([reading('home', [], { doubts: [nameDoubt()] })], null).doubts).toEqual([nameDoubt()]);
  });

  it('give ignores before patches, sources in byte order', () => {
    const first = patch('a', { ttl: 1 });
    const last = patch('b', { ttl: 2 });
    const drop = ignore('c');
    const readings = [reading('z', [], { rewrites: [drop, last] }), reading('a', [], { rewrites: [first] })];
    expect(gather(readings, null).rewrites).toEqual([drop, first, last]);
  });
});

describe('a source that is not complete', () => {
  const known = memory({ snapshot: [remembered(web), remembered(db), remembered(other)] });

  it.each([
    ['failed', failed],
    ['incomplete', partial],
  ])('%s: the snapshot stands in for it, unchanged, and its names are held', (_case, how) => {
    const readings = [reading('home', [], how), reading('nas', [other])];
    expect(names(readings, known)).toEqual(['app.example.com', 'db.example.com', 'nas.example.com']);
    expect(doubts(readings, known)).toEqual([
      'app.example.com 192.168.1.10 source-incomplete',
      'db.example.com 192.168.1.20 source-incomplete',
    ]);
    expect(gather(readings, known).incomplete).toEqual(['home']);
  });

  it('holds new names too, without claiming them', () => {
    const fresh = claim({ name: 'new.example.com' });
    const readings = [reading('home', [fresh], partial)];
    expect(names(readings, known)).not.toContain('new.example.com');
    expect(doubts(readings, known)).toContain('new.example.com 192.168.1.10 source-incomplete');
  });

  it('keeps the age that the snapshot keeps', () => {
    const [first] = gather([reading('home', [], failed)], known).claims;
    expect(first?.created).toBe(remembered(web).created);
  });

  it('stands in with losers too, so that they do not come back as winners', () => {
    const snapshot = [remembered(web), remembered(db, { standing: false })];
    expect(names([reading('home', [], failed)], memory({ snapshot }))).toEqual(['app.example.com', 'db.example.com']);
  });

  it('does not hold a record that a complete source also claims', () => {
    const same = claim({ source: 'nas', from: 'other' });
    expect(doubts([reading('home', [], failed), reading('nas', [same])], known)).toEqual([
      'db.example.com 192.168.1.20 source-incomplete',
    ]);
  });

  it('holds a record that only another incomplete source also claims', () => {
    const same = claim({ source: 'nas', from: 'other' });
    const readings = [reading('home', [], failed), reading('nas', [same], partial)];
    expect(doubts(readings, known)).toContain('app.example.com 192.168.1.10 source-incomplete');
  });
});

describe('what must not be removed', () => {
  it.each<[string, Partial<Reading>, Partial<Memory> | null, boolean]>([
    ['everything, where there is no lockfile and a source failed', failed, null, true],
    [
      'everything, where the snapshot has nothing of the source that failed',
      failed,
      { snapshot: [remembered({ ...other, ...key })] },
      true,
    ],
    [
      'nothing traced to another source, where the snapshot covers the one that failed',
      failed,
      { snapshot: [remembered(web), remembered({ ...other, ...key })] },
      false,
    ],
    [
      'what no snapshot knows, although it covers something of the source',
      failed,
      { snapshot: [remembered(web)] },
      true,
    ],
    [
      'not what was last applied from another source',
      failed,
      { snapshot: [remembered(web)], applied: { home: [applied({ ...key, sources: ['nas'] })] } },
      false,
    ],
    [
      'what was last applied from the source that failed',
      failed,
      { snapshot: [remembered(web)], applied: { home: [applied({ ...key, sources: ['home'] })] } },
      true,
    ],
    [
      'what was last applied from nobody knows where',
      failed,
      { snapshot: [remembered(web)], applied: { home: [applied({ ...key, sources: [] })] } },
      true,
    ],
    [
      'what no snapshot knows, while a part of a source is in doubt',
      { doubts: [originDoubt('compose.yaml#web ')] },
      { snapshot: [] },
      true,
    ],
    [
      'everything, while a part is in doubt and there is no lockfile',
      { doubts: [originDoubt('compose.yaml#web ')] },
      null,
      true,
    ],
    [
      'not what the snapshot knows, while a part is in doubt',
      { doubts: [originDoubt('compose.yaml#web ')] },
      { snapshot: [remembered({ ...other, ...key })] },
      false,
    ],
    ['nothing, while only a name is in doubt', { doubts: [nameDoubt()] }, null, false],
  ])('is %s', (_case, how, known, isHeld) => {
    const hold = gather([reading('home', [], how)], known === null ? null : memory(known)).removalHold(key);
    expect(hold !== null).toBe(isHeld);
  });

  it('is told with the source that could not be read', () => {
    expect(gather([reading('home', [], failed)], null).removalHold(key)).toContain('home');
  });
});

describe('a part of a complete source in doubt', () => {
  const service = (label: string, name: string) => claim({ name, origins: [`compose.yaml#web label ${label}`] });
  const snapshot = [
    remembered(service('dns.host', 'app.example.com')),
    remembered(service('dns.a.host', 'www.example.com')),
    remembered(claim({ name: 'web2.example.com', origins: ['compose.yaml#web2 label dns.host'] })),
    remembered(override({ name: 'x.example.com' })),
    remembered(
      claim({ name: 'two.example.com', origins: ['compose.yaml#db label dns.host', 'compose.yaml#web label dns.two'] }),
    ),
    remembered(claim({ name: 'nas.example.com', source: 'nas', origins: ['compose.yaml#web label dns.host'] })),
  ];

  it.each([
    ['a service', 'compose.yaml#web ', 'home', ['app.example.com', 'www.example.com', 'two.example.com']],
    ['one label', 'compose.yaml#web label dns.host', 'home', ['app.example.com']],
    ['a file of overrides', 'overrides/a.yaml#', 'overrides', ['x.example.com']],
    ['one entry of overrides', 'overrides/a.yaml#x.example.com/A', 'overrides', ['x.example.com']],
    ['something nobody remembers', 'compose.yaml#gone ', 'home', []],
  ])('is stood in for by what the snapshot has of it: %s', (_case, prefix, source, expected) => {
    const readings = [reading(source, [], { doubts: [originDoubt(prefix, { source })] })];
    expect(names(readings, memory({ snapshot }))).toEqual(expected);
    expect(gather(readings, memory({ snapshot })).doubts.map(({ name }) => name)).toEqual(expected);
  });

  it('is one whole origin, and not what begins with it', () => {
    const one = (key: string, name: string) =>
      remembered(claim({ name, source: 'home', origins: [`compose.yaml#web label ${key}`] }));
    const known = { snapshot: [one('caddy', 'a.example.com'), one('caddy_1', 'b.example.com')] };
    const doubtful = (exact?: true) =>
      gather(
        [
          reading('home', [], {
            doubts: [originDoubt('compose.yaml#web label caddy', exact === true ? { exact } : {})],
          }),
        ],
        memory(known),
      ).doubts.map(({ name }) => name);
    expect(doubtful(true)).toEqual(['a.example.com']);
    expect(doubtful()).toEqual(['a.example.com', 'b.example.com']);
  });

  it('is held for the reason given', () => {
    const doubt = originDoubt('compose.yaml#web ', { reason: 'no-address', detail: 'no task runs' });
    const [first] = gather([reading('home', [], { doubts: [doubt] })], memory({ snapshot })).doubts;
    expect(first).toMatchObject({ reason: 'no-address', detail: 'no task runs' });
  });

  it('does not hold a record that a complete source also claims', () => {
    const same = claim({ name: 'app.example.com', source: 'nas' });
    const readings = [
      reading('home', [], { doubts: [originDoubt('compose.yaml#web label dns.host')] }),
      reading('nas', [same]),
    ];
    expect(gather(readings, memory({ snapshot })).doubts).toEqual([]);
  });
});

describe('overrides that could not be read', () => {
  const lost = reading('overrides', [], { completeness: 'failed', rewrites: [] });
  const inUse = memory({
    snapshot: [remembered(web, { rewritten: true }), remembered(override({ name: 'x.example.com' }))],
  });
  const notInUse = memory({ snapshot: [remembered(web), remembered(override({ name: 'x.example.com' }))] });

  it('hold every name where ignores and patches are in use', () => {
    const gathered = gather([reading('home', [web, db]), lost], inUse);
    expect(gathered.rewritesLost).toBe(true);
    expect(gathered.doubts.map(({ name }) => name).sort()).toEqual([
      'app.example.com',
      'db.example.com',
      'x.example.com',
    ]);
    expect(gathered.removalHold({ name: 'app.example.com', type: 'A', value: '192.168.1.10' })).toContain(
      'patches and ignores',
    );
  });

  it('hold what another incomplete source now says, too', () => {
    const gathered = gather([reading('home', [db], partial), lost], inUse);
    expect(gathered.doubts.map(({ name }) => name)).toContain('db.example.com');
  });

  it('hold every name where no lockfile tells whether they are in use', () => {
    expect(gather([reading('home', [web]), lost], null).rewritesLost).toBe(true);
  });

  it('hold only their own names where none is in use', () => {
    const gathered = gather([reading('home', [web, db]), lost], notInUse);
    expect(gathered.rewritesLost).toBe(false);
    expect(gathered.doubts.map(({ name }) => name)).toEqual(['x.example.com']);
  });

  it('are not lost with another source', () => {
    const readings = [reading('home', [], failed), reading('overrides', [], { rewrites: [] })];
    expect(gather(readings, inUse).rewritesLost).toBe(false);
  });
});
