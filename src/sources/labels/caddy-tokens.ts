/**
 * Cuts a value of Caddy's labels at white space and commas, after `"…"` and back-tick quotes are taken off, and drops
 * comments. What only Caddy can fill in, `{{…}}` and `{$…}`, is never cut.
 */
export function caddyTokens(value: string): string[] {
  const tokens: string[] = [];
  let token = '';
  let quote = '';
  /** Only white space ends a word of Caddy's, and a comment begins at the start of one. */
  let wordStart = true;
  const cut = () => {
    if (token !== '') tokens.push(token);
    token = '';
  };
  for (let at = 0; at < value.length; at += 1) {
    const char = value.charAt(at);
    const end = placeholderEnd(value, at);
    if (end !== undefined) {
      token += value.slice(at, end);
      at = end - 1;
    } else if (/[\s,]/.test(char)) {
      cut();
    } else if (char === quote) {
      cut();
      quote = '';
    } else if (quote === '' && token === '' && (char === '"' || char === '`')) {
      quote = char;
    } else if (quote === '' && wordStart && char === '#') {
      const newline = value.indexOf('\n', at);
      at = newline < 0 ? value.length : newline - 1;
    } else if (quote === '"' && char === '\\' && value.charAt(at + 1) === '"') {
      token += '"';
      at += 1;
    } else {
      token += char;
    }
    wordStart = quote === '' && /\s/.test(char);
  }
  cut();
  return tokens;
}

/** Where a placeholder that begins here ends; one without an end takes the rest. */
function placeholderEnd(value: string, at: number): number | undefined {
  if (value.charAt(at) !== '{') return undefined;
  const next = value.charAt(at + 1);
  const closing = next === '{' ? '}}' : next === '$' ? '}' : undefined;
  if (closing === undefined) return undefined;
  const end = value.indexOf(closing, at + 2);
  return end < 0 ? value.length : end + closing.length;
}
