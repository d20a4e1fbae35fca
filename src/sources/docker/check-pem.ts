import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Fault } from './fault.ts';
import type { DaemonTls } from './find-daemon.ts';

/** Why a TLS connection cannot be made with these texts; null: it can. OpenSSL itself would not say which file it is. */
export function checkPem({ ca, cert, key }: DaemonTls): Fault | null {
  const certificates = Object.entries({ ca, cert }).flatMap(([field, text]) =>
    text === undefined ? [] : [{ field, text }],
  );
  for (const { field, text } of certificates) {
    if (certificateOf(text) === null)
      return refuse(field, 'holds no certificate', 'name a PEM file that begins with -----BEGIN CERTIFICATE-----');
  }
  if (key === undefined) return null;
  if (/^(?:-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED)/m.test(key))
    return refuse('key', 'has a passphrase', 'write it without one: openssl pkey -in KEY -out NEW');
  const read = privateKeyOf(key);
  if (read === null) return refuse('key', 'holds no private key', 'name a PEM file with a private key');
  const own = cert === undefined ? null : certificateOf(cert);
  if (own === null || own.checkPrivateKey(read)) return null;
  return refuse('key', 'belongs to another certificate than "cert"', 'name the two that were made together');
}

function refuse(field: string, what: string, hint: string): Fault {
  return { ok: false, why: `the TLS file "${field}" ${what}`, hint };
}

/** The first of a PEM text. */
function certificateOf(text: string): X509Certificate | null {
  try {
    return new X509Certificate(text);
  } catch {
    return null;
  }
}

function privateKeyOf(text: string): KeyObject | null {
  try {
    return createPrivateKey(text);
  } catch {
    return null;
  }
}
