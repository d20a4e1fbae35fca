import { claim, cname } from '../../support/claim-builder.ts';
import { capabilities, model } from '../../support/model-builder.ts';
import type { Examples } from './examples.ts';

/** What makes the rules about names, TTLs, sets, targets and addresses speak. */
export const examples: Examples = {
  'name-charset': [{ name: 'a\\033b.example.com' }],
  'label-hyphen': [{ name: '-a.example.com' }],
  'label-hyphen34': [{ name: 'ab--c.example.com' }],
  'name-underscore': [{ name: 'my_app.example.com' }],
  'name-is-address': [{ name: '192.168.1.5' }],
  'name-repeats-zone': [{ name: 'a.example.com.example.com' }],
  'name-single-label': [{ name: 'nas' }],
  'name-special-use': [{ name: 'nas.local' }],
  'name-reserved': [{ name: '_dns-sync.a.app.example.com' }],
  'ttl-range': [{ ttl: 4_294_967_295 }],
  'ttl-low': [{ ttl: 5 }],
  'ttl-high': [{ ttl: 2_592_000 }],
  'provider-ttl': {
    claims: [claim({ ttl: 10 })],
    models: [model({ capabilities: capabilities({ ttl: { min: 60, max: 86_400 } }) })],
  },
  'ttl-mixed': [
    { ttl: 60, from: 'web' },
    { ttl: 300, from: 'db', value: '192.168.1.11' },
  ],
  'duplicate-name-spelling': [
    { from: 'web', written: 'App.example.com' },
    { from: 'db', value: '192.168.1.11' },
  ],
  'set-too-large': Array.from({ length: 101 }, (_, index) => ({ value: `10.0.0.${index}` })),
  'target-is-address': [cname('10.0.0.1')],
  'target-host': [{ type: 'MX', value: '10 a\\033b.example.com' }],
  'target-wildcard': [cname('*.example.com')],
  'target-root': [cname('.')],
  'target-single-label': [cname('web')],
  'aaaa-mapped': [{ type: 'AAAA', value: '::ffff:10.0.0.1' }],
  'address-unusable': [{ value: '0.0.0.0' }],
  'address-loopback': [{ value: '127.0.0.1' }],
  'address-linklocal': [{ value: '169.254.1.1' }],
  'address-documentation': [{ value: '192.0.2.1' }],
  'address-private-public': { claims: [claim()], models: [model({ visibility: 'public' })] },
  'address-public-private': { claims: [claim({ value: '9.9.9.9' })], models: [model({ visibility: 'private' })] },
};
