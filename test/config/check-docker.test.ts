// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as the configuration writes them
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { written } from '../support/written-findings.ts';

const text = (keys: string) => `version: 1
owner: home
sources: [{ name: home, type: docker${keys === '' ? '' : `, ${keys}`} }]
providers: [{ name: files, type: zonefile, zones: [example.com], directory: zones }]
`;
const read = (keys: string) => readConfig(text(keys), 'dns-sync.yaml');

async function problems(keys: string): Promise<string[]> {
  const config = await read(keys);
  return config.ok ? [] : written(config.diagnostics).map((one) => one.replace(/^\d+:\d+ \S+ /, ''));
}

describe('a source of type docker', () => {
  it.each([
    ['nothing', ''],
    ['a socket', 'host: "unix:///var/run/docker.sock", swarm: services, states: [running, exited]'],
    ['tcp with certificates', 'host: "tcp://a:2376", tls: { ca: ca.pem, cert: a.pem, key: a.key, serverName: a }'],
    ['certificates for DOCKER_HOST', 'tls: { ca: ca.pem }'],
    ['ssh with files', 'host: "ssh://deploy@nas:2222", ssh: { knownHosts: hosts, keyFiles: [key] }'],
    ['a context', 'context: lab, timeout: 30s'],
    ['what is filled in later', 'host: "${env:DOCKER}", tls: { ca: ca.pem }'],
    ['a file', 'file: containers.json, optional: true, swarm: containers'],
  ])('is good with %s', async (_, keys) => {
    expect(await problems(keys)).toEqual([]);
  });

  it.each([
    ['another scheme', 'host: "npipe:////./pipe/docker"', '"host"'],
    ['no scheme', 'host: /var/run/docker.sock', '"host"'],
    ['a password', 'host: "ssh://a:b@nas"', 'a password in "host" is not used'],
    ['a host and a context', 'host: "tcp://a", context: lab', '"context" is of no use with "host"'],
    ['a host and a file', 'host: "tcp://a", file: a.json', '"host" is of no use with "file"'],
    ['no time, with a unit', 'timeout: 0s', '"timeout"'],
    ['an optional daemon', 'optional: true', '"optional" is of no use without "file"'],
    ['certificates for a socket', 'host: "unix:///a", tls: { ca: a }', '"tls" is of no use with "unix:///a"'],
    ['a password, which is not shown', 'host: "tcp://u:p@ss@a:1", ssh: { knownHosts: a }', 'with "tcp://u:***@a:1"'],
    ['keys for tcp', 'host: "tcp://a", ssh: { knownHosts: a }', '"ssh" is of no use with "tcp://a"'],
    ['a certificate without its key', 'host: "tcp://a", tls: { cert: a }', '"tls" has "cert" and no "key"'],
    ['a key without its certificate', 'host: "tcp://a", tls: { key: a }', '"tls" has "key" and no "cert"'],
    ['no time', 'timeout: soon', '"timeout"'],
    ['no time at all', 'timeout: 0', '"timeout"'],
    ['another choice', 'swarm: tasks', '"swarm" cannot be "tasks"'],
  ])('is wrong with %s', async (_, keys, message) => {
    const found = await problems(keys);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it.each([
    ['timeout: 500ms', 500],
    ['timeout: 5', 5000],
    ['timeout: 2m', 120_000],
  ])('%s is %i milliseconds', async (keys, timeoutMs) => {
    expect(await read(keys)).toMatchObject({ config: { sources: [{ timeoutMs }] } });
  });

  it.each([
    'type: compose, files: [a.yaml]',
    'type: docker, file: a.json',
    'type: hosts, paths: [hosts]',
    'type: traefik, paths: [dynamic]',
    'type: yaml, files: [a.yaml]',
  ])('{ %s } can have a time limit, too', async (source) => {
    const config = text('').replace('type: docker', `${source}, timeout: 3s`);
    expect(await readConfig(config, 'dns-sync.yaml')).toMatchObject({ config: { sources: [{ timeoutMs: 3000 }] } });
  });
});
