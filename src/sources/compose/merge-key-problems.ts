import { keyText, type YamlNode, type YamlProblem } from '../../files/yaml-node.ts';

/** Keys that `<<` may bring into the maps of one file, in all: far beyond any real file. */
const maxMergedKeys = 1_000_000;

/** What is wrong with the merge keys below a node: `<<` with something that is no map, or more keys than any file needs. */
export function mergeKeyProblems(root: YamlNode): YamlProblem[] {
  const problems: YamlProblem[] = [];
  /** Keys of each map with what it merges; a map whose children are still open is not in it yet. */
  const sizes = new Map<YamlNode, number>();
  const seen = new Set<YamlNode>();
  let total = 0;
  const open: { node: YamlNode; done: boolean }[] = [{ node: root, done: false }];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { node, done } = top;
    if (node.kind === 'scalar' || (!done && seen.has(node))) continue;
    seen.add(node);
    if (!done) {
      open.push({ node, done: true });
      const children = node.kind === 'map' ? node.entries.map(({ value }) => value) : node.items;
      for (const child of children) if (child.kind !== 'scalar') open.push({ node: child, done: false });
      continue;
    }
    if (node.kind !== 'map') continue;
    let own = 0;
    let merged = 0;
    for (const { key, value } of node.entries) {
      if (keyText(key) !== '<<') {
        own += 1;
        continue;
      }
      for (const map of value.kind === 'sequence' ? value.items : [value]) {
        if (map.kind !== 'map') {
          const message = '"<<" merges maps only, and this is none';
          problems.push({ message, hint: 'name an anchor of a map: <<: *name', start: key.start });
        }
        merged += sizes.get(map) ?? 0;
      }
    }
    sizes.set(node, own + merged);
    total += merged;
    if (total > maxMergedKeys) {
      const message = `its merge keys bring in more than ${maxMergedKeys} keys`;
      return [{ message, hint: 'write fewer maps that merge maps', start: node.start }];
    }
  }
  return problems;
}
