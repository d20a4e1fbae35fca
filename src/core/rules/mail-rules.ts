import { displayName } from '../name.ts';
import type { SetRule } from './rule.ts';

/** The exchange `.` says "no mail here": only with preference 0, and alone in its set (RFC 7505 3). */
export const mxNull: SetRule = {
  id: 'mx-null',
  severity: 'error',
  fixed: false,
  scope: 'set',
  types: ['MX'],
  check: ({ set }) => {
    const silent = set.records.find(({ value }) => value.endsWith(' .'));
    if (silent === undefined) return null;
    const name = displayName(set.name);
    if (set.records.length > 1) {
      return {
        message: `"${silent.value}" at ${name} says that it takes no mail, beside ${set.records.length - 1} other MX`,
        hint: 'keep "0 ." alone, or remove it and keep the hosts',
      };
    }
    return silent.value === '0 .'
      ? null
      : {
          message: `"${silent.value}" at ${name} names no host, and its preference is not 0`,
          hint: 'write "0 .", which says "no mail", or a host such as "10 mail.example.com"',
        };
  },
};

/** At least two hosts take mail; a null MX is complete by itself. */
export const mxSingle: SetRule = {
  id: 'mx-single',
  severity: 'off',
  fixed: false,
  scope: 'set',
  types: ['MX'],
  check: ({ set }) => {
    const [only, ...others] = set.records;
    if (only === undefined || others.length > 0 || only.value.endsWith(' .')) return null;
    return {
      message: `${displayName(set.name)} has one MX, "${only.value}": no other host takes mail when it is down`,
      hint: 'add a second MX with a higher preference',
    };
  },
};
