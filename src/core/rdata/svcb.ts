import { shown, wireLength } from '../name.ts';
import { latin1Text } from './fields.ts';
import { maxRdata, type ReadValue, refuse } from './read-value.ts';
import { readParams, type SvcbParam, writeParam } from './svcb-params.ts';
import { readTarget } from './targets.ts';

/** A service binding taken apart (RFC 9460 2.1). */
export interface Svcb {
  /** 0: an alias. */
  readonly priority: number;
  /** `.`: the owner itself, or with priority 0 that there is no such service. */
  readonly target: string;
  /** By ascending number. */
  readonly params: readonly SvcbParam[];
}

const example = '1 . alpn=h2,h3';
/** UTF-16 units of the longest value, each byte written as `\DDD`. */
const maxText = 4 * maxRdata;

/**
 * Reads the value of an HTTPS or SVCB record into canonical text. Parameters that mean nothing good are kept: they are
 * `svcb-param`'s to judge.
 */
export function readSvcbText(text: string): ReadValue {
  const refuseSyntax = (message: string, hint: string) => refuse('svcb-syntax', message, hint);
  if (text.length > maxText)
    return refuseSyntax(`"${shown(text)}" is longer than a record can be`, `such as ${example}`);
  const [, priority = '', target, rest = ''] =
    /^([^ \t\r\n]+)(?:[ \t\r\n]+([^ \t\r\n]+)(.*))?$/s.exec(text.trim()) ?? [];
  if (!/^\d{1,10}$/.test(priority) || Number(priority) > 65535) {
    const hint = `write priority, target and parameters, such as ${example}`;
    return refuseSyntax(`"${shown(text)}" does not begin with a priority from 0 to 65535`, hint);
  }
  if (target === undefined) {
    return refuseSyntax(
      `"${shown(text)}" has no target`,
      `target missing: ${Number(priority)} . means the name itself`,
    );
  }
  if (/^[^\\]*=/.test(target) || target.toLowerCase() === 'no-default-alpn') {
    const whole = shown(`${Number(priority)} . ${target}${rest}`);
    return refuseSyntax(`"${shown(text)}" has no target`, `target missing: ${whole}`);
  }
  const name = readTarget(target);
  if (!name.ok) return name;
  const value = joinSvcb(Number(priority), name.value, latin1Text(rest));
  return value.ok ? value : refuseSyntax(`"${shown(text)}": ${value.message}`, value.hint);
}

/** Canonical text of a priority, a canonical target, and parameters in bytes (one character each). */
export function joinSvcb(
  priority: number,
  target: string,
  bytes: string,
):
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string; readonly hint: string } {
  const read = readParams(bytes);
  if (!read.ok) return read;
  const length = read.params.reduce((sum, { value }) => sum + 4 + value.length, 2 + wireLength(target));
  if (length > maxRdata) {
    return { ok: false, message: `it has ${length} bytes, ${maxRdata} are allowed`, hint: 'use fewer parameters' };
  }
  return { ok: true, value: writeSvcb({ priority, target, params: read.params }) };
}

/** Canonical text. */
export function writeSvcb({ priority, target, params }: Svcb): string {
  return [priority, target, ...params.map((param) => writeParam(param))].join(' ');
}

/** Takes a canonical value apart. */
export function readSvcb(value: string): Svcb {
  const [, priority = '', target = '', rest = ''] = /^(\S+) (\S+)(.*)$/s.exec(value) ?? [];
  const read = readParams(rest);
  return { priority: Number(priority), target, params: read.ok ? read.params : [] };
}
