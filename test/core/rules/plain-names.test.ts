import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readName } from '../../../src/core/name.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { isPlainName } from '../../../src/core/rules/judge.ts';
import { model } from '../../support/model-builder.ts';
import { context } from './context.ts';

const asked = rules.flatMap((rule) => (rule.scope === 'border' || rule.scope === 'plan' ? [] : [rule]));
const label = fc.stringMatching(/^[a-z0-9_*-]{0,12}$/);
const name = fc
  .array(label, { minLength: 1, maxLength: 4 })
  .map((labels) => readName(labels.join('.')))
  .filter((read) => read.ok)
  .map((read) => read.name);
const narrow = model({ capabilities: { ...model().capabilities, wildcards: new Set(), multiValue: new Set() } });

it('rules about odd names find nothing at plain ones, those about several claims nothing in one', () => {
  const values = { A: '192.168.1.5', MX: '10 mail.example.net', NS: 'ns.example.net', DS: `1 8 2 ${'0'.repeat(64)}` };
  fc.assert(
    fc.property(name, fc.constantFrom(...Object.entries(values)), (at, [type, value]) => {
      const around = context([{ name: at, type, value }], narrow);
      for (const rule of asked) {
        if (rule.severalOnly !== true && !(rule.oddNamesOnly === true && isPlainName(at))) continue;
        if (rule.types !== undefined && !rule.types.includes(type)) continue;
        const [record] = around.set.records;
        const found = rule.scope !== 'record' ? rule.check(around, { max: 100 }) : null;
        expect([rule.id, at, found]).toEqual([rule.id, at, null]);
        expect(record).toBeDefined();
      }
    }),
  );
});

it.each([
  ['app.example.com', true],
  ['a1-b2.example.com', true],
  ['*.example.com', false],
  ['nas', false],
  ['my_app.example.com', false],
  ['ab--c.example.com', false],
  ['-a.example.com', false],
  ['192.168.1.5', false],
  ['1.example.com', false],
  ['xn--bcher-kva.example.com', false],
])('%s is plain: %s', (at, isPlain) => {
  expect(isPlainName(at)).toBe(isPlain);
});
