import type { Examples } from './examples.ts';

const name = 'app.example.com';

/** For each rule about service bindings, keys, and types that are passed through: a set that breaks it. */
export const examples: Examples = {
  'svcb-param': [{ name, type: 'HTTPS', value: '1 . port=70000' }],
  'svcb-alias-params': [{ name, type: 'HTTPS', value: '0 web.example.net alpn=h2' }],
  'svcb-mixed': [
    { name, type: 'HTTPS', value: '0 web.example.net' },
    { name, type: 'HTTPS', value: '1 web.example.net' },
  ],
  'tlsa-name': [{ name, type: 'TLSA', value: `3 1 1 ${'ab'.repeat(32)}` }],
  'sshfp-weak': [{ name, type: 'SSHFP', value: `4 1 ${'ab'.repeat(20)}` }],
  'rdata-syntax': [{ name, type: 'URI', value: '10 "https://www.example.com/"' }],
};
