import type { Style } from './style.ts';
import type { WordDiff } from './word-diff.ts';

/** How to write: what every part of a rendered text needs to know. */
export interface Page {
  readonly style: Style;
  /** Columns of the terminal; at least 40. */
  readonly width: number;
  /** Show everything: long values, all origins, all unchanged values. */
  readonly verbose: boolean;
  /** The plan's owner; its values are "ours". */
  readonly owner: string;
  /** Present when some long value changed. */
  readonly words?: WordDiff;
}

/** Narrower terminals get lines of this many columns, which then break wherever the terminal breaks them. */
export const minWidth = 40;
