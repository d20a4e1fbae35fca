import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOwner, readOwnerComment, writeOwnerComment } from '../../../src/providers/zonefile/owner-comment.ts';

const time = '2026-11-20T12:00:00Z';
const ours = { owner: 'homeserver', created: time, force: false };

describe('an owner comment', () => {
  it.each([
    ['as it is written', `; dns-sync owner=homeserver created=${time} force=0`, ours, null],
    [
      'with a note',
      `; dns-sync owner=homeserver created=${time} force=0 -- printer, 2nd floor`,
      ours,
      'printer, 2nd floor',
    ],
    ['with blanks before it', `;  \tdns-sync owner=homeserver created=${time} force=0`, ours, null],
    ['forced', `; dns-sync owner=nas2 created=${time} force=1`, { ...ours, owner: 'nas2', force: true }, null],
    ['without what decides evictions', '; dns-sync owner=nas2', { owner: 'nas2' }, null],
    ['in another order', `; dns-sync force=0 created=${time} owner=homeserver`, ours, null],
  ])('is read %s', (_case, comment, mark, note) => {
    expect(readOwnerComment(comment)).toMatchObject({ mark, note, damage: null });
  });

  it.each([
    ['another text', '; the printer'],
    ['a word that only begins alike', '; dns-syncer owner=x'],
  ])('is not seen in %s', (_case, comment) => {
    expect(readOwnerComment(comment)).toBeNull();
  });

  it.each([
    ['no owner', '; dns-sync force=0', 'the owner is missing'],
    ['an owner that cannot be', '; dns-sync owner=a/b', '"a/b" cannot be an owner'],
    ['something that is no pair', '; dns-sync owner=a what', '"what" is no key=value'],
    ['a key twice', '; dns-sync owner=a owner=b', '"owner" stands twice'],
  ])('makes the record nobody’s with %s', (_case, comment, damage) => {
    expect(readOwnerComment(comment)).toMatchObject({ mark: null, damage });
  });

  it.each([
    ['a time that is none', `; dns-sync owner=a created=yesterday force=0`, { owner: 'a', force: false }],
    ['a force that is none', `; dns-sync owner=a created=${time} force=yes`, { owner: 'a', created: time }],
  ])('counts %s as missing, and says so', (_case, comment, mark) => {
    expect(readOwnerComment(comment)).toMatchObject({ mark, damage: expect.any(String) });
  });

  it.each([
    [
      'a plain comment becomes the note',
      '; the printer',
      `; dns-sync owner=homeserver created=${time} force=0 -- the printer`,
    ],
    ['nothing becomes a comment', '', `; dns-sync owner=homeserver created=${time} force=0`],
    [
      'pairs we do not know stay',
      '; dns-sync owner=nas2 colour=blue -- note',
      `; dns-sync owner=homeserver created=${time} force=0 colour=blue -- note`,
    ],
  ])('when it is taken: %s', (_case, comment, expected) => {
    expect(changeOwner(comment, ours)).toBe(expected);
  });

  it('turns back into the plain comment when ownership is given up', () => {
    expect(changeOwner(changeOwner('; the printer', ours), null)).toBe('; the printer');
  });

  it('reads back as it was written, whatever the note', () => {
    const owner = fc.stringMatching(/^[A-Za-z0-9._-]{1,63}$/);
    const note = fc.option(fc.stringMatching(/^[!-~](?:[ -~]{0,40}[!-~])?$/), { nil: null });
    fc.assert(
      fc.property(owner, fc.boolean(), note, (name, force, text) => {
        const mark = { owner: name, created: time, force };
        expect(readOwnerComment(writeOwnerComment(mark, '', text))).toMatchObject({ mark, note: text, damage: null });
      }),
    );
  });
});
