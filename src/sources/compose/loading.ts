import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Missing } from '../completeness.ts';
import { parseComposeFile, type ReadComposeFile, type TextReader, unreadable } from './compose-file.ts';
import type { Lookup } from './interpolate.ts';
import type { Layer, Stack } from './layers.ts';

/** Services that one project may come to, those brought in counted each time; no real one has a tenth. */
const maxSize = 200_000;
/** What one more file weighs, in services, each time it is used. */
export const fileWeight = 100;
/** For how many characters of a file one service more is counted. */
const charactersEach = 50;

/** The services of a project, or of one that is included, merged but not read. */
export interface Model {
  readonly services: ReadonlyMap<string, Stack>;
  /** The files' roots, for what is declared beside the services. */
  readonly root: Stack;
}

/** One project while its files are being loaded. */
export interface Loading {
  /** A path in messages and origins. */
  readonly show: (path: string) => string;
  readonly readText: TextReader;
  readonly diagnostics: Diagnostic[];
  /** What could not be read, and may hold labels. */
  readonly missing: Missing[];
  /** Compose files by absolute path, each read once. */
  readonly files: Map<string, ReadComposeFile>;
  /** Included projects by what they are made of, for each set of variables. */
  readonly included: Map<Lookup, Map<string, Model | null>>;
  /** Services so far, with what the files weigh. */
  size: number;
  /** It was told that there are too many. */
  full: boolean;
}

/** The files of a project, or of one that is included, with what they need. */
export interface ProjectParts {
  /** Absolute paths, merged in their order. */
  readonly paths: readonly string[];
  /** The project's directory, absolute. */
  readonly folder: string;
  readonly lookup: Lookup;
  /** Files that are being included already, the outermost first. */
  readonly ancestors: readonly string[];
}

/** Begins to load a project. */
export function beginLoading(show: (path: string) => string, readText: TextReader): Loading {
  return { show, readText, diagnostics: [], missing: [], files: new Map(), included: new Map(), size: 0, full: false };
}

/** Counts services; false once the project has come to too much. */
export function weigh(loading: Loading, services: number): boolean {
  loading.size += services;
  return loading.size <= maxSize;
}

/** Reads a compose file, once for each path. */
export async function openFile(path: string, loading: Loading): Promise<ReadComposeFile> {
  const known = loading.files.get(path);
  if (known !== undefined) return known;
  const shown = loading.show(path);
  if (!weigh(loading, fileWeight)) return { ok: false, why: 'the project has too many files', diagnostics: [] };
  const read = await loading.readText(path, shown);
  if (read.ok) weigh(loading, read.text.length / charactersEach);
  const file = read.ok ? parseComposeFile(read.text, shown) : unreadable(read, shown);
  loading.files.set(path, file);
  if (!file.ok) loading.diagnostics.push(...file.diagnostics);
  return file;
}

/** A mistake in what brings other files or services in, with the code of its kind. */
export interface Refusal {
  readonly code: 'COMPOSE_EXTENDS' | 'COMPOSE_INCLUDE' | 'COMPOSE_LABEL_FILE' | 'COMPOSE_UNSUPPORTED';
  readonly message: string;
  readonly hint: string;
  /** `<file>` or `<file>#<service>` that lacks something now. */
  readonly what: string;
  /** The service, where it is about one. */
  readonly service?: string;
}

/** Tells why something that may hold labels is not read, at an offset of a layer's file. */
export function refuse(
  out: Pick<Loading, 'diagnostics' | 'missing'>,
  layer: Layer,
  start: number,
  { code, message: why, hint, what, service }: Refusal,
): void {
  const message = service === undefined ? why : `${why} (service "${service}")`;
  const severity = code === 'COMPOSE_UNSUPPORTED' ? 'warning' : 'error';
  out.diagnostics.push({ code, severity, message, hint, origin: what, ...layer.file.place(start) });
  out.missing.push({ what, why });
}

/** Files that Compose would fetch from elsewhere: Git repositories and OCI artifacts. */
export function isRemote(path: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(path);
}

/** An address from elsewhere as it may be shown: what stands before its last `@` and behind a `?` may be a secret. */
export function withoutSecret(address: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(address)?.[0] ?? '';
  const [at, query] = [address.lastIndexOf('@'), address.indexOf('?')];
  if (query >= 0 && query < at) return `${scheme}***`;
  const shown = scheme === '' || at < 0 ? address : `${scheme}***${address.slice(at)}`;
  return query < 0 ? shown : `${shown.slice(0, shown.indexOf('?'))}?***`;
}
