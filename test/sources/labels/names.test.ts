import { describe, expect, it } from 'vitest';
import { type Labels, read } from './reading.ts';

/** Names as claimed, each with its spelling where that is another. */
function spellings(labels: Labels): string[] {
  return read(labels).claims.map(({ name, written }) => (written === undefined ? name : `${name} as ${written}`));
}

describe('how a label spells a name', () => {
  it.each<{ what: string; labels: Labels; names: string[] }>([
    { what: 'canonically', labels: { 'dns.host': 'app.example.com' }, names: ['app.example.com'] },
    {
      what: 'with blanks and a trailing dot',
      labels: { 'dns.host': ' app.example.com. ' },
      names: ['app.example.com'],
    },
    {
      what: 'in upper case and with U-labels, in a list',
      labels: { 'dns.host': 'App.example.com, b.example.com, Bücher.example.com.' },
      names: ['app.example.com as App.example.com', 'b.example.com', 'xn--bcher-kva.example.com as Bücher.example.com'],
    },
    {
      what: 'for a record',
      labels: { 'dns.records.a.name': 'App.example.com', 'dns.records.a.values': '10.0.0.1,10.0.0.2' },
      names: ['app.example.com as App.example.com', 'app.example.com as App.example.com'],
    },
    {
      what: 'for a record without capitals',
      labels: { 'dns.records.a.name': 'app.example.com', 'dns.records.a.value': '10.0.0.1' },
      names: ['app.example.com'],
    },
    {
      what: 'in the grammar of docker-coredns-sync',
      labels: { 'coredns.enabled': 'true', 'coredns.a.name': 'App.example.com', 'coredns.a.value': '10.0.0.1' },
      names: ['app.example.com as App.example.com'],
    },
    {
      what: 'canonically in the grammar of docker-coredns-sync',
      labels: { 'coredns.enabled': 'true', 'coredns.a.name': 'app.example.com', 'coredns.a.value': '10.0.0.1' },
      names: ['app.example.com'],
    },
  ])('$what: $names', ({ labels, names }) => {
    expect(spellings(labels)).toEqual(names);
  });
});
