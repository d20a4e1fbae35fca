import { shown } from '../../core/name.ts';
import type { CaddyField } from './caddy-key.ts';
import type { Finding, Report } from './report.ts';
import type { Label } from './subject.ts';
import { emptyWarning, warning } from './tool-findings.ts';
import type { Field, Fields } from './wish.ts';

/** What Go takes for a boolean (`strconv.ParseBool`). */
const goTrue: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const goFalse: ReadonlySet<string> = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

const proxiedWords: Readonly<Record<string, string>> = {
  true: 'true',
  '1': 'true',
  yes: 'true',
  on: 'true',
  false: 'false',
  '0': 'false',
  no: 'false',
  off: 'false',
};

/** The switch `caddy_dns.enable`; one that cannot be read is an error. */
export function readEnable(label: Label, report: Report): Field<boolean> {
  const text = label.value.trim();
  if (goTrue.has(text) || goFalse.has(text)) return { ok: true, labels: [label], value: goTrue.has(text) };
  const message = `${label.key}="${shown(text)}" is neither true nor false`;
  const finding: Finding =
    text === ''
      ? { ...emptyWarning(label, 'true'), severity: 'error' }
      : { code: 'LABEL_INVALID_BOOLEAN', severity: 'error', message, hint: 'use true or false' };
  report.add(label, finding);
  return { ok: false, labels: [label], detail: finding.message };
}

/** What `caddy_dns` says for all names of the container, beside the switch and the names. */
export function readDnsFields(
  labels: ReadonlyMap<CaddyField, Label>,
  providers: readonly string[],
  dns: string,
  report: Report,
): Fields {
  const [ttl, provider, proxied] = [labels.get('ttl'), labels.get('provider'), labels.get('proxied')];
  const readTtl = ttl === undefined ? undefined : readSeconds(ttl, report);
  const readProxied = proxied === undefined ? undefined : readWord(proxied, report);
  return {
    ...(readTtl === undefined ? {} : { ttl: readTtl }),
    ...(provider === undefined ? {} : { provider: readProvider(provider, providers, dns, report) }),
    attributes: new Map(readProxied === undefined ? [] : [['proxied', readProxied]]),
  };
}

/** Digits only; anything else is ignored. */
function readSeconds(label: Label, report: Report): Field<number> | undefined {
  const text = label.value.trim();
  if (/^\d+$/.test(text)) return { ok: true, labels: [label], value: Math.min(Number(text), Number.MAX_SAFE_INTEGER) };
  const message = `${label.key}="${shown(text)}" is no number of seconds; the default TTL is used`;
  report.add(
    label,
    text === '' ? emptyWarning(label, '300') : warning('LABEL_INVALID_NUMBER', message, 'digits only, such as 300'),
  );
  return undefined;
}

function readWord(label: Label, report: Report): Field<string> | undefined {
  const word = label.value.trim().toLowerCase();
  const value = Object.hasOwn(proxiedWords, word) ? proxiedWords[word] : undefined;
  if (value !== undefined) return { ok: true, labels: [label], value };
  const message = `${label.key}="${shown(label.value)}" is neither true nor false, so it is ignored`;
  report.add(
    label,
    word === '' ? emptyWarning(label, 'true') : warning('LABEL_INVALID_BOOLEAN', message, 'use true or false'),
  );
  return undefined;
}

/** One name; whoever names a provider that is not there does not want another. */
function readProvider(label: Label, known: readonly string[], dns: string, report: Report): Field<readonly string[]> {
  const name = label.value.trim();
  if (known.includes(name)) return { ok: true, labels: [label], value: [name] };
  const finding: Finding =
    name === ''
      ? emptyWarning(label, known[0] ?? 'home')
      : {
          code: 'PROVIDER_UNKNOWN',
          severity: 'error',
          message: `no provider is called "${shown(name)}"`,
          hint: /[\s,]/.test(name)
            ? `one name only; ${dns}.provider takes several`
            : known.length === 0
              ? 'no provider is configured'
              : `the providers are ${known.join(', ')}`,
        };
  report.add(label, finding);
  return { ok: false, labels: [label], detail: finding.message };
}
