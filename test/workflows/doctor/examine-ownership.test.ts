import { describe, expect, it } from 'vitest';
import type { AppliedValue, Memory } from '../../../src/core/memory.ts';
import type { ActualRecord } from '../../../src/core/provider-model.ts';
import { examineOwnership } from '../../../src/workflows/doctor/examine-ownership.ts';
import { aValue } from '../../state/memory-builder.ts';

const owner = 'homeserver';

function remembering(...values: readonly Partial<AppliedValue>[]): Memory {
  const applied = { lan: values.map((one) => aValue(one)) };
  return { lineage: 'x', serial: 1, defaultTtl: 300, snapshot: [], applied };
}

function standing(by: string | null, name = 'app.example.com'): ActualRecord {
  return { name, type: 'A', ttl: 300, value: '192.168.1.10', owner: by === null ? null : { owner: by } };
}

function found(records: readonly ActualRecord[], memory: Memory | null) {
  return examineOwnership('lan', records, memory, owner).map(({ status, code }) => code ?? status);
}

describe('ownership', () => {
  it.each<[string, readonly ActualRecord[], Memory | null, readonly string[]]>([
    ['a value of ours that is remembered', [standing(owner)], remembering({}), ['ok']],
    ['nothing there, nothing remembered', [], null, ['ok']],
    ['a remembered value that is gone', [], remembering({}), ['ok']],
    ['a hand-made value', [standing(null, 'nas.example.com')], remembering({}), ['ok']],
    ['a remembered value without owner', [standing(null)], remembering({}), ['OWNERSHIP_LOST']],
    ['a remembered value that another owner has', [standing('nas2')], remembering({}), ['ok']],
    ['a remembered value on two lines, one of them ours', [standing(null), standing(owner)], remembering({}), ['ok']],
    ['a value of ours that is not remembered', [standing(owner)], remembering(), ['OWNERSHIP_UNREMEMBERED']],
    ['a value of ours, and no lockfile', [standing(owner)], null, ['OWNERSHIP_UNREMEMBERED']],
    [
      'one of each',
      [standing(null), standing(owner, 'new.example.com')],
      remembering({}),
      ['OWNERSHIP_LOST', 'OWNERSHIP_UNREMEMBERED'],
    ],
  ])('%s: %3$s', (_, records, memory, codes) => {
    expect(found(records, memory)).toEqual(codes);
  });

  it('says how to get lost values back, and lists no more than five', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((label) => `${label}.example.com`);
    const memory = remembering(...names.map((name) => ({ name })));
    const [check] = examineOwnership(
      'lan',
      names.map((name) => standing(null, name)),
      memory,
      owner,
    );
    expect(check).toMatchObject({ status: 'warning', message: expect.stringContaining('7 values') });
    expect(check?.message).toMatch(/e\.example\.com A 192\.168\.1\.10 and 2 more$/);
    expect(check?.hint).toContain('--adopt a.example.com,');
  });

  it('a provider called like a member of every object has no memory', () => {
    const memory = remembering({});
    const [check] = examineOwnership('constructor', [standing(null)], memory, owner);
    expect(check?.status).toBe('ok');
  });
});
