import type { Diagnostic, RelatedPlace, Severity } from '../core/diagnostic.ts';
import type { Ink, Style } from './style.ts';
import { visible } from './visible.ts';
import { counted } from './words.ts';
import { blanks, cellWidth, labelled, lineWidth, painted, paragraph, type Span, span } from './wrap.ts';

/** The order in which severities are shown and counted. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];

const nouns: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

function severityInk(severity: Severity, style: Style): Ink {
  return { error: style.red, warning: style.yellow, info: style.cyan }[severity];
}

/** `file:line:column` as editors and terminals link it, else the origin, else the source or provider. */
export function placeOf(place: Partial<Omit<RelatedPlace, 'message'>> & { readonly subject?: string }): string {
  const { file, line, column, origin, subject } = place;
  if (file === undefined) return visible(origin ?? subject ?? '');
  return [visible(file), line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

/** Place, severity, code and message of a finding; the message on lines of its own when it does not fit beside them. */
export function findingLines(diagnostic: Diagnostic, style: Style, width: number, indent: number): string[] {
  const place = placeOf(diagnostic);
  const head: Span[] = place === '' ? [] : [span(place, style.bold), span(' ')];
  head.push(span(diagnostic.severity, severityInk(diagnostic.severity, style)), span(' '));
  head.push(span(visible(diagnostic.code), style.dim));
  const message = span(visible(diagnostic.message));
  if (indent + lineWidth(head) + 2 + cellWidth(message.text) <= width) {
    return [blanks(indent) + painted([...head, span('  '), message])];
  }
  return [...paragraph(head, width, indent, indent + 4), ...paragraph([message], width, indent + 4, indent + 4)];
}

/** Other places of a finding that are told; the rest is counted. */
const mostRelated = 5;

/** The other places of a finding, or the other origins of its record: `also: FILE:LINE:COLUMN what`. */
export function relatedLines(diagnostic: Diagnostic, style: Style, width: number, indent: number): string[] {
  const { related = [], origin, origins = [] } = diagnostic;
  const others = origins.filter((one) => one !== origin && !related.some((place) => place.origin === one));
  const texts = [
    ...related.map((place) => visible(`${placeOf(place)} ${place.message}`.trim())),
    ...others.map(visible),
  ];
  const told = texts.slice(0, mostRelated);
  if (texts.length > told.length) told.push(`${texts.length - told.length} more`);
  return told.flatMap((text) => labelled(span('also: ', style.dim), span(text, style.dim), width, indent));
}

/** What to do about it; nothing when the finding does not say. */
export function hintLines(hint: string | undefined, style: Style, width: number, indent: number): string[] {
  if (hint === undefined || hint === '') return [];
  return labelled(span('hint: ', style.cyan), span(visible(hint)), width, indent);
}

/** `2 errors, 1 warning`; empty when there are none. */
export function severityCounts(diagnostics: readonly Diagnostic[]): string {
  const counts = new Map<Severity, number>();
  for (const { severity } of diagnostics) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return severities.flatMap((one) => (counts.has(one) ? [counted(counts.get(one) ?? 0, nouns[one])] : [])).join(', ');
}
