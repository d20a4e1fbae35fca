import fc from 'fast-check';
import type { Claim, Completeness, Doubt, Rewrite } from '../../../src/core/claim.ts';
import type { SourceReading } from '../../../src/core/gather.ts';
import type { RememberedClaim } from '../../../src/core/memory.ts';
import { isWithin } from '../../../src/core/name.ts';
import type { ActualRecord, ProviderModel } from '../../../src/core/provider-model.ts';
import type { ConflictStrategy } from '../../../src/core/settings.ts';
import {
  claim,
  ignore,
  january,
  nameDoubt,
  originDoubt,
  patch,
  reading,
  remembered,
} from '../../support/claim-builder.ts';
import { model, us } from '../../support/model-builder.ts';
import type { World } from '../../support/plan-input.ts';

/** Neighbours that share prefixes and suffixes, a wildcard, the apex, one name without a provider, one of another zone. */
const names = [
  'app.example.com',
  'www.example.com',
  'www2.example.com',
  'a.www.example.com',
  '*.example.com',
  'example.com',
  '__proto__.example.com',
  'app.example.net',
  'nowhere.example.org',
];
const values: Readonly<Record<string, readonly string[]>> = {
  A: ['192.168.1.10', '192.168.1.11', '192.168.1.12'],
  CNAME: ['www.example.com', 'app.example.com', 'a.www.example.com', 'host.example.org'],
  MX: ['10 app.example.com', '20 www.example.com'],
  TXT: ['__proto__', 'constructor', 'v=spf1 -all'],
};

const name = fc.constantFrom(...names);
const record = fc
  .constantFrom(...Object.keys(values))
  .chain((type) => fc.record({ name, type: fc.constant(type), value: fc.constantFrom(...(values[type] ?? [])) }));
const ttl = fc.constantFrom(60, 300);
/** The zones of the two providers. */
const zonesOf = { home: ['example.com'], public: ['example.com', 'example.net'] };
const created = fc.integer({ min: january, max: january + 4 });
const attributes = fc.constantFrom({ proxied: true }, { proxied: 'true' }, { weight: 5 });

const extras = fc.record(
  {
    ttl,
    created,
    force: fc.boolean(),
    priority: fc.integer({ min: -1, max: 1 }),
    adopt: fc.boolean(),
    policy: fc.constantFrom('sync' as const, 'upsert-only' as const, 'create-only' as const),
    takeover: fc.constantFrom('evict' as const, 'never' as const),
    share: fc.boolean(),
    add: fc.boolean(),
    attributes,
    providers: fc.constantFrom(['home'], ['public'], ['home', 'public'], ['nowhere']),
    container: fc.constantFrom({ id: '1', name: 'web' }, { id: '2', name: 'db' }),
  },
  { requiredKeys: [] },
);

/** Sources and the class of what they say. */
const sources = { home: 'label', nas: 'label', static: 'hosts', overrides: 'override' } as const;

/** Rarely said, so that most claims can stand. */
const rarely = <T>(one: fc.Arbitrary<T>, usual: T) => fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, one);

const anyClaim: fc.Arbitrary<Claim> = fc
  .record({
    record,
    source: fc.constantFrom(...(Object.keys(sources) as (keyof typeof sources)[])),
    from: fc.constantFrom('a', 'b'),
    extras: rarely(extras, {}),
  })
  .map(({ record: facts, source, from, extras: more }) => {
    const origins = [`docker:${source}/${from} label ${facts.name} ${facts.type} ${facts.value}`];
    return claim({ ...facts, source, class: sources[source], origins, ...more });
  });

/** A source says each record once for each origin. */
const anyClaims = fc.uniqueArray(anyClaim, { maxLength: 12, selector: ({ origins }) => origins[0] });

const anyRecord: fc.Arbitrary<ActualRecord> = fc
  .record({
    record,
    ttl,
    owner: fc.constantFrom(us, us, 'nas2', 'nas3', null),
    force: fc.constantFrom(false, true, undefined),
    createdAt: fc.option(created),
    attributes: rarely(fc.constantFrom({ proxied: true }), undefined),
    fixed: rarely(fc.constantFrom('it stands in an included file'), undefined),
  })
  .map(({ record: facts, ttl: seconds, owner, force, createdAt, attributes: said, fixed }) => ({
    ...facts,
    ttl: seconds,
    owner:
      owner === null
        ? null
        : {
            owner,
            ...(createdAt === null ? {} : { created: new Date(createdAt * 1000).toISOString().replace('.000Z', 'Z') }),
            ...(force === undefined ? {} : { force }),
          },
    ...(said === undefined ? {} : { attributes: said }),
    ...(fixed === undefined ? {} : { fixed }),
  }));

/** What a provider holds in its zones: each value once. */
const anyRecords = (zones: readonly string[]) =>
  fc
    .uniqueArray(anyRecord, { maxLength: 12, selector: (one) => JSON.stringify([one.name, one.type, one.value]) })
    .map((records) => records.filter((one) => zones.some((apex) => isWithin(one.name, apex))));

const anyModel = (provider: string, zones: readonly string[]): fc.Arbitrary<ProviderModel> =>
  fc
    .record({
      policy: rarely(fc.constantFrom('sync' as const, 'upsert-only' as const, 'create-only' as const), 'sync'),
      takeover: fc.constantFrom('evict' as const, 'never' as const),
      share: fc.boolean(),
      adopt: rarely(fc.boolean(), false),
      isDefault: fc.boolean(),
    })
    .map((differences) => model({ name: provider, zones, ...differences }));

const anyRewrites: fc.Arbitrary<Rewrite[]> = rarely(
  fc.array(
    fc.oneof(
      name.map((one) => ignore(one)),
      fc.tuple(name, ttl).map(([one, seconds]) => patch(one, { ttl: seconds })),
      fc.tuple(name, name).map(([one, other]) => patch(one, { name: other })),
      name.map((one) => patch(one, { values: ['192.168.1.12', 'host.example.org'] })),
      name.map((one) => patch(one, { type: 'A' }, { types: ['TXT'] })),
    ),
    { maxLength: 3 },
  ),
  [],
);

const anyDoubts: fc.Arbitrary<Doubt[]> = rarely(
  fc.array(
    fc.oneof(
      name.map((one) => nameDoubt({ name: one })),
      fc.constant(originDoubt('docker:home/a ')),
    ),
    { maxLength: 2 },
  ),
  [],
);

const anyCompleteness = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Completeness>('complete') },
  fc.constantFrom<Completeness[]>('incomplete', 'failed'),
);

/** What all four sources say. */
export const anyReadings: fc.Arbitrary<SourceReading[]> = fc
  .record({
    claims: anyClaims,
    rewrites: anyRewrites,
    doubts: anyDoubts,
    completeness: fc.array(anyCompleteness, { minLength: 4, maxLength: 4 }),
  })
  .map(({ claims, rewrites, doubts, completeness }) =>
    Object.keys(sources).map((source, index) =>
      reading(
        source,
        claims.filter((one) => one.source === source && completeness[index] !== 'failed'),
        {
          completeness: completeness[index] ?? 'complete',
          doubts: source === 'home' ? doubts : [],
          ...(source === 'overrides' ? { rewrites } : {}),
        },
      ),
    ),
  );

const anySnapshot: fc.Arbitrary<RememberedClaim[]> = anyClaims.map((claims) => claims.map((one) => remembered(one)));

/** Claims of one source, each record once. */
export const anyLabels: fc.Arbitrary<Claim[]> = fc
  .uniqueArray(record, { maxLength: 8, selector: (one) => JSON.stringify(one) })
  .map((records) => records.map((one) => claim(one)));

/** Any world with two providers, four sources and records of several owners. */
export const anyWorld: fc.Arbitrary<World> = fc
  .record({
    readings: anyReadings,
    home: anyRecords(zonesOf.home),
    elsewhere: anyRecords(zonesOf.public),
    models: fc.tuple(anyModel('home', zonesOf.home), anyModel('public', zonesOf.public)),
    strategy: fc.constantFrom<ConflictStrategy[]>('oldest', 'newest', 'priority', 'reject'),
    snapshot: fc.option(anySnapshot),
    protect: rarely(fc.constantFrom<string[][]>(['@'], ['www*']), []),
    adopt: rarely(fc.constantFrom<string[][]>(['app.example.com']), []),
    onlyOne: rarely(fc.boolean(), false),
  })
  .map(({ readings, home, elsewhere, models, strategy, snapshot, protect, adopt, onlyOne }) => ({
    readings,
    models,
    actualAt: onlyOne ? { home } : { home, public: elsewhere },
    memory: snapshot === null ? null : { snapshot },
    protect,
    options: { adopt },
    input: { strategy },
  }));

/** What the provider `home` holds in it. */
export function homeOf({ actualAt }: World): readonly ActualRecord[] {
  const { home = [] } = actualAt ?? {};
  return home;
}

/** The same with one provider, so that a record's key tells where it is. */
export const anyWorldOfOne: fc.Arbitrary<World> = anyWorld.map((world) => ({
  ...world,
  models: world.models?.slice(0, 1) ?? [],
  actualAt: { home: homeOf(world) },
}));
