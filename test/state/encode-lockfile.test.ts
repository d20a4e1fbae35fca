import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import type { Memory } from '../../src/core/memory.ts';
import { validateLockfile } from '../../src/generated/validate-lockfile.js';
import { decodeLockfile } from '../../src/state/decode-lockfile.ts';
import { encodeLockfile } from '../../src/state/encode-lockfile.ts';
import { aClaim, aMemory, anyMemory, aValue, noon } from './memory-builder.ts';

/** A memory without what has no meaning: the order of its lists. */
function unordered({ snapshot, applied, ...rest }: Memory): unknown {
  const sorted = (list: readonly object[]) => list.map(canonicalJson).sort();
  const lists = Object.entries(applied).map(([provider, list]): [string, string[]] => [provider, sorted(list)]);
  return { ...rest, snapshot: sorted(snapshot), applied: Object.fromEntries(lists) };
}

describe('the text of a lockfile', () => {
  it('has one record a line, and says nothing twice', () => {
    const label = aClaim({
      source: 'home',
      class: 'label',
      grammar: 'coredns',
      origins: ['docker:home/web label coredns.a.name'],
      container: { id: '4f5e', name: 'web' },
      value: '192.168.1.11',
      ttl: 60,
      force: true,
      standing: false,
    });
    const memory = aMemory({
      snapshot: [label, aClaim(), aClaim({ name: 'example.com', attributes: { proxied: true, colour: 'red' } })],
      applied: {
        home: [
          aValue(),
          aValue({ name: 'example.com', attributes: { colour: 'red', proxied: true } }),
          aValue({ name: 'old.example.com', sources: ['home', 'stacks'], force: true }),
        ],
        files: [],
      },
    });
    expect(encodeLockfile(memory)).toBe(`{
  "formatVersion": 1,
  "lineage": "2a3c8d6e-0000-4000-8000-000000000001",
  "serial": 7,
  "defaultTtl": 300,
  "snapshot": [
    {"name":"example.com","type":"A","value":"192.168.1.10","source":"overrides","class":"override","origins":["overrides/a.yaml#app.example.com/A"],"created":"2026-11-20T12:00:00Z","attributes":{"colour":"red","proxied":true},"applied":["home"]},
    {"name":"app.example.com","type":"A","value":"192.168.1.10","source":"overrides","class":"override","origins":["overrides/a.yaml#app.example.com/A"],"created":"2026-11-20T12:00:00Z","applied":["home"]},
    {"name":"app.example.com","type":"A","value":"192.168.1.11","ttl":60,"source":"home","grammar":"coredns","origins":["docker:home/web label coredns.a.name"],"created":"2026-11-20T12:00:00Z","container":{"id":"4f5e","name":"web"},"force":true,"standing":false}
  ],
  "applied": {
    "files": [],
    "home": [
      {"name":"old.example.com","type":"A","value":"192.168.1.10","ttl":300,"created":"2026-11-20T12:00:00Z","force":true,"sources":["home","stacks"]}
    ]
  }
}
`);
  });

  it('of an empty memory is short', () => {
    expect(encodeLockfile(aMemory())).toBe(`{
  "formatVersion": 1,
  "lineage": "2a3c8d6e-0000-4000-8000-000000000001",
  "serial": 7,
  "defaultTtl": 300,
  "snapshot": [],
  "applied": {}
}
`);
  });

  it.each([
    { what: 'all is the same', value: {}, refers: true },
    { what: 'the claim says the TTL that was written', claim: { ttl: 60 }, value: { ttl: 60 }, refers: true },
    { what: 'the claim is unforced in so many words', claim: { force: false }, value: {}, refers: true },
    { what: 'the claim lost since', claim: { standing: false }, value: {}, refers: true },
    { what: 'the TTL differs', value: { ttl: 60 }, refers: false },
    { what: 'the value differs', value: { value: '192.168.1.11' }, refers: false },
    { what: 'the type differs', value: { type: 'HTTPS' }, refers: false },
    { what: 'the name differs', value: { name: 'a.example.com' }, refers: false },
    { what: 'the creation differs', value: { created: noon - 1 }, refers: false },
    { what: 'force differs', value: { force: true }, refers: false },
    { what: 'attributes differ', value: { attributes: { proxied: true } }, refers: false },
    { what: 'another source claimed it', value: { sources: ['home'] }, refers: false },
    { what: 'another source claimed it too', value: { sources: ['overrides', 'home'] }, refers: false },
    { what: 'no source claimed it', value: { sources: [] }, refers: false },
  ])('lets the claim stand for what was written: $refers, where $what', ({ claim = {}, value, refers }) => {
    const text = encodeLockfile(aMemory({ snapshot: [aClaim(claim)], applied: { home: [aValue(value)] } }));
    expect(text.includes('"applied":["home"]')).toBe(refers);
    expect(text.includes('"home": []')).toBe(refers);
  });

  it('sorts a name before what is below it, and names by their zone', () => {
    const names = ['b.a.example.com', 'example.org', 'a.example.com', 'ab.example.com', 'example.com', '*.example.com'];
    const lines = encodeLockfile(aMemory({ snapshot: names.map((name) => aClaim({ name })) })).split('\n');
    expect(lines.flatMap((line) => /"name":"([^"]+)"/.exec(line)?.[1] ?? [])).toEqual([
      'example.com',
      '*.example.com',
      'a.example.com',
      'b.a.example.com',
      'ab.example.com',
      'example.org',
    ]);
  });

  it('fits the schema and gives the same memory back', async () => {
    await fc.assert(
      fc.asyncProperty(anyMemory, async (memory) => {
        const text = encodeLockfile(memory);
        expect(validateLockfile(JSON.parse(text))).toBe(true);
        expect(unordered(await decodeLockfile(text, 'dns-sync.lock.json'))).toEqual(unordered(memory));
      }),
    );
  });

  it('is the same in whatever order the memory is handed in', () => {
    const shuffled = anyMemory.chain((memory) =>
      fc.record({
        memory: fc.constant(memory),
        snapshot: fc.shuffledSubarray([...memory.snapshot], { minLength: memory.snapshot.length }),
        applied: fc.shuffledSubarray(Object.entries(memory.applied), { minLength: Object.keys(memory.applied).length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ memory, snapshot, applied }) => {
        const turned = Object.fromEntries(applied.map(([provider, values]) => [provider, values.toReversed()]));
        expect(encodeLockfile({ ...memory, snapshot, applied: turned })).toBe(encodeLockfile(memory));
      }),
    );
  });

  it('changes in the lines of what changed only', () => {
    const names = Array.from({ length: 50 }, (_, index) => `host-${index}.example.com`);
    const text = (changed: Readonly<Record<string, number>>) =>
      encodeLockfile(aMemory({ snapshot: names.map((name) => aClaim({ name, ttl: changed[name] ?? 300 })) })).split(
        '\n',
      );
    const before = text({});
    const after = text({ 'host-7.example.com': 60 });
    expect(after).toHaveLength(before.length);
    const different = after.filter((line, index) => line !== before[index]);
    expect(different).toEqual([
      expect.stringContaining('"host-7.example.com","type":"A","value":"192.168.1.10","ttl":60,'),
    ]);
  });

  it('is merged by Git where two branches add records in different places', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dns-sync-merge-'));
    const standing = Array.from({ length: 20 }, (_, index) => `host-${String(index).padStart(2, '0')}.example.com`);
    const save = (branch: string, names: readonly string[]) => {
      const file = join(folder, branch);
      writeFileSync(file, encodeLockfile(aMemory({ snapshot: names.map((name) => aClaim({ name })) })));
      return file;
    };
    const ours = [...standing, 'host-05-new.example.com'];
    const theirs = [...standing, 'host-15-new.example.com'];
    const files = [save('ours', ours), save('base', standing), save('theirs', theirs)];
    const merged = execFileSync('git', ['merge-file', '-p', ...files], { encoding: 'utf8' });
    const { snapshot } = await decodeLockfile(merged, 'dns-sync.lock.json');
    expect(snapshot.map(({ name }) => name).sort()).toEqual([...new Set([...ours, ...theirs])].sort());
  });
});
