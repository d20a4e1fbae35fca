import { describe, expect, it } from 'vitest';
import type { AppliedValue, Memory, RememberedClaim } from '../../src/core/memory.ts';
import { recallSnapshot } from '../../src/core/recalled-claims.ts';
import { claim, january, override, remembered } from '../support/claim-builder.ts';
import { there } from '../support/model-builder.ts';
import { applied, heldLines, lines, made, memory } from '../support/plan-input.ts';

const options = { sources: ['home'], defaultTtl: 300, label: 'serial 7' };

/** A claim that a patch or an ignore touched. */
function altered(differences: Parameters<typeof claim>[0] = {}, standing = true): RememberedClaim {
  return remembered(claim(differences), { standing, rewritten: true });
}

/** What is claimed, a line each: `app.example.com A 192.168.1.10 300 home`, and at which provider where it is said. */
function claimed(earlier: Partial<Memory>): string[] {
  const { readings } = recallSnapshot(memory(earlier), options);
  return readings.flatMap(({ reading }) =>
    reading.claims.map(({ name, type, value, ttl, source, providers }) =>
      [name, type, value, ttl ?? 'default', source, ...(providers ?? [])].join(' '),
    ),
  );
}

function doubted(earlier: Partial<Memory>): string[] {
  const { readings } = recallSnapshot(memory(earlier), options);
  return readings.flatMap(({ reading }) =>
    reading.doubts.map((doubt) => (doubt.kind === 'name' ? `${doubt.name} ${doubt.reason}` : doubt.prefix)),
  );
}

/** The value at the provider home. */
function at(...values: readonly Partial<AppliedValue>[]): Memory['applied'] {
  return { home: values.map(applied) };
}

describe('an earlier snapshot as what is claimed', () => {
  it.each<[string, Partial<Memory>, readonly string[]]>([
    [
      'a claim that stood, applied or not',
      { snapshot: [remembered(claim())] },
      ['app.example.com A 192.168.1.10 default home'],
    ],
    [
      'a claim with its TTL',
      { snapshot: [remembered(claim({ ttl: 60 }))] },
      ['app.example.com A 192.168.1.10 60 home'],
    ],
    [
      'a claim without a TTL keeps the default of then',
      { defaultTtl: 900, snapshot: [remembered(claim())] },
      ['app.example.com A 192.168.1.10 900 home'],
    ],
    ['a claim that lost is not asked again', { snapshot: [remembered(claim(), { standing: false })] }, []],
    [
      'what was applied for a claim is not claimed twice',
      { snapshot: [remembered(claim())], applied: at({}) },
      ['app.example.com A 192.168.1.10 default home'],
    ],
    [
      'a patched value is taken from what was applied',
      { snapshot: [altered()], applied: at({ value: '192.168.1.99', ttl: 60 }) },
      ['app.example.com A 192.168.1.99 60 home home'],
    ],
    [
      'a patched TTL too',
      { snapshot: [altered()], applied: at({ ttl: 60 }) },
      ['app.example.com A 192.168.1.10 60 home home'],
    ],
    [
      'a renamed claim is found where it was applied',
      { snapshot: [altered()], applied: at({ name: 'new.example.com' }) },
      ['new.example.com A 192.168.1.10 300 home home'],
    ],
    [
      'a claim that was moved to another provider is claimed there',
      { snapshot: [altered()], applied: { public: [applied()] } },
      ['app.example.com A 192.168.1.10 300 home public'],
    ],
    ['an ignored claim is none', { snapshot: [altered({}, false)] }, []],
    [
      'a patched claim beside an untouched one',
      {
        snapshot: [altered(), remembered(claim({ value: '192.168.1.11', from: 'db' }))],
        applied: at({ value: '192.168.1.99' }, { value: '192.168.1.11' }),
      },
      [
        'app.example.com A 192.168.1.11 default home',
        'app.example.com A 192.168.1.99 300 home home',
        'app.example.com A 192.168.1.11 300 home home',
      ],
    ],
    [
      'a value that nobody claimed and that stood all the same: it was held',
      { applied: at({ name: 'old.example.com' }) },
      ['old.example.com A 192.168.1.10 300 home home'],
    ],
    [
      'but not where the claims wanted another one',
      { snapshot: [remembered(claim({ value: '192.168.1.20' }))], applied: at({ value: '192.168.1.10' }) },
      ['app.example.com A 192.168.1.20 default home'],
    ],
    [
      'nor where it may be what overrides made of a claim that cannot be found again: new name, new value',
      {
        snapshot: [remembered(claim()), altered({ name: 'old.example.com', type: 'TXT', value: 'a', from: 'db' })],
        applied: at({}, { type: 'TXT', value: 'b' }),
      },
      [
        'app.example.com A 192.168.1.10 default home',
        'app.example.com A 192.168.1.10 300 home home',
        'app.example.com TXT b 300 home home',
      ],
    ],
    [
      'a value of several sources is claimed by each',
      { applied: at({ sources: ['home', 'nas'] }) },
      ['app.example.com A 192.168.1.10 300 home home', 'app.example.com A 192.168.1.10 300 nas home'],
    ],
    [
      'a value of which no source is known',
      { applied: at({ sources: [] }) },
      ['app.example.com A 192.168.1.10 300 rollback:serial 7 home'],
    ],
  ])('%s', (_, earlier, expected) => {
    expect(claimed(earlier)).toEqual(expected);
  });

  it('says where a patched claim came from, and keeps its force, age and attributes', () => {
    const earlier = memory({
      snapshot: [altered()],
      applied: at({ created: 1000, force: true, attributes: { proxied: true } }),
    });
    const [first] = recallSnapshot(earlier, options).readings;
    expect(first?.reading.claims).toEqual([
      expect.objectContaining({
        origins: ['rollback:serial 7', 'docker:home/web label dns.app.example.com'],
        created: 1000,
        force: true,
        attributes: { proxied: true },
      }),
    ]);
  });

  it.each<[string, Partial<Memory>, readonly string[]]>([
    ['a patched claim that was never applied', { snapshot: [altered()] }, ['app.example.com source-incomplete']],
    [
      'one that was not, when another has the same value',
      {
        snapshot: [altered(), remembered(claim({ name: 'db.example.com' }))],
        applied: at({ name: 'db.example.com' }),
      },
      ['app.example.com source-incomplete'],
    ],
    ['not one that was', { snapshot: [altered()], applied: at({ value: '192.168.1.99' }) }, []],
    ['nor one that was renamed and applied', { snapshot: [altered()], applied: at({ name: 'new.example.com' }) }, []],
    ['nor one that was ignored', { snapshot: [altered({}, false)] }, []],
  ])('holds the name of %s', (_, earlier, expected) => {
    expect(doubted(earlier)).toEqual(expected);
  });

  it('has a complete reading for every source, of then and of now', () => {
    const { readings } = recallSnapshot(memory({ snapshot: [remembered(claim({ source: 'gone' }))] }), options);
    expect(readings.map(({ source, reading }) => `${source} ${reading.completeness}`)).toEqual([
      'home complete',
      'gone complete',
    ]);
  });
});

describe('a plan from it', () => {
  /** The plan back to an earlier lockfile, and the snapshot that it leads to. */
  function back(earlier: Memory, actual: Parameters<typeof made>[0]['actual'] = []) {
    const recalled = recallSnapshot(earlier, options);
    const { plan, snapshot } = made({ readings: recalled.readings, actual, memory: { serial: 9 } });
    return { plan, snapshot: recalled.snapshot(snapshot()) };
  }

  const loser = remembered(claim({ type: 'CNAME', value: 'x.example.com', from: 'late' }), { standing: false });
  const earlier = memory({
    snapshot: [remembered(override({ name: 'db.example.com' })), altered({ from: 'patched' }), loser],
    applied: at({ value: '192.168.1.99', ttl: 60 }, { name: 'db.example.com' }),
  });

  it('leads to the records of then', () => {
    const { plan } = back(earlier, [there(), there({ name: 'new.example.com' })]);
    expect(lines(plan)).toEqual([
      'create db.example.com A nothing -> 192.168.1.10',
      'update app.example.com A 192.168.1.10 -> 192.168.1.99',
      'delete new.example.com A 192.168.1.10 -> nothing',
    ]);
    expect(plan.conflicts).toEqual([]);
  });

  it('leads to the snapshot of then: losers and patched claims as their sources said them', () => {
    expect(back(earlier).snapshot).toEqual([
      expect.objectContaining({ ...altered({ from: 'patched' }), created: january }),
      loser,
      expect.objectContaining({ name: 'db.example.com', class: 'override', standing: true }),
    ]);
  });

  it('leaves what stands at a name of which nobody knows what it was', () => {
    const { plan } = back(memory({ snapshot: [altered()] }), [there({ value: '192.168.1.77' })]);
    expect(lines(plan)).toEqual([]);
    expect(heldLines(plan)).toEqual(['app.example.com A 192.168.1.77: source-incomplete']);
  });
});
