import { describe, expect, it } from 'vitest';
import { withoutSecret } from '../../../src/sources/compose/loading.ts';

describe('withoutSecret', () => {
  it.each([
    ['https://example.com/x.yaml', 'https://example.com/x.yaml'],
    ['https://user:hunter2@example.com/x.yaml', 'https://***@example.com/x.yaml'],
    ['https://hunter2@example.com/x.git#main:sub', 'https://***@example.com/x.git#main:sub'],
    ['HTTPS://user:hun/ter2@example.com/x', 'HTTPS://***@example.com/x'],
    ['https://user:hun@ter2@example.com/x', 'https://***@example.com/x'],
    ['https://example.com/x.yaml?token=hunter2', 'https://example.com/x.yaml?***'],
    ['https://user:hunter2@example.com/x?token=hunter2', 'https://***@example.com/x?***'],
    ['https://example.com/x?token=a@hunter2', 'https://***'],
    ['https://user:hun?ter2@example.com/x', 'https://***'],
    ['git@github.com:owner/repository.git', 'git@github.com:owner/repository.git'],
    ['github.com/owner/repository', 'github.com/owner/repository'],
  ])('shows %s as %s', (address, shown) => {
    expect(withoutSecret(address)).toBe(shown);
  });
});
