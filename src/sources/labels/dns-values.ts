import { shown } from '../../core/name.ts';
import { inferType, type RecordTypeName, recordTypeOf, recordTypes } from '../../core/record-types.ts';
import { looksLikeAddress } from './dns-fields.ts';
import { splitList } from './lists.ts';
import type { Finding } from './report.ts';
import type { Label } from './subject.ts';
import type { TypedValue } from './wish.ts';

/** Values in canonical text, or what is wrong with them; doubles are kept once and told. */
export type ReadValues =
  | { readonly ok: true; readonly values: readonly TypedValue[]; readonly doubles: readonly Finding[] }
  | { readonly ok: false; readonly finding: Finding };

const plainlyTyped: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);

function refuse(code: string, message: string, hint: string): ReadValues {
  return { ok: false, finding: { code, severity: 'error', message, hint } };
}

/** Reads `dns.target`: IPv4 and IPv6 addresses, or exactly one name. */
export function readTargets(label: Label): ReadValues {
  const texts = splitList(label.value);
  const typed: { type: string; text: string }[] = [];
  for (const text of texts) {
    const address =
      looksLikeAddress(text) ??
      (/^[\d.]+$/.test(text) ? 'A' : text.includes(':') && !text.includes('/') ? 'AAAA' : null);
    typed.push({ type: address ?? 'CNAME', text });
  }
  if (typed.some(({ type }) => type === 'CNAME') && typed.length > 1) {
    return refuse(
      'LABEL_CONTRADICTION',
      `${label.key}="${shown(label.value)}" has a name beside other targets`,
      'keep addresses only, or exactly one name',
    );
  }
  return readAll(label, typed);
}

/** Reads the values of one record; the type follows from each value alone where none is said. */
export function readRecordValues(
  label: Label,
  texts: readonly string[],
  type: string | undefined,
  typeKey: string,
): ReadValues {
  const typed: { type: string; text: string }[] = [];
  for (const text of texts) {
    const inferred = inferType(text);
    const means = type ?? inferred;
    if (means === null) {
      return refuse(
        'LABEL_INCOMPLETE',
        `${label.key}="${shown(text)}" needs a type: it is neither an address nor a host name`,
        `add ${typeKey}=${guessType(text)}`,
      );
    }
    if (type !== undefined && inferred !== null && inferred !== type && plainlyTyped.has(type)) {
      return refuse(
        'LABEL_CONTRADICTION',
        `${label.key}="${shown(text)}" and ${typeKey}=${type} contradict each other: the value is of type ${inferred}`,
        `remove ${typeKey}, or write a value of type ${type}`,
      );
    }
    typed.push({ type: means, text });
  }
  const read = readAll(label, typed);
  if (!read.ok || read.values.length < 2 || !read.values.some((one) => one.type === 'CNAME')) return read;
  return refuse(
    'LABEL_CONTRADICTION',
    `${label.key}="${shown(label.value)}" has a CNAME target beside other values`,
    'a CNAME has exactly one target',
  );
}

function readAll(label: Label, typed: readonly { type: string; text: string }[]): ReadValues {
  const spellings = new Map<string, string>();
  const values: TypedValue[] = [];
  const doubles: Finding[] = [];
  for (const { type, text } of typed) {
    const known = recordTypeOf(type) ?? recordTypes.TXT;
    const read = known.read(text);
    if (!read.ok) return refuse(read.rule, `${label.key}: ${read.message}`, read.hint ?? `such as ${known.example}`);
    const id = `${type} ${read.value}`;
    const before = spellings.get(id);
    if (before === undefined) {
      spellings.set(id, text);
      values.push({ type, value: read.value });
    } else {
      doubles.push({
        code: 'duplicate-value',
        severity: 'warning',
        message: `${label.key} says one value twice: "${shown(before)}" and "${shown(text)}"`,
        hint: 'remove one',
      });
    }
  }
  return { ok: true, values, doubles };
}

/** The type that a text looks like, for hints. */
function guessType(text: string): RecordTypeName {
  if (/^[0-3]\s+[01]\s+[0-2]\s+[\da-f]{56,}$/i.test(text)) return 'TLSA';
  if (/^\d\s+[12]\s+[\da-f]{40,}$/i.test(text)) return 'SSHFP';
  if (/^\d+\s+\S+\s+[a-z\d-]+=\S+/i.test(text)) return 'HTTPS';
  if (/^\d+\s+\d+\s+\d+\s+\S+$/.test(text)) return 'SRV';
  if (/^\d+\s+[a-z]+\s/i.test(text)) return 'CAA';
  if (/^\d+\s+\S+$/.test(text)) return 'MX';
  return 'TXT';
}
