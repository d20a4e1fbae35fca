import { expect, it } from 'vitest';
import { faultOf } from '../../../src/providers/etcd/fault.ts';

it.each([
  [3, 'etcdserver: duplicate key given in txn request', 'refused'],
  [3, 'etcdserver: too many operations in txn request', 'refused'],
  [3, 'etcdserver: request is too large', 'refused'],
  [3, 'etcdserver: authentication failed, invalid user ID or password', 'permission'],
  [3, 'etcdserver: user name is empty', 'permission'],
  [3, 'etcdserver: revision of auth store is old', 'token'],
  [5, 'etcdserver: requested lease not found', 'lease-gone'],
  [7, 'etcdserver: permission denied', 'permission'],
  [8, 'etcdserver: mvcc: database space exceeded', 'no-space'],
  [8, 'etcdserver: too many requests', 'not-sent'],
  [8, 'Received message larger than max (5 vs 4)', 'too-large'],
  [11, 'etcdserver: mvcc: required revision has been compacted', 'compacted'],
  [14, 'No connection established. Last error: connect ECONNREFUSED', 'not-sent'],
  [14, 'Name resolution failed for target dns:etcd.test:2379', 'not-sent'],
  [14, 'etcdserver: request timed out', 'unknown'],
  [14, 'etcdserver: leader changed', 'unknown'],
  [14, 'Connection dropped', 'unknown'],
  [16, 'etcdserver: invalid auth token', 'token'],
  [4, 'Deadline exceeded', 'unknown'],
  [1, 'cancelled', 'unknown'],
  [2, 'anything', 'unknown'],
  [99, 'a code of the future', 'unknown'],
])('code %i, "%s": %s', (code, details, kind) => {
  expect(faultOf({ code, details }, null)).toEqual({ kind, message: details });
});

it.each([
  ['no status at all', undefined],
  ['a status that says all is well', { code: 0, details: '' }],
])('%s: nobody knows what was carried out', (_, status) => {
  expect(faultOf(status, new Error('socket hang up'))).toEqual({ kind: 'unknown', message: 'socket hang up' });
});
