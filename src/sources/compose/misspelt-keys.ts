import type { Diagnostic } from '../../core/diagnostic.ts';
import { shown } from '../../core/name.ts';
import { nearest } from '../../core/nearest.ts';
import { invalid } from './compose-file.ts';
import { isLayer, type Layer, type Stack } from './layers.ts';
import { entriesOf } from './merge-keys.ts';

/** A map of a compose file some of whose keys bring labels or services. */
interface Level {
  /** What the map is, for people. */
  readonly of: string;
  /** Those keys. None that Compose knows beside them is within two edits of one. */
  readonly brings: readonly string[];
  /** What was meant by a key, worked out once however often it stands somewhere; null: none of those. */
  readonly meant: Map<string, string | null>;
}

/** The maps whose keys are looked at. */
const levels = {
  file: { of: 'a compose file', brings: ['services', 'include'], meant: new Map() },
  service: { of: 'a service', brings: ['labels', 'label_file', 'extends', 'deploy'], meant: new Map() },
  deploy: { of: 'deploy', brings: ['labels'], meant: new Map() },
} as const satisfies Readonly<Record<string, Level>>;

/**
 * Errors about keys that are nearly one that brings labels or services. Compose refuses every key that it does not know;
 * of these the labels would be missing without a word.
 */
export function misspeltKeys(stack: Stack, level: keyof typeof levels): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const part of stack) {
    if (isLayer(part)) misspeltIn(part, levels[level], found);
    else for (const finding of misspeltKeys(part, level)) found.push(finding);
  }
  return found;
}

function misspeltIn({ node, file }: Layer, level: Level, found: Diagnostic[]): void {
  if (node.kind !== 'map') return;
  for (const [text, { key }] of entriesOf(node)) {
    const meant = meantBy(text, level);
    if (meant === null) continue;
    found.push(invalid(`"${shown(text)}" is no key of ${level.of}`, file.place(key.start), `did you mean "${meant}"?`));
  }
}

/** Keys that are remembered: people use a hundred. */
const mostKeys = 10_000;

function meantBy(text: string, { brings, meant }: Level): string | null {
  if (brings.includes(text) || text.startsWith('x-')) return null;
  const known = meant.get(text);
  if (known !== undefined) return known;
  const near = nearest(text, brings) ?? null;
  if (meant.size < mostKeys) meant.set(text, near);
  return near;
}
