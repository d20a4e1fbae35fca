import type { Claim, Doubt } from '../../../src/core/claim.ts';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { readLabels } from '../../../src/sources/labels/read-labels.ts';
import type { LabelSubject } from '../../../src/sources/labels/subject.ts';
import { type LabelSettings, labelRules } from '../../../src/sources/labels/table.ts';

/** Labels of a container, key by key. */
export type Labels = Readonly<Record<string, string>>;

/** A running container `web` of the source `home`, on a host with an IPv4 address, that carries these labels. */
export function container(labels: Labels, more: Partial<LabelSubject> = {}): LabelSubject {
  return {
    source: 'home',
    prefix: 'docker:home/web',
    labels: Object.entries(labels).map(([key, value]) => ({ key, value })),
    addressing: 'host',
    host: { ipv4: '192.168.1.10' },
    networks: [],
    hostNetwork: false,
    providers: ['home', 'public'],
    requireEnable: false,
    ...more,
  };
}

/** A reading in the shape that the tables below are written in. */
export interface Shown {
  /** `name TYPE value`, sorted. */
  readonly claims: readonly string[];
  /** `severity CODE key`, sorted. */
  readonly findings: readonly string[];
  /** `name TYPE reason` or `key * reason`, sorted. */
  readonly held: readonly string[];
}

/** Reads a container's labels with the grammars that are on by default, or others. */
export function read(labels: Labels, more: Partial<LabelSubject> = {}, settings: LabelSettings = {}) {
  return readLabels(container(labels, more), labelRules(settings));
}

/** What a reading says, in short. */
export function show(reading: {
  claims: readonly Claim[];
  doubts: readonly Doubt[];
  diagnostics: readonly Diagnostic[];
}): Shown {
  const label = (origin = '') => origin.split(' label ').at(-1) ?? '';
  return {
    claims: reading.claims.map(({ name, type, value }) => `${name} ${type} ${value}`).sort(),
    findings: reading.diagnostics.map(({ severity, code, origin }) => `${severity} ${code} ${label(origin)}`).sort(),
    held: reading.doubts
      .map((doubt) =>
        doubt.kind === 'name'
          ? `${doubt.name} ${doubt.type ?? '*'} ${doubt.reason}`
          : `${label(doubt.prefix)} * ${doubt.reason}`,
      )
      .sort(),
  };
}

/** The one finding with this code; fails the test when there is none or several. */
export function only(diagnostics: readonly Diagnostic[], code: string): Diagnostic {
  const found = diagnostics.filter((one) => one.code === code);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`expected one ${code}, found ${diagnostics.map((one) => one.code).join(', ') || 'nothing'}`);
  }
  return first;
}
