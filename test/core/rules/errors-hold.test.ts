import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import type { RuleSetting } from '../../../src/core/rules/settings.ts';
import { claim, cname, override, reading } from '../../support/claim-builder.ts';
import { model, there } from '../../support/model-builder.ts';
import { heldLines, lines, made, planOf, type World } from '../../support/plan-input.ts';

const raised = (id: string, setting: RuleSetting = { severity: 'error' }) => new Map([[id, setting]]);

/** What a plan says of `RULE_UNUSED`, with the origin. */
function unused(world: World): string[] {
  return made(world)
    .infos.filter(({ code }) => code === 'RULE_UNUSED')
    .map(({ origin = '' }) => origin);
}

describe('a rule that is raised to an error', () => {
  it('holds what readers find: a value said twice', () => {
    const twice: Diagnostic = {
      code: 'duplicate-value',
      severity: 'warning',
      message: 'one value twice',
      name: 'app.example.com',
      origin: 'docker:home/web label dns.app.example.com',
    };
    const readings = [reading('home', [claim()], { diagnostics: [twice] })];
    expect(lines(planOf({ readings }))).toHaveLength(1);
    const plan = planOf({ readings, input: { rules: raised('duplicate-value') } });
    expect(lines(plan)).toEqual([]);
    expect(heldLines(plan)).toContain('app.example.com A 192.168.1.10: invalid');
  });

  it('holds what providers foresee, at the name and below it', () => {
    const bleed: Diagnostic = {
      code: 'etcd-bleed',
      severity: 'warning',
      message: 'it bleeds',
      name: 'app.example.com',
    };
    const foresee = new Map([['home', () => [bleed]]]);
    const claims = [claim(), claim({ name: 'db.app.example.com' }), claim({ name: 'other.example.com' })];
    expect(lines(planOf({ claims, input: { foresee } }))).toHaveLength(3);
    const plan = planOf({ claims, input: { foresee, rules: raised('etcd-bleed') } });
    expect(lines(plan)).toEqual(['create other.example.com A nothing -> 192.168.1.10']);
    expect(plan.diagnostics).toMatchObject([{ code: 'etcd-bleed', origin: claims[0]?.origins[0] }]);
  });

  it('keeps a target that would go, and what points there', () => {
    const world: World = {
      claims: [claim({ name: 'www.example.com', ttl: 900, ...cname('app.example.com') })],
      actual: [there({ name: 'www.example.com', ...cname('app.example.com') }), there()],
      input: { rules: raised('target-deleted') },
    };
    const plan = planOf(world);
    expect(lines(plan)).toEqual([]);
    expect(heldLines(plan)).toEqual([
      'app.example.com A 192.168.1.10: invalid',
      'www.example.com CNAME app.example.com: invalid',
    ]);
  });

  it('holds all names that make a name stop being answered', () => {
    const names = ['*.example.com', 'x.foo.example.com', 'y.foo.example.com'];
    const claims = names.map((name) => claim({ name }));
    const plan = planOf({ claims, input: { rules: raised('wildcard-shadow') } });
    expect(lines(plan)).toEqual(['create *.example.com A nothing -> 192.168.1.10']);
  });

  it('is one for every finding, also for those that weigh less by themselves', () => {
    const claims = [claim({ name: 'example.com', type: 'MX', value: '10 my_host.example.net' })];
    expect(planOf({ claims }).diagnostics).toMatchObject([{ code: 'target-host', severity: 'warning' }]);
    expect(planOf({ claims, input: { rules: raised('target-host') } }).diagnostics[0]?.severity).toBe('error');
  });
});

describe('exceptions', () => {
  const spf = (value: string, allow?: string[]) =>
    override({
      name: 'example.com',
      type: 'TXT',
      value,
      origins: [`overrides/a.yaml#${value}`],
      ...(allow === undefined ? {} : { allow }),
    });

  it.each([
    ['the first', [spf('v=spf1 -all', ['spf-multiple']), spf('v=spf1 a -all')]],
    ['the second', [spf('v=spf1 -all'), spf('v=spf1 a -all', ['spf-multiple'])]],
    ['both', [spf('v=spf1 -all', ['spf-multiple']), spf('v=spf1 a -all', ['spf-multiple'])]],
  ])('of %s claim count for the set', (_, claims) => {
    expect(planOf({ claims }).diagnostics).toEqual([]);
    expect(unused({ claims })).toEqual([]);
  });

  it('that spare nothing are told on request', () => {
    const claims = [spf('v=spf1 -all', ['spf-multiple'])];
    expect(unused({ claims })).toEqual(['overrides/a.yaml#v=spf1 -all']);
  });

  it('of rules that readers or providers judge are never called unused', () => {
    expect(unused({ claims: [spf('x', ['etcd-bleed', 'duplicate-value'])] })).toEqual([]);
  });

  it('have exceptions', () => {
    const zone = { text: 'example.com', exclude: false, apex: 'example.com', matches: () => true };
    const but = { text: '!app.example.com', exclude: true, matches: (name: string) => name === 'app.example.com' };
    const claims = [claim({ ttl: 1 }), claim({ name: 'db.example.com', ttl: 1 })];
    const { diagnostics } = planOf({ claims, input: { rules: raised('ttl-low', { except: [zone, but] }) } });
    expect(diagnostics.map(({ name }) => name)).toEqual(['app.example.com']);
  });

  it('may be many', () => {
    const names = Array.from({ length: 5000 }, (_, at) => `n${at}.example.com`);
    const except = names.map((apex) => ({
      text: apex,
      exclude: false,
      apex,
      matches: (name: string) => name === apex,
    }));
    const claims = names.map((name) => claim({ name, ttl: 1 }));
    expect(planOf({ claims, input: { rules: raised('ttl-low', { except }) } }).diagnostics).toEqual([]);
  });

  it('an ALIAS is held beside an address of someone else, and the reverse', () => {
    const any = model({ capabilities: { ...model().capabilities, types: new Set(['A', 'ALIAS']) } });
    const alias = { name: 'example.com', type: 'ALIAS', value: 'x.example.net' };
    const address = { name: 'example.com', type: 'A', value: '192.168.1.5' };
    const nobodys = { ttl: 300, owner: null };
    const one = planOf({ models: [any], claims: [claim(alias)], actual: [{ ...address, ...nobodys }] });
    expect([lines(one), heldLines(one)]).toEqual([[], ['example.com ALIAS x.example.net: unowned']]);
    const other = planOf({ models: [any], claims: [claim(address)], actual: [{ ...alias, ...nobodys }] });
    expect([lines(other), heldLines(other)]).toEqual([[], ['example.com A 192.168.1.5: unowned']]);
  });
});
