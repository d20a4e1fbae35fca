import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { sarifLog } from '../../src/output/sarif.ts';
import { sarifMisfits } from '../support/sarif-schema.ts';

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly version: string; readonly rules: readonly object[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly object[];
      readonly relatedLocations?: readonly object[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

/** The log of findings as it is printed; it fits the schema. */
function log(...diagnostics: readonly Diagnostic[]): Log['runs'][number] {
  const text = JSON.stringify(sarifLog(diagnostics, { version: '1.2.3' }));
  expect(sarifMisfits(JSON.parse(text))).toEqual([]);
  const [run] = (JSON.parse(text) as Log).runs;
  if (run === undefined) throw new Error('there is no run');
  return run;
}

const lost: Diagnostic = {
  code: 'CLAIM_LOST',
  severity: 'warning',
  message: 'it loses',
  hint: 'remove one',
  name: 'app.example.com',
  origin: 'stacks/web/compose.yaml#web label dns.host',
  file: 'stacks/web/compose.yaml',
  line: 4,
  column: 14,
  related: [
    { message: 'this one wins', origin: 'a.yaml#b label dns.host', file: 'a.yaml', line: 2, column: 7 },
    { message: 'the patch', origin: 'overrides/a.yaml#patch/1' },
  ],
};
const src = 'SRCROOT';

describe('a SARIF log', () => {
  it('without findings is whole', () => {
    expect(log()).toMatchObject({ tool: { driver: { name: 'dns-sync', version: '1.2.3', rules: [] } }, results: [] });
  });

  it('has a finding with its places', () => {
    expect(log(lost).results).toMatchObject([
      {
        ruleId: 'CLAIM_LOST',
        ruleIndex: 0,
        level: 'warning',
        message: { text: 'it loses\nhint: remove one' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'stacks/web/compose.yaml', uriBaseId: src },
              region: { startLine: 4, startColumn: 14 },
            },
          },
        ],
        relatedLocations: [
          {
            id: 1,
            message: { text: 'this one wins' },
            physicalLocation: {
              artifactLocation: { uri: 'a.yaml', uriBaseId: src },
              region: { startLine: 2, startColumn: 7 },
            },
          },
          {
            id: 2,
            message: { text: 'the patch' },
            logicalLocations: [{ fullyQualifiedName: 'overrides/a.yaml#patch/1' }],
          },
        ],
      },
    ]);
  });

  it('counts columns in UTF-16 units, as the findings do', () => {
    expect(log(lost)).toMatchObject({ columnKind: 'utf16CodeUnits', originalUriBaseIds: { [src]: {} } });
  });

  it.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ] as const)('has %s as %s', (severity, level) => {
    expect(log({ ...lost, severity }).results).toMatchObject([{ level }]);
  });

  it.each([
    ['a blank', 'my stacks/compose.yaml', 'my%20stacks/compose.yaml'],
    ['a letter beyond ASCII', 'bücher.yaml', 'b%C3%BCcher.yaml'],
    ['signs of URIs', 'a#b?c%d:e[f].yaml', 'a%23b%3Fc%25d%3Ae%5Bf%5D.yaml'],
    ['a folder above', '../a.yaml', '../a.yaml'],
    ['half a character', 'a\ud800.yaml', 'a%EF%BF%BD.yaml'],
  ])('encodes %s in a path', (_what, file, uri) => {
    expect(log({ ...lost, file }).results[0]?.locations).toMatchObject([
      { physicalLocation: { artifactLocation: { uri } } },
    ]);
  });

  it('has no region for a file as a whole', () => {
    const [result] = log({ code: 'FILE_NOT_READ', severity: 'warning', message: 'x', file: 'a.yaml' }).results;
    expect(result?.locations).toEqual([{ physicalLocation: { artifactLocation: { uri: 'a.yaml', uriBaseId: src } } }]);
  });

  it.each<[string, Partial<Diagnostic>, string]>([
    [
      'its origin',
      { origin: 'docker:home/web label dns.host', name: 'a.example.com' },
      'docker:home/web label dns.host',
    ],
    ['its source', { subject: 'home' }, 'home'],
    ['its record', { name: 'a.example.com' }, 'a.example.com'],
    ['nothing', {}, 'dns-sync'],
  ])('names %s where there is no file', (_what, differences, fullyQualifiedName) => {
    const [result] = log({ code: 'X', severity: 'error', message: 'x', ...differences }).results;
    expect(result?.locations).toEqual([{ logicalLocations: [{ fullyQualifiedName }] }]);
  });

  it('lists each code once, in order, with where it is told', () => {
    const rule: Diagnostic = { ...lost, code: 'ttl-low' };
    const run = log(rule, lost, rule);
    const docs = 'https://unpkg.com/dns-sync@1.2.3/docs';
    expect(run.tool.driver.rules).toEqual([
      { id: 'CLAIM_LOST', shortDescription: { text: 'claim lost' }, helpUri: `${docs}/diagnostics.md#CLAIM_LOST` },
      { id: 'ttl-low', shortDescription: { text: 'ttl low' }, helpUri: `${docs}/rules.md#ttl-low` },
    ]);
    expect(run.results.map(({ ruleIndex }) => ruleIndex)).toEqual([1, 0, 1]);
  });

  it('describes codes as it is told', () => {
    const described = sarifLog([lost], { version: '1.2.3', describe: (code) => `what ${code} finds` });
    expect(described).toMatchObject({
      runs: [{ tool: { driver: { rules: [{ shortDescription: { text: 'what CLAIM_LOST finds' } }] } } }],
    });
  });

  it('makes no link of what people wrote', () => {
    const message = 'the text "[click](https://example.com)" of [a] is bad';
    expect(log({ ...lost, message, hint: '' }).results[0]?.message.text).toBe(
      'the text "\\[click\\](https://example.com)" of [a] is bad',
    );
  });

  it('shows what a terminal would obey', () => {
    expect(log({ ...lost, message: '\u001b[2J\u202e' }).results[0]?.message.text).not.toMatch(/[\u001b\u202e]/);
  });

  it('fits its schema whatever is found', () => {
    const text = fc.string({ unit: 'binary' });
    const number = fc.integer({ min: 1, max: 1e6 });
    const place = fc.record(
      { message: text, origin: text, file: text, line: number, column: number },
      { requiredKeys: ['message'] },
    );
    const anything = fc.record(
      {
        code: fc.constantFrom('ttl-low', 'CLAIM_LOST', 'X'),
        severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
        message: text,
        hint: text,
        origin: text,
        subject: text,
        file: text,
        line: number,
        column: number,
        related: fc.array(place, { maxLength: 3 }),
      },
      { requiredKeys: ['code', 'severity', 'message'] },
    );
    fc.assert(fc.property(fc.array(anything, { maxLength: 5 }), (all) => log(...all).results.length === all.length));
  });
});

describe('the schema of SARIF', () => {
  it.each([
    ['a level that there is not', { level: 'info' }],
    ['a line 0', { locations: [{ physicalLocation: { artifactLocation: { uri: 'a' }, region: { startLine: 0 } } }] }],
    ['a blank in a URI', { locations: [{ physicalLocation: { artifactLocation: { uri: 'a b' } } }] }],
  ])('refuses %s', (_what, differences) => {
    const { runs } = sarifLog([lost], { version: '1.2.3' }) as { runs: readonly [{ results: readonly object[] }] };
    const [run] = runs;
    const changed = { ...run, results: [{ ...run.results[0], ...differences }] };
    expect(sarifMisfits({ version: '2.1.0', runs: [changed] })).not.toEqual([]);
  });
});

describe('the fingerprint of a finding', () => {
  const of = (...all: readonly Diagnostic[]) =>
    log(...all).results.map(({ partialFingerprints }) => partialFingerprints['dnsSync/v1']);

  it('stays when lines or words change', () => {
    expect(of({ ...lost, line: 40, column: 1, message: 'another' })).toEqual(of(lost));
  });

  it.each<[string, Partial<Diagnostic>]>([
    ['code', { code: 'ttl-low' }],
    ['record', { name: 'db.example.com' }],
    ['origin', { origin: 'b.yaml#web label dns.host' }],
  ])('tells by the %s', (_what, differences) => {
    expect(of({ ...lost, ...differences })).not.toEqual(of(lost));
  });

  it('tells by file and message where there is no record', () => {
    const broken: Diagnostic = {
      code: 'FILE_INVALID',
      severity: 'error',
      message: 'not YAML',
      file: 'a.yaml',
      line: 3,
    };
    const all = of(broken, { ...broken, file: 'b.yaml' }, { ...broken, message: 'a doubled key' });
    expect(new Set(all).size).toBe(3);
    expect(of({ ...broken, line: 9 })).toEqual(of(broken));
  });

  it('counts those that have the same', () => {
    const [first, second] = of(lost, { ...lost, line: 9 });
    expect([first?.endsWith(':1'), second?.endsWith(':2')]).toEqual([true, true]);
    expect(first?.slice(0, -2)).toBe(second?.slice(0, -2));
  });
});
