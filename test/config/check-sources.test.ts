import { describe, expect, it } from 'vitest';
import { checkSource } from '../../src/config/check-sources.ts';
import type { SourceConfig } from '../../src/config/config.ts';

type Labels = NonNullable<Extract<SourceConfig, { readonly type: 'compose' }>['labels']>;

/** What is wrong with the grammars of a source, a line each: the entry and the message. */
function overlaps(...labels: Labels): string[] {
  const found = checkSource({ type: 'compose', name: 's', files: ['x'], labels }, ['sources', 0], () => true);
  return found.map(({ path, code, message }) => `${path.at(-1)} ${code} ${message}`);
}

describe('the prefixes of grammars', () => {
  it.each<[string, Labels]>([
    ['all grammars as they are', ['dns', 'coredns', 'joyride', 'caddy', 'traefik']],
    [
      'prefixes that only begin alike',
      [
        { grammar: 'dns', prefix: 'dns' },
        { grammar: 'coredns', prefix: 'dnsx' },
      ],
    ],
    ['one grammar with two prefixes', ['dns', { grammar: 'dns', prefix: 'lan' }]],
    ['labels of Joyride below coredns', ['coredns', { grammar: 'joyride', names: ['coredns.host.name'] }]],
    ['labels of Joyride elsewhere', ['dns', { grammar: 'joyride', names: ['my.host.name'] }]],
    ['a prefix like a site with a word', ['caddy', { grammar: 'dns', prefix: 'caddy_x' }]],
  ])('may be %s', (_, labels) => {
    expect(overlaps(...labels)).toEqual([]);
  });

  it.each<[string, Labels, string]>([
    [
      'equal',
      ['dns', { grammar: 'coredns', prefix: 'dns' }],
      '1 LABEL_PREFIX_OVERLAP the label prefix "dns" is enabled twice',
    ],
    ['one grammar twice', ['dns', 'dns'], '1 LABEL_PREFIX_OVERLAP the label prefix "dns" is enabled twice'],
    [
      'one below the other',
      ['dns', { grammar: 'coredns', prefix: 'dns.lan' }],
      '1 LABEL_PREFIX_OVERLAP the label prefix "dns.lan" lies below the prefix "dns"',
    ],
    [
      'one below the other, named first',
      [{ grammar: 'coredns', prefix: 'dns.lan' }, 'dns'],
      '0 LABEL_PREFIX_OVERLAP the label prefix "dns.lan" lies below the prefix "dns"',
    ],
    [
      'a label of Joyride below dns',
      ['dns', { grammar: 'joyride', names: ['dns.host'] }],
      '1 LABEL_PREFIX_OVERLAP the label "dns.host" lies below the prefix "dns"',
    ],
    [
      'a site of Caddy',
      ['caddy', { grammar: 'dns', prefix: 'caddy_1' }],
      '1 LABEL_PREFIX_OVERLAP the label prefix "caddy_1" lies below the prefix "caddy"',
    ],
    [
      'those of Traefik in another case',
      ['traefik', { grammar: 'dns', prefix: 'Traefik' }],
      '1 LABEL_PREFIX_OVERLAP the label prefix "Traefik" lies below the prefix "traefik"',
    ],
  ])('must not overlap: %s', (_, labels, found) => {
    expect(overlaps(...labels)).toEqual([found]);
  });
});
