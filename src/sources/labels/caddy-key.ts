import { nearest } from '../../core/nearest.ts';
import type { Selection } from './grammar.ts';
import type { Finding } from './report.ts';
import { warning, wrongCase } from './tool-findings.ts';

const fields = ['enable', 'provider', 'hostname', 'ttl', 'proxied'] as const;

/** Fields of `caddy_dns`. */
export type CaddyField = (typeof fields)[number];

/** Beginnings of the keys, and what of them is read. */
export interface CaddyKeys {
  /** `caddy`, of sites and their directives. */
  readonly prefix: string;
  /** `caddy_dns`. */
  readonly dnsPrefix: string;
  /** Whether host matchers are read. */
  readonly matchers: boolean;
  /** Prefix of the grammar `dns`, for hints. */
  readonly dns: string;
}

/** What a key means, or what is wrong with it. */
export type CaddyKey =
  | { readonly kind: 'site'; readonly site: string }
  /** `nested` is `caddy.@app.host`, whose value has no word `host` before the hosts. */
  | { readonly kind: 'matcher'; readonly site: string; readonly nested: boolean }
  | { readonly kind: 'field'; readonly field: CaddyField }
  | { readonly kind: 'bad'; readonly finding: Finding };

/** What the fields of other tools are called here. */
const habits: Readonly<Record<string, string>> = { host: 'hostname', name: 'hostname', domain: 'hostname' };
const habitsOfDns: Readonly<Record<string, string>> = {
  target: 'target',
  content: 'target',
  value: 'target',
  address: 'address',
  skip: 'enable=false',
  type: 'records.<id>.type',
};

/** Whether the grammar has to account for a key. What lies below a site is Caddy's own, but for host matchers. */
export function selectCaddy(key: string, keys: CaddyKeys): Selection {
  const { prefix, dnsPrefix } = keys;
  if (isWithin(key, dnsPrefix) || siteOf(key, prefix) === key || matcherOf(key, keys) !== undefined) return 'exactly';
  const folded = key.toLowerCase();
  const site = prefix.toLowerCase();
  return isWithin(folded, dnsPrefix.toLowerCase()) || siteOf(folded, site) === folded ? 'but-for-case' : null;
}

/** Reads a key that the grammar selects. */
export function readCaddyKey(key: string, keys: CaddyKeys): CaddyKey {
  const { prefix, dnsPrefix } = keys;
  const matcher = matcherOf(key, keys);
  if (matcher !== undefined) return { kind: 'matcher', ...matcher };
  if (siteOf(key, prefix) === key) return { kind: 'site', site: key };
  if (isWithin(key, dnsPrefix)) return readField(key, keys);
  const isField = isWithin(key.toLowerCase(), dnsPrefix.toLowerCase());
  const begins = isField ? dnsPrefix : prefix;
  return { kind: 'bad', finding: wrongCase(key, `${begins}${key.slice(begins.length)}`) };
}

function isWithin(key: string, prefix: string): boolean {
  return key.startsWith(prefix) && (key.length === prefix.length || key.charAt(prefix.length) === '.');
}

/** The site that a key is, or lies below: the prefix, perhaps with `_` and digits. */
function siteOf(key: string, prefix: string): string | undefined {
  if (!key.startsWith(prefix)) return undefined;
  const number = /_\d+/y;
  number.lastIndex = prefix.length;
  const end = prefix.length + (number.exec(key)?.[0].length ?? 0);
  return end === key.length || key.charAt(end) === '.' ? key.slice(0, end) : undefined;
}

/** `caddy.@app`, `caddy.1_@app` and `caddy.@app.host`: caddy-docker-proxy lets an order stand before a name, and a number behind it. */
function matcherOf(key: string, { prefix, matchers }: CaddyKeys): { site: string; nested: boolean } | undefined {
  const site = matchers ? siteOf(key, prefix) : undefined;
  if (site === undefined || site === key) return undefined;
  const read = /^\.(?:\d+_)?@[^.]+(\.(?:\d+_)?host(?:_\d+)?)?$/.exec(key.slice(site.length));
  return read === null ? undefined : { site, nested: read[1] !== undefined };
}

function readField(key: string, { dnsPrefix, dns }: CaddyKeys): CaddyKey {
  const [field = '', surplus] = key.slice(dnsPrefix.length + 1).split('.', 2);
  const known = fields.find((one) => one === field);
  const shape = `the shape is ${dnsPrefix}.<field>`;
  if (field === '') return bad('LABEL_MALFORMED', `the label "${key}" has no field`, shape);
  if (known !== undefined && surplus !== undefined) {
    return bad('LABEL_MALFORMED', `the label "${key}" has too many parts`, `write ${dnsPrefix}.${known}`);
  }
  if (known !== undefined) return { kind: 'field', field: known };
  const folded = field.toLowerCase();
  const right = fields.find((one) => one === folded);
  if (right !== undefined && surplus === undefined) {
    return { kind: 'bad', finding: wrongCase(key, `${dnsPrefix}.${right}`) };
  }
  const ours = Object.hasOwn(habitsOfDns, folded) ? habitsOfDns[folded] : undefined;
  const near = Object.hasOwn(habits, folded) ? habits[folded] : nearest(field, fields);
  const listed = `the fields are ${fields.join(', ')}`;
  const hint = ours !== undefined ? `use ${dns}.${ours}` : near === undefined ? listed : `use ${dnsPrefix}.${near}`;
  return bad('LABEL_UNKNOWN_FIELD', `"${field}" in the label "${key}" is no field`, hint);
}

function bad(code: string, message: string, hint: string): CaddyKey {
  return { kind: 'bad', finding: warning(code, message, hint) };
}
