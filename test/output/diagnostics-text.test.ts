import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { renderDiagnostics } from '../../src/output/diagnostics-text.ts';
import { cellWidth } from '../../src/output/wrap.ts';

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
            5 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxhere
              |                                                                  ^

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
      ␛[2m      5 | ␛[22m…xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxhere
      ␛[2m        | ␛[22m                                                                 ␛[31m^␛[39m

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

  it.each<[string, string, number, string, string]>([
    ['wide characters', 'name: 東京.example.com', 9, 'name: 東京.example.com', '          ^'],
    ['a character of two units', 'x: 😀 bad', 7, 'x: 😀 bad', '      ^'],
    ['marks that take no room', 'x: e\u0301e\u0301 bad', 9, 'x: e\u0301e\u0301 bad', '      ^'],
    ['tabs', '\t\tx: bad', 6, '    x: bad', '       ^'],
    ['what is shown as an escape', 'x: \u202e bad', 6, 'x: \\u202e bad', '          ^'],
    ['the end of a line with CRLF', 'x: bad\r', 7, 'x: bad', '      ^'],
    ['a carriage return inside a line, which ends none', 'x: a\rb bad', 8, 'x: a\\rb bad', '        ^'],
  ])('point at the place behind %s', (_what, text, column, shown, caret) => {
    const rendered = frameOf(text, column, 80);
    expect(rendered).toEqual([`      1 | ${shown}`, `        | ${caret}`]);
  });

  it.each([
    ['plain', 'x'],
    ['wide', '東'],
    ['of two units', '😀'],
    ['shown as escapes', '\u202e'],
    ['tabs', '\t'],
  ])('keep long lines of characters that are %s within the width, with the place in sight', (_what, char) => {
    for (const column of [1, 40, 200, 399, 401]) {
      const at = column - 1 - ((column - 1) % char.length);
      const text = `${char.repeat(400).slice(0, at)}#${char.repeat(400).slice(at)}`;
      const [line = '', caret = ''] = frameOf(text, at + 1, 60);
      expect(cellWidth(line)).toBeLessThanOrEqual(60);
      expect(line).not.toMatch(/\\ud[89a-f]/);
      expect(cellWidth(line.slice(0, line.indexOf('#')))).toBe(caret.indexOf('^'));
    }
  });

  it('cut a line of a megabyte where it is pointed at', () => {
    const [line = ''] = frameOf(`${'x'.repeat(500_000)}#${'y'.repeat(500_000)}`, 500_001, 60);
    expect(line).toMatch(/^ {6}1 \| …x+#y+…$/);
  });

  it('tell the other places, up to five of them', () => {
    const related = Array.from({ length: 7 }, (_, index) => ({
      message: 'claims A 10.0.0.1',
      file: 'stacks/db/compose.yaml',
      line: index + 1,
      column: 7,
    }));
    const text = renderDiagnostics([{ ...empty, related }], { color: false, width: 80, sources });
    expect(text).toContain(
      '    also: stacks/db/compose.yaml:1:7 claims A 10.0.0.1\n    also: stacks/db/compose.yaml:2:7',
    );
    expect(text).toContain('stacks/db/compose.yaml:5:7 claims A 10.0.0.1\n    also: 2 more\n    hint:');
    expect(text).not.toContain('compose.yaml:6:7');
  });

  it('tell the other origins of a record, but for those whose places are told', () => {
    const origins = [empty.origin ?? '', 'a.yaml#a label dns.host', 'b.yaml#b label dns.host'];
    const related = [{ message: 'claimed here', origin: 'a.yaml#a label dns.host', file: 'a.yaml', line: 1 }];
    const text = renderDiagnostics([{ ...empty, origins, related }], { color: false, width: 80, sources });
    expect(text.match(/also: .*/g)).toEqual(['also: a.yaml:1 claimed here', 'also: b.yaml#b label dns.host']);
  });
});

/** The quoted line and the line with the caret, for a finding in a file of one line. */
function frameOf(text: string, column: number, width: number): string[] {
  const finding: Diagnostic = { code: 'X', severity: 'error', message: 'x', file: 'a.yaml', line: 1, column };
  const rendered = renderDiagnostics([finding], {
    color: false,
    width,
    sources: new Map([['a.yaml', `${text}\nnext`]]),
  });
  return rendered.split('\n').slice(1, 3);
}
