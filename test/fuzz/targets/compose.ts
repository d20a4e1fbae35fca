import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { parseComposeFile } from '../../../src/sources/compose/compose-file.ts';
import { readEnvFile } from '../../../src/sources/compose/env-file.ts';
import { interpolate } from '../../../src/sources/compose/interpolate.ts';
import { readComposeFiles } from '../../support/compose-project.ts';
import { expectPlaced, expectReading } from '../expectations.ts';
import { nearly } from '../mutate.ts';
import { target } from '../target.ts';

const dollar = '$';
const compose = `name: home
x-labels: &common
  dns.ttl: 60
services:
  web:
    image: nginx
    labels:
      <<: *common
      dns.host: app.example.com
      dns.target: "${dollar}{TARGET:-10.0.0.1}"
      traefik.enable: true
    networks: { front: { ipv4_address: 172.18.0.5 } }
  db:
    profiles: [debug]
    deploy: { replicas: 2, labels: { dns.host: no.example.com } }
    labels: [dns.host=db.${dollar}DOMAIN, "dns.address=container"]
    network_mode: host
networks: { front: { name: front } }
`;
const override =
  'services:\n  web:\n    labels: !override\n      dns.host: b.example.com\n  db: !reset null\n  new: { labels: { dns.host: n.example.com } }\n';
const expression = `a${dollar}{X:-b${dollar}{Y-c}}${dollar}${dollar}${dollar}Z${dollar}{W:?no W}${dollar}{X+d}`;
const env = 'A=1\nexport B="x\\n$A" # c\nC: \'y\'\nD\n# e\nF="two\nlines"\n';
const lookup = (name: string) => ({ X: 'x', TARGET: '10.0.0.2', DOMAIN: 'example.com', E: '' })[name];
/** What was read, without places. */
function textsOf(read: ReturnType<typeof readEnvFile>): unknown {
  return read.ok ? [...read.values].map(([key, { text, unset }]) => [key, text, unset]) : read.message;
}

/** Readers of compose files, of what stands in them, and of `.env`. */
export const composeTargets = [
  target('compose', fc.tuple(nearly(compose), nearly(override)), async ([text, over]) => {
    const first = parseComposeFile(text, 'a.yaml');
    if (!first.ok) {
      expectPlaced(first.diagnostics, text);
      return;
    }
    const files = { 'a.yaml': text, 'b.yaml': over };
    for (const reading of [
      await readComposeFiles(files, [], lookup),
      await readComposeFiles(files, ['b.yaml'], lookup),
    ]) {
      const isFirst = ({ file }: { readonly file?: string }) => file !== 'b.yaml';
      expectReading({ ...reading, diagnostics: reading.diagnostics.filter(isFirst) }, text);
    }
  }),
  target('interpolation', nearly(expression), (text) => {
    const filled = interpolate(text, lookup);
    if (!text.includes(dollar)) deepEqual(filled, { ok: true, text, unset: [] });
    const escaped = interpolate(
      text.replaceAll(dollar, () => dollar + dollar),
      lookup,
    );
    deepEqual(escaped, { ok: true, text, unset: [] });
    if (!filled.ok) ok(filled.message !== '');
  }),
  target('env-file', nearly(env), (text) => {
    const read = readEnvFile(text, lookup);
    const again = readEnvFile(text, lookup);
    deepEqual(textsOf(again), textsOf(read));
    if (read.ok) {
      for (const key of read.values.keys()) ok(key !== '' && !/\s/.test(key), JSON.stringify(key));
    } else {
      equal(read.at.line >= 1 && read.at.line <= text.split('\n').length, true);
    }
  }),
];
