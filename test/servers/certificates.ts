import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of a certificate and its key, PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** An authority, a server `etcd.test` that has no address in its certificate, and a client. */
export interface Certificates {
  readonly ca: string;
  readonly server: Pair;
  readonly client: Pair;
  /** A client that another authority vouches for. */
  readonly stranger: Pair;
}

/** The name in the server's certificate. */
export const serverName = 'etcd.test';

/** Makes certificates for a day with openssl, in a new folder. */
export function makeCertificates(folder: string): Certificates {
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => void execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = (name: string): Pair => {
    const pair = { cert: at(`${name}.pem`), key: at(`${name}.key`) };
    openssl('req', '-x509', ...newKey, '-days', '1', '-subj', `/CN=${name}`, '-keyout', pair.key, '-out', pair.cert);
    return pair;
  };
  const issue = (by: Pair, name: string, extensions: string): Pair => {
    const pair = { cert: at(`${name}.pem`), key: at(`${name}.key`) };
    const [request, config] = [at(`${name}.csr`), at(`${name}.ext`)];
    openssl('req', ...newKey, '-subj', `/CN=${name}`, '-keyout', pair.key, '-out', request);
    writeFileSync(config, extensions);
    const signing = ['-CA', by.cert, '-CAkey', by.key, '-CAcreateserial', '-days', '1', '-extfile', config];
    openssl('x509', '-req', '-in', request, ...signing, '-out', pair.cert);
    return pair;
  };
  const ca = authority('ca');
  const other = authority('other-ca');
  return {
    ca: ca.cert,
    // etcd's own gateway dials its listener as a client.
    server: issue(
      ca,
      'server',
      `subjectAltName=DNS:${serverName},IP:127.0.0.2\nextendedKeyUsage=serverAuth,clientAuth\n`,
    ),
    client: issue(ca, 'client', 'extendedKeyUsage=clientAuth\n'),
    stranger: issue(other, 'stranger', 'extendedKeyUsage=clientAuth\n'),
  };
}
