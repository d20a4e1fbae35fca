import { displayName } from '../core/name.ts';
import type { Change } from '../core/plan.ts';
import type { Page } from './page.ts';
import { visible } from './visible.ts';
import { cellWidth } from './wrap.ts';

/** Where the columns of a group of changes begin, counted from 0. */
export interface Columns {
  /** Width of the name column; longer names stand on a line of their own. */
  readonly name: number;
  readonly type: number;
  readonly ttl: number;
  readonly value: number;
}

/** Sign and its indentation. */
export const nameColumn = 4;
/** Columns that values get at least, before names give way. */
const leastForValues = 28;
const gap = 2;

/** The name, and how people write it where that differs. */
export function nameText(name: string): string {
  const written = displayName(name);
  return written === name ? visible(name) : `${visible(name)} (${visible(written)})`;
}

/** The TTL, or both where it changes. */
export function ttlText(change: Change): string {
  const { before, after } = change;
  if (before === null || after === null || before.ttl === after.ttl) return String((after ?? before)?.ttl ?? '');
  return `${before.ttl} → ${after.ttl}`;
}

/** Columns for a group, from its widest entries and the width of the page. */
export function columnsOf(changes: readonly Change[], page: Page): Columns {
  let type = 0;
  let ttl = 0;
  for (const change of changes) {
    type = Math.max(type, cellWidth(change.type));
    ttl = Math.max(ttl, ttlText(change).length);
  }
  const mostForName = Math.max(16, page.width - nameColumn - type - ttl - 3 * gap - 2 - leastForValues);
  let name = 0;
  for (const change of changes) {
    const width = cellWidth(nameText(change.name));
    if (width <= mostForName) name = Math.max(name, width);
  }
  if (name === 0) name = Math.min(16, mostForName);
  const typeAt = nameColumn + name + gap;
  const ttlAt = typeAt + type + gap;
  return { name, type: typeAt, ttl: ttlAt, value: ttlAt + ttl + gap + 2 };
}
