// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as people write them
import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { readDuration } from '../../../src/config/duration.ts';
import { readZone } from '../../../src/config/zones.ts';
import { readIpv4, readIpv6 } from '../../../src/core/address.ts';
import { compileGlob } from '../../../src/core/glob.ts';
import { isTtl, readTtl } from '../../../src/core/ttl.ts';
import { compileNamePattern } from '../../../src/files/name-pattern.ts';
import { compileRegex } from '../../../src/files/regex.ts';
import { nearly } from '../mutate.ts';
import { target } from '../target.ts';
import { anyName } from './names.ts';

const anyGlob = nearly('*.example.com', 'dev-*.example.com', 'a?b.*', '\\*.example.com', 'stacks/*', '**', '*a*b*c*');
const short = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?', '\\', '😀'), maxLength: 8 });

/** The same glob as a regular expression, for short ones. */
function model(glob: string, crossDots: boolean): RegExp {
  const any = crossDots ? '[^]' : '[^.]';
  const body = (text: string) =>
    text.replaceAll(/\\([*?\\])|./gsu, (found, escaped: string | undefined) => {
      if (escaped !== undefined) return `\\${escaped}`;
      return found === '*' ? `${any}*` : found === '?' ? any : found.replaceAll(/[\\^$.|+()[\]{}/]/g, '\\$&');
    });
  const below = !crossDots && glob.startsWith('*.');
  return new RegExp(below ? `^[^]*[^\\\\]\\.${body(glob.slice(2))}$` : `^${body(glob)}$`, 'u');
}

/** Readers of patterns, numbers with units, and addresses. */
export const patternTargets = [
  target('glob', fc.tuple(anyGlob, anyName, fc.boolean()), ([glob, text, crossDots]) => {
    equal(typeof compileGlob(glob, crossDots)(text), 'boolean');
    const literal = text.replaceAll(/[*?\\]/g, '\\$&');
    ok(compileGlob(literal, true)(text), `${literal} does not match ${text}`);
  }),
  target('glob-model', fc.tuple(short, short, fc.boolean()), ([glob, text, crossDots]) => {
    equal(compileGlob(glob, crossDots)(text), model(glob, crossDots).test(text));
  }),
  target(
    'regex',
    fc.tuple(nearly('/^a.*b$/', '/(a|b)+c?/', '/[a-z]{1,3}\\d/', '/(?i)x/'), anyName),
    async ([pattern, name]) => {
      const read = await compileRegex(`/${pattern}/`);
      if (read.ok) equal(typeof read.matches(name), 'boolean');
      else ok(read.message !== '');
      await compileNamePattern(pattern);
    },
  ),
  target(
    'zone-pattern',
    nearly('example.com', '*.example.com', '!x.example.com', '/^a/', '!/b$/', '${env:Z}'),
    async (text) => {
      const read = await readZone(text);
      if (read.ok) deepEqual(await readZone(read.text), read);
      else ok(read.message !== '');
    },
  ),
  target('ttl', nearly('300', '1h30m', '2w', '0', '1d2d'), (text) => {
    const seconds = readTtl(text);
    if (seconds === null) return;
    ok(Number.isSafeInteger(seconds) && seconds >= 0, `${text}: ${seconds}`);
    equal(isTtl(seconds), seconds <= 2147483647);
    equal(readTtl(String(seconds)), seconds);
  }),
  target('duration', nearly('500ms', '30s', '24h', '7d'), (text) => {
    const milliseconds = readDuration(text);
    if (milliseconds === null) return;
    ok(Number.isSafeInteger(milliseconds) && milliseconds >= 0);
    equal(Math.round(readDuration(milliseconds / 1000) ?? -1), milliseconds);
  }),
  target('address', nearly('192.168.1.5', '::ffff:10.0.0.1', '1:2:3::8', 'fe80::1%eth0', 'fd00::/64'), (text) => {
    const [four, six] = [readIpv4(text), readIpv6(text)];
    if (four !== null) equal(four.join('.'), text);
    if (six !== null)
      ok(six.length === 8 && six.every((group) => Number.isInteger(group) && group >= 0 && group < 65536));
    ok(four === null || six === null);
  }),
];
