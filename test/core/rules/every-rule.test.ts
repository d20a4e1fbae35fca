import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { recordTypeNames } from '../../../src/core/record-types.ts';
import { rules } from '../../../src/core/rules/index.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import type { RuleSetting } from '../../../src/core/rules/settings.ts';
import { claim, reading } from '../../support/claim-builder.ts';
import { applyChanges } from '../../support/in-memory-provider.ts';
import { capabilities, model, us } from '../../support/model-builder.ts';
import { heldLines, lines, made, type World } from '../../support/plan-input.ts';
import type { Example, Examples } from './examples.ts';
import { examples as data } from './examples-data.ts';
import { examples as names } from './examples-names.ts';
import { examples as plans } from './examples-plan.ts';
import { examples as service } from './examples-service.ts';

const examples: Examples = { ...names, ...data, ...service, ...plans };

const types = new Set<string>(recordTypeNames);

/** Everything can be stored here, so that the rule alone decides. */
const everything = model({
  zones: ['example.com', '.'],
  capabilities: capabilities({ types, wildcards: types, multiValue: types }),
});

function worldOf(example: Example): World {
  return isClaims(example) ? { claims: example.map((one) => claim(one)), models: [everything] } : example;
}

function isClaims(example: Example): example is Extract<Example, readonly unknown[]> {
  return Array.isArray(example);
}

/** What one rule says of a world, and what comes of it. */
function run(id: string, world: World, setting?: RuleSetting): { found: readonly Diagnostic[]; plan: Plan } {
  const rule = new Map(setting === undefined ? [] : [[id, setting]]);
  const { plan, infos } = made({ ...world, input: { ...world.input, rules: rule } });
  return { found: [...plan.diagnostics, ...infos].filter(({ code }) => code === id), plan };
}

const severities = (found: readonly Diagnostic[]) => [...new Set(found.map(({ severity }) => severity))];

/** The changes of a second plan, after those of the first were made. */
function changesAfter(id: string, world: World, plan: Plan, setting: RuleSetting): string[] {
  const models = world.models ?? [model()];
  const actualAt = world.actualAt ?? { [models[0]?.name ?? '']: world.actual ?? [] };
  const settled = Object.fromEntries(
    Object.entries(actualAt).map(([name, records]) => {
      const changes = plan.changes.filter(({ provider }) => provider === name);
      return [name, applyChanges(records, changes, us, '2026-11-20T12:00:00Z')];
    }),
  );
  return lines(run(id, { ...world, actualAt: settled }, setting).plan);
}

const spare = (found: readonly Diagnostic[]): RuleSetting => {
  const spared = new Set(found.map(({ name }) => name));
  return { except: [{ text: 'these names', exclude: false, matches: (name) => spared.has(name) }] };
};

/** Whether the rule is judged in the core, where claims can be spared; others are judged where texts are read. */
const isJudgedHere = (rule: Rule) => rule.scope !== 'border' && rule.check !== undefined;
const configurable = rules.filter((rule) => !rule.fixed && isJudgedHere(rule));
const shown = configurable.filter(({ id }) => Object.hasOwn(examples, id)).map((rule) => ({ id: rule.id, rule }));

describe('the examples of rules', () => {
  it('has one for every rule that is judged here and can be configured', () => {
    expect(configurable.map(({ id }) => id).filter((id) => !Object.hasOwn(examples, id))).toEqual([]);
  });

  it('has none for a rule that there is not', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect(Object.keys(examples).filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe.each(shown)('the rule $id', ({ id, rule }) => {
  const world = worldOf(examples[id] ?? []);
  const off: RuleSetting = { severity: 'off' };

  it('speaks of its example, unless it is a matter of taste', () => {
    const { found } = run(id, world);
    if (rule.severity === 'off') expect(found).toEqual([]);
    else expect(found.length).toBeGreaterThan(0);
  });

  it('says what, and what to do', () => {
    const { found } = run(id, world, { severity: 'warning' });
    expect(found).toMatchObject(found.map(() => ({ message: expect.stringMatching(/\S/), hint: expect.any(String) })));
    expect(found.filter(({ message }) => /\.$|undefined|NaN|\[object/.test(message))).toEqual([]);
  });

  it('is silent when it is off', () => {
    expect(run(id, world, off).found).toEqual([]);
  });

  it('holds the name as an error, and the second plan is empty', () => {
    const setting: RuleSetting = { severity: 'error' };
    const { found, plan } = run(id, world, setting);
    expect(severities(found)).toContain('error');
    const held = new Set(plan.held.map(({ name }) => name));
    const errors = found.filter(({ severity }) => severity === 'error');
    expect(errors.filter(({ name }) => !held.has(name ?? ''))).toEqual([]);
    expect(changesAfter(id, world, plan, setting)).toEqual([]);
  });

  it('holds nothing as a warning', () => {
    const { found, plan } = run(id, world, { severity: 'warning' });
    expect(found.length).toBeGreaterThan(0);
    const silent = run(id, world, off).plan;
    expect([heldLines(plan), lines(plan)]).toEqual([heldLines(silent), lines(silent)]);
  });

  it('knows names that are excepted', () => {
    const { found } = run(id, world, { severity: 'warning' });
    expect(run(id, world, { severity: 'error', ...spare(found) }).found).toEqual([]);
  });

  it('knows claims that are allowed to', () => {
    const claims = (world.claims ?? []).map((one) => ({ ...one, allow: [id] }));
    expect(run(id, { ...world, claims }, { severity: 'error' }).found).toEqual([]);
  });
});

const read = rules.filter((rule) => !rule.fixed && !isJudgedHere(rule));

describe.each(read.map(({ id, severity }) => ({ id, severity })))(
  'the rule $id, judged by readers',
  ({ id, severity }) => {
    const name = 'app.example.com';
    const said: Diagnostic = { code: id, severity: severity === 'off' ? 'info' : severity, message: 'a finding', name };
    const world: World = { readings: [reading('home', [], { diagnostics: [said] })] };

    it.each(['error', 'warning', 'info'] as const)('has the severity that it is given: %s', (given) => {
      expect(severities(run(id, world, { severity: given }).found)).toEqual([given]);
    });

    it('is silent when it is off, or the name is excepted', () => {
      expect(run(id, world).found).toEqual([said]);
      expect(run(id, world, { severity: 'off' }).found).toEqual([]);
      expect(run(id, world, spare([said])).found).toEqual([]);
    });
  },
);

const fixed = rules.filter((rule) => rule.fixed && Object.hasOwn(examples, rule.id)).map(({ id }) => ({ id }));

describe.each(fixed)('the fixed rule $id', ({ id }) => {
  const world = worldOf(examples[id] ?? []);

  it('knows neither settings nor exceptions', () => {
    const usual = run(id, world);
    expect(severities(usual.found)).toEqual(['error']);
    const claims = (world.claims ?? []).map((one) => ({ ...one, allow: [id] }));
    const setting: RuleSetting = { ...spare(usual.found), severity: 'off' };
    const { found, plan } = run(id, { ...world, claims }, setting);
    expect(found).toEqual(usual.found);
    expect(plan.held.map(({ name }) => name)).toContain(found[0]?.name);
    expect(changesAfter(id, world, plan, setting)).toEqual([]);
  });
});
