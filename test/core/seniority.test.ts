import { describe, expect, it } from 'vitest';
import { createSeniority } from '../../src/core/seniority.ts';
import { claim, january, remembered } from '../support/claim-builder.ts';
import { memory } from '../support/plan-input.ts';

/** The time of this run: a day after what the snapshot knows. */
const today = january + 86400;

/** The age of a claim whose like the snapshot has known since January. */
function ageWith(known: Parameters<typeof claim>[0], now: Parameters<typeof claim>[0]): number | null {
  return createSeniority(memory({ snapshot: [remembered(claim(known))] }), today)(claim(now));
}

describe('when a claim was first known', () => {
  it.each([
    ['what the snapshot keeps, for a source without times', {}, {}, january],
    ['what the snapshot keeps, where the container is younger', {}, { created: january + 9 }, january],
    ['the creation of its container, where that is older', {}, { created: january - 9 }, january - 9],
    [
      'the same where another label of the service says it now',
      { origins: ['c.yaml#web label dns.a'] },
      { origins: ['c.yaml#web label dns.b'] },
      january,
    ],
    [
      'the same where one of several origins is known',
      {},
      { origins: ['new', 'docker:home/web label dns.app.example.com'] },
      january,
    ],
    ['unknown for another service', { from: 'web' }, { from: 'db' }, null],
    ['unknown for another value', {}, { value: '192.168.1.11' }, null],
    ['unknown for another type', { type: 'TXT' }, {}, null],
    ['unknown for another name', {}, { name: 'www.example.com' }, null],
    ['unknown for another source', { source: 'nas' }, { origins: ['docker:nas/web label dns.app.example.com'] }, null],
  ])('is %s', (_case, known, now, age) => {
    expect(ageWith(known, now)).toBe(age);
  });

  it.each([
    ['the time of the container', january, january],
    ['this run', undefined, null],
    ['this run, where the container’s clock is ahead', today + 60, null],
  ])('is %s without a lockfile', (_case, created, age) => {
    expect(createSeniority(null, today)(claim(created === undefined ? {} : { created }))).toBe(age);
  });

  it.each([
    ['now', today, today],
    ['a second ahead of this run', today + 1, null],
  ])('takes no clock for a newcomer that is ahead: %s', (_case, created, age) => {
    expect(createSeniority(null, today)(claim({ created }))).toBe(age);
  });

  it('is the earliest of several that the snapshot keeps, losers too', () => {
    const snapshot = [remembered(claim(), { created: january + 5 }), remembered(claim(), { standing: false })];
    expect(createSeniority(memory({ snapshot }), today)(claim())).toBe(january);
  });
});
