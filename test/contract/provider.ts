import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textFromBytes } from '../../src/core/bytes.ts';
import { compareText } from '../../src/core/diagnostic.ts';
import type { HeldLock } from '../../src/core/lock.ts';
import type { Change, Eviction, SetState } from '../../src/core/plan.ts';
import type { ActualRecord, OwnerMark, ProviderState } from '../../src/core/provider-model.ts';
import type { RecordTypeName } from '../../src/core/record-types.ts';
import type { Receipt, Unit } from '../../src/core/unit.ts';
import type { Provider } from '../../src/providers/provider.ts';

/** A record that a person, or a tool we do not know, put there. */
export type PlantedRecord = Pick<ActualRecord, 'name' | 'type' | 'ttl' | 'value'>;

/** One empty place that holds records, made anew for every test. */
export interface ContractPlace {
  /** A zone that it holds, canonical. */
  readonly zone: string;
  /** The provider as an installation with this owner has it; all of one place share what they hold. */
  provider(owner: string): Provider;
  /** Puts records there without the provider. */
  plant(records: readonly PlantedRecord[]): Promise<void>;
  /** From now on reading breaks off after some of the records. */
  breakListing(): Promise<void>;
  close(): Promise<void>;
}

const now = new Date('2026-11-20T12:00:00.789Z');
const nowWritten = '2026-11-20T12:00:00Z';
const ours = 'homeserver';
const theirs = 'nas2';

/** A name to use below the zone, and two good values. */
const samples: Readonly<
  Record<RecordTypeName, { readonly label: string; readonly values: readonly [string, string] }>
> = {
  A: { label: 'app', values: ['192.0.2.10', '192.0.2.9'] },
  AAAA: { label: 'app', values: ['2001:db8::10', 'fd20:0:1::10'] },
  CAA: { label: 'app', values: ['0 issue "ca.example.net"', '128 iodef "mailto:a\\"b\\\\c@example.net; x=1"'] },
  CNAME: { label: 'www', values: ['app.example.net', 'other.example.net'] },
  ALIAS: { label: 'alias', values: ['app.example.net', 'other.example.net'] },
  DNAME: { label: 'tree', values: ['tree.example.net', 'other.example.net'] },
  DS: { label: 'signed', values: [`12345 13 2 ${'0a'.repeat(32)}`, `54321 8 1 ${'f0'.repeat(20)}`] },
  HTTPS: { label: 'app', values: ['1 . alpn=h2,h3 ipv4hint=192.0.2.1', '2 b.example.net port=8443 key667="a \\"b;"'] },
  LOC: { label: 'house', values: ['52 22 23.000 N 4 53 32.000 E -2.00m', '1 S 1 W 0m'] },
  MX: { label: 'mail', values: ['10 mx.example.net', '5 mx2.example.net'] },
  NAPTR: {
    label: 'call',
    values: [
      '100 10 "U" "E2U+sip" "!^.*$!sip:i (a);b@example.com!" .',
      '200 10 "S" "SIP+D2U" "" _sip._udp.example.net',
    ],
  },
  NS: { label: 'sub', values: ['ns1.example.net', 'ns2.example.net'] },
  PTR: { label: '9', values: ['a.example.net', 'b.example.net'] },
  SRV: { label: '_sip._tcp', values: ['5 5 5060 sip.example.net', '10 60 5061 sip.example.net'] },
  SSHFP: { label: 'app', values: [`4 2 ${'0a'.repeat(32)}`, `1 1 ${'f0'.repeat(20)}`] },
  SVCB: { label: '_dns', values: ['1 ns1.example.net alpn=h2,dot', '0 ns2.example.net'] },
  TLSA: { label: '_443._tcp.app', values: [`3 1 1 ${'0a'.repeat(32)}`, '3 1 0 abcd'] },
  TXT: { label: 'note', values: ['v=spf1 -all', 'a;b "c" \\ (d) ü'] },
  URI: { label: '_http._tcp', values: ['10 1 "https://www.example.net/;(a)"', '20 1 "ftp://www.example.net/"'] },
};

const everyByte = textFromBytes(Uint8Array.from({ length: 256 }, (_, byte) => byte));

const oddTexts: readonly (readonly [string, string])[] = [
  ['no byte at all', ''],
  ['one blank', ' '],
  ['only a quote', '"'],
  ['only a backslash', '\\'],
  ['what looks like an escape', '\\034\\"\\\\'],
  ['what looks like an owner comment', '; dns-sync owner=nas2 created=2020-01-01T00:00:00Z force=1'],
  ['parentheses and semicolons', '(;)'],
  ['line ends and tabs', 'a\r\nb\tc\n'],
  ['every byte value', everyByte],
  ['bytes that are no UTF-8', '\udc80\udcff'],
  ['characters of four bytes', '🦊'.repeat(100)],
  ['255 bytes', 'x'.repeat(255)],
  ['256 bytes', 'x'.repeat(256)],
  ['a character across the border of two strings', `${'x'.repeat(254)}ü`],
  ['4000 bytes', 'abcd '.repeat(800)],
  ['a word JavaScript objects have', 'constructor'],
];

interface Wanted {
  readonly ttl?: number;
  readonly force?: boolean;
  /** RFC 3339; null: the time of the apply. */
  readonly created?: string | null;
  readonly evicts?: readonly Eviction[];
}

/** A set as the plan shows it: TTL of the owner's values, else the smallest. */
function setOf(state: ProviderState, name: string, type: string, owner: string): SetState | null {
  const records = state.records.filter((one) => one.name === name && one.type === type);
  if (records.length === 0) return null;
  const own = records.filter((one) => one.owner?.owner === owner);
  const ttl = Math.min(...(own.length > 0 ? own : records).map((one) => one.ttl));
  const values = records.map((one) => one.value).sort(compareText);
  return { ttl, values, owners: ownersOf(records.map(({ value, owner: mark }) => [value, mark])) };
}

function ownersOf(marks: readonly (readonly [string, OwnerMark | null])[]): Record<string, OwnerMark> {
  return Object.fromEntries(marks.flatMap(([value, mark]) => (mark === null ? [] : [[value, mark]])));
}

/** The change that makes `values` the owner's values in a set; everybody else's stay. None: its values go. */
function wish(
  state: ProviderState,
  owner: string,
  name: string,
  type: string,
  values: readonly string[],
  wanted: Wanted = {},
): Change {
  const { ttl = 300, force = false, created = null, evicts = [] } = wanted;
  const before = setOf(state, name, type, owner);
  const evicted = new Set(evicts.filter((one) => one.type === type).flatMap((one) => one.values));
  const others = state.records.filter(
    (one) =>
      one.name === name &&
      one.type === type &&
      one.owner?.owner !== owner &&
      !evicted.has(one.value) &&
      !values.includes(one.value),
  );
  const kept = (value: string) =>
    before?.owners[value]?.owner === owner ? (before.owners[value]?.created ?? created) : created;
  const own = values.map((value): [string, OwnerMark] => [value, { owner, created: kept(value), force }]);
  const all = [...others.map((one) => one.value), ...values].sort(compareText);
  const owners = ownersOf([
    ...others.map(({ value, owner: mark }): [string, OwnerMark | null] => [value, mark]),
    ...own,
  ]);
  const least = Math.min(...others.map((one) => one.ttl));
  const after = all.length === 0 ? null : { ttl: values.length > 0 ? ttl : least, values: all, owners };
  const base = { provider: 'any', name, type, origins: [], ...(evicts.length > 0 ? { evicts } : {}) };
  if (values.length === 0 || after === null) {
    if (before === null) throw new Error(`nothing to delete at ${name} ${type}`);
    return { ...base, action: 'delete', before, after };
  }
  const had = before !== null && Object.values(before.owners).some((mark) => mark.owner === owner);
  return had ? { ...base, action: 'update', before, after } : { ...base, action: 'create', before, after };
}

/** Records as sorted lines, so that a difference reads well; serials, which count writes, are left out. */
function lines(state: ProviderState): string[] {
  return state.records
    .filter((one) => one.type !== 'SOA')
    .map(({ name, type, ttl, value, owner }) => `${name} ${type} ${ttl} ${JSON.stringify(value)} ${markText(owner)}`)
    .sort(compareText);
}

/** What the changes say will be there: every value with its owner, and all of what the owner of the plan decides. */
function plannedLines(changes: readonly Change[], owner: string): string[] {
  return changes.flatMap(({ name, type, after }) =>
    (after?.values ?? []).map((value) => {
      const mark = after !== null && Object.hasOwn(after.owners, value) ? (after.owners[value] ?? null) : null;
      const written = mark?.created === null ? { ...mark, created: nowWritten } : mark;
      return landedLine(name, type, value, after?.ttl ?? 0, written, owner);
    }),
  );
}

/** The same of what is there. */
function landedLines(state: ProviderState, changes: readonly Change[], owner: string): string[] {
  const found = new Map<string, ActualRecord[]>();
  for (const record of state.records) {
    const key = `${record.name} ${record.type}`;
    const same = found.get(key);
    if (same === undefined) found.set(key, [record]);
    else same.push(record);
  }
  return changes.flatMap(({ name, type }) =>
    (found.get(`${name} ${type}`) ?? [])
      .sort((left, right) => compareText(left.value, right.value))
      .map((one) => landedLine(name, type, one.value, one.ttl, one.owner, owner)),
  );
}

function landedLine(
  name: string,
  type: string,
  value: string,
  ttl: number,
  mark: OwnerMark | null,
  owner: string,
): string {
  const own = mark?.owner === owner ? `${ttl} ${markText(mark)}` : `by ${mark?.owner ?? 'nobody'}`;
  return `${name} ${type} ${JSON.stringify(value)} ${own}`;
}

function markText(mark: OwnerMark | null): string {
  return mark === null ? '-' : `${mark.owner} ${mark.created ?? '?'} ${mark.force ?? '?'}`;
}

function viaJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Error && 'failure' in error ? error.failure : error;
}

/** A record as the suite thinks of it: a name below the zone, or the text of a name. */
export interface SuiteRecord {
  readonly label: string;
  readonly type: string;
  readonly value: string;
}

/**
 * The specification of a provider (DESIGN.md §8). `setup` makes an empty place for each test; `holds` says whether
 * records like this can be there at all, be it by hand.
 */
export function providerContract(
  name: string,
  setup: () => Promise<ContractPlace>,
  holds: (record: SuiteRecord) => boolean = () => true,
): void {
  describe(`${name} keeps the provider contract`, () => {
    const { signal } = new AbortController();
    let place: ContractPlace;
    let provider: Provider;

    beforeEach(async () => {
      place = await setup();
      provider = place.provider(ours);
    });
    afterEach(() => place.close());

    const at = (label: string) => `${label}.${place.zone}`;
    const read = (from = provider) => from.read({ zones: [place.zone] }, signal);
    /** Commits under the provider's own locks, as an apply does. */
    const commit = async (units: readonly Unit[], by = provider): Promise<Receipt[]> => {
      const locks = new Map<string, HeldLock>();
      try {
        for (const lock of by.locks?.([place.zone]) ?? []) {
          const attempt = await lock.take({ holder: ours, tool: 'contract', command: 'test' });
          if (!attempt.taken) throw new Error(`${lock.key} is held`);
          locks.set(lock.key, attempt.lock);
        }
        const receipts: Receipt[] = [];
        for (const unit of units)
          receipts.push(viaJson(await by.commit(viaJson(unit), { signal, now, locks, lineage: 'a lineage' })));
        return receipts;
      } finally {
        for (const lock of locks.values()) await lock.release();
      }
    };
    /** Plans against what is there, commits, and checks that reading gives exactly what was planned. */
    const apply = async (wishes: (state: ProviderState) => Change[], owner = ours) => {
      const by = place.provider(owner);
      const state = await read(by);
      const changes = wishes(state);
      const units = by.split(changes, state);
      const receipts = await commit(units, by);
      const after = await read(by);
      expect(landedLines(after, changes, owner)).toEqual(plannedLines(changes, owner));
      const touched = new Set(
        changes.flatMap(({ name: set, type, evicts = [] }) =>
          [type, ...evicts.map((one) => one.type)].map((one) => `${set} ${one} `),
        ),
      );
      const rest = (one: ProviderState) =>
        lines(one).filter((line) => ![...touched].some((key) => line.startsWith(key)));
      if (touched.size < 10) expect(rest(after)).toEqual(rest(state));
      return { units, receipts, state, after };
    };
    const put = (label: string, type: string, values: readonly string[], wanted: Wanted = {}, owner = ours) =>
      apply((state) => [wish(state, owner, at(label), type, values, wanted)], owner);

    describe('every type it writes', () => {
      it.each(Object.entries(samples))(
        '%s: created, changed, deleted',
        async (type, { label, values: [one, other] }) => {
          if (!provider.capabilities.types.has(type)) return expect(provider.capabilities.types).not.toContain(type);
          const empty = lines(await read());
          await put(label, type, [one]);
          await put(label, type, [other]);
          if (provider.capabilities.multiValue.has(type)) await put(label, type, [one, other].sort(compareText));
          await put(label, type, []);
          expect(lines(await read())).toEqual(empty);
        },
      );

      it('all of them in one go', async () => {
        await apply((state) =>
          Object.entries(samples)
            .filter(([type]) => provider.capabilities.types.has(type))
            .map(([type, { label, values }]) => wish(state, ours, at(`${label}.all`), type, [values[0]])),
        );
      });
    });

    describe('one set', () => {
      it('takes another TTL and nothing else', async () => {
        await put('app', 'A', ['192.0.2.10', '192.0.2.9']);
        const { state, after } = await put('app', 'A', ['192.0.2.10', '192.0.2.9'], { ttl: 60 });
        expect(lines(after)).toEqual(
          lines(state).map((line) => line.replace(`${at('app')} A 300`, `${at('app')} A 60`)),
        );
      });

      it('takes another force mark and nothing else', async () => {
        await put('app', 'A', ['192.0.2.10']);
        await put('app', 'A', ['192.0.2.10'], { force: true });
      });

      it('keeps the creation time it was given', async () => {
        await put('app', 'A', ['192.0.2.10'], { created: '2020-02-29T23:59:59Z' });
        const { after } = await put('app', 'A', ['192.0.2.10', '192.0.2.9']);
        expect(lines(after).filter((line) => line.includes('192.0.2.10'))).toEqual([
          expect.stringContaining('2020-02-29T23:59:59Z'),
        ]);
      });

      it.each([
        ['a CNAME becomes an address', 'CNAME', 'app.example.net', 'A', '192.0.2.10'],
        ['an address becomes a CNAME', 'A', '192.0.2.10', 'CNAME', 'app.example.net'],
      ])('%s', async (_, oldType, oldValue, newType, newValue) => {
        await put('swap', oldType, [oldValue]);
        const { after } = await apply((state) => [
          wish(state, ours, at('swap'), oldType, []),
          wish(state, ours, at('swap'), newType, [newValue]),
        ]);
        expect(setOf(after, at('swap'), oldType, ours)).toBeNull();
      });

      it('holds values of several owners, each of whom changes only its own', async () => {
        await put('app', 'A', ['192.0.2.1', '192.0.2.2']);
        await put('app', 'A', ['192.0.2.3'], { ttl: 60 }, theirs);
        await put('app', 'A', ['192.0.2.2', '192.0.2.4']);
        await put('app', 'A', [], {}, theirs);
        const { after } = await put('app', 'A', ['192.0.2.4']);
        expect(setOf(after, at('app'), 'A', ours)?.values).toEqual(['192.0.2.4']);
      });
    });

    describe("other people's records", () => {
      const neighbours = (): PlantedRecord[] => [
        { name: at('www'), type: 'TXT', ttl: 600, value: 'by hand' },
        { name: at('www'), type: 'A', ttl: 600, value: '192.0.2.200' },
        { name: at('www2'), type: 'A', ttl: 600, value: '192.0.2.201' },
        { name: at('ww'), type: 'A', ttl: 600, value: '192.0.2.202' },
        { name: at('a.www'), type: 'A', ttl: 600, value: '192.0.2.203' },
        { name: at('xwww'), type: 'A', ttl: 600, value: '192.0.2.204' },
      ];

      it('stay at the same name, at names with the same beginning, and below', async () => {
        await place.plant(neighbours());
        const planted = lines(await read());
        await put('www', 'A', ['192.0.2.10']);
        await put('www', 'A', ['192.0.2.11'], { ttl: 60 });
        await put('www', 'A', []);
        expect(lines(await read())).toEqual(planted);
      });

      const unwritten = [{ label: 'www', type: 'SSHFP', value: '4 2 0123456789abcdef' }].filter(holds);
      it.each(unwritten)('of types it does not write stay: $type', async ({ label, type, value }) => {
        await place.plant([{ name: at(label), type, ttl: 600, value }]);
        const planted = lines(await read());
        await put('www', 'A', ['192.0.2.10']);
        await put('www', 'A', []);
        expect(lines(await read())).toEqual(planted);
      });

      it("are nobody's when read, and ours only when adopted", async () => {
        await place.plant(neighbours());
        expect((await read()).records.every((one) => one.owner === null)).toBe(true);
        const { units, receipts, state } = await put('www2', 'A', ['192.0.2.201'], { ttl: 60 });
        const [unit] = units;
        if (unit === undefined) throw new Error('no unit');
        await commit([provider.invert(unit, receipts[0])]);
        expect(lines(await read())).toEqual(lines(state));
      });

      it('that are evicted go, and come back when it is undone', async () => {
        await put('x', 'CNAME', ['old.example.net'], { created: '2026-01-01T00:00:00Z' }, theirs);
        const evicts = [{ owner: theirs, type: 'CNAME', values: ['old.example.net'] }];
        const { units, receipts, state, after } = await put('x', 'A', ['192.0.2.10'], { force: true, evicts });
        expect(setOf(after, at('x'), 'CNAME', ours)).toBeNull();
        for (const [index, unit] of units.entries()) await commit([provider.invert(unit, receipts[index])]);
        expect(lines(await read())).toEqual(lines(state));
      });
    });

    describe('names', () => {
      it('the apex', async () => {
        const set = async (values: readonly string[]) => apply((state) => [wish(state, ours, place.zone, 'A', values)]);
        await set(['192.0.2.10']);
        await set([]);
      });

      it('wildcards', async () => {
        const types = Object.keys(samples).filter(
          (type) => type !== 'CNAME' && provider.capabilities.wildcards.has(type),
        );
        if (types.length === 0) return expect(provider.capabilities.wildcards.size).toBeLessThan(2);
        const { after } = await apply((state) =>
          Object.entries(samples)
            .filter(([type]) => types.includes(type))
            .map(([type, { values }]) => wish(state, ours, at('*.lab'), type, [values[0]])),
        );
        expect(after.records.filter((one) => one.name === at('*.lab'))).toHaveLength(types.length);
      });

      const labels = [
        ['an underscore', '_acme-challenge'],
        ['digits only', '10'],
        ['the mnemonic of a type', 'a'],
        ['the mnemonic of the class', 'in'],
        ['63 characters', 'x'.repeat(63)],
        ['an A-label', 'xn--bcher-kva'],
        ['an escaped dot', 'a\\.b'],
        ['a slash', '0/25'],
      ] as const;
      it.each(labels.filter(([, label]) => holds({ label, type: 'TXT', value: 'text' })))(
        'with %s',
        async (_, label) => {
          await put(label, 'TXT', ['text']);
          await put(label, 'TXT', []);
        },
      );
    });

    describe('texts', () => {
      const holdsText = (value: string) => holds({ label: 'note', type: 'TXT', value });

      it.each(oddTexts.filter(([, text]) => holdsText(text)))('%s', async (_, text) => {
        const { after } = await put('note', 'TXT', [text]);
        expect(after.records.find((one) => one.type === 'TXT' && one.name === at('note'))?.value).toBe(text);
        await put('note', 'TXT', []);
      });

      it('any bytes', async () => {
        const bytes = fc.uint8Array({ maxLength: 4000 });
        await fc.assert(
          fc.asyncProperty(bytes, async (written) => {
            fc.pre(holdsText(textFromBytes(written)));
            await put('note', 'TXT', [textFromBytes(written)]);
          }),
          { numRuns: 25 },
        );
      });
    });

    it('writes 10,000 records, then changes one of them', async () => {
      const values = Array.from({ length: 10_000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
      await apply((state) => values.map((value, index) => wishNew(state, at(`host${index}`), value)));
      await put('host4711', 'A', ['10.9.9.9']);
      expect((await read()).records.filter((one) => one.owner?.owner === ours)).toHaveLength(10_000);
    }, 60_000);
    /** As `wish`, without looking for what is known not to be there: 10,000 times that would take minutes. */
    const wishNew = (state: ProviderState, set: string, value: string): Change =>
      wish({ ...state, records: [] }, ours, set, 'A', [value]);

    describe('compare-and-set', () => {
      const plan = async (label: string, values: readonly string[]) => {
        const state = await read();
        return provider.split([wish(state, ours, at(label), 'A', values)], state);
      };

      it('refuses what was planned before another owner joined the set', async () => {
        const units = await plan('app', ['192.0.2.10']);
        await put('app', 'A', ['192.0.2.77'], {}, theirs);
        const there = lines(await read());
        expect(await failureOf(commit(units))).toBe('conflict');
        expect(lines(await read())).toEqual(there);
      });

      it('refuses to change what someone changed since', async () => {
        await put('app', 'A', ['192.0.2.10']);
        const units = await plan('app', ['192.0.2.11']);
        await put('app', 'A', ['192.0.2.12']);
        expect(await failureOf(commit(units))).toBe('conflict');
      });

      it('refuses to delete what is gone already', async () => {
        await put('app', 'A', ['192.0.2.10']);
        const units = await plan('app', []);
        await put('app', 'A', []);
        expect(await failureOf(commit(units))).toBe('conflict');
      });

      it('minds only the sets that it changes', async () => {
        const units = await plan('app', ['192.0.2.10']);
        await put('other', 'A', ['192.0.2.77'], {}, theirs);
        await commit(units);
        expect(setOf(await read(), at('app'), 'A', ours)?.values).toEqual(['192.0.2.10']);
      });
    });

    describe('inspecting and undoing', () => {
      const cases: readonly (readonly [string, readonly string[], Wanted, readonly string[], Wanted])[] = [
        ['a create', [], {}, ['192.0.2.10'], {}],
        ['a delete', ['192.0.2.10'], {}, [], {}],
        ['other values', ['192.0.2.10', '192.0.2.11'], {}, ['192.0.2.11', '192.0.2.12'], {}],
        ['another TTL', ['192.0.2.10'], {}, ['192.0.2.10'], { ttl: 60 }],
        ['another force mark', ['192.0.2.10'], {}, ['192.0.2.10'], { force: true }],
      ];
      const start = async (
        before: readonly string[],
        wantedBefore: Wanted,
        after: readonly string[],
        wantedAfter: Wanted,
      ) => {
        await put('app', 'A', ['192.0.2.99'], { ttl: 60 }, theirs);
        if (before.length > 0) await put('app', 'A', before, { created: '2026-01-01T00:00:00Z', ...wantedBefore });
        const state = await read();
        const unitNow = async () => {
          const now = await read();
          const units = provider.split([wish(now, ours, at('app'), 'A', after, wantedAfter)], now);
          const [unit] = units;
          if (unit === undefined || units.length !== 1) throw new Error('one unit expected');
          return viaJson(unit);
        };
        return { state, unit: await unitNow(), unitNow };
      };

      it.each(cases)(
        '%s: tells before from after, and from anything else',
        async (_, before, wantedBefore, after, wantedAfter) => {
          const { unit } = await start(before, wantedBefore, after, wantedAfter);
          expect(await provider.inspect(unit, signal)).toBe('before');
          await commit([unit]);
          expect(await provider.inspect(unit, signal)).toBe('after');
          await put('app', 'A', ['192.0.2.55'], { ttl: 42 });
          expect(await provider.inspect(unit, signal)).toBe('other');
        },
      );

      it.each(cases)(
        '%s: undone with its receipt, and without',
        async (_, before, wantedBefore, after, wantedAfter) => {
          const { state, unitNow } = await start(before, wantedBefore, after, wantedAfter);
          for (const keepsReceipt of [true, false]) {
            const unit = await unitNow();
            const [receipt] = await commit([unit]);
            const undo = viaJson(provider.invert(unit, keepsReceipt ? receipt : undefined));
            expect(await provider.inspect(undo, signal)).toBe('before');
            await commit([undo]);
            expect(await provider.inspect(undo, signal)).toBe('after');
            expect(await provider.inspect(unit, signal)).toBe('before');
            expect(lines(await read())).toEqual(lines(state));
          }
        },
      );

      it('never undoes over what someone wrote since', async () => {
        const { unit } = await start([], {}, ['192.0.2.10'], {});
        const [receipt] = await commit([unit]);
        await put('app', 'A', ['192.0.2.66'], {}, 'third');
        expect(await failureOf(commit([provider.invert(unit, receipt)]))).toBe('conflict');
      });
    });

    describe('reading', () => {
      it('gives the same twice, revision included', async () => {
        await put('app', 'A', ['192.0.2.10']);
        const [one, other] = [await read(), await read()];
        expect(other).toEqual(one);
        await put('app', 'A', ['192.0.2.11']);
        expect((await read()).revision).not.toBe(one.revision);
      });

      it('throws rather than give a part', async () => {
        await put('app', 'A', ['192.0.2.10']);
        await place.breakListing();
        await expect(read()).rejects.toThrow();
      });

      it('stops when it is told to', async () => {
        await put('app', 'A', ['192.0.2.10']);
        const aborted = AbortSignal.abort();
        await expect(provider.read({ zones: [place.zone] }, aborted)).rejects.toThrow();
      });
    });
  });
}
