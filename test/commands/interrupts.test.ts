import { describe, expect, it } from 'vitest';
import { type Interruption, interruptions } from '../../src/commands/interrupts.ts';

/** A signal, and when it comes, in milliseconds. */
type Came = readonly ['SIGINT' | 'SIGTERM', number];

describe('what signals mean', () => {
  it.each<[string, readonly Came[], readonly Interruption[]]>([
    ['SIGINT', [['SIGINT', 0]], ['stop']],
    ['SIGTERM', [['SIGTERM', 0]], ['stop']],
    [
      'SIGINT, and again a second later',
      [
        ['SIGINT', 0],
        ['SIGINT', 1000],
      ],
      ['stop', 'die'],
    ],
    [
      'SIGINT, and its echo from npm',
      [
        ['SIGINT', 0],
        ['SIGINT', 49],
      ],
      ['stop', 'ignore'],
    ],
    [
      'SIGINT, its echo, and again by a person in a hurry',
      [
        ['SIGINT', 0],
        ['SIGINT', 3],
        ['SIGINT', 300],
      ],
      ['stop', 'ignore', 'die'],
    ],
    [
      'SIGTERM and its echo',
      [
        ['SIGTERM', 0],
        ['SIGTERM', 20],
      ],
      ['stop', 'ignore'],
    ],
    [
      'SIGINT, then SIGTERM 7.5 s later, as GitHub sends them',
      [
        ['SIGINT', 0],
        ['SIGTERM', 7500],
      ],
      ['stop', 'ignore'],
    ],
    [
      'SIGINT, then SIGTERM 11 s later',
      [
        ['SIGINT', 0],
        ['SIGTERM', 11_000],
      ],
      ['stop', 'die'],
    ],
    [
      'SIGINT, then SIGTERM, then SIGINT by a person',
      [
        ['SIGINT', 0],
        ['SIGTERM', 7500],
        ['SIGINT', 8000],
      ],
      ['stop', 'ignore', 'die'],
    ],
    [
      'SIGTERM, and again a second later',
      [
        ['SIGTERM', 0],
        ['SIGTERM', 1000],
      ],
      ['stop', 'die'],
    ],
    [
      'SIGTERM, then SIGINT',
      [
        ['SIGTERM', 0],
        ['SIGINT', 5000],
      ],
      ['stop', 'die'],
    ],
  ])('%s', (_, came, meanings) => {
    // A clock may have gone on for long before the first.
    for (const start of [0, 1e9]) {
      let now = 0;
      const meaningOf = interruptions(() => start + now);
      const met = came.map(([signal, at]) => {
        now = at;
        return meaningOf(signal);
      });
      expect(met).toEqual(meanings);
    }
  });
});
