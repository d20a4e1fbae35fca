/**
 * A vitest reporter whose last line is `N passed, N failed, N skipped`, for whoever reads the end of a log. Before it stands
 * which groups of tests were not run; their names say why.
 */
export default class ClosingLine {
  onTestRunEnd(modules) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const skippedGroups = new Map();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state in counts) counts[state] += 1;
        const [group = test.name] = groupsOf(test);
        if (state === 'skipped' && test.options.mode === 'skip')
          skippedGroups.set(group, (skippedGroups.get(group) ?? 0) + 1);
      }
      if (module.errors().length > 0) counts.failed += 1;
    }
    const { passed, failed, skipped } = counts;
    process.on('exit', () => {
      for (const [group, count] of skippedGroups) console.log(`not run: ${group}: ${count} tests`);
      console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    });
  }
}

/** Names of the groups around a test, the outermost first. */
function groupsOf({ parent }) {
  return parent.type === 'suite' ? [...groupsOf(parent), parent.name] : [];
}
