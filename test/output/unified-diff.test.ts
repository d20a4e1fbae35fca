import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/output/unified-diff.ts';

const numbered = (count: number, prefix: string): string =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}\n`).join('');

describe('a unified diff', () => {
  it('is empty for equal texts', async () => {
    expect(await unifiedDiff('a\n', 'a\n', 'f')).toBe('');
  });

  it('reads as that of git', async () => {
    expect(await unifiedDiff('a\nb\nc\nd\ne\n', 'a\nb\nX\nd\ne', 'dns-sync.lock.json')).toBe(
      [
        '--- a/dns-sync.lock.json',
        '+++ b/dns-sync.lock.json',
        '@@ -1,5 +1,5 @@',
        ' a',
        ' b',
        '-c',
        '+X',
        ' d',
        '-e',
        '+e',
        '\\ No newline at end of file',
        '',
      ].join('\n'),
    );
  });

  it('shows what a terminal would obey', async () => {
    expect(await unifiedDiff('a\n', 'a\u001b[2J\n', 'f')).toContain('+a\\u001b[2J\n');
  });

  it.each([
    ['in the middle', `top\n${numbered(3000, 'a')}end\n`, `top\n${numbered(2500, 'b')}end\n`],
    ['from the first line to the last', numbered(3000, 'a'), numbered(3000, 'b')],
    ['from nothing', '', numbered(3000, 'b')],
    ['to nothing', numbered(3000, 'a'), ''],
    ['without a last line feed', `${numbered(3000, 'a')}x`, `${numbered(3000, 'b')}y`],
    ['at the end', `${numbered(10, 'top')}${numbered(3000, 'a')}`, `${numbered(10, 'top')}${numbered(3000, 'b')}`],
  ])('can be applied when thousands of lines change %s', async (_, before, after) => {
    expect(applyPatch(before, await unifiedDiff(before, after, 'f'))).toBe(after);
  });

  it('can be applied whatever changes', async () => {
    const texts = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'd')).map((lines) => lines.join(''));
    await fc.assert(
      fc.asyncProperty(texts, texts, async (before, after) => {
        const patch = await unifiedDiff(before, after, 'f');
        expect(patch === '' ? before : applyPatch(before, patch)).toBe(after);
      }),
    );
  });
});
