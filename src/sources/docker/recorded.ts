import { resolve } from 'node:path';
import type { Reading } from '../../core/claim.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { lineIndex } from '../../files/line-index.ts';
import { readTextFile, sizeLimits } from '../../files/read-file.ts';
import { shownPath } from '../../files/resolve-paths.ts';
import { completeness, type Missing } from '../completeness.ts';
import type { SourceContext } from '../source.ts';
import { loadLocator } from './locator.ts';
import { type ElementRules, readElements } from './read-elements.ts';
import { recordedMissing } from './record.ts';
import { type RecordedElement, readRecording } from './recording.ts';

/** A file in which Docker's answers are recorded. */
export interface RecordedFile {
  /** Relative to the configuration's folder. */
  readonly file: string;
  /** A missing file is nothing to mention. */
  readonly optional: boolean;
}

/** Reads what `docker inspect`, the two list calls of the API, or `snapshot --record` wrote into a file. */
export async function readRecorded(
  recorded: RecordedFile,
  rules: ElementRules,
  context: SourceContext,
  signal: AbortSignal,
): Promise<Reading> {
  const { name } = rules;
  const path = resolve(context.root, recorded.file);
  const shown = shownPath(context.root, path) || '.';
  context.noteFile?.(path);
  const read = await readTextFile(path, shown, sizeLimits.large);
  signal.throwIfAborted();
  if (!read.ok) {
    const { code, message, hint, at } = read;
    if (code === 'FILE_MISSING') return pathMissing(name, recorded, context, shown);
    const found = { code, severity: 'error' as const, message, hint, file: shown, ...(at ?? {}) };
    return failed(name, { what: shown, why: message }, [found]);
  }
  const recording = await readRecording(read.text);
  if (!recording.ok) {
    const { message, offset } = recording;
    const hint = 'record with docker inspect $(docker ps -q)';
    const place = { file: shown, ...lineIndex(read.text)(offset) };
    return failed(name, { what: shown, why: message }, [
      { code: 'FILE_INVALID', severity: 'error', message, hint, ...place },
    ]);
  }
  const locator = await loadLocator(read.text, shown);
  const missing: Missing[] = [];
  const elements: RecordedElement[] = [];
  for (const element of recording.elements) {
    const unread = recordedMissing(element.value);
    if (unread === null) elements.push(element);
    else missing.push(unread);
  }
  const { strange, ...found } = readElements(
    elements.map((element) => ({
      value: element.value,
      place: () => locator.element(element),
      labelPlace: (labels, key) => locator.key(element, labels, key),
    })),
    rules,
    context,
  );
  const diagnostics: Diagnostic[] = [];
  for (const { first, message, hint, count } of strange) {
    const many = count === 1 ? 'an element' : `${count} elements`;
    const place = first.place?.();
    diagnostics.push({
      code: 'RECORDED_SHAPE',
      severity: 'error',
      message: `${many} of ${shown} cannot be read: ${message}`,
      hint,
      ...place,
    });
    missing.push({ what: place === undefined ? shown : `${shown}:${place.line}`, why: message });
  }
  const answer = completeness(name, 1, missing);
  const judged =
    elements.length < recording.elements.length ? answer.diagnostics.map(toRecordAgain) : answer.diagnostics;
  return { ...found, ...answer, diagnostics: [...found.diagnostics, ...diagnostics, ...judged] };
}

/** What was missing when it was recorded cannot be had from the file. */
function toRecordAgain(one: Diagnostic): Diagnostic {
  const hint =
    'record again when the engine answers in full; until then its names are held, and go on without them only with --hold';
  return { ...one, hint };
}

function pathMissing(name: string, { optional }: RecordedFile, context: SourceContext, shown: string): Reading {
  const diagnostic: Diagnostic = {
    code: 'SOURCE_PATH_MISSING',
    severity: 'warning',
    message: `the source "${name}" finds nothing at ${shown}`,
    hint: 'check the path, or say optional: true',
    subject: name,
  };
  const missing = context.remembered && !optional ? [{ what: shown, why: 'nothing is there' }] : [];
  const answer = completeness(name, 1, missing);
  return { claims: [], doubts: [], ...answer, diagnostics: [...(optional ? [] : [diagnostic]), ...answer.diagnostics] };
}

function failed(source: string, missing: Missing, diagnostics: readonly Diagnostic[]): Reading {
  const answer = completeness(source, 0, [missing]);
  return { claims: [], doubts: [], ...answer, diagnostics: [...diagnostics, ...answer.diagnostics] };
}
