import { ok } from 'node:assert/strict';
import fc from 'fast-check';
import { readName } from '../../../src/core/name.ts';
import { recordTypeOf } from '../../../src/core/record-types.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { judge } from '../../../src/core/rules/judge.ts';
import { inForce } from '../../../src/core/rules/settings.ts';
import { context } from '../../core/rules/context.ts';
import { nearly } from '../mutate.ts';
import { target } from '../target.ts';
import { anyName } from './names.ts';
import { valuesByType } from './records.ts';

/** Every rule that can be configured, those that are usually off as well. */
const loud = inForce(new Map(rules.filter(({ fixed }) => !fixed).map(({ id }) => [id, { severity: 'warning' }])));
const texts = nearly(
  'v=spf1 include:a.example.com ip4:10.0.0.0/8 a:b.example.com/24//64 exists:%{i}.x redirect=_spf.example.com -all',
  'v=DMARC1; p=none; sp=reject; rua=mailto:a@example.com!10m; pct=50',
  'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB; t=s:y; h=sha256',
  '"v=spf1 -all" "seam"',
);
const names = fc.oneof(
  anyName,
  nearly('_dmarc.example.com', 'k1._domainkey.example.com', '_sip._tcp.example.com', '10.1.168.192.in-addr.arpa'),
);
const sets = fc
  .constantFrom(...valuesByType, { type: 'TXT', values: texts }, { type: 'TXT', values: texts })
  .chain(({ type, values }) =>
    fc.tuple(fc.constant(type), names, fc.array(values, { minLength: 1, maxLength: 4 }), fc.nat()),
  );

/** Every rule about one name, on whatever a source can claim. */
export const ruleTargets = [
  target('rules', sets, ([type, text, written, ttl]) => {
    const name = readName(text);
    const values = written.flatMap((one) => {
      const read = recordTypeOf(type)?.read(one);
      return read?.ok === true ? [read.value] : [];
    });
    if (!name.ok || values.length === 0) return;
    const claims = values.map((value) => ({ name: name.name, type, value, ttl }));
    for (const { code, message, hint } of judge(context(claims), loud).diagnostics) {
      ok(
        rules.some(({ id }) => id === code),
        code,
      );
      ok(message !== '' && hint !== '' && !/undefined|NaN|\[object/.test(message), `${code}: ${message}`);
    }
  }),
];
