import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../src/core/unit.ts';
import { DnsSyncError } from '../../src/errors.ts';
import { foldSteps, type Journal, type StepEntry, type WorkEntry } from '../../src/state/journal.ts';
import { encodeLine } from '../../src/state/journal-line.ts';
import { decodeJournal, readJournal } from '../../src/state/read-journal.ts';
import { folderWith } from '../support/folder-with.ts';
import { aPlan, aSet, create } from '../support/plan-builder.ts';
import { aBegin, anEnd } from './history-builder.ts';

const shown = 'journal.jsonl';
const begin = aBegin();

function aUnit(id: string, text = 'ü"\\'): Unit {
  const changes = [{ name: 'app.a.example', type: 'TXT', before: null, after: aSet([text]) }];
  return { provider: 'home', id, title: `table ${id}`, changes, handle: { zone: 'a.example' } };
}

const work: WorkEntry = {
  entry: 'work',
  plan: aPlan({ changes: [create('app.a.example', 'TXT', aSet(['ü"\\']))] }),
  units: [aUnit('one'), aUnit('two')],
  lockfile: { before: 'sha256:0', after: '{"serial":7}\n' },
};

/** One of each kind. */
const steps: readonly StepEntry[] = [
  { entry: 'commit', unit: 'one' },
  { entry: 'landed', unit: 'one', receipt: { unit: 'one', handle: { digest: 'sha256:1' } } },
  { entry: 'commit', unit: 'two' },
  { entry: 'rebuilt', provider: 'home', units: [aUnit('two~1')] },
  { entry: 'landed', unit: 'two~1', receipt: null },
  { entry: 'undo', cause: { code: 'PROVIDER_FAILED', message: 'the disk is full: ü' } },
  { entry: 'forward' },
  { entry: 'revert', unit: 'one' },
  { entry: 'reverted', unit: 'one' },
  anEnd({
    outcome: 'partial',
    exceptions: [{ provider: 'home', name: 'app.a.example', type: 'TXT', state: 'failed', detail: 'no' }],
  }),
];

const lines = [begin, work, ...steps].map(encodeLine);
const whole = Buffer.from(lines.join(''));
/** Bytes up to the end of so many lines. */
const endOf = (count: number) => Buffer.byteLength(lines.slice(0, count).join(''));

/** What a journal of so many lines says. */
function journalOf(count: number): Journal {
  return { begin, work, ...foldSteps(work, steps.slice(0, count - 2)), length: endOf(count) };
}

/** What the bytes are read as: a journal, null, or the code of the error. */
function readBytes(bytes: Uint8Array): Journal | string | null {
  try {
    return decodeJournal(Buffer.from(bytes).toString('utf8'), shown);
  } catch (error) {
    if (error instanceof DnsSyncError) return error.code;
    throw error;
  }
}

/** The whole journal with one byte changed. */
function flipped(at: number, mask: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes[at] = (bytes[at] ?? 0) ^ mask;
  return bytes;
}

describe('a journal that is read', () => {
  it('says what was written, entry by entry', () => {
    for (let count = 2; count <= lines.length; count += 1) {
      expect(readBytes(whole.subarray(0, endOf(count)))).toEqual(journalOf(count));
    }
  });

  it('is none where there is no file', async () => {
    expect(await readJournal(join(folderWith({}), shown))).toBeNull();
  });

  it('is read from its file', async () => {
    expect(await readJournal(join(folderWith({ [shown]: whole }), shown))).toEqual(journalOf(lines.length));
  });

  it.each([
    [
      'a folder',
      () => {
        const folder = folderWith({});
        mkdirSync(join(folder, shown));
        return join(folder, shown);
      },
    ],
    ['below a file', () => join(folderWith({ file: '' }), 'file', shown)],
  ])('is invalid where it is %s', async (_, place) => {
    await expect(readJournal(place())).rejects.toMatchObject({ code: 'JOURNAL_INVALID', exit: 3 });
  });
});

describe('a journal that a crash has torn', () => {
  it('anywhere in its first two lines is none: nothing was done under it', () => {
    for (let at = 0; at < endOf(2); at += 1) expect(readBytes(whole.subarray(0, at))).toBeNull();
  });

  it('anywhere behind them is the steps before, and says where they end', () => {
    for (let count = 2; count < lines.length; count += 1) {
      const before = journalOf(count);
      for (let at = endOf(count); at < endOf(count + 1); at += 1) {
        expect(readBytes(whole.subarray(0, at))).toEqual(before);
      }
    }
  });

  it.each([
    ['zeros', Buffer.alloc(100)],
    ['half a line and zeros', Buffer.concat([Buffer.from('0123456789abcdef {"en'), Buffer.alloc(512)])],
    ['half a character', Buffer.from([0xc3])],
    ['a whole line that does not fit its sum', Buffer.from('0123456789abcdef {"entry":"forward"}\n')],
  ])('with %s in its last line is the steps before', (_, tail) => {
    expect(readBytes(Buffer.concat([whole.subarray(0, endOf(4)), tail]))).toEqual(journalOf(4));
  });
});

describe('a journal that is damaged', () => {
  const masks = [0x01, 0x02, 0x80, 0xff];

  it('at any byte of a line that others follow is invalid, never read as something else', () => {
    for (let at = 0; at < endOf(lines.length - 1) - 1; at += 1) {
      for (const mask of masks) {
        const bytes = flipped(at, mask);
        const read = readBytes(bytes);
        // A newer version is believed whatever the sum says, since its sums may be of another kind.
        const isNewer =
          bytes
            .subarray(0, endOf(1))
            .toString('utf8')
            .match(/"formatVersion":([2-9])/) !== null;
        expect(read, `byte ${at} xor ${mask}`).toBe(isNewer ? 'JOURNAL_VERSION' : 'JOURNAL_INVALID');
      }
    }
  });

  it('at any byte of its last line is the steps before, or invalid, never read as something else', () => {
    const before = [journalOf(lines.length - 1), journalOf(lines.length - 2), 'JOURNAL_INVALID'].map((one) =>
      JSON.stringify(one),
    );
    for (let at = endOf(lines.length - 1) - 1; at < whole.length; at += 1) {
      for (const mask of masks) expect(before).toContain(JSON.stringify(readBytes(flipped(at, mask))));
    }
  });

  it('in any way is invalid, none, of a newer version, or a beginning of what was written', () => {
    const beginnings = new Set(lines.map((_, count) => JSON.stringify(count < 1 ? null : journalOf(count + 1))));
    const known = new Set([...beginnings, '"JOURNAL_INVALID"', '"JOURNAL_VERSION"']);
    const place = fc.nat({ max: whole.length });
    fc.assert(
      fc.property(place, place, fc.uint8Array({ maxLength: 40 }), (one, other, bytes) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const read = readBytes(Buffer.concat([whole.subarray(0, from), bytes, whole.subarray(to)]));
        expect(known).toContain(JSON.stringify(read));
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, readonly unknown[], number]>([
    ['no first entry', [work, begin], 1],
    ['no second entry', [begin, steps[0]], 2],
    ['a first entry without its apply', [{ ...begin, id: undefined }, work], 1],
    ['a second entry without its lockfile', [begin, { ...work, lockfile: {} }], 2],
    ['a unit without changes', [begin, { ...work, units: [{ id: 'one' }] }], 2],
    ['an older version', [{ ...begin, formatVersion: 0 }, work], 1],
    ['an entry of a kind that nobody knows', [begin, work, { entry: 'toString' }], 3],
    ['an entry that is none', [begin, work, steps[0], { unit: 'one' }], 4],
    ['a commit of nothing', [begin, work, { entry: 'commit' }], 3],
    ['a receipt that is none', [begin, work, { entry: 'landed', unit: 'one', receipt: 5 }], 3],
    ['an undo without its cause', [begin, work, { entry: 'undo' }], 3],
    ['an end without its outcome', [begin, work, { ...anEnd(), outcome: undefined }], 3],
  ])('though its sums fit: %s', (_, entries, line) => {
    const text = entries.map(encodeLine).join('');
    expect(() => decodeJournal(text, shown)).toThrow(
      expect.objectContaining({
        code: 'JOURNAL_INVALID',
        message: expect.stringContaining(`${shown}:${line}:1: `),
      }),
    );
  });
});

describe('a journal of a newer version', () => {
  const newer = { ...begin, formatVersion: 2 };
  it.each<[string, string]>([
    ['whole', encodeLine(newer) + encodeLine(work)],
    ['with entries nobody knows', encodeLine({ formatVersion: 3 }) + encodeLine({ entry: 'new' })],
    ['with sums of another kind', `crc32c:0a1b ${JSON.stringify(newer)}\ncrc32c:2c3d {"entry":"work"}\n`],
    ['with no line end yet', encodeLine(newer).slice(0, -1)],
  ])('%s: says so', (_, text) => {
    expect(() => decodeJournal(text, shown)).toThrow(
      expect.objectContaining({
        code: 'JOURNAL_VERSION',
        exit: 3,
        message: expect.stringMatching(
          /^the journal journal\.jsonl has format version [23]; this dns-sync reads version 1$/,
        ),
      }),
    );
  });
});
