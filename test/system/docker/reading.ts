import type { Reading } from '../../../src/core/claim.ts';
import { type DockerSettings, dockerSource } from '../../../src/sources/docker.ts';
import type { SourceContext } from '../../../src/sources/source.ts';

/** Reads a live source once, as a plan does. */
export function readDocker(
  settings: Partial<DockerSettings>,
  context: Partial<SourceContext> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Reading> {
  const source = dockerSource(
    { name: 'home', ...settings },
    {
      root: '/',
      environment: {},
      defaults: { ipv4: '192.168.1.10' },
      remembered: false,
      providers: ['home'],
      ...context,
    },
  );
  return source.read(signal);
}

/** `NAME TYPE VALUE` of every claim, sorted. */
export function claimed({ claims }: Reading): string[] {
  return claims.map(({ name, type, value }) => `${name} ${type} ${value}`).sort();
}

/** Codes of all findings but those for debugging, sorted. */
export function codes({ diagnostics }: Reading): string[] {
  return diagnostics.flatMap(({ code, severity }) => (severity === 'info' ? [] : [code])).sort();
}

/** Message and hint of what says that the source did not answer in full. */
export function complaint({ diagnostics }: Reading): string {
  const found = diagnostics.find(({ code }) => code === 'SOURCE_FAILED' || code === 'SOURCE_INCOMPLETE');
  return `${found?.message} -> ${found?.hint}`;
}
