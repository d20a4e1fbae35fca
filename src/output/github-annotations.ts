import type { Diagnostic, RelatedPlace, Severity } from '../core/diagnostic.ts';
import { placeOf } from './finding-lines.ts';
import { visible } from './visible.ts';

/** The workflow commands that make annotations. */
const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Other places that are told; the rest is counted. */
const mostRelated = 5;

/**
 * Findings as workflow commands of GitHub Actions, a line each
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). Their files must be relative to the
 * root of the repository.
 */
export function githubAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((one) => `${annotation(one)}\n`).join('');
}

function annotation(one: Diagnostic): string {
  const { code, severity, message, hint, file, line, column, related = [] } = one;
  const where = file === undefined ? placeOf(one) : '';
  const properties = Object.entries({ file, line, col: line === undefined ? undefined : column, title: code })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapedProperty(visible(String(value)))}`);
  const lines = [
    where === '' ? message : `${where}: ${message}`,
    ...(hint === undefined || hint === '' ? [] : [`hint: ${hint}`]),
    ...related.slice(0, mostRelated).map(alsoAt),
    ...(related.length > mostRelated ? [`also: ${related.length - mostRelated} more`] : []),
  ];
  return `::${commands[severity]} ${properties.join(',')}::${escapedData(lines.map(visible).join('\n'))}`;
}

function alsoAt(place: RelatedPlace): string {
  return `also: ${placeOf(place)} ${place.message}`;
}

/** As the runner reads the text of a command back (actions/toolkit, packages/core/src/command.ts). */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As the runner reads a property of a command back. */
function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
