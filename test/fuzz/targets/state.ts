import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { decodeLockfile } from '../../../src/state/decode-lockfile.ts';
import { encodeLockfile } from '../../../src/state/encode-lockfile.ts';
import { decodeLine, encodeLine } from '../../../src/state/journal-line.ts';
import { decodeJournal } from '../../../src/state/read-journal.ts';
import { resolveLockfile } from '../../../src/state/resolve-lockfile.ts';
import { aClaim, aMemory, anyMemory, aValue } from '../../state/memory-builder.ts';
import { nearly } from '../mutate.ts';
import { orRefused, target } from '../target.ts';

const lockfile = encodeLockfile(
  aMemory({
    snapshot: [aClaim(), aClaim({ name: 'nas.example.com', ttl: 60, container: { id: '4f5e', name: 'nas' } })],
    applied: { home: [aValue(), aValue({ name: 'old.example.com' })] },
  }),
);
const merged = lockfile
  .replace('  "serial"', '<<<<<<< HEAD\n  "serial"')
  .replace(/( {2}"serial".*\n)/, '$1=======\n$1>>>>>>> b\n');

const begin = {
  entry: 'begin',
  formatVersion: 1,
  id: 'a1',
  at: '2026-11-20T12:00:00Z',
  generator: 'dns-sync 0.1.0',
  command: 'apply',
  owner: 'nas',
  instance: 'i',
  lineage: 'l',
  serial: 1,
  by: { user: 'ann' },
  summary: {},
};
const work = {
  entry: 'work',
  plan: { changes: [] },
  units: [{ id: 'home/x', changes: [] }],
  lockfile: { before: 'a', after: 'b' },
};
const unit = 'home/x';
/** Entries with their checksums right, whatever they say. */
const entries = [
  { entry: 'commit', unit },
  { entry: 'landed', unit, receipt: null },
  { entry: 'undo', cause: { code: 'PROVIDER_FAILED', message: 'no' } },
  { entry: 'forward' },
  { entry: 'revert', unit },
  { entry: 'reverted', unit },
  { entry: 'rebuilt', provider: 'home', units: [{ id: 'home/y', changes: [] }] },
  { entry: 'end', outcome: 'applied', at: '2026-11-20T12:00:00Z', exceptions: [] },
  { entry: 'commit', unit: 'no such' },
  { entry: 'toString' },
  { unit },
  null,
  [],
] as const;
const journal = [begin, work, ...entries.slice(0, 4)].map(encodeLine).join('');
const anyJournal = fc
  .tuple(fc.array(fc.constantFrom(...entries), { maxLength: 8 }), fc.boolean())
  .map(([list, whole]) => [begin, work, ...list].map(encodeLine).join('') + (whole ? '' : 'torn'));

/** Readers of what dns-sync writes itself. */
export const stateTargets = [
  target('lockfile', nearly(lockfile, merged), async (text) => {
    const memory = await orRefused(() => decodeLockfile(text, 'dns-sync.lock.json'));
    if (memory === null) return;
    const written = encodeLockfile(memory);
    equal(encodeLockfile(await decodeLockfile(written, 'again')), written);
  }),
  target('lockfile-round-trip', anyMemory, async (memory) => {
    const written = encodeLockfile(memory);
    deepEqual(encodeLockfile(await decodeLockfile(written, 'again')), written);
  }),
  target('lockfile-merge', nearly(merged), async (text) => {
    const memory = await orRefused(() => resolveLockfile(text, 'dns-sync.lock.json'));
    if (memory !== null) await decodeLockfile(encodeLockfile(memory), 'again');
  }),
  target('journal', fc.oneof(nearly(journal), anyJournal), async (text) => {
    const read = await orRefused(() => decodeJournal(text, 'journal'));
    if (read !== null) deepEqual(decodeJournal(Buffer.from(text).subarray(0, read.length).toString(), 'journal'), read);
  }),
  target('journal-line', fc.jsonValue(), (value) => {
    deepEqual(decodeLine(encodeLine(value).slice(0, -1)), JSON.parse(JSON.stringify(value)));
  }),
];
