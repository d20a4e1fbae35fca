import type { Doubt, DoubtReason } from '../../core/claim.ts';
import type { Diagnostic, Place } from '../../core/diagnostic.ts';
import { lineIndex } from '../../files/line-index.ts';

/** What is wrong or worth saying, without its place. */
export type Finding = Omit<Diagnostic, 'file' | 'line' | 'column'>;

/** What is found in one dynamic file. */
export interface TraefikReport {
  readonly diagnostics: Diagnostic[];
  /** What is held; nothing twice. */
  doubts(): Doubt[];
  /** Notes a finding at an offset of the text. */
  add(offset: number, finding: Finding): void;
  /** Notes a finding that is kept to once in a file, told apart by `key`; `say` gets how often it was noted. */
  addOnce(key: string, offset: number, say: (count: number) => Finding): void;
  /** Notes what was kept, when the whole file is read. */
  finish(): void;
  placeAt(offset: number): Place;
  /** Holds a name. */
  hold(name: string, reason: DoubtReason, detail: string): void;
  /** Holds whatever the file gave before: what it is called now is not known. */
  holdFile(detail: string): void;
}

/** A new, empty report on a file. */
export function traefikReport(
  text: string,
  file: string,
  source: string,
  providers: readonly string[] | undefined,
): TraefikReport {
  const locate = lineIndex(text);
  const diagnostics: Diagnostic[] = [];
  const held = new Map<string, Doubt>();
  const once = new Map<string, { readonly offset: number; readonly say: (count: number) => Finding; count: number }>();
  const add = (offset: number, finding: Finding) => diagnostics.push({ ...finding, file, ...locate(offset) });
  const keep = (key: string, doubt: Doubt) => {
    if (!held.has(key)) held.set(key, doubt);
  };
  return {
    diagnostics,
    doubts: () => [...held.values()],
    add,
    addOnce: (key, offset, say) => {
      const known = once.get(key);
      if (known === undefined) once.set(key, { offset, say, count: 1 });
      else known.count += 1;
    },
    finish: () => {
      for (const { offset, say, count } of once.values()) add(offset, say(count));
      once.clear();
    },
    placeAt: (offset) => ({ file, ...locate(offset) }),
    hold: (name, reason, detail) => {
      const named = providers === undefined ? {} : { providers };
      keep(name, { kind: 'name', name, reason, detail, source, origin: `${file}#${name}`, ...named });
    },
    holdFile: (detail) => keep('', { kind: 'origin', prefix: `${file}#`, reason: 'invalid', detail, source }),
  };
}
