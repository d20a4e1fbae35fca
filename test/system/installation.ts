import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileZones } from '../../src/config/zones.ts';
import type { Claim } from '../../src/core/claim.ts';
import { compareText } from '../../src/core/diagnostic.ts';
import type { SourceReading } from '../../src/core/gather.ts';
import { type MadePlan, makePlan } from '../../src/core/make-plan.ts';
import type { Memory } from '../../src/core/memory.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { ProviderModel } from '../../src/core/provider-model.ts';
import { appliedValues } from '../../src/core/remember.ts';
import type { ConflictStrategy } from '../../src/core/settings.ts';
import { settleSnapshot } from '../../src/core/snapshot.ts';
import { zonefileCapabilities } from '../../src/providers/zonefile/capabilities.ts';
import { zonefileProvider } from '../../src/providers/zonefile/provider.ts';

export const apex = 'lan.example.com';

/** An owner with a memory of its own, planning and applying on a zone file within this process. */
export interface Installation {
  plan(claims: readonly Claim[]): Promise<Plan>;
  /** Plans, commits every change, and remembers. */
  apply(claims: readonly Claim[]): Promise<Plan>;
}

/** `conflicts` and `takeover` as in the configuration. */
export interface InstallationOptions {
  readonly conflicts: ConflictStrategy;
  readonly takeover: ProviderModel['takeover'];
}

/** An installation on `zones/` below `root`; `clock` gives Unix seconds. */
export async function installation(
  owner: string,
  root: string,
  clock: () => number,
  { conflicts, takeover }: InstallationOptions,
): Promise<Installation> {
  const { signal } = new AbortController();
  const defaults = { ttl: 300, ipv4: '10.0.0.2' };
  const settings = { name: 'lan', zones: [apex], directory: 'zones', serial: 'increment' as const };
  const provider = zonefileProvider(settings, { root, owner, defaults });
  const model: ProviderModel = {
    name: 'lan',
    kind: 'zonefile',
    zones: await compileZones([apex]),
    isDefault: false,
    visibility: 'unsaid',
    policy: 'sync',
    takeover,
    share: false,
    adopt: false,
    ownership: 'metadata',
    capabilities: zonefileCapabilities,
  };
  let memory: Memory | null = null;

  const make = async (claims: readonly Claim[]) => {
    const state = await provider.read({ zones: [apex] }, signal);
    const made: MadePlan = makePlan({
      generator: 'test',
      createdAt: new Date(clock() * 1000).toISOString(),
      owner,
      defaultTtl: defaults.ttl,
      strategy: conflicts,
      guards: {
        maxDeletes: null,
        maxDeletePercent: null,
        maxChanges: null,
        maxUpdatePercent: null,
        emptySource: false,
        noLockfile: false,
        apex: false,
        isProtected: () => false,
      },
      rules: new Map(),
      models: [model],
      readings: readingsOf(claims),
      actual: new Map([['lan', state]]),
      memory,
      options: { hold: true, allow: {}, adopt: [], only: [], provider: [] },
      basis: { lineage: null, serial: 0, lockfile: null, config: '', providers: {} },
    });
    return { state, made };
  };

  return {
    plan: async (claims) => (await make(claims)).made.plan,
    apply: async (claims) => {
      const { state, made } = await make(claims);
      const { plan } = made;
      const now = clock();
      for (const unit of provider.split(plan.changes, state)) {
        await provider.commit(unit, { signal, now: new Date(now * 1000), locks: new Map(), lineage: 'a lineage' });
      }
      const snapshot = settleSnapshot(made.snapshot(), now);
      const outcome = { records: state.records, landed: plan.changes };
      const lan = appliedValues(outcome, owner, snapshot, memory?.applied.lan ?? [], now);
      memory = {
        lineage: owner,
        serial: (memory?.serial ?? 0) + 1,
        defaultTtl: defaults.ttl,
        snapshot,
        applied: { lan },
      };
      return plan;
    },
  };
}

/** Claims by their sources, as complete readings. */
export function readingsOf(claims: readonly Claim[]): SourceReading[] {
  const sources = [...new Set(claims.map(({ source }) => source))].sort(compareText);
  return sources.map((source) => ({
    source,
    reading: {
      claims: claims.filter((claim) => claim.source === source),
      doubts: [],
      diagnostics: [],
      completeness: 'complete' as const,
      missing: [],
    },
  }));
}

/** The lines of the zone file that an owner may not touch: markers of the block and the serial left out. */
export function othersLines(root: string, owner: string): string[] {
  const text = readFileSync(join(root, 'zones', `${apex}.zone`), 'latin1');
  return text
    .split('\n')
    .filter((line) => !line.includes(`; dns-sync owner=${owner} `) && !line.startsWith('; --- '))
    .map((line) => line.replace(/( SOA \S+ \S+) \d+ /, '$1 SERIAL '));
}
