import { quoteText } from '../../core/rdata/texts.ts';
import { isRecordType } from '../../core/record-types.ts';

/** The text of one value, or what is wrong with it and where below the value. */
export type ValueText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly hint: string; readonly key?: string };

/** A field of a structured value: its key, older spellings of it, and whether its text is quoted in a zone file. */
interface Field {
  readonly keys: readonly string[];
  readonly quoted?: true;
  /** Written where the key is missing. */
  readonly standard?: string;
  /** A unit that follows the number. */
  readonly unit?: string;
}

const field = (...keys: string[]): Field => ({ keys });
const quoted = (...keys: string[]): Field => ({ keys, quoted: true });
const metres = (key: string, standard?: string): Field => ({
  keys: [key],
  unit: 'm',
  ...(standard === undefined ? {} : { standard }),
});

/** Fields of structured values in the order of the record's text (OctoDNS, docs/records.md). */
const fields: Readonly<Record<string, readonly Field[]>> = {
  CAA: [{ keys: ['flags'], standard: '0' }, field('tag'), quoted('value')],
  DS: [field('key_tag'), field('algorithm'), field('digest_type'), field('digest')],
  LOC: [
    ...['lat_degrees', 'lat_minutes', 'lat_seconds', 'lat_direction'].map((key) => field(key)),
    ...['long_degrees', 'long_minutes', 'long_seconds', 'long_direction'].map((key) => field(key)),
    metres('altitude'),
    metres('size', '1'),
    metres('precision_horz', '10000'),
    metres('precision_vert', '10'),
  ],
  MX: [field('preference', 'priority'), field('exchange', 'value')],
  NAPTR: [
    field('order'),
    field('preference'),
    quoted('flags'),
    quoted('service'),
    quoted('regexp'),
    field('replacement'),
  ],
  SRV: [field('priority'), field('weight'), field('port'), field('target')],
  SSHFP: [field('algorithm'), field('fingerprint_type'), field('fingerprint')],
  TLSA: [field('certificate_usage'), field('selector'), field('matching_type'), field('certificate_association_data')],
  URI: [field('priority'), field('weight'), quoted('target')],
};

type Map = Readonly<Record<string, unknown>>;

/** One value of OctoDNS as the text of the record, in some spelling of zone files; TXT as plain text. */
export function valueText(type: string, value: unknown): ValueText {
  if (type === 'TXT') return typeof value === 'string' ? { ok: true, text: plainText(value) } : needsText(value);
  if (typeof value === 'string') return { ok: true, text: value };
  if (!isMap(value)) return needsText(value);
  if (type === 'HTTPS' || type === 'SVCB') return serviceText(value);
  const wanted = fields[type];
  if (wanted === undefined) {
    return {
      ok: false,
      message: `a value of ${type} is a text here, not a map`,
      hint: isRecordType(type) ? 'write the value itself' : 'leave the record out',
    };
  }
  const texts: string[] = [];
  for (const one of wanted) {
    const key = one.keys.find((name) => value[name] !== undefined && value[name] !== null);
    const text = key === undefined ? one.standard : scalarText(value[key]);
    if (text === undefined) {
      const name = key ?? one.keys[0] ?? '';
      const message = key === undefined ? `the value has no "${name}"` : `"${name}" is no text or number`;
      return {
        ok: false,
        message,
        hint: `a value of ${type} has ${wanted.map(({ keys }) => keys[0]).join(', ')}`,
        key: name,
      };
    }
    texts.push(one.quoted === true ? quoteText(text) : text + (one.unit ?? ''));
  }
  return { ok: true, text: texts.join(' ') };
}

/** OctoDNS writes `;` as `\;`, and takes a text that begins with a quote for zone-file strings (docs/records.md, TXT). */
function plainText(value: string): string {
  const joined = value.startsWith('"') ? value.slice(1, -1).replaceAll('" "', '') : value;
  return joined.replaceAll('\\;', ';');
}

function serviceText(value: Map): ValueText {
  const [priority, target] = [scalarText(value.svcpriority), scalarText(value.targetname)];
  if (priority === undefined || target === undefined) {
    const key = priority === undefined ? 'svcpriority' : 'targetname';
    return { ok: false, message: `the value has no "${key}"`, hint: 'such as svcpriority: 1, targetname: .', key };
  }
  const params = value.svcparams ?? {};
  if (!isMap(params)) {
    return { ok: false, message: '"svcparams" is no map', hint: 'such as { alpn: [h2, h3] }', key: 'svcparams' };
  }
  const written = Object.entries(params).map(([key, param]) => {
    const texts = (Array.isArray(param) ? param : [param ?? '']).map(scalarText);
    const text = texts.some((one) => one === undefined) ? undefined : texts.join(',');
    return text === undefined || text === '' ? key : `${key}=${/[\s"]/.test(text) ? quoteText(text) : text}`;
  });
  return { ok: true, text: [priority, target, ...written].join(' ') };
}

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function scalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function needsText(value: unknown): ValueText {
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  const what = isPlain
    ? `${value} is no text`
    : value === null || value === undefined
      ? 'the value is empty'
      : 'the value is no text';
  return { ok: false, message: what, hint: isPlain ? 'put it in quotes' : 'write one value' };
}
