import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { displayName, isWithin, labelsOf, parentOf, readName, shown, wireLength } from '../../../src/core/name.ts';
import { nearly } from '../mutate.ts';
import { target } from '../target.ts';

const goodNames = [
  ...['app.example.com', '*.example.com', 'WWW.Example.COM.', '_sip._tcp.example.com', '.', 'a\\.b.example.com'],
  ...['bücher.example.com', 'xn--bcher-kva.example.com', '日本。example。com', 'faß.de', 'عربي.example', 'a\\010b.c'],
  ...['1.2.0-127.168.192.in-addr.arpa', '0/25.2.0.192.in-addr.arpa', `${'a'.repeat(63)}.b`, `${'ab.'.repeat(84)}a`],
];

/** Names in every spelling. */
export const anyName = nearly(...goodNames);

/** Readers of names. */
export const nameTargets = [
  target('name', anyName, (text) => {
    const read = readName(text);
    if (!read.ok) {
      ok(read.message !== '' && !/[\u0000-\u001f\u007f\ud800-\udfff]/u.test(read.message), JSON.stringify(read));
      return;
    }
    const { name } = read;
    deepEqual(readName(name), read);
    ok(wireLength(name) <= 255);
    equal(labelsOf(name).join('.') || '.', name);
    for (let up: string | null = name, steps = 0; up !== null; up = parentOf(up), steps += 1) {
      ok(steps <= 128 && isWithin(name, up), `${up} is not above ${name}`);
    }
    if (/^[\u0000-\u007f]*$/.test(text)) deepEqual(readName(text.toUpperCase()), read);
    deepEqual(readName(`\t ${text}\n`), read);
    if (name !== '.' && !/[.。．｡]\s*$/u.test(text)) deepEqual(readName(`${text.trim()}.`), read);
  }),
  target('display-name', anyName, (text) => {
    const read = readName(text);
    if (read.ok) deepEqual(readName(displayName(read.name)), read);
  }),
  target('shown', fc.string({ unit: 'binary' }), (text) => {
    ok(shown(text).length <= 80 * 8);
    ok(!/[\p{Cc}\p{Cs}]/u.test(shown(text)));
  }),
];
