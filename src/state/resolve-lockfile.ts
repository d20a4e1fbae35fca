import type { AppliedValue, Memory } from '../core/memory.ts';
import { DnsSyncError } from '../errors.ts';
import { decodeLockfile } from './decode-lockfile.ts';

type Side = 'both' | 'ours' | 'base' | 'theirs';

/** What begins with each of Git's markers (git-merge, "How conflicts are presented"; `|||||||` in diff3 style). */
const sides: readonly (readonly [RegExp, Side])[] = [
  [/^<{7}(?: |$)/, 'ours'],
  [/^\|{7}(?: |$)/, 'base'],
  [/^={7}$/, 'theirs'],
  [/^>{7}(?: |$)/, 'both'],
];

/**
 * Settles Git's conflict markers in a lockfile: what either side remembers is remembered, with the larger serial. The
 * snapshot is to be taken anew; what it no longer has is what the sources no longer say. Throws `LOCKFILE_INVALID` when
 * a side is no lockfile, or when the sides are of different lineages.
 */
export async function resolveLockfile(text: string, shown: string): Promise<Memory> {
  const { ours, theirs } = takeApart(text);
  const [left, right] = await Promise.all([
    decodeLockfile(ours, `${shown} (ours)`),
    decodeLockfile(theirs, `${shown} (theirs)`),
  ]);
  if (left.lineage !== right.lineage) {
    throw new DnsSyncError(
      'LOCKFILE_INVALID',
      `${shown}: the two sides of the merge are of different lineages, ${left.lineage} and ${right.lineage}`,
      { hint: 'they belong to different installations: keep one with git checkout --ours or --theirs' },
    );
  }
  return {
    lineage: left.lineage,
    serial: Math.max(left.serial, right.serial),
    defaultTtl: left.defaultTtl,
    snapshot: [...left.snapshot, ...right.snapshot],
    applied: joinApplied(left.applied, right.applied),
  };
}

function takeApart(text: string): { ours: string; theirs: string } {
  const lines = { ours: [] as string[], theirs: [] as string[] };
  let side: Side = 'both';
  for (const line of text.split(/\r?\n/)) {
    const marker = sides.find(([pattern]) => pattern.test(line));
    if (marker !== undefined) {
      side = marker[1];
      continue;
    }
    if (side === 'both' || side === 'ours') lines.ours.push(line);
    if (side === 'both' || side === 'theirs') lines.theirs.push(line);
  }
  return { ours: lines.ours.join('\n'), theirs: lines.theirs.join('\n') };
}

/** Values of either side; where both have one, the later written is not known, so ours stands. */
function joinApplied(ours: Memory['applied'], theirs: Memory['applied']): Memory['applied'] {
  const joined: Record<string, readonly AppliedValue[]> = { ...theirs };
  for (const [provider, values] of Object.entries(ours)) {
    const known = new Set(values.map(({ name, type, value }) => `${name} ${type} ${value}`));
    const others = (theirs[provider] ?? []).filter(({ name, type, value }) => !known.has(`${name} ${type} ${value}`));
    joined[provider] = [...values, ...others];
  }
  return joined;
}
