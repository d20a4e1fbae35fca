/** A part of Docker's JSON whose fields are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; undefined for anything else. */
export function objectFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The fields of an object; none of anything else. */
export function fields(value: unknown): Fields {
  return objectFields(value) ?? {};
}
