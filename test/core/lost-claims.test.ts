import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/core/claim.ts';
import { lostClaims } from '../../src/core/lost-claims.ts';
import { resolveName } from '../../src/core/resolve-name.ts';
import type { ConflictStrategy } from '../../src/core/settings.ts';
import { claim, cname, hostsLine, january, override, work } from '../support/claim-builder.ts';

const name = 'app.example.com';

/** What is told of claims, in the order of their age, the oldest first. */
function lost(claims: readonly Claim[], strategy: ConflictStrategy = 'oldest') {
  const worked = claims.map((one, index) => work(one, { created: january + index }));
  return lostClaims(name, resolveName(name, worked, strategy), strategy);
}

const alias = (target: string, from: string, more: Partial<Claim> = {}) => claim({ ...cname(target), from, ...more });
const label = (from: string) => `docker:home/${from} label dns.${name}`;

describe('a claim that loses a conflict', () => {
  it.each<[string, readonly Claim[], ConflictStrategy, string, string]>([
    [
      'to an older one',
      [alias('x.net', 'a'), alias('y.net', 'b')],
      'oldest',
      `${name} CNAME y.net is not written: it loses to CNAME x.net of ${label('a')}, which is older (oldest)`,
      'warning',
    ],
    [
      'to a newer one',
      [alias('x.net', 'a'), alias('y.net', 'b')],
      'newest',
      `${name} CNAME x.net is not written: it loses to CNAME y.net of ${label('b')}, which is newer (newest)`,
      'warning',
    ],
    [
      'to a higher priority',
      [alias('x.net', 'a'), alias('y.net', 'b', { priority: 5 })],
      'priority',
      `${name} CNAME x.net is not written: it loses to CNAME y.net of ${label('b')}, which has the higher priority (priority)`,
      'warning',
    ],
    [
      'to a forced one of another type',
      [alias('x.net', 'a'), claim({ from: 'b', force: true })],
      'oldest',
      `${name} CNAME x.net is not written: it loses to A 192.168.1.10 of ${label('b')}, which is forced (force)`,
      'warning',
    ],
    [
      'to a CNAME, whatever its own type',
      [alias('x.net', 'a'), claim({ from: 'b' })],
      'oldest',
      `${name} A 192.168.1.10 is not written: it loses to CNAME x.net of ${label('a')}, which is older (oldest)`,
      'warning',
    ],
    [
      'to an override, on request',
      [claim({ from: 'a' }), override({ value: '192.168.1.99' })],
      'oldest',
      `${name} A 192.168.1.10 is not written: it loses to A 192.168.1.99 of overrides/a.yaml#${name}/A, which is an override (overrides)`,
      'info',
    ],
    [
      'to a hosts file, on request',
      [claim({ from: 'a' }), hostsLine({ value: '192.168.1.99' })],
      'reject',
      `${name} A 192.168.1.10 is not written: it loses to A 192.168.1.99 of /etc/hosts.d/lan ${name}, which stands in a hosts file (hosts)`,
      'info',
    ],
  ])('is told: %s', (_what, claims, strategy, message, severity) => {
    expect(lost(claims, strategy)).toMatchObject([{ code: 'CLAIM_LOST', severity, message, name }]);
  });

  it('is told at its own place, with that of the winner', () => {
    const at = (line: number) => () => ({ file: 'stacks/compose.yaml', line, column: 7 });
    const [found] = lost([alias('x.net', 'a', { at: at(3) }), alias('y.net', 'b', { at: at(9) })]);
    expect(found).toMatchObject({ file: 'stacks/compose.yaml', line: 9, column: 7, origin: label('b') });
    expect(found?.related).toEqual([
      { message: 'CNAME x.net wins', origin: label('a'), file: 'stacks/compose.yaml', line: 3, column: 7 },
    ]);
    expect(found?.hint).toBe('remove one of the two, or settle it with an override record');
  });

  it('carries every origin of its record', () => {
    const origins = [label('b'), 'overrides/a.yaml#patch/1'];
    expect(lost([alias('x.net', 'a'), alias('y.net', 'b', { origins })])).toMatchObject([{ origins }]);
  });

  it('is told each, with the winner of its own type', () => {
    const text = (value: string) => ({ type: 'TXT', value });
    const found = lost([
      claim({ from: 'a' }),
      claim({ from: 'a', ...text('old') }),
      override({ value: '192.168.1.99' }),
      override(text('new')),
    ]);
    expect(found.map(({ message }) => message.split(' of ')[0])).toEqual([
      `${name} A 192.168.1.10 is not written: it loses to A 192.168.1.99`,
      `${name} TXT old is not written: it loses to TXT new`,
    ]);
  });

  it.each<[string, readonly Claim[], ConflictStrategy]>([
    ['where all stand', [claim({ from: 'a' }), claim({ from: 'b', value: '192.168.1.11' })], 'oldest'],
    ['where nobody wins, which is an error of its own', [alias('x.net', 'a'), alias('y.net', 'b')], 'reject'],
    ['for overrides that contradict one another', [override(cname('x.net')), override(cname('y.net'))], 'oldest'],
  ])('is not told %s', (_what, claims, strategy) => {
    expect(lost(claims, strategy)).toEqual([]);
  });
});
