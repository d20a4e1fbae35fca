/** Puts one kind of emphasis on a text; without colour it returns the text as it is. */
export type Ink = (text: string) => string;

/** The emphases that output uses. What a colour says is always said by a sign or a word as well. */
export interface Style {
  readonly bold: Ink;
  readonly dim: Ink;
  readonly red: Ink;
  readonly green: Ink;
  readonly yellow: Ink;
  readonly magenta: Ink;
  readonly cyan: Ink;
}

/** No emphasis. */
export const plain: Ink = (text) => text;

/** SGR parameters (ECMA-48 8.3.117) that switch an emphasis on and off. */
function ink(on: number, off: number): Ink {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}

const colored: Style = {
  bold: ink(1, 22),
  dim: ink(2, 22),
  red: ink(31, 39),
  green: ink(32, 39),
  yellow: ink(33, 39),
  magenta: ink(35, 39),
  cyan: ink(36, 39),
};

const colorless: Style = {
  bold: plain,
  dim: plain,
  red: plain,
  green: plain,
  yellow: plain,
  magenta: plain,
  cyan: plain,
};

/** The emphases of a terminal, or none (`NO_COLOR`, no TTY: the caller decides). */
export function style(color: boolean): Style {
  return color ? colored : colorless;
}
