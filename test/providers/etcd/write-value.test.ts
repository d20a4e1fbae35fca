import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordTypes } from '../../../src/core/record-types.ts';
import { fillDraft } from '../../../src/providers/etcd/draft.ts';
import { readEntry } from '../../../src/providers/etcd/entry.ts';
import { keysOf } from '../../../src/providers/etcd/key.ts';
import { etcdLimit } from '../../../src/providers/etcd/limits.ts';
import { type NewValue, writeValue } from '../../../src/providers/etcd/write-value.ts';
import { noon } from './memory-store.ts';
import { ours, settings, zone } from './wishes.ts';

const mark = { owner: ours, created: '2026-11-20T12:00:00Z', force: false };
const tail = '"owner_container_id":"","owner_container_name":"","created":"2026-11-20T12:00:00Z","force":false';
const value = (changed: Partial<NewValue>): NewValue => ({
  name: 'app.example.com',
  type: 'A',
  value: '192.0.2.10',
  ttl: 300,
  mark,
  ...changed,
});
const written = (changed: Partial<NewValue>, set = settings()) =>
  Buffer.from(fillDraft(writeValue(value(changed), set), noon)).toString();

describe('a value is one line of JSON in a fixed order', () => {
  it.each([
    ['A', '192.0.2.10', '"host":"192.0.2.10"'],
    ['CNAME', 'nas.example.com', '"host":"nas.example.com"'],
    ['TXT', 'a "b" \\', '"text":"a \\"b\\" \\\\\\\\"'],
    ['MX', '20 mail.example.com', '"host":"mail.example.com","priority":20,"mail":true'],
    ['SRV', '20 5 5060 pbx.example.com', '"host":"pbx.example.com","port":5060,"priority":20,"weight":5'],
  ])('%s', (type, text, content) => {
    expect(written({ type, value: text })).toBe(
      `{${content},"ttl":300,"group":"app.example.com","record_type":"${type}","owner_hostname":"homeserver",${tail},"name":"app.example.com"}`,
    );
  });

  it.each([
    ['no group', {}, settings({ group: false }), '"ttl":300,"record_type":"A"'],
    ["external-dns' owner", {}, settings({ externalOwner: true }), '"force":false,"owner":"homeserver","name":"app'],
    ['force', { mark: { ...mark, force: true } }, settings(), '"force":true'],
    ['a container', { mark: { ...mark, container: 'web' } }, settings(), '"owner_container_name":"web"'],
    ['the time of the apply', { mark: { ...mark, created: null } }, settings(), '"created":"2026-11-20T12:00:00Z"'],
    ['a TTL of 0 as 1', { ttl: 0 }, settings(), '"ttl":1,'],
  ])('with %s', (_, changed, set, part) => {
    expect(written(changed, set)).toContain(part);
  });

  it('is open only where the time of the apply goes', () => {
    expect(writeValue(value({}), settings())).toHaveLength(1);
    expect(writeValue(value({ mark: { owner: ours } }), settings())).toHaveLength(2);
  });
});

describe('a value that replaces another', () => {
  it('keeps what we do not know, as it was written, in its order, at the end', () => {
    const replaces =
      '{"zeta":1.50,"Host":"x","TTL":9,"targetstrip":1,"owner":"x","force":true,"alpha":{"b": [1]},"name":"y"}';
    expect(written({ replaces }).endsWith(',"name":"app.example.com","zeta":1.50,"alpha":{"b": [1]}}')).toBe(true);
  });

  it.each([
    ['that is no JSON', 'hello'],
    ['that is null', 'null'],
    ['that is a list', '[{"a":1}]'],
  ])('%s is written as if it were new', (_, replaces) => {
    expect(written({ replaces })).toBe(written({}));
  });

  it('keeps the id of the container while its name stays', () => {
    const replaces = '{"owner_container_id":"c0ffee","owner_container_name":"web"}';
    expect(written({ replaces, mark: { ...mark, container: 'web' } })).toContain('"owner_container_id":"c0ffee"');
    expect(written({ replaces, mark: { ...mark, container: 'db' } })).toContain('"owner_container_id":""');
    expect(written({ replaces })).toContain('"owner_container_id":""');
  });
});

const keys = keysOf(settings());
const label = fc.stringMatching(/^[a-z0-9_-]{1,10}$/);
const host = fc
  .array(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), { minLength: 1, maxLength: 3 })
  .map((all) => all.join('.'));
const number = fc.integer({ min: 0, max: 65535 });
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  A: fc.ipV4(),
  AAAA: fc.ipV6(),
  CNAME: host,
  PTR: host,
  MX: fc.tuple(number, host).map((fields) => fields.join(' ')),
  SRV: fc.tuple(number, number, number, host).map((fields) => fields.join(' ')),
  TXT: fc.string({ unit: 'binary', maxLength: 600 }),
};
const record = fc.constantFrom(...Object.keys(texts)).chain((type) =>
  fc.record({
    type: fc.constant(type),
    labels: fc.array(label, { maxLength: 3 }),
    text: texts[type] ?? fc.constant(''),
    ttl: fc.integer({ min: 1, max: 2147483647 }),
    force: fc.boolean(),
  }),
);

it('reads back as it was written, or is refused beforehand', () => {
  let held = 0;
  fc.assert(
    fc.property(record, ({ type, labels, text, ttl, force }) => {
      const read = recordTypes[type as 'A'].read(text);
      if (!read.ok) return;
      const name = [...labels, zone].join('.');
      if (etcdLimit({ name, type, values: [read.value] }, new Set([zone])) !== null) {
        held += 1;
        return;
      }
      const draft = writeValue({ name, type, value: read.value, ttl, mark: { ...mark, force } }, settings());
      const entry = readEntry(keys, `${keys.home(name, type)}/x7`, fillDraft(draft, noon));
      expect(entry).toMatchObject({
        kind: 'record',
        entry: { name, type, value: read.value, ttl, owner: { ...mark, force }, group: name },
      });
    }),
    { numRuns: 500 },
  );
  expect(held).toBeGreaterThan(0);
});
