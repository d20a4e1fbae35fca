import { relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { SourceReading } from '../core/gather.ts';
import type { FoundRecord, ImportDocument } from '../core/import-document.ts';
import { importSets } from '../core/import-sets.ts';
import { readName } from '../core/name.ts';
import { nearest } from '../core/nearest.ts';
import type { ActualRecord, Capabilities } from '../core/provider-model.ts';
import { createRouter } from '../core/route.ts';
import { DnsSyncError } from '../errors.ts';
import { compileNamePattern } from '../files/name-pattern.ts';
import { claimedValues, judgeImport, standingOf } from './import-judge.ts';
import { statesOf } from './make-project-plan.ts';
import { type Project, readMemory } from './project.ts';
import { type ReadProvider, readProviders } from './read-providers.ts';
import { readSources } from './read-sources.ts';
import { problemOf } from './refusal.ts';

/** Where records are imported from. */
export type ImportOrigin =
  | { readonly kind: 'provider'; readonly name: string }
  /** `path` as given; `zone` as given with `--origin`. */
  | { readonly kind: 'zonefile' | 'octodns'; readonly path: string; readonly zone?: string };

/** What an import is asked for. */
export interface ImportRequest {
  readonly from: ImportOrigin;
  /** Patterns of names; empty: all. */
  readonly names: readonly string[];
  /** Types, upper case; empty: all. */
  readonly types: readonly string[];
  /** Only what is nobody's. */
  readonly unowned: boolean;
  /** The provider that the records of a file go to; absent: routing decides. */
  readonly provider?: string;
  /** The file that will be replaced: what it claims counts as not claimed. */
  readonly replaces?: string;
}

/** What can be imported, and what was found on the way. */
export interface Imported {
  readonly document: ImportDocument;
  /** Warnings and infos about what was read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Records with the zones they were found in. */
interface Found {
  readonly label: string;
  readonly zones: readonly string[];
  readonly records: readonly FoundRecord[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads what is to be imported, and the sources, and settles what becomes an override. Writes nothing. Throws what
 * reading throws, and `INPUT_INVALID` or `SOURCE_FAILED` where the sources do not say what is claimed already.
 */
export async function importRecords(project: Project, request: ImportRequest): Promise<Imported> {
  const { config, models } = project;
  const target = request.from.kind === 'provider' ? request.from.name : request.provider;
  if (target !== undefined) requireProvider(project, target);
  const isSelected = await selection(request);
  const lockfile = await readMemory(project);
  const readings = (await readSources(project, lockfile?.memory ?? null, [])).map((one) =>
    without(one, project, request),
  );
  const standing = standingOf(project, readings, lockfile);
  const problem = standing.plan.options.hold ? undefined : problemOf(standing.plan);
  if (problem !== undefined) {
    const { code, message, hint, details } = problem;
    throw new DnsSyncError(code, message, { hint, details, diagnostics: standing.plan.diagnostics });
  }
  const found = await readOrigin(project, request.from);
  const claimed = claimedValues(standing);
  const route = createRouter(models);
  const document = importSets(found.records, {
    from: found.label,
    owner: config.owner,
    unowned: request.unowned,
    zones: found.zones,
    defaultTtl: config.defaults.ttl,
    isSelected,
    isClaimed: ({ name, type, value }) =>
      claimed.has(`${target === undefined ? '' : `${target} `}${name} ${type} ${value}`),
    providerFor: (name) => {
      if (target === undefined) return undefined;
      const routed = route(name);
      return routed.ok && routed.providers.length === 1 && routed.providers[0]?.name === target ? undefined : target;
    },
  });
  return { document: judgeImport(project, standing, document), diagnostics: found.diagnostics };
}

/** Throws `USAGE` for a name that no provider has. */
function requireProvider({ models }: Project, name: string): void {
  const names = models.map((model) => model.name);
  if (names.includes(name)) return;
  const near = nearest(name, names);
  throw new DnsSyncError('USAGE', `there is no provider "${name}"`, {
    hint: near === undefined ? `the configured providers are ${names.join(', ')}` : `did you mean ${near}?`,
  });
}

async function selection({ names, types }: ImportRequest): Promise<(name: string, type: string) => boolean> {
  const patterns = names.includes('*') ? [] : names;
  const compiled = await Promise.all(patterns.map(compileNamePattern));
  const matchers = compiled.flatMap((one, index) => {
    if (one.ok) return [one.matches];
    throw new DnsSyncError('USAGE', `--name ${patterns[index] ?? ''}: ${one.message}`, {
      hint: 'write a name, a glob such as "*.example.com", or /a regular expression/',
    });
  });
  return (name, type) =>
    (types.length === 0 || types.includes(type)) &&
    (matchers.length === 0 || matchers.some((matches) => matches(name)));
}

/** A source without what the file that is replaced says. */
function without(one: SourceReading, { root, cwd }: Project, { replaces }: ImportRequest): SourceReading {
  if (replaces === undefined) return one;
  const prefix = `${relative(root, resolve(cwd, replaces)).split(sep).join('/')}#`;
  const { reading } = one;
  const claims = reading.claims.filter(({ origins }) => !origins.every((origin) => origin.startsWith(prefix)));
  return claims.length === reading.claims.length ? one : { ...one, reading: { ...reading, claims } };
}

function readOrigin(project: Project, from: ImportOrigin): Promise<Found> {
  return from.kind === 'provider' ? fromProvider(project, from.name) : fromFiles(project, from);
}

async function fromProvider(project: Project, name: string): Promise<Found> {
  const configs = project.config.providers.filter((provider) => provider.name === name);
  const read = await readProviders(project, configs);
  try {
    const state = statesOf(project, read).get(name);
    const model = project.models.find((one) => one.name === name);
    return {
      label: `the provider ${name} (${model?.kind ?? ''})`,
      zones: (model?.zones ?? []).flatMap(({ apex }) => (apex === undefined ? [] : [apex])),
      records: (state?.records ?? []).map((record) => foundAt(record, model?.capabilities.attributes ?? {})),
      diagnostics: state?.diagnostics ?? [],
    };
  } finally {
    await Promise.all(read.map(({ provider }: ReadProvider) => provider.close?.()));
  }
}

/** A record of a provider; attributes that no claim may have are the provider's own, and become a note. */
function foundAt({ owner, fixed, ...record }: ActualRecord, known: Capabilities['attributes']): FoundRecord {
  const { name, type, ttl, value, attributes = {} } = record;
  const entries = Object.entries(attributes);
  const sayable = entries.filter(([key]) => Object.hasOwn(known, key));
  const others = entries.filter(([key]) => !Object.hasOwn(known, key)).map(([key, one]) => `${key} ${one}`);
  const notes = [
    ...(others.length === 0 ? [] : [`stands there with ${others.join(', ')}`]),
    ...(fixed === undefined ? [] : [`cannot be changed where it stands: ${fixed}`]),
  ];
  return {
    name,
    type,
    ttl,
    value,
    owner: owner?.owner ?? null,
    ...(sayable.length === 0 ? {} : { attributes: Object.fromEntries(sayable) }),
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
  };
}

async function fromFiles(
  { root, cwd, signal }: Project,
  { kind, path, zone }: Exclude<ImportOrigin, { kind: 'provider' }>,
): Promise<Found> {
  const place = { path: resolve(cwd, path), root, ...(zone === undefined ? {} : { origin: originName(zone) }) };
  if (kind === 'octodns') {
    const { readOctodnsFiles } = await import('../sources/import/octodns-files.ts');
    return { label: `the OctoDNS files ${path}`, ...(await readOctodnsFiles(place, signal)) };
  }
  const { readForeignZone } = await import('../providers/zonefile/read-foreign.ts');
  const read = await readForeignZone(place, signal);
  const records = read.records.map(({ name, type, ttl, value, mark }) => ({
    name,
    type,
    ttl,
    value,
    owner: mark?.owner ?? null,
  }));
  return { label: `the zone file ${path}`, zones: [read.zone], records, diagnostics: read.diagnostics };
}

function originName(text: string): string {
  const read = readName(text);
  if (read.ok) return read.name;
  throw new DnsSyncError('USAGE', `--origin: ${read.message}`, { hint: 'such as --origin example.com' });
}
