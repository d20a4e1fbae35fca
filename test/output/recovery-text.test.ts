import { describe, expect, it } from 'vitest';
import type { ChangeResult } from '../../src/core/apply-result.ts';
import { renderRecovery, type ShownRecovery } from '../../src/output/recovery-text.ts';
import { aSet, create, remove } from '../support/plan-builder.ts';

const apply = { at: '2026-11-20T12:00:00.000Z', by: { user: 'ann', host: 'nas' } };
const created = create('app.example.com', 'A', aSet(['192.168.1.10']));
const removed = remove('old.example.com', 'CNAME', aSet(['app.example.com']), { provider: 'public' });

function results(...states: readonly ChangeResult['state'][]): ChangeResult[] {
  return states.flatMap((state, index) => {
    const change = [created, removed][index];
    return change === undefined ? [] : [{ change, state }];
  });
}

const left: ChangeResult = { change: created, state: 'done', detail: 'not undone: someone else changed 192.168.1.10' };

describe('the result of a recovery', () => {
  it.each<[string, ShownRecovery]>([
    ['nothing to recover', { outcome: 'none', apply: null, results: [] }],
    ['finished', { outcome: 'applied', apply, results: results('done', 'done') }],
    ['undone', { outcome: 'undone', apply, results: results('undone', 'not-tried') }],
    ['undone in part', { outcome: 'partial', apply, results: [left, ...results('done', 'undone').slice(1)] }],
    ['set aside', { outcome: 'abandoned', apply, results: [] }],
    ['set aside unread', { outcome: 'abandoned', apply: null, results: [] }],
  ])('%s', async (name, recovery) => {
    const text = renderRecovery(recovery, { color: false, width: 80 });
    await expect(text).toMatchFileSnapshot(`goldens/recovery-${name.replaceAll(' ', '-')}.80.txt`);
    const colored = renderRecovery(recovery, { color: true, width: 80 });
    expect(colored).not.toBe(text);
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(text);
  });

  it('shows no control character of a journal', () => {
    const by = { user: 'ann\u001b[2J', host: 'nas\n' };
    const text = renderRecovery(
      { outcome: 'undone', apply: { ...apply, by }, results: [] },
      { color: false, width: 200 },
    );
    expect(text).not.toMatch(/\u001b|\n./);
  });
});
