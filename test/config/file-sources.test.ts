// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as the configuration writes them
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { written } from '../support/written-findings.ts';

/** What is wrong with a configuration that has this source. */
async function mistakes(source: string): Promise<string[]> {
  const provider = '{ name: files, type: zonefile, zones: [example.com], directory: zones }';
  const read = await readConfig(
    `version: 1\nowner: home\nsources: [${source}]\nproviders: [${provider}]\n`,
    'dns-sync.yaml',
  );
  return read.ok ? [] : written(read.diagnostics);
}

describe('the sources of files', () => {
  it.each([
    '{ name: s, type: hosts, paths: [hosts.d] }',
    '{ name: s, type: hosts, paths: [a, "b/*.hosts"], ttl: 1h30m, domain: Home.example.com., provider: files, optional: true }',
    '{ name: s, type: hosts, paths: ["${env:HOSTS}"], domain: "${env:DOMAIN}", provider: [files, "${env:OTHER}"], ttl: 0 }',
    '{ name: s, type: traefik, paths: [dynamic] }',
    '{ name: s, type: traefik, paths: [dynamic], skip: [], address: host, ttl: 60, provider: files, optional: false }',
    '{ name: s, type: traefik, paths: [dynamic], skip: [x.yml], address: 10.0.0.1 }',
    '{ name: s, type: traefik, paths: [dynamic], address: [10.0.0.1, "fd00::1", "${env:PROXY}"] }',
  ])('may be written as %s', async (source) => {
    expect(await mistakes(source)).toEqual([]);
  });

  it.each([
    { source: '{ name: s, type: hosts }', is: '3:11 CONFIG_INVALID entry 1 of "sources" has no "paths"' },
    {
      source: '{ name: s, type: hosts, paths: [x], provider: fils }',
      is: 'PROVIDER_UNKNOWN there is no provider "fils" -> did you mean "files"?',
    },
    {
      source: '{ name: s, type: traefik, paths: [x], provider: [files, other] }',
      is: 'PROVIDER_UNKNOWN there is no provider "other" -> the configured ones are',
    },
    { source: '{ name: s, type: hosts, paths: [] }', is: '3:42 CONFIG_INVALID "paths" is an empty list' },
    { source: '{ name: s, type: hosts, paths: hosts.d }', is: '"paths" must be a list, not text' },
    {
      source: '{ name: s, type: hosts, paths: [x], file: y }',
      is: 'UNKNOWN_KEY unknown key "file" in entry 1 of "sources"',
    },
    { source: '{ name: s, type: hosts, paths: [x], address: host }', is: 'UNKNOWN_KEY unknown key "address"' },
    { source: '{ name: s, type: hosts, paths: [x], ttl: "300" }', is: '"ttl" cannot be "300"' },
    { source: '{ name: s, type: hosts, paths: [x], ttl: -1 }', is: '"ttl" is -1, less than 0' },
    {
      source: '{ name: s, type: hosts, paths: [x], domain: a..b }',
      is: '3:55 CONFIG_INVALID "a..b" has an empty label',
    },
    { source: '{ name: s, type: hosts, paths: [x], domain: "*.b" }', is: 'names cannot be completed with "*.b"' },
    { source: '{ name: s, type: hosts, paths: [x], domain: . }', is: 'names cannot be completed with "."' },
    { source: '{ name: s, type: hosts, paths: [x], provider: [] }', is: '"provider" is an empty list' },
    { source: '{ name: s, type: traefik, paths: [x], domain: y }', is: 'UNKNOWN_KEY unknown key "domain"' },
    {
      source: '{ name: s, type: traefik, paths: [x], address: container }',
      is: '3:58 CONFIG_INVALID "container" is no IP address',
    },
    {
      source: '{ name: s, type: traefik, paths: [x], address: [10.0.0.1, 10.0.0.256] }',
      is: '3:69 CONFIG_INVALID "10.0.0.256" is no IP',
    },
    { source: '{ name: s, type: traefik, paths: [x], address: [] }', is: '"address" is an empty list' },
    { source: '{ name: s, type: traefik, paths: [x], skip: x.yml }', is: '"skip" must be a list, not text' },
    { source: '{ name: s, type: traefic, paths: [x] }', is: '"type" cannot be "traefic" -> did you mean "traefik"?' },
  ])('$source: $is', async ({ source, is }) => {
    const found = await mistakes(source);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(is);
  });
});
