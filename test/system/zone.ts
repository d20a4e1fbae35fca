import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import type { Workspace } from './cli.ts';

/** A zone that a person began: `ns` and two more lines are theirs. */
export const handMadeZone = `$TTL 300
@ IN SOA ns.lan.example.com. hostmaster.lan.example.com. 7 7200 1800 1209600 300
@ IN NS ns
ns\tIN A 10.0.0.2   ; the server itself
printer IN A 10.0.0.30
printer IN TXT "second floor; ask Ann"
`;

/** The lines of a zone file that carry an owner comment, as they stand. */
export function ownedLines(text: string, owner: string): string[] {
  return text.split('\n').filter((line) => line.includes(`; dns-sync owner=${owner} `));
}

/** A configuration with one zone file, overrides as its only source, and a serial that does not depend on the day. */
export function configText(
  options: { owner?: string; directory?: string; provider?: string; more?: string } = {},
): string {
  const { owner = 'homeserver', directory = 'zones', provider = '', more = '' } = options;
  return `version: 1
owner: ${owner}
defaults: { ttl: 300, ipv4: 10.0.0.2 }
sources:
  - { name: overrides, type: yaml, files: ["overrides/*.yaml"] }
providers:
  - { name: lan, type: zonefile, zones: [lan.example.com], directory: ${JSON.stringify(directory)}, serial: increment${provider === '' ? '' : `, ${provider}`} }
${more}`;
}

/** Overrides with these records, each `name value [ttl]`; names are completed with the zone. */
export function overridesText(...records: readonly string[]): string {
  const lines = records.map((record) => {
    const [name, value, ttl] = record.split(' ');
    return `  - { name: ${name}.lan.example.com, value: ${value}${ttl === undefined ? '' : `, ttl: ${ttl}`} }\n`;
  });
  return `version: 1\nrecords:${lines.length === 0 ? ' []' : ''}\n${lines.join('')}`;
}

/** Owned lines without the time at which they were made. */
export function withoutTimes(text: string): string {
  return text.replaceAll(/created=\S+/g, 'created=TIME');
}

/** What `named-checkzone` says of every zone file of a workspace; throws when it refuses one. */
export function checkZones({ folder, tree }: Workspace): string[] {
  return Object.keys(tree())
    .filter((path) => path.endsWith('.zone'))
    .map((path) => {
      const zone = basename(path, '.zone');
      const said = execFileSync('named-checkzone', [zone, join(folder, path)], { encoding: 'utf8' });
      return `${zone}: ${said.trimEnd().split('\n').at(-1)}`;
    });
}
