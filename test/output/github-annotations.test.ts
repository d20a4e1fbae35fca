import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { githubAnnotations } from '../../src/output/github-annotations.ts';

const empty: Diagnostic = {
  code: 'label-empty',
  severity: 'error',
  message: '"a..b" has an empty label',
  hint: 'remove the surplus dot',
  file: 'stacks/web/compose.yaml',
  line: 4,
  column: 14,
};

/** A command read back as the runner of GitHub Actions does (actions/runner, ActionCommand.cs). */
function read(line: string): { command: string; properties: Record<string, string>; text: string } {
  const [, command = '', list = '', text = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const plain = (one: string) => one.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const properties = list.split(',').map((one) => {
    const at = one.indexOf('=');
    return [
      one.slice(0, at),
      plain(
        one
          .slice(at + 1)
          .replaceAll('%3A', ':')
          .replaceAll('%2C', ','),
      ),
    ];
  });
  return { command, properties: Object.fromEntries(properties), text: plain(text) };
}

describe('annotations of GitHub Actions', () => {
  it.each<[string, Diagnostic, string]>([
    [
      'an error with its place',
      empty,
      '::error file=stacks/web/compose.yaml,line=4,col=14,title=label-empty::"a..b" has an empty label%0Ahint: remove the surplus dot',
    ],
    [
      'a warning',
      { ...empty, severity: 'warning', hint: '' },
      '::warning file=stacks/web/compose.yaml,line=4,col=14,title=label-empty::"a..b" has an empty label',
    ],
    [
      'info as a notice, of a file as a whole',
      { code: 'FILE_NOT_READ', severity: 'info', message: 'no source reads it', file: 'a.yaml' },
      '::notice file=a.yaml,title=FILE_NOT_READ::no source reads it',
    ],
    [
      'its origin where there is no file',
      { code: 'X', severity: 'error', message: 'bad', origin: 'docker:home/web label dns.host' },
      '::error title=X::docker:home/web label dns.host: bad',
    ],
    [
      'its source where there is nothing else',
      { code: 'X', severity: 'error', message: 'bad', subject: 'home' },
      '::error title=X::home: bad',
    ],
    [
      'signs that would end a property or a command',
      { code: 'X', severity: 'error', message: '100% ::error::\n', file: 'a,b:c%.yaml', line: 1 },
      '::error file=a%2Cb%3Ac%25.yaml,line=1,title=X::100%25 ::error::\\n',
    ],
    [
      'other places',
      {
        ...empty,
        hint: '',
        related: [
          { message: 'this one wins', file: 'a.yaml', line: 2, column: 7 },
          { message: 'the patch', origin: 'o.yaml#patch/1' },
        ],
      },
      '::error file=stacks/web/compose.yaml,line=4,col=14,title=label-empty::"a..b" has an empty label%0Aalso: a.yaml:2:7 this one wins%0Aalso: o.yaml#patch/1 the patch',
    ],
  ])('show %s', (_what, finding, expected) => {
    expect(githubAnnotations([finding])).toBe(`${expected}\n`);
  });

  it('are nothing without findings', () => {
    expect(githubAnnotations([])).toBe('');
  });

  it('count other places beyond five', () => {
    const related = Array.from({ length: 8 }, (_, line) => ({ message: 'x', file: 'a.yaml', line: line + 1 }));
    expect(githubAnnotations([{ ...empty, related }])).toMatch(/%0Aalso: a\.yaml:5 x%0Aalso: 3 more\n$/);
  });

  it('are a line each that the runner reads back as it was meant', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '%', ':', ',', '=', '2', '5', 'A', 'é', '0', ' '),
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 4 }), (pairs) => {
        const findings = pairs.map(([message, file]) => ({ ...empty, message, file, hint: '' }));
        const lines = githubAnnotations(findings).split('\n').slice(0, -1);
        expect(lines.map(read)).toEqual(
          findings.map(({ message, file }) => ({
            command: 'error',
            properties: { file, line: '4', col: '14', title: 'label-empty' },
            text: message,
          })),
        );
      }),
    );
  });
});
