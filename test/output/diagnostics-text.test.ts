import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { renderDiagnostics } from '../../src/output/diagnostics-text.ts';

const compose = [
  'services:',
  '  web:',
  '    labels:',
  '\t  dns.host: a..b.example.com',
  `      dns.note: ${'x'.repeat(200)}here`,
].join('\n');
const sources = new Map([['stacks/web/compose.yaml', compose]]);

const empty: Diagnostic = {
  code: 'label-empty',
  severity: 'error',
  message: '"a..b.example.com" has an empty label',
  hint: 'remove the surplus dot; in a compose file: is a variable unset?',
  origin: 'stacks/web/compose.yaml#web label dns.host',
  file: 'stacks/web/compose.yaml',
  line: 4,
  column: 14,
};
const far: Diagnostic = {
  code: 'X',
  severity: 'warning',
  message: 'far right',
  file: 'stacks/web/compose.yaml',
  line: 5,
  column: 217,
};
const noText: Diagnostic = {
  code: 'UNKNOWN_KEY',
  severity: 'error',
  message: 'the key "zone" is not known',
  hint: 'zones?',
  file: 'dns-sync.yaml',
  line: 3,
  column: 5,
};
const noPlace: Diagnostic = { code: 'SOURCE_INCOMPLETE', severity: 'info', message: 'no services', subject: 'home' };

describe('findings in text', () => {
  it('stand with their source lines, and are counted', () => {
    expect(
      renderDiagnostics([noText, empty, far, noPlace], { color: false, width: 80, sources }),
    ).toMatchInlineSnapshot(`
      "dns-sync.yaml:3:5 error UNKNOWN_KEY  the key "zone" is not known
          hint: zones?

      stacks/web/compose.yaml:4:14 error label-empty
          "a..b.example.com" has an empty label
            4 |     dns.host: a..b.example.com
              |               ^
          hint: remove the surplus dot; in a compose file: is a variable unset?

      stacks/web/compose.yaml:5:217 warning X  far right
            5 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxhere
              |                                                                 ^

      home info SOURCE_INCOMPLETE  no services

      2 errors, 1 warning, 1 note in 2 files
      "
    `);
  });

  it('are coloured on request', () => {
    const text = renderDiagnostics([empty, far], { color: true, width: 80, sources });
    expect(text.replaceAll('\u001b', '␛')).toMatchInlineSnapshot(`
      "␛[1mstacks/web/compose.yaml:4:14␛[22m ␛[31merror␛[39m ␛[2mlabel-empty␛[22m
          "a..b.example.com" has an empty label
      ␛[2m      4 | ␛[22m    dns.host: a..b.example.com
      ␛[2m        | ␛[22m              ␛[31m^␛[39m
          ␛[36mhint: ␛[39mremove the surplus dot; in a compose file: is a variable unset?

      ␛[1mstacks/web/compose.yaml:5:217␛[22m ␛[33mwarning␛[39m ␛[2mX␛[22m  far right
      ␛[2m      5 | ␛[22m…xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxhere
      ␛[2m        | ␛[22m                                                                ␛[31m^␛[39m

      ␛[1m1 error, 1 warning␛[22m
      "
    `);
    expect(text.replaceAll(/\u001b\[\d+m/g, '')).toBe(
      renderDiagnostics([empty, far], { color: false, width: 80, sources }),
    );
  });

  it('say when there are none', () => {
    expect(renderDiagnostics([], { color: false, width: 80 })).toBe('No problems found.\n');
  });

  it.each<[string, Diagnostic]>([
    ['a line that the file has not', { ...empty, line: 99 }],
    ['a file that is not known', { ...empty, file: 'other.yaml' }],
    ['a finding without a line', { code: 'X', severity: 'error', message: 'x', file: 'stacks/web/compose.yaml' }],
  ])('quote nothing for %s', (_, finding) => {
    expect(renderDiagnostics([finding], { color: false, width: 80, sources })).not.toContain('|');
  });

  it('point behind the end of a line at most', () => {
    const text = renderDiagnostics([{ ...empty, line: 2, column: 500 }], { color: false, width: 80, sources });
    expect(text).toContain('      2 |   web:\n        |       ^\n');
  });

  it('show what a terminal would obey', () => {
    const hostile = new Map([['a.yaml', 'x: \u001b[2J\u202e']]);
    const text = renderDiagnostics(
      [{ code: 'X', severity: 'error', message: '\u001b', file: 'a.yaml', line: 1, column: 4 }],
      {
        color: false,
        width: 80,
        sources: hostile,
      },
    );
    expect(text).toContain('x: \\u001b[2J\\u202e');
    expect(text).not.toMatch(/[\u001b\u202e]/);
  });
});
