import { expect, it } from 'vitest';
import { askedOrigins, partsOfOrigin, subjectName, subjectsIn } from '../../../src/core/explain/question.ts';
import { claim } from '../../support/claim-builder.ts';
import { made } from '../../support/plan-input.ts';

it.each([
  ['docker:home/web label dns.host', 'docker:home/web', 'dns.host', 'web'],
  ['docker:home/service:web label dns.host', 'docker:home/service:web', 'dns.host', 'web'],
  ['stacks/web/compose.yaml#web label coredns.a.name', 'stacks/web/compose.yaml#web', 'coredns.a.name', 'web'],
  ['white label shop/compose.yaml#web label dns.host', 'white label shop/compose.yaml#web', 'dns.host', 'web'],
  ['a#b label c/compose.yaml#web label dns.host', 'a#b label c/compose.yaml#web', 'dns.host', 'web'],
  ['docker:home/web label dns.a#b label c', 'docker:home/web', 'dns.a#b label c', 'web'],
  ['white label/a.yaml#app.example.com/A', 'white label/a.yaml#app.example.com/A', undefined, 'app.example.com/A'],
  ['overrides/a.yaml#app.example.com/A', 'overrides/a.yaml#app.example.com/A', undefined, 'app.example.com/A'],
])('%s', (origin, subject, label, name) => {
  expect(partsOfOrigin(origin)).toEqual({ subject, ...(label === undefined ? {} : { label }) });
  expect(subjectName(subject)).toBe(name);
});

const origin = 'docker:home/web label dns.host';

it.each([
  [{ container: 'web' }, true],
  [{ container: 'docker:home/web' }, true],
  [{ container: 'we' }, false],
  [{ container: 'home' }, false],
  [{ label: 'dns.host' }, true],
  [{ label: 'dns' }, false],
  [{ container: 'web', label: 'dns.host' }, true],
  [{ container: 'db', label: 'dns.host' }, false],
  [{ container: 'web', label: 'dns.ttl' }, false],
])('%o', (asked, expected) => {
  expect(askedOrigins({ kind: 'origin', ...asked }, [])(origin)).toBe(expected);
});

it.each([
  ['12 digits of the id', '0123456789ab', true],
  ['the whole id', '0123456789abcdef', true],
  ['fewer digits', '0123456789', false],
  ['another id', '1123456789ab', false],
])('a container by %s', (_what, container, expected) => {
  const one = claim({ origins: [origin], container: { id: '0123456789abcdef', name: 'web' } });
  const subjects = subjectsIn(made({ claims: [one] }).trace());
  expect(askedOrigins({ kind: 'origin', container }, subjects)(origin)).toBe(expected);
});

it.each([
  ['its service', 'api', true],
  ['its id', 'abcdef012345', true],
  ['another service', 'ap', false],
])('a replica by %s', (_what, container, expected) => {
  const subjects = [{ prefix: 'docker:home/p-api-2', id: 'abcdef0123456789', service: 'api' }];
  const isAsked = askedOrigins({ kind: 'origin', container }, subjects);
  expect(isAsked('docker:home/p-api-2 label dns.host')).toBe(expected);
  expect(isAsked('docker:home/p-api-3 label dns.host')).toBe(false);
});
