/** A value in canonical text (validation 2), or the fixed rule it breaks. */
export type ReadValue =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly rule: string; readonly message: string; readonly hint?: string };

/** Bytes of the data of one record (RFC 1035 3.2.1). */
export const maxRdata = 65535;

/** A refusal under a fixed rule. */
export function refuse(rule: string, message: string, hint: string): ReadValue {
  return { ok: false, rule, message, hint };
}
