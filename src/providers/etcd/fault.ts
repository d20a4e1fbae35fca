import type { Fault, FaultKind } from './wire.ts';

/** Of a gRPC status (https://grpc.io/docs/guides/status-codes), what etcd means by it. All others are `unknown`. */
const kinds: Readonly<Record<number, FaultKind>> = {
  3: 'refused',
  5: 'refused',
  6: 'refused',
  7: 'permission',
  8: 'refused',
  9: 'refused',
  11: 'compacted',
  12: 'refused',
  16: 'permission',
};

/**
 * What a code does not tell, because etcd and gRPC use one for several things: a piece of the message
 * (etcd api/v3rpc/rpctypes/error.go; grpc-js) within the code. The first that fits.
 */
const messages: readonly (readonly [code: number, piece: string, kind: FaultKind])[] = [
  [3, 'revision of auth store is old', 'token'],
  [3, 'authentication failed', 'permission'],
  [3, 'user name is empty', 'permission'],
  [5, 'requested lease not found', 'lease-gone'],
  [8, 'database space exceeded', 'no-space'],
  [8, 'too many requests', 'not-sent'],
  [8, 'larger than max', 'too-large'],
  [14, 'No connection established', 'not-sent'],
  [14, 'Name resolution failed', 'not-sent'],
  [16, 'invalid auth token', 'token'],
];

/** What a failed call means: by its gRPC status, or `unknown` where it ended without one. */
export function faultOf(
  status: { readonly code: number; readonly details: string } | undefined,
  error: unknown,
): Fault {
  if (status === undefined || status.code === 0) {
    return { kind: 'unknown', message: error instanceof Error ? error.message : String(error) };
  }
  const { code, details } = status;
  const told = messages.find(([when, piece]) => when === code && details.includes(piece));
  const message = details.replace(/\.? Resolution note: *$/, '');
  return { kind: told?.[2] ?? kinds[code] ?? 'unknown', message };
}
