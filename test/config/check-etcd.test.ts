// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as the configuration writes them
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { written } from '../support/written-findings.ts';

const http = 'endpoints: ["http://a:2379"]';
const https = 'endpoints: ["https://a:2379"]';
const text = (keys: string) => `version: 1
owner: home
sources: [{ name: s, type: compose, files: [a.yaml] }]
providers: [{ name: dns, type: etcd, zones: [example.com], ${keys} }]
`;

async function problems(keys: string): Promise<string[]> {
  const read = await readConfig(text(keys), 'dns-sync.yaml');
  return read.ok ? [] : written(read.diagnostics).map((one) => one.replace(/^\d+:\d+ \S+ /, ''));
}

describe('a provider of type etcd', () => {
  it.each([
    ['one endpoint', http],
    ['several', 'endpoints: ["http://127.0.0.1:2379", "http://[::1]:2379/", "http://etcd-3"]'],
    ['a user', `${http}, username: a, password: "\${file:secret}"`],
    ['certificates', `${https}, tls: { ca: ca.pem, cert: a.pem, key: a.key, serverName: etcd }`],
    ['what is filled in later', 'endpoints: ["${env:ETCD}"], tls: { ca: ca.pem }, prefix: "${env:PREFIX}"'],
    [
      'everything else',
      `${http}, prefix: /dns, cname: child, group: false, ownershipFormat: external-dns, takeover: never`,
    ],
  ])('is good with %s', async (_, keys) => {
    expect(await problems(keys)).toEqual([]);
  });

  it.each([
    ['no endpoint', 'endpoints: []', '"endpoints"'],
    ['no scheme', 'endpoints: ["127.0.0.1:2379"]', '"127.0.0.1:2379" is no URL of an etcd server'],
    ['another scheme', 'endpoints: ["ftp://a"]', '"ftp://a" is no URL of an etcd server'],
    ['a path', 'endpoints: ["http://a/b"]', '"http://a/b" is no URL of an etcd server'],
    ['a user in the URL', 'endpoints: ["http://u:p@a"]', '"http://u:p@a" is no URL of an etcd server'],
    ['a port that is none', 'endpoints: ["http://a:99999"]', '"http://a:99999" is no URL of an etcd server'],
    ['http and https', 'endpoints: ["http://a", "https://b"]', '"endpoints" mixes http and https'],
    ['certificates without https', `${http}, tls: { ca: ca.pem }`, '"tls" is of no use with http'],
    ['a certificate without its key', `${https}, tls: { cert: a.pem }`, '"cert" needs "key"'],
    ['a key without its certificate', `${https}, tls: { key: a.key }`, '"key" needs "cert"'],
    ['a user without password', `${http}, username: a`, '"username" needs "password"'],
    ['a password without user', `${http}, password: a`, '"password" needs "username"'],
    ['a prefix without slash', `${http}, prefix: skydns`, 'the prefix "skydns" is not a slash and one name'],
    ['a prefix of two segments', `${http}, prefix: /a/b`, 'the prefix "/a/b" is not a slash and one name'],
    ['a prefix that ends in a slash', `${http}, prefix: /a/`, 'the prefix "/a/" is not a slash and one name'],
    ["the lock's prefix", `${http}, prefix: /locks`, 'the prefix /locks holds keys that are no records'],
    ["the heartbeats' prefix", `${http}, prefix: /docker-coredns-sync`, 'the prefix /docker-coredns-sync holds keys'],
    ['a key of another type', `${http}, directory: zones`, '"directory"'],
    ['another layout', `${http}, cname: both`, '"cname" cannot be "both"'],
  ])('is wrong with %s', async (_, keys, message) => {
    const found = await problems(keys);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it.each([
    ['evict, where nothing is said', http, 'evict'],
    ['what is said', `${http}, takeover: never`, 'never'],
  ])('takes over as %s', async (_, keys, takeover) => {
    const read = await readConfig(text(keys), 'dns-sync.yaml');
    expect(read.ok && read.config.providers[0]?.takeover).toBe(takeover);
  });
});
