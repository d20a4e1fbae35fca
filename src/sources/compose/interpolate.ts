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
 * (compose-go, template/template.go). One pass over the text.
 */
export function interpolate(text: string, lookup: Lookup): Interpolated {
  if (!text.includes('$')) return { ok: true, text, unset: [] };
  const unset: Unset[] = [];
  let at = 0;
  let problem: string | undefined;
  /** Keeps the first problem and ends the walk. */
  const refuse = (message: string): string => {
    problem ??= message;
    at = text.length;
    return '';
  };

  const variable = (depth: number, live: boolean): string => {
    const name = match(namePattern, text, at);
    if (name === undefined) return refuse('"${" is not followed by the name of a variable');
    at += name.length;
    const operator = match(operatorPattern, text, at) ?? '';
    at += operator.length;
    if (operator === '' && text.charAt(at) !== '}') return refuse(`"\${${name}" is not closed with "}"`);
    const value = lookup(name);
    const present = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    const usesRest = live && (operator.endsWith('+') ? present : !present);
    const rest = run(depth + 1, usesRest);
    if (text.charAt(at) !== '}') return refuse(`"\${${name}" is not closed with "}"`);
    at += 1;
    if (!live) return '';
    if (operator.endsWith('+')) return present ? rest : '';
    if (present) return value ?? '';
    if (operator.endsWith('-')) return rest;
    unset.push(operator === '' || rest === '' ? { name } : { name, message: rest });
    return '';
  };

  const run = (depth: number, live: boolean): string => {
    if (depth > maxDepth) return refuse('variables are nested too deep');
    const parts: string[] = [];
    let length = 0;
    const add = (part: string) => {
      length += part.length;
      if (length > maxLength) refuse('with its variables filled in, the text is too long');
      else if (live) parts.push(part);
    };
    while (at < text.length) {
      const char = text.charAt(at);
      if (char === '}' && depth > 0) break;
      at += 1;
      if (char !== '$') {
        add(char);
      } else if (text.charAt(at) === '$') {
        at += 1;
        add('$');
      } else if (text.charAt(at) === '{') {
        at += 1;
        add(variable(depth, live));
      } else {
        const name = match(namePattern, text, at);
        if (name === undefined) {
          add('$');
          continue;
        }
        at += name.length;
        const value = lookup(name);
        if (value === undefined && live) unset.push({ name });
        add(value ?? '');
      }
    }
    return parts.join('');
  };

  const filled = run(0, true);
  return problem === undefined ? { ok: true, text: filled, unset } : { ok: false, message: problem };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
