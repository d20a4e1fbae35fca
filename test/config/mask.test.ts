import { describe, expect, it } from 'vitest';
import { maskReading, maskState, maskText } from '../../src/config/mask.ts';
import type { Reading } from '../../src/core/claim.ts';

const secret = 'geheim123';
// biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder as the configuration writes it
const written = '${env:TOKEN}';
const filled = new Map([[secret, written]]);

const reading: Reading = {
  claims: [
    {
      name: 'a.example.com',
      type: 'A',
      value: '10.0.0.1',
      source: 'stacks',
      class: 'label',
      origins: [`${secret}/compose.yaml#a label dns.host`],
      at: () => ({ file: `${secret}/compose.yaml`, line: 1, column: 1 }),
    },
  ],
  doubts: [{ kind: 'origin', prefix: `${secret}/x `, reason: 'invalid', detail: `in ${secret}`, source: 'stacks' }],
  diagnostics: [
    {
      code: 'X',
      severity: 'error',
      message: `${secret} is bad`,
      file: `${secret}/compose.yaml`,
      origins: [`${secret}/compose.yaml#a`, `${secret}/compose.yaml#b`],
      related: [{ message: `also ${secret}`, file: `${secret}/compose.yaml`, line: 3 }],
    },
  ],
  completeness: 'incomplete',
  missing: [`${secret}/compose.yaml`],
  rewrites: [{ origin: `${secret}#patch/1`, matchText: '', match: {} }],
  subjects: [{ prefix: `docker:home/${secret}`, id: '1', service: secret }],
};

describe('masking what placeholders were filled in with', () => {
  it.each([
    ['every occurrence', `${secret} and ${secret}`, `${written} and ${written}`],
    ['inside other text', `x${secret}y`, `x${written}y`],
    ['nothing else', 'zones', 'zones'],
  ])('masks %s', (_case, text, expected) => {
    expect(maskText(text, filled)).toBe(expected);
  });

  it('leaves short values, which stand in any text by chance', () => {
    expect(maskText('a zone', new Map([['one', written]]))).toBe('a zone');
  });

  it('leaves no trace of it in what a source says', () => {
    const masked = maskReading(reading, filled);
    const places = masked.claims.map(({ at }) => at?.());
    expect(JSON.stringify([masked, places])).not.toContain(secret);
    expect(places).toEqual([{ file: `${written}/compose.yaml`, line: 1, column: 1 }]);
  });

  it('leaves no trace of it in what a provider says', () => {
    const state = {
      revision: 'r',
      records: [{ name: 'a.example.com', type: 'A', ttl: 60, value: '10.0.0.1', owner: null, fixed: `in ${secret}` }],
      diagnostics: [{ code: 'X', severity: 'warning' as const, message: secret }],
    };
    expect(JSON.stringify(maskState(state, filled))).not.toContain(secret);
  });
});
