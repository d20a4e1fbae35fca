import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../src/sources/docker/fault.ts';

const openssl = (start: string, reason: string) =>
  `${start}808C06FA5F7F0000:error:0A00010B:SSL routines:ssl3_get_record:${reason}:../deps/openssl/record.c:354:\n`;

describe('faultOf', () => {
  it.each([
    {
      case: 'a port without TLS',
      code: 'EPROTO',
      message: openssl('write EPROTO ', 'wrong version number'),
      why: 'TLS: wrong version number',
      hint: 'speaks TLS 1.2 or later on this port',
    },
    {
      case: 'a daemon that wants a certificate',
      code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      message: openssl('', 'tlsv13 alert certificate required'),
      why: 'TLS: tlsv13 alert certificate required',
      hint: 'a certificate it knows (tls.cert, tls.key)',
    },
    {
      case: 'an unknown authority',
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      message: 'unable to verify the first certificate',
      why: 'TLS: unable to verify the first certificate',
      hint: 'give the authority of the daemon (tls.ca)',
    },
    {
      case: 'a certificate that ran out',
      code: 'CERT_HAS_EXPIRED',
      message: 'certificate has expired',
      why: 'TLS: certificate has expired',
      hint: "renew the daemon's certificate",
    },
    {
      case: 'a certificate of another name',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      message: "Hostname/IP does not match certificate's altnames: x",
      why: "TLS: Hostname/IP does not match certificate's altnames: x",
      hint: 'tls.serverName',
    },
    {
      case: 'no HTTP',
      code: 'HPE_INVALID_CONSTANT',
      message: 'Parse Error: Expected HTTP/',
      why: 'the answer is no HTTP (Parse Error: Expected HTTP/)',
      hint: 'see that this address is the one of a Docker daemon',
    },
    { case: 'no socket', code: 'ENOENT', message: 'connect ENOENT', why: 'there is no such socket', hint: 'context' },
  ])('tells of $case, and what to do', ({ code, message, why, hint }) => {
    const fault = faultOf(Object.assign(new Error(message), { code }));
    expect(fault).toMatchObject({ ok: false, why, hint: expect.stringContaining(hint) });
  });
});
