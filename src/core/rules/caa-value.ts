/** What is wrong with a CAA value, after "the value ...", and what to write instead. */
export interface OddValue {
  readonly what: string;
  readonly hint: string;
}

/** `label = (ALPHA / DIGIT) *( *("-") (ALPHA / DIGIT))`, which tags of parameters are, too (RFC 8659 4.2). */
const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
/** `value = *(%x21-3A / %x3C-7E)`: visible ASCII but `;`, which has divided the text before. */
const parameterValue = /^[!-~]*$/;

/** Judges the value of `issue` and its like: `[domain] *(";" name "=" value)`, or `;` alone (RFC 8659 4.2). */
export function oddIssuer(text: string): OddValue | null {
  const [issuer = '', ...parameters] = text.split(';').map(trimBlanks);
  if (issuer !== '' && !issuer.split('.').every((part) => label.test(part))) return oddDomain(issuer);
  if (parameters.length === 1 && parameters[0] === '') return null;
  for (const parameter of parameters) {
    if (parameter === '') return { what: 'has a ";" with nothing after it', hint: 'remove that ";"' };
    const at = parameter.indexOf('=');
    if (at < 0) {
      return { what: `has "${cut(parameter)}", which is no parameter`, hint: 'write name=value after each ";"' };
    }
    if (!label.test(trimBlanks(parameter.slice(0, at))) || !parameterValue.test(trimBlanks(parameter.slice(at + 1)))) {
      return {
        what: `has the broken parameter "${cut(parameter)}"`,
        hint: 'write name=value: letters, digits and hyphens, then text without blanks; parameters are divided by ";"',
      };
    }
  }
  return null;
}

function oddDomain(issuer: string): OddValue {
  const host = /^https?:\/\/([a-z0-9.-]+)/i.exec(issuer)?.[1];
  const what = `names "${cut(issuer)}", which is no domain of a CA`;
  if (host !== undefined) return { what, hint: `write only the domain: ${cut(host)}` };
  if (/[,\s]/.test(issuer)) return { what, hint: 'one CA in each record; parameters follow a ";"' };
  return { what, hint: 'write the domain that the CA gives, such as letsencrypt.org' };
}

/** Judges the value of `iodef`: `mailto:` or `http(s):` (RFC 8659 4.4). */
export function oddContact(text: string): OddValue | null {
  if (/^mailto:[^\s@]+@[^\s@]+$/i.test(text) || /^https?:\/\/[^\s]+$/i.test(text)) return null;
  const isMail = /^[^\s@:/]+@[^\s@:/]+$/.test(text);
  return {
    what: 'is no URL to report to',
    hint: isMail ? `write mailto:${cut(text)}` : 'write mailto:security@example.com, or an http(s) URL',
  };
}

function trimBlanks(text: string): string {
  return text.replace(/^[ \t]+/, '').replace(trailingBlanks, '');
}

/** Anchored by what stands before it, so that each run of blanks is looked at once. */
const trailingBlanks = /(?<![ \t])[ \t]+$/;

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
