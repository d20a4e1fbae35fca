import { shown } from '../core/name.ts';
import type { DataPath, Problem } from '../files/schema-messages.ts';
import type { EtcdProviderConfig } from './config.ts';
import { hasPlaceholder } from './secrets.ts';

type Written = Partial<Omit<EtcdProviderConfig, 'type'>>;

/** Prefixes in which keys of our own lie that are no records: the lock, and docker-coredns-sync's heartbeats. */
const takenPrefixes: ReadonlySet<string> = new Set(['/locks', '/docker-coredns-sync']);

/** What the schema cannot say about a provider of `type: etcd` (etcd-skydns 8). */
export function checkEtcd(provider: Written, path: DataPath): Problem[] {
  return [
    ...checkEndpoints(provider, path),
    ...checkPrefix(provider, path),
    ...together(provider, ['username', 'password'], path),
    ...together(provider.tls ?? {}, ['cert', 'key'], [...path, 'tls']),
  ];
}

/** URLs of one scheme; certificates are of use with https only. */
function checkEndpoints({ endpoints = [], tls }: Written, path: DataPath): Problem[] {
  const problems: Problem[] = [];
  const schemes = new Map<string, number>();
  for (const [index, text] of endpoints.entries()) {
    if (hasPlaceholder(text)) continue;
    const scheme = schemeOf(text);
    if (scheme !== null) schemes.set(scheme, index);
    else {
      problems.push({
        path: [...path, 'endpoints', index],
        message: `"${shown(text)}" is no URL of an etcd server`,
        hint: 'such as http://127.0.0.1:2379 or https://etcd.example.com:2379',
      });
    }
  }
  if (schemes.size > 1) {
    problems.push({
      path: [...path, 'endpoints', Math.max(...schemes.values())],
      message: '"endpoints" mixes http and https',
      hint: 'use https for all of them',
    });
  }
  const known = endpoints.length > 0 && endpoints.every((text) => !hasPlaceholder(text));
  if (tls !== undefined && known && schemes.has('http') && schemes.size === 1) {
    problems.push({
      path: [...path, 'tls'],
      at: 'key',
      message: '"tls" is of no use with http',
      hint: 'write the endpoints with https, or remove it',
    });
  }
  return problems;
}

/** `http` or `https`; null for what is no URL of a server, with nothing behind host and port. */
function schemeOf(text: string): string | null {
  if (!/^https?:\/\/[^/?#@\s]+\/?$/i.test(text) || !URL.canParse(text)) return null;
  return new URL(text).protocol.slice(0, -1);
}

/** CoreDNS takes off exactly one segment. */
function checkPrefix({ prefix }: Written, path: DataPath): Problem[] {
  if (prefix === undefined || hasPlaceholder(prefix)) return [];
  const at = [...path, 'prefix'];
  if (!/^\/[A-Za-z0-9._-]+$/.test(prefix)) {
    return [
      { path: at, message: `the prefix "${shown(prefix)}" is not a slash and one name`, hint: 'such as /skydns' },
    ];
  }
  if (!takenPrefixes.has(prefix)) return [];
  return [{ path: at, message: `the prefix ${prefix} holds keys that are no records`, hint: 'such as /skydns' }];
}

/** Two keys that are of use together only. */
function together<K extends string>(
  written: Readonly<Partial<Record<K, unknown>>>,
  [one, other]: readonly [K, K],
  path: DataPath,
): Problem[] {
  if ((written[one] === undefined) === (written[other] === undefined)) return [];
  const [there, missing] = written[one] === undefined ? [other, one] : [one, other];
  return [
    {
      path: [...path, there],
      at: 'key',
      message: `"${there}" needs "${missing}"`,
      hint: `add ${missing}, or remove it`,
    },
  ];
}
