import { compareText, type Diagnostic, type RelatedPlace, type Severity } from '../core/diagnostic.ts';
import { sha256 } from '../core/digest.ts';
import { visibleLines } from './visible.ts';

/** What a SARIF log says besides the findings. */
export interface SarifOptions {
  /** Of dns-sync. */
  readonly version: string;
  /** What a code finds, in a sentence; where it is not known, the code itself in words is used. */
  readonly describe?: (code: string) => string | undefined;
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** SARIF 2.1.0, 3.27.10. */
const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
/** The root of the repository, from which on files are named (SARIF 2.1.0, 3.14.14). */
const base = 'SRCROOT';

/**
 * Findings as a SARIF 2.1.0 log of one run (OASIS, 2020), in the order given. Their files must be relative to the root of
 * the repository.
 */
export function sarifLog(diagnostics: readonly Diagnostic[], { version, describe }: SarifOptions): object {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort(compareText);
  const indexes = new Map(codes.map((code, index) => [code, index]));
  const fingerprint = fingerprints();
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'dns-sync',
            version,
            informationUri: 'https://www.npmjs.com/package/dns-sync',
            rules: codes.map((code) => ({
              id: code,
              shortDescription: { text: describe?.(code) ?? inWords(code) },
              helpUri: helpUri(code, version),
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [base]: { description: { text: 'The root of the repository.' } } },
        results: diagnostics.map((one) => ({
          ruleId: one.code,
          ruleIndex: indexes.get(one.code),
          level: levels[one.severity],
          message: { text: textOf(one) },
          locations: [locationOf(one)],
          ...(one.related === undefined ? {} : { relatedLocations: one.related.map(relatedLocation) }),
          partialFingerprints: { 'dnsSync/v1': fingerprint(one) },
        })),
      },
    ],
  };
}

/** `label unknown field`. */
function inWords(code: string): string {
  return code.toLowerCase().replaceAll(/[-_]/g, ' ');
}

/** The page that tells what a code means: those of rules have small letters. */
function helpUri(code: string, version: string): string {
  const page = /^[a-z]/.test(code) ? 'rules.md' : 'diagnostics.md';
  return `https://unpkg.com/dns-sync@${version}/docs/${page}#${encodeURIComponent(code)}`;
}

/** Message and hint. What would be a link is none (SARIF 2.1.0, 3.11.6). */
function textOf({ message, hint }: Pick<Diagnostic, 'message' | 'hint'>): string {
  const text = hint === undefined || hint === '' ? message : `${message}\nhint: ${hint}`;
  return visibleLines(text).replaceAll(/\[([^[\]]*)\]\(/g, '\\[$1\\](');
}

function relatedLocation(place: RelatedPlace, index: number): object {
  return { id: index + 1, message: { text: textOf(place) }, ...locationOf(place) };
}

/** Where it is in a file; else, by its name, what it is about. */
function locationOf(
  one: Omit<RelatedPlace, 'message'> & { readonly subject?: string; readonly name?: string },
): object {
  const { file, line, column, origin, subject, name } = one;
  const logicalLocations = [{ fullyQualifiedName: visibleLines(origin ?? subject ?? name ?? 'dns-sync') }];
  if (file === undefined) return { logicalLocations };
  const region = { startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: base },
      ...(line === undefined ? {} : { region }),
    },
    ...(line === undefined && (origin ?? subject) !== undefined ? { logicalLocations } : {}),
  };
}

/** A relative reference (RFC 3986 4.2) for a path; half characters, which no URI can hold, are replaced. */
function uriOf(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}

/** What a finding is known by from run to run: code, record and origin, and the how-manieth it is of those. Never lines. */
function fingerprints(): (one: Diagnostic) => string {
  const seen = new Map<string, number>();
  return ({ code, name, origin, subject, file, message }) => {
    const what = name === undefined && origin === undefined ? [subject, file, message] : [name, origin];
    const key = sha256(JSON.stringify([code, ...what]));
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${key.slice('sha256:'.length, 'sha256:'.length + 32)}:${count}`;
  };
}
