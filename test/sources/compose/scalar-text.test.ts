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
  ['18446744073709551616', '18446744073709552000'],
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
