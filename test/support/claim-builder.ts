import type { Claim, NameDoubt, OriginDoubt, Reading, Rewrite } from '../../src/core/claim.ts';
import type { SourceReading } from '../../src/core/gather.ts';
import { compileGlob } from '../../src/core/glob.ts';
import type { RememberedClaim } from '../../src/core/memory.ts';
import type { WorkClaim } from '../../src/core/work-claim.ts';

/** 2026-01-01T00:00:00Z: when everything that has a time was created, unless told. */
export const january = 1767225600;

/** A label's claim for the address of app.example.com; its origin follows from source, container and name. */
export function claim(differences: Partial<Claim> & { readonly from?: string } = {}): Claim {
  const { from = 'web', ...given } = differences;
  const facts = { name: 'app.example.com', type: 'A', value: '192.168.1.10', source: 'home', class: 'label' as const };
  const { source, name } = { ...facts, ...given };
  return { ...facts, origins: [`docker:${source}/${from} label dns.${name}`], ...given };
}

/** A record of the overrides. */
export function override(differences: Partial<Claim> = {}): Claim {
  const { name = 'app.example.com', type = 'A' } = differences;
  const origins = [`overrides/a.yaml#${name}/${type}`];
  return claim({ source: 'overrides', class: 'override', origins, ...differences });
}

/** A line of a hosts file. */
export function hostsLine(differences: Partial<Claim> = {}): Claim {
  const { name = 'app.example.com' } = differences;
  return claim({ source: 'static', class: 'hosts', origins: [`/etc/hosts.d/lan ${name}`], ...differences });
}

/** A CNAME's worth of differences. */
export function cname(target: string): Pick<Claim, 'type' | 'value'> {
  return { type: 'CNAME', value: target };
}

/** The claim as it goes through conflicts; 300 s, created in January. */
export function work(one: Claim, differences: Partial<WorkClaim> = {}): WorkClaim {
  return { raw: one, claim: one, ttl: one.ttl ?? 300, created: one.created ?? january, ...differences };
}

/** The claim as the snapshot keeps it. */
export function remembered(one: Claim, differences: Partial<RememberedClaim> = {}): RememberedClaim {
  return { ...one, created: one.created ?? january, standing: true, ...differences };
}

/** What a source that could be read in full says. */
export function reading(source: string, claims: readonly Claim[], differences: Partial<Reading> = {}): SourceReading {
  const whole: Reading = { claims, doubts: [], diagnostics: [], completeness: 'complete', missing: [] };
  return { source, reading: { ...whole, ...differences } };
}

/** A name of the source `home` that is in doubt. */
export function nameDoubt(differences: Partial<NameDoubt> = {}): NameDoubt {
  return {
    kind: 'name',
    name: 'app.example.com',
    type: 'A',
    reason: 'invalid',
    detail: 'the value cannot be read',
    source: 'home',
    origin: 'docker:home/web label dns.host',
    ...differences,
  };
}

/** Origins of the source `home` that are in doubt. */
export function originDoubt(prefix: string, differences: Partial<OriginDoubt> = {}): OriginDoubt {
  const detail = 'a variable is unset';
  return { kind: 'origin', prefix, reason: 'invalid', detail, source: 'home', ...differences };
}

/** An `ignore` of names that fit a glob. */
export function ignore(name: string, match: Rewrite['match'] = {}): Rewrite {
  const origin = `overrides/a.yaml#ignore/${name}`;
  return { origin, matchText: name, match: { name: compileGlob(name), ...match } };
}

/** A `patch` of names that fit a glob. */
export function patch(name: string, set: NonNullable<Rewrite['set']>, match: Rewrite['match'] = {}): Rewrite {
  const origin = `overrides/a.yaml#patch/${name}`;
  return { origin, matchText: name, match: { name: compileGlob(name), ...match }, set };
}
