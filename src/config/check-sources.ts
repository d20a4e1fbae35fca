import type { DataPath, Problem } from '../files/schema-messages.ts';
import type { IsSound } from '../files/schema-problems.ts';
import type { GrammarConfig, SourceConfig } from './config.ts';

/** What the schema cannot say about one source, whose keys may be missing or unsound. */
export function checkSource(source: Partial<SourceConfig>, path: DataPath, isSound: IsSound): Problem[] {
  const at = [...path, 'labels'];
  const labels = 'labels' in source && isSound([...path, 'type']) && isSound(at) ? source.labels : undefined;
  return Array.isArray(labels) ? overlappingPrefixes(labels, at) : [];
}

/** No enabled prefix equals another, or lies below it at a dot: a label would be read twice (labels, introduction). */
function overlappingPrefixes(labels: readonly (GrammarConfig['grammar'] | GrammarConfig)[], path: DataPath): Problem[] {
  const prefixes = labels.map((one) => (typeof one === 'string' ? one : (one.prefix ?? one.grammar)));
  const first = new Map<string, number>();
  for (const [index, prefix] of prefixes.entries()) if (!first.has(prefix)) first.set(prefix, index);
  return prefixes.flatMap((prefix, index) => {
    const same = first.get(prefix);
    const other = same === index ? above(prefix).find((one) => first.has(one)) : prefix;
    if (other === undefined) return [];
    const how = other === prefix ? 'is enabled twice' : `lies below the prefix "${other}"`;
    return [
      {
        path: [...path, index],
        code: 'LABEL_PREFIX_OVERLAP',
        message: `the label prefix "${prefix}" ${how}`,
        hint: 'remove one of the two, or give it another prefix',
      },
    ];
  });
}

/** `a` and `a.b` for `a.b.c`. */
function above(prefix: string): string[] {
  const parts = prefix.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}
