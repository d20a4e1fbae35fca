import { describe, expect, it } from 'vitest';
import type { LabelSettings } from '../../../src/sources/labels/table.ts';
import { type Labels, read, show } from './reading.ts';

const A = 'A 192.168.1.10';
const host = { 'dns.host': 'app.example.com' };
const rule = { 'traefik.http.routers.web.rule': 'Host(`app.example.com`)' };

describe('labels that are switched off, read all the same', () => {
  it.each<{
    case: string;
    labels: Labels;
    settings?: LabelSettings;
    requireEnable?: true;
    /** What is told, and is told as well where nothing is unlocked. */
    found: string;
  }>([
    { case: 'dns.enable=false', labels: { ...host, 'dns.enable': 'false' }, found: 'info LABEL_DISABLED' },
    { case: 'requireEnable', labels: host, requireEnable: true, found: 'warning LABEL_NOT_ENABLED' },
    {
      case: 'one record',
      labels: { 'dns.records.w.name': 'app.example.com', 'dns.records.w.enable': 'false' },
      found: 'info LABEL_DISABLED',
    },
    {
      case: 'coredns.enabled=false',
      labels: { 'coredns.enabled': 'false', 'coredns.a.name': 'app.example.com' },
      found: 'info LABEL_DISABLED',
    },
    { case: 'no coredns.enabled', labels: { 'coredns.a.name': 'app.example.com' }, found: 'warning LABEL_NOT_ENABLED' },
    {
      case: 'caddy_dns.enable=false',
      labels: { caddy: 'app.example.com', 'caddy_dns.enable': 'false' },
      settings: { labels: ['caddy'] },
      found: 'info LABEL_DISABLED',
    },
    {
      case: 'requireProvider',
      labels: { caddy: 'app.example.com' },
      settings: { labels: [{ grammar: 'caddy', requireProvider: true }] },
      found: 'warning LABEL_NOT_ENABLED',
    },
    {
      case: 'traefik.enable=false',
      labels: { ...rule, 'traefik.enable': 'false' },
      settings: { labels: ['traefik'] },
      found: 'info LABEL_DISABLED',
    },
    {
      case: 'exposedByDefault: false',
      labels: rule,
      settings: { labels: [{ grammar: 'traefik', exposedByDefault: false }] },
      found: 'warning LABEL_NOT_ENABLED',
    },
  ])('$case: the finding and the claim', ({ labels, settings = {}, requireEnable = false, found }) => {
    const codes = (unlocked: boolean) => {
      const { claims, findings } = show(read(labels, { requireEnable }, { ...settings, unlocked }));
      return { claims: claims.filter((one) => one.includes(' A ')), findings };
    };
    expect(codes(false).claims).toEqual([]);
    expect(codes(true).claims).toEqual([`app.example.com ${A}`]);
    for (const unlocked of [false, true]) {
      expect(codes(unlocked).findings.map((one) => one.replace(/ [^ ]*$/, ''))).toEqual([found]);
    }
  });

  it('a switch that is hidden counts for nothing, as where nothing is unlocked; other hidden labels are read', () => {
    const labels = { ...host, 'dns.enable': 'false' };
    for (const ignoreLabels of [['dns.enable'], ['dns.*']]) {
      const { claims, findings } = show(read(labels, {}, { ignoreLabels, unlocked: true }));
      expect({ claims, findings }).toEqual({ claims: [`app.example.com ${A}`], findings: [] });
    }
  });

  it.each([
    ['the whole container by its origin', { ...host, 'dns.enable': 'false' }, 'docker:home/web'],
    [
      'the labels of one grammar by the label',
      { 'coredns.a.name': 'x.example.com' },
      'docker:home/web label coredns.a.name',
    ],
  ])('what keeps %s', (_what, labels, origin) => {
    expect(read(labels, {}, { unlocked: true }).diagnostics.map((one) => one.origin)).toEqual([origin]);
  });
});
