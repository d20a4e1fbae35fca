import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEnds } from '../../src/files/read-ends.ts';
import { folderWith } from '../support/folder-with.ts';

const plenty = { first: 1 << 20, last: 1 << 20 };

function endsOf(text: string, most = plenty) {
  return readEnds(join(folderWith({ f: text }), 'f'), most);
}

/** What reading the whole file tells. */
function expected(text: string) {
  const lines = text.split(/(?<=\n)/);
  const first = lines[0]?.endsWith('\n') ? lines[0] : '';
  const last = lines.length > 1 && lines.at(-1)?.endsWith('\n') ? (lines.at(-1) ?? '') : '';
  return { first, last: first === '' ? '' : last };
}

describe('the ends of a file', () => {
  it.each<[string, string, string, string]>([
    ['two lines', 'a\nb\n', 'a\n', 'b\n'],
    ['one line', 'a\n', 'a\n', ''],
    ['a last line that was torn off', 'a\nb\nc', 'a\n', ''],
    ['no whole line', 'a', '', ''],
    ['nothing', '', '', ''],
    ['empty lines', 'a\n\n', 'a\n', '\n'],
    [
      'more than a chunk at both ends',
      `${'ü'.repeat(50_000)}\nx\n${'y'.repeat(200_000)}\n`,
      `${'ü'.repeat(50_000)}\n`,
      `${'y'.repeat(200_000)}\n`,
    ],
    ['a last line of exactly one chunk', `a\n${'y'.repeat(65_535)}\n`, 'a\n', `${'y'.repeat(65_535)}\n`],
  ])('%s', async (_, text, first, last) => {
    expect(await endsOf(text)).toEqual({ first, last });
  });

  it('leaves out what is too long', async () => {
    expect(await endsOf(`${'x'.repeat(100)}\nb\n`, { first: 50, last: 50 })).toEqual({ first: '', last: '' });
    expect(await endsOf(`a\n${'x'.repeat(100)}\n`, { first: 50, last: 50 })).toEqual({ first: 'a\n', last: '' });
  });

  it('throws what the system says', async () => {
    await expect(readEnds(join(folderWith({}), 'gone'), plenty)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are those of the whole file', async () => {
    const line = fc.oneof(
      fc.constantFrom('', 'a', 'ü'),
      fc.nat(140_000).map((length) => 'x'.repeat(length)),
    );
    const text = fc
      .tuple(fc.array(line, { maxLength: 4 }), fc.boolean())
      .map(([lines, whole]) => lines.join('\n') + (whole ? '\n' : ''));
    await fc.assert(
      fc.asyncProperty(text, async (one) => {
        expect(await endsOf(one)).toEqual(expected(one));
      }),
      { numRuns: 60 },
    );
  });
});
