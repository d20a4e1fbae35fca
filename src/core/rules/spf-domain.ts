/** What is wrong with a piece of an SPF record, after the piece in quotes, and what to write instead. */
export interface OddTerm {
  readonly what: string;
  readonly hint: string;
}

/** `%{ir}`, `%%`, `%_`, `%-`; the letters c, r, t are for explanations only (RFC 7208 7.1, 7.2). */
const macro = /%\{[slodiphv]\d*r?[-.+,/_=]*\}|%[%_-]/gi;
const macroAtEnd = /%\{[^%{}]*\}$|%[%_-]$/;
/** `macro-literal`: visible ASCII but `%` (RFC 7208 7.1). */
const literals = /^[!-$&-~]*$/;
/** `toplabel`: letters, digits and inner hyphens, not digits alone (RFC 7208 7.1). */
const topLabel = /^(?!\d+$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/** Whether a text is a `macro-string` (RFC 7208 7.1). */
export function isMacroString(text: string): boolean {
  return literals.test(text.replaceAll(macro, ''));
}

/** Judges a `domain-spec`: text and macros, then a top label or a macro (RFC 7208 7.1). `before` is the term up to it. */
export function oddDomain(text: string, before: string): OddTerm | null {
  if (text === '') return { what: 'has no domain', hint: `write the domain right after "${before}", without a blank` };
  if (!isMacroString(text)) return oddCharacters(text);
  if (macroAtEnd.test(text)) return null;
  const domain = text.endsWith('.') ? text.slice(0, -1) : text;
  const dot = domain.lastIndexOf('.');
  if (dot >= 0 && topLabel.test(domain.slice(dot + 1))) return null;
  if (/[,;]$/.test(text)) return { what: `ends in "${text.slice(-1)}"`, hint: 'terms are divided by blanks alone' };
  return { what: 'has no whole domain', hint: `write a domain with a dot, such as ${before}example.com` };
}

function oddCharacters(text: string): OddTerm {
  if (/[^ -~]/.test(text)) {
    return { what: 'has characters that are not ASCII', hint: 'write international domains as A-labels (xn--...)' };
  }
  return { what: 'has a broken macro', hint: 'macros are such as %{i}, %{d2} or %{ir}; a percent sign is %%' };
}
