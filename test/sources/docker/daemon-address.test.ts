import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDaemonAddress } from '../../../src/sources/docker/daemon-address.ts';

describe('readDaemonAddress', () => {
  it.each([
    ['unix:///var/run/docker.sock', { kind: 'unix', path: '/var/run/docker.sock' }],
    ['unix:/run/docker.sock', { kind: 'unix', path: '/run/docker.sock' }],
    ['tcp://10.0.0.5:2376', { kind: 'tcp', host: '10.0.0.5', port: 2376 }],
    ['tcp://socket-proxy:2375/', { kind: 'tcp', host: 'socket-proxy', port: 2375 }],
    ['tcp://docker.example.com', { kind: 'tcp', host: 'docker.example.com' }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375 }],
    ['10.0.0.5:2375', { kind: 'tcp', host: '10.0.0.5', port: 2375 }],
    ['ssh://nas', { kind: 'ssh', host: 'nas', port: 22 }],
    ['ssh://deploy@nas.example.com:2222', { kind: 'ssh', host: 'nas.example.com', port: 2222, user: 'deploy' }],
    ['ssh://deploy@[fd00::5]', { kind: 'ssh', host: 'fd00::5', port: 22, user: 'deploy' }],
    [
      'ssh://nas/run/user/1000/docker.sock',
      { kind: 'ssh', host: 'nas', port: 22, socket: '/run/user/1000/docker.sock' },
    ],
  ])('%s', (text, address) => {
    expect(readDaemonAddress(text)).toEqual({ ok: true, address });
  });

  it.each([
    ['', /no host with a port/],
    ['unix://', /whole path/],
    ['unix://docker.sock', /whole path/],
    ['tcp://', /no host/],
    ['tcp://host:0', /no host/],
    ['tcp://host:65536', /no host/],
    ['tcp://::1:2375', /no host/],
    ['tcp://host:2375/v1.41', /no host/],
    ['npipe:////./pipe/docker_engine', /"npipe" is no way to reach Docker/],
    ['https://docker.example.com', /"https" is no way to reach Docker/],
    ['ssh://deploy:secret@nas', /a password in the address is not used/],
    ['ssh://@nas', /there is no host/],
    ['ssh://', /there is no host/],
    ['/var/run/docker.sock', /no host with a port/],
  ])('refuses "%s"', (text, why) => {
    const read = readDaemonAddress(text);
    expect(read.ok ? 'taken' : read.why).toMatch(why);
  });

  it('never repeats a password, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readDaemonAddress(`ssh://user:${encodeURIComponent(text)}hunter2@nas`);
        expect(JSON.stringify(read)).not.toContain('hunter2');
        readDaemonAddress(text);
      }),
    );
  });
});
