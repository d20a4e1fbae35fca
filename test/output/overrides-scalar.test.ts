import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/files/yaml.ts';
import { commentText, yamlScalar } from '../../src/output/overrides-scalar.ts';

describe('yamlScalar', () => {
  it.each([
    ['www.example.com', 'www.example.com'],
    ['10.0.0.1', '10.0.0.1'],
    ['10 mail.example.com', '10 mail.example.com'],
    ['_dmarc.example.com', '_dmarc.example.com'],
    ['a\\032b.example.com', 'a\\032b.example.com'],
    ['second floor; ask Ann', 'second floor; ask Ann'],
    ['*.example.com', '"*.example.com"'],
    ['@', '"@"'],
    ['fd00::5', '"fd00::5"'],
    ['true', '"true"'],
    ['No', '"No"'],
    ['null', '"null"'],
    ['', '""'],
    ['12', '"12"'],
    ['1.5', '"1.5"'],
    ['1e5', '"1e5"'],
    ['0x1f', '"0x1f"'],
    ['0o17', '"0o17"'],
    ['2026-11-21', '"2026-11-21"'],
    ['face', 'face'],
    [' blank', '" blank"'],
    ['two  blanks', '"two  blanks"'],
    ['a, b', '"a, b"'],
    ['[x]', '"[x]"'],
    ['a # b', '"a # b"'],
    ['0 issue "ca.example.net"', `'0 issue "ca.example.net"'`],
    [`it's "it"`, `"it's \\"it\\""`],
    ['tab\tline\nend', '"tab\\tline\\nend"'],
    ['\u0000\u0007\u007f\u0085', '"\\0\\x07\\x7f\\x85"'],
    ['\udc80\udcff', '"\\udc80\\udcff"'],
    ['\u2028\u200b\ufeff', '"\\u2028\\u200b\\ufeff"'],
    ['\u{e0041}', '"\\U000e0041"'],
    ['größer 🙂', '"größer 🙂"'],
  ])('writes %j as %s', (text, written) => {
    expect(yamlScalar(text)).toBe(written);
  });

  it.each([
    ['as a value', (text: string) => `- x: ${text}`, 'x'],
    ['in a list on one line', (text: string) => `- [${text}, y]`, '0'],
    ['in a map on one line', (text: string) => `- { y: ${text} }`, 'y'],
    ['in a list', (text: string) => `-\n  - ${text}`, '0'],
  ])('every character comes back, %s', (_where, write, key) => {
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    const texts = codes.flatMap((code) => [`a${String.fromCharCode(code)}`, `${String.fromCharCode(code)}b`]);
    const read = readYaml(`${texts.map((text) => write(yamlScalar(text))).join('\n')}\n`);
    const items = (read.ok ? read.document.value : []) as Record<string, unknown>[];
    expect(items).toHaveLength(texts.length);
    expect(texts.filter((text, index) => items[index]?.[key] !== text)).toEqual([]);
  });
});

describe('commentText', () => {
  it('keeps to one line and shows what cannot be seen', () => {
    expect(commentText('a\nb\u001b[31m\u202e\udc80 ü')).toBe('a\\nb\\x1b[31m\\u202e\\udc80 ü');
  });
});
