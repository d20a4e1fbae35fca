/** The value of a variable; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

/** A variable that had no value, with the message of `${NAME:?message}`. */
export interface Unset {
  readonly name: string;
  readonly message?: string;
}

/** A text with its variables filled in; unset ones were taken for empty. Or why Compose would refuse it. */
export type Interpolated =
  | { readonly ok: true; readonly text: string; readonly unset: readonly Unset[] }
  | { readonly ok: false; readonly message: string };

const namePattern = /[_a-zA-Z][_a-zA-Z0-9]*/y;
const operatorPattern = /:?[-?+]/y;
/** Defaults inside defaults; real files have two or three. */
const maxDepth = 100;
/** Characters that a text may grow to. */
const maxLength = 1 << 20;

/**
 * Fills in `$V` and `${V}` with the operators `:-` `-` `:?` `?` `:+` `+`, nested, and `$$` for a dollar, as Compose does
 * (compose-go, template/template.go). What stands behind an operator ends where its braces are balanced, those of an
 * escaped `$${` among them, or else at the last brace of the line.
 */
export function interpolate(text: string, lookup: Lookup): Interpolated {
  if (!text.includes('$')) return { ok: true, text, unset: [] };
  const unset: Unset[] = [];
  let problem: string | undefined;
  /** Keeps the first problem; the walks end then. */
  const refuse = (message: string): string => {
    problem ??= message;
    return '';
  };

  /** What stands for the variable whose name begins at `from`, and the offset behind its brace. */
  const variable = (from: number, end: number, depth: number): readonly [string, number] => {
    const name = match(namePattern, text, from);
    if (name === undefined) return [refuse('"${" is not followed by the name of a variable'), end];
    const operator = match(operatorPattern, text, from + name.length) ?? '';
    const start = from + name.length + operator.length;
    const close = operator === '' ? start : closingBrace(text, from, end);
    if (close >= end || text.charAt(close) !== '}') return [refuse(`"\${${name}" is not closed with "}"`), end];
    const value = lookup(name);
    const present = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    const usesRest = operator !== '' && (operator.endsWith('+') ? present : !present);
    const rest = usesRest ? run(start, close, depth + 1) : '';
    if (operator.endsWith('+')) return [rest, close + 1];
    if (present) return [value ?? '', close + 1];
    if (operator.endsWith('-')) return [rest, close + 1];
    unset.push(operator === '' || rest === '' ? { name } : { name, message: rest });
    return ['', close + 1];
  };

  const run = (from: number, end: number, depth: number): string => {
    if (depth > maxDepth) return refuse('variables are nested too deep');
    const parts: string[] = [];
    let length = 0;
    let at = from;
    while (at < end && problem === undefined) {
      const dollar = text.indexOf('$', at);
      const stop = dollar < 0 || dollar >= end ? end : dollar;
      let part = text.slice(at, stop);
      at = stop;
      if (part === '') {
        const next = at + 1 < end ? text.charAt(at + 1) : '';
        const name = next === '$' || next === '{' || next === '' ? undefined : match(namePattern, text, at + 1);
        if (next === '{') [part, at] = variable(at + 2, end, depth);
        else if (name === undefined) [part, at] = ['$', at + (next === '$' ? 2 : 1)];
        else {
          const value = lookup(name);
          if (value === undefined) unset.push({ name });
          [part, at] = [value ?? '', at + 1 + name.length];
        }
      }
      length += part.length;
      if (length > maxLength) return refuse('with its variables filled in, the text is too long');
      parts.push(part);
    }
    return parts.join('');
  };

  const filled = run(0, text.length, 0);
  return problem === undefined ? { ok: true, text: filled, unset } : { ok: false, message: problem };
}

/** Where the braces are balanced that were opened before `from`; else the last one of the line; else `end`. */
function closingBrace(text: string, from: number, end: number): number {
  let open = 1;
  let last = end;
  // Compose skips what follows an opening brace, which is the first character of a name.
  for (let at = from + 1; at < end; at += 1) {
    const char = text.charAt(at);
    if (char === '\n') break;
    if (char === '}') {
      last = at;
      open -= 1;
      if (open === 0) return at;
    } else if (char === '{') {
      open += 1;
      if (text.charAt(at + 1) === '}') last = at + 1;
      at += 1;
    }
  }
  return last;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
