/** Whether a text fits. */
export type Matcher = (text: string) => boolean;

/** One character of a glob. */
interface Token {
  readonly char: string;
  /** It stands for itself, even where it is `*` or `?`. */
  readonly literal: boolean;
}

/**
 * Compiles a glob (sources 4). For names: `*` stands for any characters but a dot, a leading `*.` for one or more whole
 * labels. With `crossDots` (values, origins, sources, protected names) `*` stands for anything. `?` is one character that
 * is no dot, `\*` a literal star (so are `\?` and `\\`; before anything else a backslash is one, as in `\033` of names).
 * Matching takes no more than linear time for each star.
 */
export function compileGlob(glob: string, crossDots = false): Matcher {
  if (!crossDots && glob.startsWith('*.')) return belowMatcher(tokensOf(glob.slice(2)));
  const tokens = tokensOf(glob);
  if (tokens.every(({ literal }) => literal)) {
    const wanted = tokens.map(({ char }) => char).join('');
    return (text) => text === wanted;
  }
  return (text) => matchTokens(tokens, [...text], crossDots);
}

function tokensOf(glob: string): Token[] {
  return [...glob.matchAll(/\\([*?\\])|./gsu)].map(([whole, escaped]) =>
    escaped === undefined ? { char: whole, literal: whole !== '*' && whole !== '?' } : { char: escaped, literal: true },
  );
}

/** One or more labels before what the tokens match. No star crosses a dot, so that their number says where that begins. */
function belowMatcher(tokens: readonly Token[]): Matcher {
  const dots = tokens.filter(({ char }) => char === '.').length;
  return (text) => {
    let at = text.length;
    for (let left = dots; left >= 0 && at > 0; left -= 1) at = text.lastIndexOf('.', at - 1);
    if (at <= 0 || text.charAt(at - 1) === '\\') return false;
    return matchTokens(tokens, [...text.slice(at + 1)], false);
  };
}

/** The usual two-pointer match: on a mismatch the last star takes one character more. */
function matchTokens(tokens: readonly Token[], text: readonly string[], crossDots: boolean): boolean {
  let [at, token, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    const want = tokens[token];
    const char = text[at] ?? '';
    if (want !== undefined && isStar(want)) {
      [star, mark] = [token, at];
      token += 1;
    } else if (want !== undefined && (want.literal ? want.char === char : char !== '.' || crossDots)) {
      at += 1;
      token += 1;
    } else if (star >= 0 && (crossDots || text[mark] !== '.')) {
      mark += 1;
      at = mark;
      token = star + 1;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every(isStar);
}

function isStar(token: Token): boolean {
  return token.char === '*' && !token.literal;
}
