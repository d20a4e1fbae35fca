/**
 * The text with comments blanked out, character for character, so that places stay: on each line everything from the
 * first `#` that is not between back-ticks of that line (sources 3). These files are templates and need not be YAML.
 */
export function blankComments(text: string): string {
  if (!text.includes('#')) return text;
  return text.split('\n').map(blankLine).join('\n');
}

function blankLine(line: string): string {
  const lastTick = line.lastIndexOf('`');
  let open = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '`') open = !open;
    else if (char === '#' && !(open && at < lastTick)) return line.slice(0, at).padEnd(line.length);
  }
  return line;
}
