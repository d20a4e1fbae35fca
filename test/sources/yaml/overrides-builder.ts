import type { Claim } from '../../../src/core/claim.ts';
import { type Overrides, readOverrides } from '../../../src/sources/yaml/read-overrides.ts';

/** Reads a text as the file `o.yaml` of the source `overrides`, where the providers are `home` and `public`. */
export async function readText(text: string, defaults: { ipv4?: string; ipv6?: string } = {}): Promise<Overrides> {
  return await readOverrides(text, 'o.yaml', 'overrides', {
    root: '/nowhere',
    environment: {},
    defaults,
    remembered: false,
    providers: ['home', 'public'],
  });
}

/** A file whose records are these, one a line from line 3 on. */
export function records(...lines: readonly string[]): string {
  return `version: 1\nrecords:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
}

/** `name TYPE value` of each claim. */
export function brief(claims: readonly Claim[]): string[] {
  return claims.map(({ name, type, value }) => `${name} ${type} ${value}`);
}
