import { addParents, type Contents, positionOf, rawAt } from './contents.ts';

/** Finds keys to write to, none of them twice. */
export interface Placer {
  /** The next free `home/x<N>`, from 1; free: neither the key nor one below it is there, now or by what was placed. */
  next(home: string): string;
  /** Takes a key that was chosen otherwise. */
  take(key: string): void;
  /** Says that a key goes. It is not given out again: numbers are free by what was read. */
  drop(key: string): void;
  /** Whether nothing stands at the key, nor is placed there. */
  isFree(key: string): boolean;
  /** Whether there will be a key below this one when all is done. */
  hasBelow(key: string): boolean;
}

/** A placer for what was read. */
export function placerOf(contents: Contents): Placer {
  const { sorted, parents } = contents;
  const placed = new Set<string>();
  const placedParents = new Set<string>();
  const dropped = new Set<string>();
  const last = new Map<string, number>();
  const isFree = (key: string) => !placed.has(key) && rawAt(contents, key) === undefined;
  const take = (key: string): void => {
    placed.add(key);
    addParents(placedParents, key);
  };
  return {
    isFree,
    take,
    drop: (key) => dropped.add(key),
    next(home) {
      let number = last.get(home) ?? 0;
      let key: string;
      do {
        number += 1;
        key = `${home}/x${number}`;
      } while (!isFree(key) || parents.has(key) || placedParents.has(key));
      last.set(home, number);
      take(key);
      return key;
    },
    hasBelow(key) {
      if (placedParents.has(key)) return true;
      if (!parents.has(key)) return false;
      const end = `${key}0`;
      for (let index = positionOf(sorted, `${key}/`); index < sorted.length; index += 1) {
        const below = sorted[index]?.key ?? end;
        if (below >= end) return false;
        if (!dropped.has(below)) return true;
      }
      return false;
    },
  };
}
