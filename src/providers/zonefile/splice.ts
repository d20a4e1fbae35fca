/** The bytes from `from` to `to` are replaced by `text`. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Applies splices that do not overlap; insertions at one place stay in their order. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const sorted = [...splices].sort((left, right) => left.from - right.from || left.to - right.to);
  const pieces: string[] = [];
  let copied = 0;
  for (const { from, to, text: replacement } of sorted) {
    pieces.push(text.slice(copied, from), replacement);
    copied = to;
  }
  pieces.push(text.slice(copied));
  return pieces.join('');
}
