import { expect, it } from 'vitest';
import { readYaml } from '../../../src/files/yaml.ts';
import { composeText } from '../../../src/sources/compose/scalar-text.ts';

function textOf(written: string): string | undefined {
  const source = `key: ${written}\n`;
  const yaml = readYaml(source, 'nodes');
  const root = yaml.ok ? yaml.document.root() : null;
  const value = root?.kind === 'map' ? root.entries[0]?.value : undefined;
  return value?.kind === 'scalar' ? composeText(value, source) : undefined;
}

it.each([
  ['text', 'text'],
  ['300', '300'],
  ['1_000', '1000'],
  ['010', '8'],
  ['0o17', '15'],
  ['0x1F', '31'],
  ['0b101', '5'],
  ['+5', '5'],
  ['-5', '-5'],
  ['089', '89'],
  ['3.10', '3.1'],
  ['1.0', '1'],
  ['.5', '0.5'],
  ['1e3', '1000'],
  ['1e21', '1e+21'],
  ['0.00001', '1e-05'],
  ['18446744073709551615', '18446744073709551615'],
  ['18446744073709551616', '1.8446744073709552e+19'],
  ['-0', '-0'],
  ['123456.0', '123456'],
  ['1234567.5', '1.2345675e+06'],
  ['1_0.5', '10.5'],
  ['0x1_F', '31'],
  ['2024-1-2', '2024-01-02 00:00:00 +0000 UTC'],
  ['2024-02-29T10:11:12Z', '2024-02-29 10:11:12 +0000 UTC'],
  ['2024-01-01 10:11:12.50', '2024-01-01 10:11:12.5 +0000 UTC'],
  ['2024-01-01T10:00:00+02:00', '2024-01-01 10:00:00 +0200 +0200'],
  ['2023-02-29', '2023-02-29'],
  ['2024-13-01', '2024-13-01'],
  ['2024-01-01 10:00:00 Z', '2024-01-01 10:00:00 Z'],
  ['"2024-01-01"', '2024-01-01'],
  ['10:30', '10:30'],
  ['10.0.0.1', '10.0.0.1'],
  ['1h30m', '1h30m'],
  ['true', 'true'],
  ['True', 'true'],
  ['FALSE', 'false'],
  ['yes', 'yes'],
  ['on', 'on'],
  ['null', ''],
  ['~', ''],
  ['', ''],
  ['"1_000"', '1_000'],
  ["'true'", 'true'],
  ["'~'", '~'],
  ['!!str 3.10', '3.10'],
  ['|-\n  1_000', '1_000'],
  ['>-\n  010', '010'],
  ['\n  010', '8'],
])('the scalar %j becomes %j', (written, text) => {
  expect(textOf(written)).toBe(text);
});
