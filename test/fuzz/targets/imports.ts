import { deepEqual } from 'node:assert/strict';
import { readName } from '../../../src/core/name.ts';
import { recordTypeOf } from '../../../src/core/record-types.ts';
import { readOctodns } from '../../../src/sources/import/octodns.ts';
import { expectPlaced } from '../expectations.ts';
import { nearly } from '../mutate.ts';
import { target } from '../target.ts';

const octodns = `---
'':
  - type: MX
    ttl: 300
    values: [{ preference: 10, exchange: mail.example.com. }, { priority: 20, value: m2.example.com. }]
  - { type: TXT, values: ['v=spf1 -all', 'a\\;b', '"x" "y"'] }
  - { type: CAA, value: { flags: 0, tag: issue, value: ca.example.net } }
www: { type: A, values: [192.0.2.1, 192.0.2.2], octodns: { healthcheck: {} } }
'*': { type: CNAME, value: www.example.com. }
_sip._tcp: { type: SRV, value: { priority: 0, weight: 5, port: 5060, target: sip.example.com. } }
h: { type: HTTPS, value: { svcpriority: 1, targetname: ., svcparams: { alpn: [h2, h3], port: 8443 } } }
l: { type: LOC, value: { lat_degrees: 31, lat_minutes: 58, lat_seconds: 52.1, lat_direction: S, long_degrees: 115, long_minutes: 49, long_seconds: 11.7, long_direction: E, altitude: 20, size: 10, precision_horz: 10, precision_vert: 2 } }
`;

/** Readers of other tools' files. */
export const importTargets = [
  target('octodns', nearly(octodns), (text) => {
    const { records, diagnostics } = readOctodns(text, 'example.com.yaml', 'example.com');
    expectPlaced(diagnostics, text);
    for (const { name, type, value } of records) {
      deepEqual(readName(name), { ok: true, name });
      const known = recordTypeOf(type);
      if (known !== undefined) deepEqual(known.read(value), { ok: true, value });
    }
  }),
];
