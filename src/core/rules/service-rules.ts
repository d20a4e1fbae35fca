import { labelsOf, shown } from '../name.ts';
import { nearest } from '../nearest.ts';
import { readSvcb } from '../rdata/svcb.ts';
import { keyName, keyNumber, svcbKeys } from '../rdata/svcb-keys.ts';
import type { SvcbParam } from '../rdata/svcb-params.ts';
import type { Finding, NameRule, RecordRule, SetRule } from './rule.ts';

const services = ['HTTPS', 'SVCB'] as const;
const names = svcbKeys.map(({ name }) => name);

/** Known keys with good values, and what one key asks of the others (RFC 9460 7, 8, 14.3.2). */
export const svcbParam: RecordRule = {
  id: 'svcb-param',
  severity: 'error',
  fixed: false,
  scope: 'record',
  types: services,
  check: ({ value }) => {
    const { params } = readSvcb(value);
    for (const param of params) {
      const found = judgeParam(param, params);
      if (found !== null) return found;
    }
    return null;
  },
};

function judgeParam(param: SvcbParam, params: readonly SvcbParam[]): Finding | null {
  const { key, number, value } = param;
  if (number === null) {
    const near = nearest(key, names);
    const hint =
      near === undefined ? `the keys are ${names.join(', ')}, and key<number> for others` : `did you mean ${near}?`;
    return { message: `there is no parameter "${shown(key)}"`, hint };
  }
  const known = svcbKeys[number];
  if (number === 65535) return { message: 'key65535 stands for no parameter (RFC 9460 14.3.2)', hint: 'remove it' };
  if (known === undefined) return null;
  if (key !== known.name) {
    const message = `${key} is ${known.name}, and "${shown(value)}" are not the bytes of its value`;
    return { message, hint: `write ${known.name}= and ${known.expects}` };
  }
  if (!known.isGood(value)) {
    return { message: `the parameter ${key} has the value "${shown(value)}"`, hint: `it takes ${known.expects}` };
  }
  if (key === 'no-default-alpn' && !params.some((one) => one.key === 'alpn')) {
    return { message: 'no-default-alpn is there without alpn', hint: 'add alpn=h2, or remove it' };
  }
  return key === 'mandatory' ? findAbsent(value, params) : null;
}

/** What is mandatory has to be there (RFC 9460 8). */
function findAbsent(list: string, params: readonly SvcbParam[]): Finding | null {
  const there = new Set(params.map(({ number }) => number));
  const absent = list.split(',').find((key) => !there.has(keyNumber(key)));
  if (absent === undefined) return null;
  const name = keyName(keyNumber(absent) ?? 0);
  return { message: `mandatory names ${name}, which is not there`, hint: `add ${name}, or take it out of mandatory` };
}

/** An alias has no parameters (RFC 9460 2.4.2). */
export const svcbAliasParams: RecordRule = {
  id: 'svcb-alias-params',
  severity: 'warning',
  fixed: false,
  scope: 'record',
  types: services,
  check: ({ value }) => {
    const { priority, params } = readSvcb(value);
    return priority !== 0 || params.length === 0
      ? null
      : {
          message: `"${shown(value)}" has priority 0, an alias, and its parameters are ignored`,
          hint: 'give it priority 1, or remove the parameters',
        };
  },
};

/** An alias stands alone in its set (RFC 9460 2.4.1, 2.4.2). */
export const svcbMixed: SetRule = {
  id: 'svcb-mixed',
  severity: 'warning',
  fixed: false,
  scope: 'set',
  types: services,
  check: ({ set }) => {
    const aliases = set.records.filter(({ value }) => value.startsWith('0 ')).length;
    if (aliases === 0 || set.records.length === 1) return null;
    return aliases === set.records.length
      ? { message: `${set.name} has ${aliases} ${set.type} records of priority 0`, hint: 'keep one: clients take any' }
      : {
          message: `${set.name} has ${set.type} records of priority 0 beside others, which are then ignored`,
          hint: 'keep the alias alone, or give it priority 1',
        };
  },
};

/** TLSA stands at `_port._proto.` of a host (RFC 6698 3). */
export const tlsaName: NameRule = {
  id: 'tlsa-name',
  severity: 'warning',
  fixed: false,
  scope: 'name',
  types: ['TLSA'],
  check: ({ set }) => {
    const [port = '', protocol = '', ...host] = labelsOf(set.name);
    const isPort = port === '*' || (/^_(?:0|[1-9]\d{0,4})$/.test(port) && Number(port.slice(1)) <= 65535);
    return isPort && /^_[a-z]+$/.test(protocol) && host.length > 0
      ? null
      : {
          message: `${set.name} does not begin with a port and a protocol, where TLSA records are looked up`,
          hint: `such as _443._tcp.${set.name}`,
        };
  },
};

/** No SHA-1, no DSA (RFC 8332, RFC 9142). */
export const sshfpWeak: RecordRule = {
  id: 'sshfp-weak',
  severity: 'warning',
  fixed: false,
  scope: 'record',
  types: ['SSHFP'],
  check: ({ value }) => {
    const [algorithm, kind] = value.split(' ');
    if (algorithm === '2')
      return { message: 'the fingerprint is of a DSA key', hint: 'use an Ed25519 key, algorithm 4' };
    return kind === '1'
      ? { message: 'the fingerprint is SHA-1', hint: 'use SHA-256, fingerprint type 2: ssh-keygen -r prints both' }
      : null;
  },
};
