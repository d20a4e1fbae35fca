import type { Memory } from '../../../src/core/memory.ts';
import { encodeLockfile } from '../../../src/state/encode-lockfile.ts';
import { january } from '../../support/claim-builder.ts';

/** A project, and what is asked of it. */
export interface ExplainCase {
  readonly files: Readonly<Record<string, string>>;
  /** `explain` and its arguments. */
  readonly ask: { readonly name?: string; readonly container?: string; readonly label?: string };
  readonly offline?: true;
  /** `--hold`. */
  readonly hold?: true;
  /** `--locked-source`. */
  readonly locked?: readonly string[];
  /** The exit code; absent: 0. */
  readonly exit?: number;
}

/** Cases by what they are about. */
export type ExplainCases = Readonly<Record<string, ExplainCase>>;

/** A configuration with compose files, recorded containers and overrides, one zone file `lan`, and more lines. */
export function configWith({
  stacks = '',
  recorded = '',
  sources = '',
  providers = '',
  more = '',
}: {
  readonly stacks?: string;
  readonly recorded?: string;
  readonly sources?: string;
  readonly providers?: string;
  readonly more?: string;
} = {}): string {
  return `version: 1
owner: homeserver
defaults: { ttl: 300, ipv4: 192.168.1.10 }
sources:
  - { name: stacks, type: compose, files: ["stacks/*.yaml"], optional: true${stacks} }
  - { name: recorded, type: docker, file: containers.json, optional: true${recorded} }
  - { name: overrides, type: yaml, files: ["overrides/*.yaml"], optional: true }
${sources}providers:
  - { name: lan, type: zonefile, zones: [lan.example.com], directory: zones, serial: increment }
${providers}${more}`;
}

/** A service `web` of the compose file `stacks/web.yaml` with these labels, `key: value` each. */
export function service(...labels: readonly string[]): Record<string, string> {
  const lines = labels.map((label) => `      ${label}\n`).join('');
  return { 'stacks/web.yaml': `services:\n  web:\n    labels:\n${lines}` };
}

/** Overrides with these lines below `version`. */
export function overrides(text: string): Record<string, string> {
  return { 'overrides/a.yaml': `version: 1\n${text}` };
}

/** The zone file of lan.example.com with these lines. */
export function zoneFile(...lines: readonly string[]): Record<string, string> {
  const head = `$TTL 300
@ IN SOA ns.lan.example.com. hostmaster.lan.example.com. 7 7200 1800 1209600 300
@ IN NS ns
ns IN A 192.168.1.2
`;
  return { 'zones/lan.example.com.zone': `${head}${lines.map((line) => `${line}\n`).join('')}` };
}

/** An owner comment, as it stands behind a record. */
export const ownedBy = (owner: string, created = '2026-01-01T00:00:00Z') =>
  `; dns-sync owner=${owner} created=${created} force=0`;

/** What `docker inspect` says of a container. */
export function container(
  name: string,
  labels: Readonly<Record<string, string>>,
  differences: Readonly<Record<string, unknown>> = {},
): object {
  return {
    Id: `${name}00000000000000000000000000000000`.slice(0, 32),
    Name: `/${name}`,
    Created: '2026-01-01T00:00:00Z',
    State: { Status: 'running' },
    Config: { Labels: labels },
    HostConfig: { NetworkMode: 'bridge' },
    NetworkSettings: { Networks: {} },
    ...differences,
  };
}

/** A recording of these containers. */
export function recording(...containers: readonly object[]): Record<string, string> {
  return { 'containers.json': JSON.stringify(containers, null, 1) };
}

/** A lockfile that remembers these addresses: claimed by the service `web` of `stacks`, unless told, and applied at `lan`. */
export function lockfile(
  values: readonly { readonly name: string; readonly value: string; readonly sources?: readonly string[] }[],
): Record<string, string> {
  const facts = { type: 'A', created: january };
  const memory: Memory = {
    lineage: '2a3c8d6e-0000-4000-8000-000000000001',
    serial: 7,
    defaultTtl: 300,
    snapshot: values.map(({ name, value, sources: [source = ''] = ['stacks'] }) => {
      const origins = [
        source === 'stacks' ? 'stacks/web.yaml#web label dns.host' : `docker:${source}/web label dns.host`,
      ];
      return { ...facts, name, value, source, origins, class: 'label' as const, grammar: 'dns', standing: true };
    }),
    applied: {
      lan: values.map(({ name, value, sources = ['stacks'] }) => ({
        ...facts,
        name,
        value,
        ttl: 300,
        force: false,
        sources,
      })),
    },
  };
  return { 'dns-sync.lock.json': encodeLockfile(memory) };
}

/** A project with the usual configuration and an empty zone, and these files; the last word counts. */
export function project(...files: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  return Object.assign({ 'dns-sync.yaml': configWith() }, zoneFile(), ...files);
}
