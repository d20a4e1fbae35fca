import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import type { Claim } from '../../src/core/claim.ts';
import type { ConflictStrategy } from '../../src/core/settings.ts';
import { someClaims, zoneText } from './arbitraries.ts';
import { apex, installation, othersLines } from './installation.ts';

/** A folder with a zone file in it, and a clock that goes on by a minute with each look. */
function place(text: string) {
  const root = mkdtempSync(join(inject('scratch'), 'generated-'));
  mkdirSync(join(root, 'zones'));
  const path = join(root, 'zones', `${apex}.zone`);
  writeFileSync(path, text, 'latin1');
  let seconds = 1_795_000_000;
  const clock = () => {
    seconds += 60;
    return seconds;
  };
  return { root, clock, bytes: () => readFileSync(path, 'latin1') };
}

const strategies = fc.constantFrom<ConflictStrategy[]>('oldest', 'newest', 'priority', 'reject');
const runs = { numRuns: 100 };

const bareZone = `$TTL 300\n@ IN SOA ns.${apex}. hostmaster.${apex}. 7 7200 1800 1209600 300\n@ IN NS ns.example.net.\n`;
/** A label's claim; `index` tells its container from others. */
const claim = (index: number, value: string, more: Partial<Claim> = {}): Claim => ({
  name: `app.${apex}`,
  type: 'A',
  value,
  source: 'stacks',
  class: 'label',
  origins: [`stacks/${index}/compose.yaml#web label dns.host`],
  ...more,
});
/** Found by this test: what was written made claims change places, and what was adopted made room for another value. */
const found: [string, Claim[][], ConflictStrategy][] = [
  [bareZone, [[claim(0, '10.0.0.1', { ttl: 60 }), claim(1, '10.0.0.1', { created: 1_790_000_000 })]], 'oldest'],
  [
    `${bareZone}app IN A 10.0.0.10\napp IN A 10.0.0.1\n`,
    [[claim(0, '10.0.0.1', { adopt: true }), claim(1, '10.0.0.2')]],
    'oldest',
  ],
];

describe('generated claims on generated zone files', () => {
  it('a plan right after an apply is empty, and writes nothing; lines of others stay, byte by byte', async () => {
    const steps = fc.array(
      fc.record({ owner: fc.constantFrom('homeserver', 'nas3'), claims: someClaims({ adopt: false }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(zoneText, steps, strategies, async (text, several, conflicts) => {
        const { root, clock, bytes } = place(text);
        const options = { conflicts, takeover: 'never' } as const;
        const owners = new Map([
          ['homeserver', await installation('homeserver', root, clock, options)],
          ['nas3', await installation('nas3', root, clock, options)],
        ]);
        for (const { owner, claims } of several) {
          const others = othersLines(root, owner);
          await owners.get(owner)?.apply(claims);
          expect(othersLines(root, owner)).toEqual(others);
          const written = bytes();
          const again = await owners.get(owner)?.apply(claims);
          expect(again?.changes).toEqual([]);
          expect(bytes()).toBe(written);
        }
      }),
      runs,
    );
  });

  it('with adoption and evictions the next plan is empty too', async () => {
    await fc.assert(
      fc.asyncProperty(
        zoneText,
        fc.array(someClaims({ adopt: true }), { minLength: 1, maxLength: 3 }),
        strategies,
        async (text, rounds, conflicts) => {
          const { root, clock } = place(text);
          const ours = await installation('homeserver', root, clock, { conflicts, takeover: 'evict' });
          for (const claims of rounds) {
            await ours.apply(claims);
            expect((await ours.plan(claims)).changes).toEqual([]);
          }
        },
      ),
      { ...runs, examples: found },
    );
  });

  it('the order in which claims are read changes no byte of the plan', async () => {
    const shuffled = someClaims({ adopt: true }).chain((claims) =>
      fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
    );
    await fc.assert(
      fc.asyncProperty(zoneText, shuffled, strategies, async (text, [claims, otherwise], conflicts) => {
        const { root } = place(text);
        const ours = await installation('homeserver', root, () => 1_795_000_000, { conflicts, takeover: 'evict' });
        expect(JSON.stringify(await ours.plan(otherwise))).toBe(JSON.stringify(await ours.plan(claims)));
      }),
      runs,
    );
  });
});
