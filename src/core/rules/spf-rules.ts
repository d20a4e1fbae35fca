import { displayName, shown } from '../name.ts';
import type { RecordRule, SetRule } from './rule.ts';
import type { OddTerm } from './spf-domain.ts';
import { oddTerm, readTerm, type SpfTerm } from './spf-term.ts';
import { textWithoutEscapes } from './txt-escapes.ts';

/** One text begins with `v=spf1`: with two, nobody reads either (RFC 7208 3.2, 4.5). */
export const spfMultiple: SetRule = {
  id: 'spf-multiple',
  severity: 'error',
  fixed: false,
  scope: 'set',
  types: ['TXT'],
  check: ({ set }) => {
    const count = set.records.filter(({ value }) => isSpf(value)).length;
    return count < 2
      ? null
      : {
          message: `${displayName(set.name)} has ${count} SPF records, so that none of them counts`,
          hint: 'merge them into one text: one v=spf1, all mechanisms, one all',
        };
  },
};

const spfRule = (
  id: string,
  severity: 'warning' | 'off',
  find: (terms: readonly SpfTerm[], name: string) => ReturnType<RecordRule['check']>,
): RecordRule => ({
  id,
  severity,
  fixed: false,
  scope: 'record',
  types: ['TXT'],
  check: ({ value }, { set }) => (isSpf(value) ? find(termsOf(value), displayName(set.name)) : null),
});

const wellFormed = spfRule('spf-syntax', 'warning', (terms, name) => {
  const odd = findOdd(terms);
  return odd === null
    ? null
    : { message: `"${shown(odd.term.text)}" in the SPF record of ${name} ${odd.what}`, hint: odd.hint };
});

/** Known mechanisms and modifiers, and nothing after `all` (RFC 7208 5, 6, 12). */
export const spfSyntax: RecordRule = {
  ...wellFormed,
  check: (record, context, options) =>
    /^v=spf1[^ a-z0-9]/i.test(record.value) && textWithoutEscapes(record.value) === null
      ? {
          message: `the SPF record of ${displayName(context.set.name)} has no blank after "v=spf1", so that nobody takes it for one`,
          hint: 'divide the terms by blanks: v=spf1 include:example.com -all',
        }
      : wellFormed.check(record, context, options),
};

/** Mechanisms and modifiers that make the reader ask the DNS (RFC 7208 4.6.4). */
const asking: ReadonlySet<string> = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);
const mostLookups = 10;

/** At most 10 terms ask the DNS (RFC 7208 4.6.4); what includes cost is not counted. */
export const spfLookups = spfRule('spf-lookups', 'warning', (terms, name) => {
  const count = terms.filter((term) => asking.has(term.name)).length;
  return count <= mostLookups
    ? null
    : {
        message: `the SPF record of ${name} has ${count} terms that ask the DNS, ${mostLookups} are allowed: mail may be refused`,
        hint: 'replace include, a, mx by ip4 and ip6 where the addresses are yours, and remove what is not used',
      };
});

/** The record ends in `-all`, `~all` or `redirect=`; explanations may follow. */
export const spfEnd = spfRule('spf-end', 'off', (terms, name) => {
  const all = terms.find((term) => term.name === 'all');
  const ends = all === undefined ? terms.some(isRedirect) : all.qualifier === '-' || all.qualifier === '~';
  return ends
    ? null
    : {
        message: `the SPF record of ${name} ends in ${all === undefined ? 'no "all"' : `"${shown(all.text)}"`}, so that everyone may send`,
        hint: 'end it in -all or ~all',
      };
});

/** Whether a text is an SPF record (RFC 7208 4.5). */
function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

function termsOf(text: string): SpfTerm[] {
  return text
    .split(' ')
    .slice(1)
    .flatMap((word) => (word === '' ? [] : [readTerm(word)]));
}

/** The first term that is wrong by itself, at its place, or a second time (RFC 7208 5.1, 6). */
function findOdd(terms: readonly SpfTerm[]): (OddTerm & { readonly term: SpfTerm }) | null {
  const seen = new Set<string>();
  const hasAll = terms.some(({ name }) => name === 'all');
  for (const term of terms) {
    const odd = oddTerm(term) ?? oddPlace(term, seen, hasAll);
    if (odd !== null) return { ...odd, term };
    seen.add(term.name);
  }
  return null;
}

function oddPlace(term: SpfTerm, before: ReadonlySet<string>, hasAll: boolean): OddTerm | null {
  if (term.mark === '=' && before.has(term.name)) return { what: 'is there twice', hint: 'keep one' };
  if (isRedirect(term) && hasAll) return { what: 'is ignored, as there is an "all"', hint: 'keep one of the two' };
  if (term.mark !== '=' && before.has('all'))
    return { what: 'stands after "all", where nobody looks', hint: 'put "all" last' };
  return null;
}

function isRedirect({ name, mark }: SpfTerm): boolean {
  return name === 'redirect' && mark === '=';
}
