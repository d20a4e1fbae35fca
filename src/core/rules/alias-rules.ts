import { relatedTo } from '../work-claim.ts';
import type { NameRule } from './rule.ts';

const excluded: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);

/** An ALIAS, which providers turn into addresses, stands alone among A, AAAA and CNAME; it is made for a zone's own name. */
export const aliasCoexists: NameRule = {
  id: 'alias-coexists',
  severity: 'error',
  fixed: false,
  scope: 'name',
  types: ['ALIAS'],
  passThrough: true,
  check: ({ set, sets, zones }) => {
    const beside = sets.find(({ type }) => excluded.has(type));
    if (beside !== undefined) {
      return {
        message: `${set.name} has an ALIAS beside ${beside.type}, both of which say its addresses`,
        hint: 'keep one of the two',
        related: [relatedTo(beside.claims[0].claim, `${beside.name} ${beside.type}`)],
      };
    }
    if (zones.has(set.name) || sets.length > 1) return null;
    return {
      severity: 'warning',
      message: `${set.name} is no zone's own name: there a CNAME does what an ALIAS does`,
      hint: 'use a CNAME',
    };
  },
};
