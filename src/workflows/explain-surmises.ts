import type { Diagnostic } from '../core/diagnostic.ts';
import type { Surmises } from '../core/explain/surmises.ts';
import type { SourceReading } from '../core/gather.ts';
import { readShownFiles } from './check-project.ts';
import { readUnlocked } from './explain-unlocked.ts';
import type { Project } from './project.ts';

/** Nothing needs to be surmised about what is claimed. */
export const noSurmises: Surmises = { textAt: () => undefined, textOf: () => undefined, unlocked: [], subjects: [] };

/**
 * Finds out what would be claimed if nothing kept labels from counting, by reading the sources of labels once more with
 * other settings, and what is written where something was found wrong. What failed once is not asked again.
 */
export async function surmise(
  project: Project,
  readings: readonly SourceReading[],
  locked: readonly string[],
): Promise<Surmises> {
  const findings = readings.flatMap(({ reading }) => reading.diagnostics);
  const [texts, { claims, subjects }] = await Promise.all([
    readShownFiles(findings, project.root),
    readUnlocked(project, readings, locked),
  ]);
  return { textAt: createTextFinder(texts), textOf: (file) => texts.get(file), unlocked: claims, subjects };
}

/** What a label of a JSON file says, from its key on. */
const jsonEntry = /^"(?:\\.|[^"\\])*"\s*:\s*"(?:\\.|[^"\\])*"/;
/** Longer texts hold no name that could be asked for, in UTF-16 units. */
const longest = 4096;

/** Finds what is written at the place of a finding: to the end of its line, or of a label in JSON. */
function createTextFinder(texts: ReadonlyMap<string, string>): (finding: Diagnostic) => string | undefined {
  const starts = new Map([...texts].map(([file, text]) => [file, lineStarts(text)]));
  return ({ file = '', line = 0, column = 1 }) => {
    const start = starts.get(file)?.[line - 1];
    if (start === undefined) return undefined;
    const from = start + column - 1;
    const rest = texts.get(file)?.slice(from, from + longest) ?? '';
    return jsonEntry.exec(rest)?.[0] ?? rest.split('\n', 1)[0];
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
