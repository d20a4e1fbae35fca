import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { bytesFromText, settleText, textFromBytes } from '../../../src/core/bytes.ts';
import { recordTypeOf } from '../../../src/core/record-types.ts';
import { rdataSyntax } from '../../../src/core/rules/pass-through-rules.ts';
import { quoteStrings } from '../../../src/providers/zonefile/character-string.ts';
import { diagnosticsOf } from '../../../src/providers/zonefile/findings.ts';
import { changeOwner, readOwnerComment, writeOwnerComment } from '../../../src/providers/zonefile/owner-comment.ts';
import { type FrameText, parseZone } from '../../../src/providers/zonefile/parse.ts';
import { writeRecord } from '../../../src/providers/zonefile/write-record.ts';
import { say } from '../../core/rules/one-rule.ts';
import { expectPlaced } from '../expectations.ts';
import { nearly, nearlyBytes } from '../mutate.ts';
import { target } from '../target.ts';
import { valuesByType } from './records.ts';

const apex = 'home.example.com';
const head =
  '$TTL 300\n@ IN SOA ns.home.example.com. host.home.example.com. (\n  7 ; serial\n  2h 30m 2w 300 )\n@ IN NS ns\n';
const zones = [
  `${head}ns A 10.0.0.2 ; the server\nwww 1h IN A 10.0.0.3\n\tTXT "a;b" "c\\"d" e\\059f\n`,
  `${head}$ORIGIN lab\n@ MX 10 mail\n$INCLUDE /z/inc lab\n_sip._tcp SRV 0 5 5060 app\n*.x CNAME www\n`,
  `${head}; BEGIN dns-sync\napp.home.example.com. 300 IN A 10.0.0.4 ; dns-sync owner=nas created=2026-01-01T00:00:00Z force=0 -- note\n; END dns-sync\n`,
  `${head}a CAA 0 issue "ca.example.net"\nb HTTPS 1 . alpn=h2,h3 ipv4hint=10.0.0.1\nc TYPE65280 \\# 4 C0000202\nd SSHFP 4 2 ab\\099 cd\n`,
];
const parse = (text: string, included = '') => {
  const frame = (path: string, content: string): FrameText => ({ path, shown: path.slice(1), text: content });
  return parseZone(apex, frame('/z/main', text), new Map([['/z/inc', frame('/z/inc', included)]]));
};

const anyComment = nearlyBytes(
  '; dns-sync owner=nas created=2026-01-01T00:00:00Z force=1 x=y -- a note',
  '; dns-sync owner=a.b_c-d',
  '; by hand',
);

/** Readers and writers of zone files. */
export const zoneTargets = [
  target('zone-file', fc.tuple(nearlyBytes(...zones), nearlyBytes(zones[0] ?? '')), ([text, included]) => {
    const { zone, findings } = parse(text, included);
    const diagnostics = diagnosticsOf(findings, zone.frames, 'z');
    expectPlaced(
      diagnostics.filter(({ file }) => file === 'z/main'),
      text,
    );
    const ends = zone.frames.map(() => 0);
    for (const { frame, start, end, name, type, ttl, value } of zone.records) {
      ok(start >= (ends[frame] ?? 0) && end > start && end <= (zone.frames[frame]?.text.length ?? 0));
      ends[frame] = end;
      ok(Number.isInteger(ttl) && ttl >= 0 && ttl <= 2147483647, `a TTL of ${ttl}`);
      if (recordTypeOf(type) === undefined) continue;
      const line = writeRecord({ name, type, ttl, value, comment: '' });
      const [written] = parse(`${line}\n`).zone.records;
      deepEqual(written && [written.name, written.type, written.ttl, written.value], [name, type, ttl, value]);
    }
  }),
  ...valuesByType.map(({ type, values }) =>
    target(`zone-line-${type}`, values, (text) => {
      const read = recordTypeOf(type)?.read(text);
      if (read?.ok !== true) return;
      if (say(rdataSyntax, [{ name: `a.${apex}`, type, value: read.value }]).length > 0) return;
      const line = writeRecord({ name: `a.${apex}`, type, ttl: 60, value: read.value, comment: '' });
      const { zone, findings } = parse(`${line}\n`);
      if (type === 'TXT' && findings.length > 0) return;
      deepEqual(
        zone.records.map((record) => [record.name, record.type, record.ttl, record.value]),
        [[`a.${apex}`, type, 60, read.value]],
        `${line}: ${findings.map(({ message }) => message).join('; ')}`,
      );
    }),
  ),
  target('txt-bytes', fc.uint8Array({ maxLength: 600 }), (bytes) => {
    const text = textFromBytes(bytes);
    deepEqual(bytesFromText(text), bytes);
    const [record] = parse(`a 1 TXT ${quoteStrings(Buffer.from(bytes).toString('latin1'))}\n`).zone.records;
    equal(record?.value, text);
  }),
  target('txt-text', nearly('plain', '"quoted"', 'ü\udc80', '\\; x'), (text) => {
    const settled = settleText(text);
    equal(settleText(settled), settled);
    equal(textFromBytes(bytesFromText(settled)), settled);
  }),
  target('owner-comment', anyComment, (comment) => {
    const line = comment.replaceAll(/[\r\n]/g, ' ');
    const read = readOwnerComment(line);
    if (read !== null && read.mark !== null) {
      const written = writeOwnerComment(read.mark, read.extra, read.note);
      deepEqual(readOwnerComment(written), { ...read, damage: null });
    }
    const mark = { owner: 'nas', created: '2026-01-01T00:00:00Z', force: false };
    const owned = changeOwner(line.startsWith(';') ? line : `;${line}`, mark);
    deepEqual(readOwnerComment(owned)?.mark, mark);
    equal(changeOwner(owned, mark), owned);
  }),
];
