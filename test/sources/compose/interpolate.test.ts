// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as Compose writes them
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpolate } from '../../../src/sources/compose/interpolate.ts';

const variables: Readonly<Record<string, string>> = { SET: 'set', EMPTY: '', _x1: 'under' };
const lookup = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);

describe('interpolate', () => {
  it.each<[string, string, string[]]>([
    ['plain text', 'plain text', []],
    ['$SET', 'set', []],
    ['$_x1.', 'under.', []],
    ['a${SET}b', 'asetb', []],
    ['$NOPE!', '!', ['NOPE']],
    ['${NOPE}', '', ['NOPE']],
    ['$$SET', '$SET', []],
    ['$$$SET', '$set', []],
    ['a $ b $1 $-', 'a $ b $1 $-', []],
    ['$', '$', []],
    ['${EMPTY:-default}', 'default', []],
    ['${EMPTY-default}', '', []],
    ['${NOPE-default}', 'default', []],
    ['${NOPE:-}', '', []],
    ['${SET:-default}', 'set', []],
    ['${SET:+other}', 'other', []],
    ['${EMPTY:+other}', '', []],
    ['${EMPTY+other}', 'other', []],
    ['${NOPE+other}', '', []],
    ['${SET?gone}', 'set', []],
    ['${EMPTY?gone}', '', []],
    ['${EMPTY:?gone}', '', ['EMPTY: gone']],
    ['${NOPE?gone ${SET}}', '', ['NOPE: gone set']],
    ['${NOPE:?}', '', ['NOPE']],
    ['${NOPE:-${EMPTY:-${SET}}}', 'set', []],
    ['${SET:-${NOPE}}', 'set', []],
    ['${SET:-${NOPE:?gone}}', 'set', []],
    ['${NOPE:-${ALSO}}', '', ['ALSO']],
    ['${NOPE:-$SET}-${NOPE:-b}', 'set-b', []],
    ['${NOPE:-$$}', '$', []],
    ['${NOPE:-:-x}', ':-x', []],
    ['set}', 'set}', []],
    ['${NOPE:-$${SET}}', '${SET}', []],
    ['${NOPE:-{"a": {}}}', '{"a": {}}', []],
    ['${NOPE:-a{b}', 'a{b', []],
    ['${SET:-${!}}x', 'setx', []],
  ])('%s is "%s", unset %j', (text, filled, unset) => {
    const read = interpolate(text, lookup);
    expect(read).toMatchObject({ ok: true, text: filled });
    expect(
      read.ok && read.unset.map(({ name, message }) => (message === undefined ? name : `${name}: ${message}`)),
    ).toEqual(unset);
  });

  it.each([
    ['${'],
    ['${}'],
    ['${1X}'],
    ['${SET'],
    ['${SET:-x'],
    ['${SET!x}'],
    ['${SET:x}'],
    ['a ${NOPE:-${}} b'],
    [`${'${NOPE:-'.repeat(200)}x${'}'.repeat(200)}`],
    ['${NOPE:-one\ntwo}'],
    ['${NOPE:-{}} ${SET}'],
    [`${'${SET:-'.repeat(200_000)}`],
  ])('%.20s is refused', (text) => {
    expect(interpolate(text, lookup).ok).toBe(false);
  });

  it('refuses a text that variables blow up', () => {
    expect(interpolate('$BIG'.repeat(10_000), () => 'x'.repeat(10_000)).ok).toBe(false);
  });

  it('never throws, and leaves texts without a dollar alone', () => {
    const part = fc.constantFrom('$', '{', '}', '$$', '${', 'SET', 'NOPE', ':-', '-', ':?', '+', ' ', 'x');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const read = interpolate(text, lookup);
        if (!text.includes('$')) expect(read).toEqual({ ok: true, text, unset: [] });
        else expect(typeof read.ok).toBe('boolean');
      }),
    );
  });

  it('gives back any text whose dollars are doubled', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(interpolate(text.replaceAll('$', '$$$$'), lookup)).toMatchObject({ ok: true, text, unset: [] });
      }),
    );
  });
});
