import { expect, it } from 'vitest';
import { nearestWord } from '../../../src/core/explain/nearest-name.ts';

it.each([
  ['a letter too many', 'appp.lan.example.com', 'app.lan.example.com', true],
  ['two neighbours swapped', 'dns.hots', 'dns.host', true],
  ['another zone, nearly', 'app.lam.example.com', 'app.lan.example.com', true],
  ['a dot that is missing', 'applan.example.com', 'app.lan.example.com', true],
  ['two edits of five letters', 'grefana.example.com', 'gravana.example.com', true],
  ['upper case', 'APPP.example.com', 'app.example.com', true],
  ['upper case alone', 'upper', 'Upper', true],
  ['two edits of three letters', 'foo.lan.example.com', 'two.lan.example.com', false],
  ['two edits of four letters', 'evil', 'ev', false],
  ['a label of one letter', 'x.example.com', 'y.example.com', false],
  ['a wildcard that answers it', 'x.w.example.com', '*.w.example.com', false],
  ['the same', 'app.example.com', 'app.example.com', false],
])('%s', (_what, word, candidate, expected) => {
  expect(nearestWord(word, ['zzzzzz.example.net', candidate])).toBe(expected ? candidate : undefined);
});

it('takes the closest', () => {
  expect(nearestWord('grafana.example.com', ['grefena.example.com', 'gravana.example.com'])).toBe(
    'gravana.example.com',
  );
});
