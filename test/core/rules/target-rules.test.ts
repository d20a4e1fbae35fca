import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/core/claim.ts';
import { claim, cname } from '../../support/claim-builder.ts';
import { foreign, model, there, unowned } from '../../support/model-builder.ts';
import { planOf, type World } from '../../support/plan-input.ts';

const alias = (name: string, target: string): Claim =>
  claim({ name: `${name}.example.com`, ...cname(target.includes('.') ? target : `${target}.example.com`) });
const host = (name: string): Claim => claim({ name: `${name}.example.com` });
const ours = (name: string) => there({ name: `${name}.example.com` });

function dangling(world: World): string[] {
  return planOf(world)
    .diagnostics.filter(({ code }) => code.startsWith('target-'))
    .map(({ code, name, message }) => `${code} ${name?.replace('.example.com', '')}: ${message}`);
}

describe('target-missing', () => {
  it.each<[string, World]>([
    ['a target that is claimed', { claims: [alias('www', 'app'), host('app')] }],
    ['a target of someone else', { claims: [alias('www', 'app')], actual: [foreign({ name: 'app.example.com' })] }],
    ['a hand-made target', { claims: [alias('www', 'app')], actual: [unowned({ name: 'app.example.com' })] }],
    ['a target below a wildcard', { claims: [alias('www', 'app'), host('*')] }],
    ['a target far below a wildcard', { claims: [alias('www', 'a.b.c'), host('*')] }],
    ['a target in nobody’s zone', { claims: [alias('www', 'app.example.net')] }],
    ['a zone that was not read', { claims: [alias('www', 'app')], actualAt: {} }],
    [
      'a target below a delegation',
      { claims: [alias('www', 'host.sub'), claim({ name: 'sub.example.com', type: 'NS', value: 'ns.example.net' })] },
    ],
    [
      'a target below a delegation that exists',
      {
        claims: [alias('www', 'host.sub')],
        actual: [unowned({ name: 'sub.example.com', type: 'NS', value: 'ns.example.net' })],
      },
    ],
    [
      'a target below a DNAME',
      {
        claims: [alias('www', 'host.old')],
        actual: [unowned({ name: 'old.example.com', type: 'DNAME', value: 'example.net' })],
      },
    ],
    ['a null MX', { claims: [claim({ name: 'www.example.com', type: 'MX', value: '0 .' })] }],
    [
      'a target that another provider holds',
      {
        claims: [alias('www', 'app.example.org'), claim({ name: 'app.example.org' })],
        models: [model(), model({ name: 'other', zones: ['example.org'] })],
        actualAt: { home: [], other: [] },
      },
    ],
    [
      'a target at another provider that was not read',
      {
        claims: [alias('www', 'app.example.org')],
        models: [model(), model({ name: 'other', zones: ['example.org'] })],
        actualAt: { home: [] },
      },
    ],
  ])('says nothing of %s', (_, world) => {
    expect(dangling(world)).toEqual([]);
  });

  it('names the nearest name', () => {
    expect(dangling({ claims: [alias('www', 'ap'), host('app'), host('other')] })).toEqual([
      'target-missing www: www.example.com points at ap.example.com, which nobody has',
    ]);
    const [one] = planOf({ claims: [alias('www', 'ap'), host('app'), host('other')] }).diagnostics;
    expect(one?.hint).toBe('is it misspelt? did you mean app.example.com?');
  });

  it('does not name the name that points there', () => {
    const [one] = planOf({ claims: [alias('app', 'ap')] }).diagnostics;
    expect(one?.hint).toBe('is it misspelt, or yet to be added?');
  });

  it.each([
    ['MX', '10 mail.example.com'],
    ['SRV', '0 5 443 mail.example.com'],
    ['NS', 'mail.example.com'],
    ['HTTPS', '1 mail.example.com'],
  ])('looks at %s, too', (type, value) => {
    const types = new Set(['MX', 'SRV', 'NS', 'HTTPS']);
    const any = model({ capabilities: { ...model().capabilities, types } });
    expect(dangling({ claims: [claim({ name: '_x._tcp.example.com', type, value })], models: [any] })).toEqual([
      'target-missing _x._tcp: _x._tcp.example.com points at mail.example.com, which nobody has',
    ]);
  });

  it('says so once for each record, however many lead there', () => {
    const claims = Array.from({ length: 3000 }, (_, at) => alias(`n${at}`, 'gone'));
    expect(dangling({ claims })).toHaveLength(3000);
  });
});

describe('target-deleted', () => {
  it('tells a record whose target goes', () => {
    expect(dangling({ claims: [alias('www', 'app')], actual: [ours('app')] })).toEqual([
      'target-deleted www: www.example.com points at app.example.com, whose last record this plan deletes',
    ]);
  });

  it.each<[string, World]>([
    [
      'a policy keeps it',
      { claims: [alias('www', 'app')], actual: [ours('app')], models: [model({ policy: 'upsert-only' })] },
    ],
    ['it is protected', { claims: [alias('www', 'app')], actual: [ours('app')], protect: ['app.*'] }],
    [
      'someone else is there, too',
      {
        claims: [alias('www', 'app')],
        actual: [ours('app'), foreign({ name: 'app.example.com', value: '192.168.1.77' })],
      },
    ],
    [
      'it is replaced',
      {
        claims: [alias('www', 'app'), claim({ name: 'app.example.com', type: 'AAAA', value: 'fd00::5' })],
        actual: [ours('app')],
      },
    ],
    ['a wildcard stands in', { claims: [alias('www', 'app'), host('*')], actual: [ours('app')] }],
  ])('says nothing where %s', (_, world) => {
    expect(dangling(world)).toEqual([]);
  });
});
