import { describe, expect, it } from 'vitest';
import { readName } from '../../src/core/name.ts';
import { spellingOf } from '../../src/core/spelling.ts';

describe('how a name is written', () => {
  it.each([
    { text: 'app.example.com', written: undefined },
    { text: ' app.example.com ', written: undefined },
    { text: 'app.example.com.', written: undefined },
    { text: '.', written: undefined },
    { text: '\u3002', written: undefined },
    { text: 'App.Example.com', written: 'App.Example.com' },
    { text: ' App.example.com. ', written: 'App.example.com' },
    { text: 'bücher.example.com', written: 'bücher.example.com' },
    { text: 'XN--bcher-kva.example.com', written: 'XN--bcher-kva.example.com' },
    { text: 'app\u3002example.com', written: 'app\u3002example.com' },
    { text: '\\097pp.example.com', written: '\\097pp.example.com' },
  ])('$text: $written', ({ text, written }) => {
    const read = readName(text);
    expect(read.ok && spellingOf(text, read.name)).toBe(written);
  });
});
