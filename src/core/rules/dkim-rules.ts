import { displayName, labelsOf, shown } from '../name.ts';
import type { RecordRule } from './rule.ts';
import { readTagList } from './tag-list.ts';
import { textWithoutEscapes } from './txt-escapes.ts';

/** Below `_domainkey`: a list of `tag=value` with a key in base64, or an empty one, which is revoked (RFC 6376 3.6.1). */
export const dkimSyntax: RecordRule = {
  id: 'dkim-syntax',
  severity: 'warning',
  fixed: false,
  scope: 'record',
  types: ['TXT'],
  check: ({ value }, { set }) => {
    if (!isKeyName(set.name) || textWithoutEscapes(value) !== null) return null;
    const odd = oddKey(value);
    return odd === null ? null : { message: `the DKIM key at ${displayName(set.name)} ${odd.what}`, hint: odd.hint };
  },
};

/** A selector below `_domainkey`; names with `_` there are for policies (RFC 5617 4.1, RFC 6651 4.1). */
function isKeyName(name: string): boolean {
  if (!name.includes('_domainkey')) return false;
  const labels = labelsOf(name);
  const at = labels.indexOf('_domainkey');
  return at > 0 && labels[at - 1]?.startsWith('_') === false;
}

function oddKey(text: string): { readonly what: string; readonly hint: string } | null {
  const list = readTagList(text);
  if (!list.ok) return list;
  const { tags } = list;
  const version = tags.get('v');
  if (version !== undefined && (version !== 'DKIM1' || tags.keys().next().value !== 'v')) {
    const what = version === 'DKIM1' ? 'does not begin with "v=DKIM1"' : `has the version "${shown(version)}"`;
    return { what, hint: 'write v=DKIM1 first, then ";"' };
  }
  const key = tags.get('p')?.replaceAll(/[ \t\r\n]/g, '');
  if (key === undefined) {
    return { what: 'has no p=, which holds the key', hint: 'write p= and the key; an empty p= revokes it' };
  }
  const odd = /[^A-Za-z0-9+/=]/.exec(key)?.[0];
  if (odd !== undefined) {
    const hint = odd === '-' || odd === '_' ? 'write "+" for "-" and "/" for "_"' : 'copy the key again';
    return {
      what: `has "${shown(odd)}" in p=, which is not of base64`,
      hint: odd === ':' ? 'divide tags by ";"' : hint,
    };
  }
  const padding = key.length - (key.indexOf('=') < 0 ? key.length : key.indexOf('='));
  if (padding > 2 || !/^[^=]*={0,2}$/.test(key)) {
    return { what: 'has "=" inside the key of p=', hint: 'divide tags by ";", and keep "=" at the end of the key' };
  }
  return key.length % 4 === 0
    ? null
    : { what: `has a key of ${key.length} characters in p=, which is no whole base64`, hint: 'copy the whole key' };
}
