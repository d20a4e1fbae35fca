import type { Finding } from './report.ts';
import type { Label } from './subject.ts';

/** A finding about labels of another tool: a warning, because that tool goes on. */
export function warning(code: string, message: string, hint: string): Finding {
  return { code, severity: 'warning', message, hint };
}

/** The finding about a label of another tool that needs a value and has none. */
export function emptyWarning({ key }: Label, example: string): Finding {
  const hint = `such as ${key}=${example}; in a compose file: is a variable unset?`;
  return warning('LABEL_EMPTY', `the label ${key} is empty`, hint);
}

/** The finding about a key that is right but for upper and lower case. */
export function wrongCase(key: string, right: string): Finding {
  return warning('LABEL_WRONG_CASE', `the label "${key}" is right but for upper and lower case`, `write ${right}`);
}

/** The finding about the second of two keys that mean the same field. */
export function duplicate(kept: Label, dropped: Label): Finding {
  const message = `${kept.key} and ${dropped.key} mean the same field; ${kept.key} is used`;
  return warning('LABEL_DUPLICATE', message, `remove ${dropped.key}`);
}
