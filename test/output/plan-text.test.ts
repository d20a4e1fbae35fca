import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderPlan } from '../../src/output/plan-text.ts';
import { cellWidth } from '../../src/output/wrap.ts';
import { aPlan, aSet, create, held, remove, update } from '../support/plan-builder.ts';
import { planCases, zones } from './plan-cases.ts';

const cases = Object.entries(planCases).map(([name, plan]) => ({ name, plan }));
const colorCodes = /\u001b\[\d+m/g;
const obeyedByTerminals = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function golden(name: string, variant: string): string {
  return `goldens/${name.replaceAll(/[^A-Za-z]+/g, '-')}.${variant}.txt`;
}

describe('a plan in text', () => {
  for (const width of [80, 200]) {
    it.each(cases)(`reads well at ${width} columns: $name`, async ({ name, plan }) => {
      const text = await renderPlan(plan, { color: false, width, zones });
      await expect(text).toMatchFileSnapshot(golden(name, String(width)));
    });

    it.each(cases)(`keeps to ${width} columns: $name`, async ({ plan }) => {
      const text = await renderPlan(plan, { color: false, width, zones });
      expect(text.split('\n').filter((line) => cellWidth(line) > width)).toEqual([]);
    });
  }

  it.each(cases)('is coloured with escape codes only where asked to: $name', async ({ name, plan }) => {
    const text = await renderPlan(plan, { color: true, width: 80, zones });
    await expect(text.replaceAll('\u001b', '␛')).toMatchFileSnapshot(golden(name, '80.color'));
  });

  it.each(cases)('says with colour what it says without: $name', async ({ plan }) => {
    const [colored, plain] = await Promise.all([
      renderPlan(plan, { color: true, width: 80, zones }),
      renderPlan(plan, { color: false, width: 80, zones }),
    ]);
    expect(colored.replaceAll(colorCodes, '')).toBe(plain);
  });

  it('shows long values, all origins and all unchanged values when verbose', async () => {
    const origins = ['docker:home/a label dns.host', 'docker:home/b label dns.host'];
    const before = aSet(Array.from({ length: 20 }, (_, index) => `10.0.0.${index + 100}`));
    const plan = aPlan({
      changes: [
        create('long.example.com', 'TXT', aSet([`${'x'.repeat(3000)}end`]), { origins }),
        update('many.example.com', 'A', before, { ...before, ttl: 60 }),
      ],
    });
    const [brief, verbose] = await Promise.all(
      [false, true].map((one) => renderPlan(plan, { color: false, width: 80, zones, verbose: one })),
    );
    expect(brief).toContain('1505 more characters');
    expect(brief).toContain('and 1 more');
    expect(brief).toContain('14 more stay as they are');
    expect(verbose).not.toContain(' more');
    expect(verbose).toContain('docker:home/b label dns.host');
    expect(verbose).toContain('10.0.0.119');
    expect(verbose?.match(/x/g)?.length).toBeGreaterThanOrEqual(3000);
  });

  it.each(planCases['every guard']?.guards ?? [])(
    'names $allow once below the guard $guard, and once in what allows the whole plan',
    async (guard) => {
      const text = await renderPlan(aPlan({ guards: [guard] }), { color: false, width: 200, zones });
      expect(text.split(guard.allow)).toHaveLength(3);
    },
  );

  it('says what a guard says that names no flag itself', async () => {
    const guard = { guard: 'apex', message: 'something else; entirely', allow: '--allow-apex' } as const;
    const text = await renderPlan(aPlan({ guards: [guard] }), { color: false, width: 80, zones });
    expect(text).toContain('apex: something else; entirely\n    allow with: --allow-apex\n');
  });

  it('renders more held records than fit into one call of a function', async () => {
    const many = Array.from({ length: 150_000 }, (_, index) =>
      held('unowned', 'made by hand', { name: `h${index}.example.com` }),
    );
    const text = await renderPlan(aPlan({ held: many }), { color: false, width: 80, zones });
    expect(text.match(/made by hand$/gm)).toHaveLength(150_000);
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\u001b[2J', '\u009b2K', '\r', '\u202e', 'plain', '\udc80'),
  );

  it('never lets through what a terminal would obey, whoever wrote it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 9, maxLength: 9 }), fc.boolean(), async (texts, verbose) => {
        const [name = '', type = '', old = '', fresh = '', by = '', origin = '', detail = '', file = '', flag = ''] =
          texts;
        const before = aSet([old], { owners: { [old]: by } });
        const plan = aPlan({
          changes: [
            create(name, 'TXT', aSet([fresh], { attributes: { [flag]: file } }), { origins: [origin], before }),
            update(name, type, aSet([`${old} a b`], { owners: { [`${old} a b`]: by } }), aSet([`${fresh} a b`])),
            remove(name, 'A', before, { provider: flag }),
          ],
          held: [held('unowned', detail, { name, values: [old], type })],
          conflicts: [{ provider: flag, name, types: [type], rule: 'oldest', winner: origin, losers: [origin] }],
          guards: [{ guard: 'apex', message: detail, allow: flag }],
          diagnostics: [{ code: flag, severity: 'error', message: detail, hint: detail, file, line: 1, column: 1 }],
          incomplete: [by],
          options: { only: [name], provider: [flag], locked: [by] },
        });
        const text = await renderPlan(plan, { color: false, width: 80, zones: { home: [name] }, verbose });
        expect(text).not.toMatch(obeyedByTerminals);
        const colored = await renderPlan(plan, { color: true, width: 80, zones: { home: [name] }, verbose });
        expect(colored.replaceAll(colorCodes, '')).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});
