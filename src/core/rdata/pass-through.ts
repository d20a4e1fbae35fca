import { joinHex } from './digests.ts';
import { canonicalField, latin1Text, splitFields } from './fields.ts';
import { readGeneric } from './from-wire.ts';
import type { ReadValue } from './read-value.ts';
import { readTarget } from './targets.ts';

/** Where the fields of a type that is passed through are more than text, from 0. */
export interface Layout {
  /** The field that is a name. */
  readonly name?: number;
  /** From here on the fields are one hexadecimal text; those before it are numbers. */
  readonly hexFrom?: number;
}

/** A reader that keeps what it is given: one blank between fields, hexadecimal in lower case, names as names. */
export function passThrough(type: string, layout: Layout): (text: string) => ReadValue {
  return (text) => {
    const written = splitFields(text);
    const fields = written.map((field) => canonicalField(latin1Text(field)));
    if (fields[0] === '\\#') {
      const read = readGeneric(type, fields.slice(1));
      const [length = '', ...digits] = fields.slice(1);
      return { ok: true, value: read.ok ? read.value : joinHex(['\\#', length, ...digits], 2) };
    }
    const name = layout.name === undefined ? undefined : written[layout.name];
    if (name !== undefined && layout.name !== undefined) {
      const read = readTarget(/^".*"$/s.test(name) ? name.slice(1, -1) : name);
      if (!read.ok) return read;
      fields[layout.name] = read.value;
    }
    return { ok: true, value: layout.hexFrom === undefined ? fields.join(' ') : joinHex(fields, layout.hexFrom) };
  };
}

/** A reader that takes the generic form too, where the bytes of the type are known: `\# 4 C0000202` is an address. */
export function orGeneric(type: string, read: (text: string) => ReadValue): (text: string) => ReadValue {
  return (text) => {
    if (!/^\s*\\#\s/.test(text)) return read(text);
    const generic = readGeneric(type, splitFields(text).slice(1));
    return read(generic.ok ? generic.value : text);
  };
}
