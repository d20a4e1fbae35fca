import { describe, expect, it } from 'vitest';
import { readTagList } from '../../../src/core/rules/tag-list.ts';

describe('a list of tags', () => {
  it.each<{ text: string; tags: Readonly<Record<string, string>> }>([
    { text: 'v=DKIM1', tags: { v: 'DKIM1' } },
    { text: 'v=DKIM1; k=rsa;p=AB==;', tags: { v: 'DKIM1', k: 'rsa', p: 'AB==' } },
    { text: ' v = DKIM1 ; p = ; ', tags: { v: 'DKIM1', p: '' } },
    { text: 'a_1=b c;A_1=d', tags: { a_1: 'b c', A_1: 'd' } },
  ])('$text', ({ text, tags }) => {
    const read = readTagList(text);
    expect(read.ok && Object.fromEntries(read.tags)).toEqual(tags);
  });

  it.each([
    { text: '', what: 'has nothing between two ";"', hint: 'remove one of them' },
    { text: 'a=b;;c=d', what: 'has nothing between two ";"', hint: 'remove one of them' },
    { text: 'a=b;;', what: 'has nothing between two ";"', hint: 'remove one of them' },
    { text: 'a=b; none', what: 'has "none", which is no tag', hint: 'write tag=value, divided by ";"' },
    { text: '=b', what: 'has "=b", which is no tag', hint: 'write tag=value, divided by ";"' },
    { text: '1a=b', what: 'has "1a=b", which is no tag', hint: 'write tag=value, divided by ";"' },
    { text: '__proto__=x', what: 'has "__proto__=x", which is no tag', hint: 'write tag=value, divided by ";"' },
    { text: 'a b=c', what: 'has "a b=c", which is no tag', hint: 'write tag=value, divided by ";"' },
    { text: 'a=b; a=c', what: 'has the tag "a" twice', hint: 'keep one' },
  ])('"$text" $what', ({ text, what, hint }) => {
    expect(readTagList(text)).toEqual({ ok: false, what, hint });
  });
});
