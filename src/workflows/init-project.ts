import { access, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { DnsSyncError, messageOf, systemCode } from '../errors.ts';
import { resolvePaths } from '../files/resolve-paths.ts';
import { version } from '../version.ts';

/** What the written configuration says. */
export interface InitAnswers {
  readonly owner: string;
  readonly zone: string;
  /** The address of the Docker host; empty: none is written. */
  readonly ipv4: string;
}

/** Where compose files usually are, the first that matches is proposed. */
const composePlaces = [
  'compose.yaml',
  'docker-compose.yml',
  'compose.yml',
  'docker-compose.yaml',
  '*/compose.yaml',
  '*/docker-compose.yml',
  'stacks/*/compose.yaml',
  'stacks/*/docker-compose.yml',
];

/** Proposals for a folder: `<host>-<folder>` as owner, the zone for home networks (RFC 8375). */
export function proposeAnswers(folder: string): InitAnswers {
  const owner = `${hostname().split('.')[0]}-${basename(folder)}`.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 63);
  return { owner: owner.replaceAll(/^[-.]+|[-.]+$/g, '') || 'dns-sync', zone: 'home.arpa', ipv4: '' };
}

/** Writes `dns-sync.yaml`; returns its path. Throws `FILE_EXISTS` rather than overwrite one. */
export async function initProject(folder: string, answers: InitAnswers): Promise<string> {
  const path = join(folder, 'dns-sync.yaml');
  const compose = await findCompose(folder);
  try {
    await writeFile(path, configText(answers, compose), { flag: 'wx' });
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new DnsSyncError('FILE_EXISTS', `${path} exists already`);
    throw new DnsSyncError('STATE_UNWRITABLE', `${path} cannot be written: ${messageOf(error)}`, {
      hint: 'make the folder writable, or run init in another',
      cause: error,
    });
  }
  return path;
}

/** Whether a configuration is there already, so that nobody is asked in vain. */
export async function hasConfig(folder: string): Promise<boolean> {
  return access(join(folder, 'dns-sync.yaml')).then(
    () => true,
    () => false,
  );
}

async function findCompose(folder: string): Promise<string[]> {
  const found = await resolvePaths(folder, composePlaces);
  return found.filter(({ paths }) => paths.length > 0).map(({ pattern }) => pattern);
}

function configText({ owner, zone, ipv4 }: InitAnswers, compose: readonly string[]): string {
  const quote = (text: string) => JSON.stringify(text);
  const files = compose.length > 0 ? compose : ['compose.yaml'];
  const address =
    ipv4 === ''
      ? '  # ipv4: 192.168.1.10         # the address of this Docker host: what a label without a value gets\n'
      : `  ipv4: ${ipv4}${' '.repeat(Math.max(1, 22 - ipv4.length))}# the address of this Docker host: what a label without a value gets\n`;
  return `# yaml-language-server: $schema=https://unpkg.com/dns-sync@${version}/schemas/config.schema.json
# dns-sync: which DNS records should exist, and where. Every key: docs/configuration.md
version: 1

# Under this name our records are marked as ours. Two installations need two names, or they delete each other's records.
owner: ${quote(owner)}

defaults:
  ttl: 300                     # seconds
${address}
# Where the wishes come from.
sources:
  - name: stacks
    type: compose
    files: [${files.map(quote).join(', ')}]
  - name: overrides            # records without a container, and changes to what labels say
    type: yaml
    files: ["overrides/*.yaml"]
    optional: true

# Where the records go.
providers:
  - name: files
    type: zonefile
    zones: [${quote(zone)}]
    directory: zones           # ${zone}.zone is made here on the first apply

# The plan stops when it would delete more than this; every limit can be allowed for one run.
guards:
  maxDeletes: 10
  maxDeletePercent: 30
  protect: ["@"]               # never touch what exists at the zone's own name
`;
}
