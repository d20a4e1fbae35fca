import { displayName, shown } from '../name.ts';
import { dmarcTags } from './dmarc-tags.ts';
import type { SetRule } from './rule.ts';
import { readTagList } from './tag-list.ts';
import { textWithoutEscapes } from './txt-escapes.ts';

/** At `_dmarc.`: one record, `v=DMARC1;` first, a policy, and values that those who read it know (RFC 7489 6.3). */
export const dmarcSyntax: SetRule = {
  id: 'dmarc-syntax',
  severity: 'warning',
  fixed: false,
  scope: 'set',
  types: ['TXT'],
  check: ({ set }) => {
    if (!set.name.startsWith('_dmarc.')) return null;
    const name = displayName(set.name);
    const texts = set.records.map(({ value }) => value);
    const [only = ''] = texts;
    if (texts.length > 1) {
      return {
        message: `${name} has ${texts.length} texts, where one DMARC record is looked for`,
        hint: 'keep one text, which begins with v=DMARC1',
      };
    }
    if (textWithoutEscapes(only) !== null) return null;
    const odd = oddPolicy(only);
    return odd === null ? null : { message: `the DMARC record at ${name} ${odd.what}`, hint: odd.hint };
  },
};

function oddPolicy(text: string): { readonly what: string; readonly hint: string } | null {
  if (!/^v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/i.test(text)) {
    const what = /^v[ \t]*=[ \t]*DMARC1/i.test(text)
      ? 'has no ";" after "v=DMARC1"'
      : 'does not begin with "v=DMARC1;", so that nobody takes it for one';
    return { what, hint: 'begin it with v=DMARC1; p=none (or quarantine, reject)' };
  }
  const list = readTagList(text);
  if (!list.ok) return list;
  const seen = new Set<string>();
  for (const [written, value] of list.tags) {
    const tag = written.toLowerCase();
    if (seen.has(tag)) return { what: `has the tag "${tag}" twice`, hint: 'keep one' };
    seen.add(tag);
    const odd = Object.hasOwn(dmarcTags, tag) ? dmarcTags[tag]?.(value) : undefined;
    if (odd !== undefined) return { what: `has "${tag}=${shown(value)}"`, hint: odd };
  }
  return seen.has('p')
    ? null
    : { what: 'has no p=, the policy', hint: 'write p=none, p=quarantine or p=reject after v=DMARC1;' };
}
