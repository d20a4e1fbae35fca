import { describe, expect, it } from 'vitest';
import { commonUnits, hostile } from './hostile.ts';
import { readers } from './readers.ts';

// A reader that compares everything with everything does not end within the time that a test has. How the time grows is
// measured by `npm run fuzz -- --only growth`.
describe('a text of 1, 10, 100 thousand characters is read to its end', () => {
  it.each(readers)('$name', { timeout: 120_000 }, async (reader) => {
    for (const size of [1_000, 10_000, 100_000]) {
      for (const unit of commonUnits) await reader.read(hostile(unit, size));
    }
    expect(commonUnits.length).toBeGreaterThan(10);
  });
});
