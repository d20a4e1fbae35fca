import { describe, expect, it } from 'vitest';
import type { ApplyResult, ChangeResult } from '../../src/core/apply-result.ts';
import { renderApplyResult } from '../../src/output/apply-text.ts';
import { aSet, create, remove, update } from '../support/plan-builder.ts';

const changes = [
  create('app.example.com', 'A', aSet(['192.168.1.10'])),
  update('xn--bcher-kva.example.com', 'AAAA', aSet(['fd00::1']), aSet(['fd00::2'])),
  remove('old.example.com', 'CNAME', aSet(['app.example.com']), { provider: 'public' }),
];
const summary = { create: 1, update: 1, delete: 1, unchanged: 40, held: 2, evict: 0 };

function result(
  outcome: ApplyResult['outcome'],
  states: readonly ChangeResult['state'][],
  detail?: string,
): ApplyResult {
  const results = states.flatMap((state, index): ChangeResult[] => {
    const change = changes[index];
    if (change === undefined) return [];
    return [state === 'failed' && detail !== undefined ? { change, state, detail } : { change, state }];
  });
  return { outcome, serial: 8, results, summary };
}

describe('the result of an apply', () => {
  it.each<[string, ApplyResult]>([
    ['applied', result('applied', ['done', 'done', 'done'])],
    ['nothing to do', result('nothing', [])],
    ['undone', result('undone', ['undone', 'failed', 'not-tried'], 'the server refused: \u001b[31mno')],
    [
      'in part',
      result(
        'partial',
        ['done', 'failed', 'not-tried'],
        'the connection was cut, and the record is there as it was before it was tried',
      ),
    ],
    ['undone with nothing landed', result('undone', ['failed', 'not-tried', 'not-tried'], 'the server refused')],
    [
      'in part with a recovery due',
      { ...result('partial', ['undone', 'failed', 'done'], 'the disk is full'), recoveryDue: true },
    ],
  ])('%s', async (name, value) => {
    const text = renderApplyResult(value, { color: false, width: 80 });
    await expect(text).toMatchFileSnapshot(`goldens/apply-${name.replaceAll(' ', '-')}.80.txt`);
    const colored = renderApplyResult(value, { color: true, width: 80 });
    expect(colored).not.toBe(text);
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(text);
  });
});
