import { describe, expect, it } from 'vitest';
import type { Memory } from '../../src/core/memory.ts';
import { encodeLockfile } from '../../src/state/encode-lockfile.ts';
import { resolveLockfile } from '../../src/state/resolve-lockfile.ts';

const base: Memory = {
  lineage: '11111111-1111-4111-8111-111111111111',
  serial: 3,
  defaultTtl: 300,
  snapshot: [],
  applied: { home: [] },
};

function claim(name: string): Memory['snapshot'][number] {
  return {
    name,
    type: 'A',
    value: '192.168.1.5',
    source: 'stacks',
    class: 'label',
    origins: [`compose.yaml#${name} label dns.host`],
    created: 1_760_000_000,
    standing: true,
  };
}

/** The file as Git leaves it when both sides changed the same lines: everything is in conflict. */
function conflict(ours: Memory, theirs: Memory, style: 'merge' | 'diff3' = 'merge'): string {
  const middle = style === 'diff3' ? `||||||| 1234567\n${encodeLockfile(base)}` : '';
  return `<<<<<<< HEAD\n${encodeLockfile(ours)}${middle}=======\n${encodeLockfile(theirs)}>>>>>>> topic\n`;
}

describe('a lockfile whose merge was not settled', () => {
  it.each(['merge', 'diff3'] as const)('remembers what either side does, in the style %s', async (style) => {
    const ours = { ...base, serial: 5, snapshot: [claim('a.example.com')] };
    const theirs = { ...base, serial: 4, snapshot: [claim('b.example.com')] };
    const resolved = await resolveLockfile(conflict(ours, theirs, style), 'dns-sync.lock.json');
    expect(resolved.snapshot.map(({ name }) => name)).toEqual(['a.example.com', 'b.example.com']);
    expect(resolved).toMatchObject({ lineage: base.lineage, serial: 5 });
  });

  it('keeps the values that either side wrote to a provider, each once', async () => {
    const value = (name: string, ttl: number) => {
      return { name, type: 'A', value: '192.168.1.5', ttl, created: 1_760_000_000, force: false, sources: ['stacks'] };
    };
    const ours = { ...base, applied: { home: [value('a.example.com', 60), value('c.example.com', 60)] } };
    const theirs = { ...base, applied: { home: [value('a.example.com', 300)], away: [value('b.example.com', 60)] } };
    const { applied } = await resolveLockfile(conflict(ours, theirs), 'dns-sync.lock.json');
    expect(applied.home?.map(({ name, ttl }) => `${name} ${ttl}`)).toEqual(['a.example.com 60', 'c.example.com 60']);
    expect(applied.away?.map(({ name }) => name)).toEqual(['b.example.com']);
  });

  it('settles markers around single lines', async () => {
    const ours = encodeLockfile({ ...base, serial: 7 });
    const text = ours.replace(
      '  "serial": 7,\n',
      '<<<<<<< HEAD\n  "serial": 7,\n=======\n  "serial": 9,\n>>>>>>> topic\n',
    );
    expect(await resolveLockfile(text, 'dns-sync.lock.json')).toMatchObject({ serial: 9 });
  });

  it('refuses sides of different lineages', async () => {
    const theirs = { ...base, lineage: '22222222-2222-4222-8222-222222222222' };
    await expect(resolveLockfile(conflict(base, theirs), 'dns-sync.lock.json')).rejects.toMatchObject({
      code: 'LOCKFILE_INVALID',
      message: expect.stringContaining('different lineages'),
    });
  });

  it('refuses a side that is no lockfile, naming it', async () => {
    const text = `<<<<<<< HEAD\n${encodeLockfile(base)}=======\n{}\n>>>>>>> topic\n`;
    await expect(resolveLockfile(text, 'dns-sync.lock.json')).rejects.toMatchObject({
      code: 'LOCKFILE_INVALID',
      message: expect.stringContaining('(theirs)'),
    });
  });
});
