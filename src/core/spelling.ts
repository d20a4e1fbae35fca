/**
 * How a name was written, where its spelling differs from the canonical one: in upper case, or with U-labels. Blanks
 * around it and a trailing dot are no spelling. Undefined: it was written canonically.
 */
export function spellingOf(text: string, canonical: string): string | undefined {
  if (text === canonical) return undefined;
  const written = text.trim().replace(/[.\u3002\uff0e\uff61]$/, '');
  return written === canonical || canonical === '.' ? undefined : written;
}
