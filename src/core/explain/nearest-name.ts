import { nearest } from '../nearest.ts';

/** What is left of two dotted words without the labels that both begin with, and those that both end with. */
function differing(left: string, right: string): readonly [string, string] {
  const [one, other] = [left.split('.'), right.split('.')];
  while (one.length > 0 && other.length > 0 && one.at(-1) === other.at(-1)) {
    one.pop();
    other.pop();
  }
  let same = 0;
  while (same < one.length && same < other.length && one[same] === other[same]) same += 1;
  return [one.slice(same).join('.'), other.slice(same).join('.')];
}

/** Edits after which a word is still the same but misspelt: two edits of `foo` are another word. */
function editsOf({ length }: string): number {
  return length < 2 ? 0 : length < 5 ? 1 : 2;
}

/** The candidate of which a name, a key or a container is a misspelling; only the labels that differ are compared. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const near = candidates.filter((candidate) => {
    const text = candidate.toLowerCase();
    if (candidate === word || Math.abs(text.length - wanted.length) > 2) return false;
    const [mine, theirs] = differing(wanted, text);
    return nearest(mine, [theirs], editsOf(mine)) !== undefined;
  });
  return nearest(word, near);
}
