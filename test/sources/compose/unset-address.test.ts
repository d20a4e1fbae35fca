// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import { describe, expect, it } from 'vitest';
import { A, app, claimed, found, held, read } from './reading.ts';

const unset = (column: number) => [`error COMPOSE_VARIABLE_UNSET web/compose.yaml:3:${column}`];
const host = 'labels: {dns.host: app.example.com}';

describe('a variable that is not set in a fixed address', () => {
  it.each([
    ['at its end', 'networks: {n: {ipv4_address: "10.0.0.1${X}"}}', 35],
    ['alone', 'networks: {n: {ipv4_address: "${X}"}}', 35],
    ['with a message', 'networks: {n: {ipv4_address: "${X:?say it}"}}', 35],
    ['in the other family', 'networks: {n: {ipv4_address: 10.0.0.1, ipv6_address: "fd00::${X}"}}', 59],
  ])('%s: holds the service', async (_, networks, column) => {
    const reading = await read(app(networks, host), { settings: { address: 'container' } });
    expect(found(reading)).toEqual(unset(column));
    expect(reading.diagnostics[0]?.message).toContain('the variable X in ipv');
    expect(reading.diagnostics[0]?.message).toContain('of the network n is not set');
    expect(reading.diagnostics[0]?.message).toContain('(service "app")');
    expect(claimed(reading)).toEqual([]);
    expect(held(reading)).toEqual(['app.example.com', 'web/compose.yaml#app ']);
    expect(new Set(reading.doubts.map(({ reason, detail }) => `${reason}: ${detail}`))).toEqual(
      new Set(['invalid: a variable in an address of the service "app" is not set']),
    );
  });

  it.each([
    ['the host is the address', 'networks: {n: {ipv4_address: "${X}"}}', host, A],
    [
      'another network is named',
      'networks: {n: {ipv4_address: "${X}"}, m: {ipv4_address: 10.0.0.2}}',
      'labels: {dns.host: app.example.com, dns.network: m}',
      'A 10.0.0.2',
    ],
    [
      'the label says the address',
      'networks: {n: {ipv4_address: "${X}"}}',
      'labels: {dns.host: app.example.com, dns.address: 192.0.2.1}',
      'A 192.0.2.1',
    ],
    [
      'it has a default',
      'networks: {n: {ipv4_address: "10.0.0.${X:-7}"}}',
      `${host.slice(0, -1)}, dns.address: container}`,
      'A 10.0.0.7',
    ],
  ])('does not matter where %s', async (_, networks, text, value) => {
    const reading = await read(app(networks, text));
    expect(found(reading)).toEqual([]);
    expect(claimed(reading)).toEqual([`app.example.com ${value}`]);
  });
});
