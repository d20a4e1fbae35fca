import type { Diagnostic, Place, RelatedPlace, Severity } from '../../core/diagnostic.ts';
import type { DataPath } from '../../files/schema-messages.ts';
import type { YamlDocument } from '../../files/yaml.ts';
import type { SourceContext } from '../source.ts';

/** What is wrong at a place of an overrides file. */
export interface Finding {
  readonly code: string;
  /** `error` when absent. */
  readonly severity?: Severity;
  readonly message: string;
  readonly hint?: string;
  /** Canonical name of the record, where one is known. */
  readonly name?: string;
  /** Other places it is about. */
  readonly related?: readonly RelatedPlace[];
}

/** One overrides file while it is read. */
export interface OverridesReport {
  readonly source: string;
  /** Path as shown. */
  readonly file: string;
  readonly context: SourceContext;
  readonly diagnostics: Diagnostic[];
  /** Notes a finding at a path of the document. */
  add(finding: Finding, path: DataPath): void;
  /** Says which record the findings from the `from`-th on are about. */
  attribute(from: number, record: { readonly name: string; readonly origin: string }): void;
  /** Where a path is, worked out when asked. */
  placeAt(path: DataPath): () => Place;
}

/** A new, empty report on a file. */
export function reportOn(
  document: YamlDocument,
  file: string,
  source: string,
  context: SourceContext,
): OverridesReport {
  const diagnostics: Diagnostic[] = [];
  // Not the document: claims keep their places for long, and its value is large.
  const { locate } = document;
  return {
    source,
    file,
    context,
    diagnostics,
    add: ({ severity = 'error', ...finding }, path) => {
      diagnostics.push({ ...finding, severity, file, ...locate(path) });
    },
    attribute: (from, record) => {
      for (let index = from; index < diagnostics.length; index += 1) {
        const one = diagnostics[index];
        if (one !== undefined) diagnostics[index] = { ...one, ...record };
      }
    },
    placeAt: (path) => () => ({ file, ...locate(path) }),
  };
}
