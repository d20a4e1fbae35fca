import type { Doubt } from '../../core/claim.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { type LabelReading, type LabelRules, readLabels } from '../labels/read-labels.ts';
import type { LabelSubject } from '../labels/subject.ts';
import type { Service } from './project-reading.ts';
import { unsetFinding } from './service-findings.ts';
import type { ServiceNetworks, UnsetAddress } from './service-networks.ts';

/** What labels say where a fixed address may have a variable that is not set. */
export interface AddressReading {
  /** With such addresses left out, so that nothing is claimed with half of one. */
  readonly reading: LabelReading;
  /** The labels need such an address: what they claim is not known. */
  readonly unknown: boolean;
}

/**
 * Reads the labels of a service. Whether one needs an address with an unset variable shows when they are read with some
 * address in its place: then they say something else.
 */
export function readWithAddresses(
  service: Service,
  subject: Omit<LabelSubject, 'networks'>,
  { networks, stoodIn, unset }: ServiceNetworks,
  rules: LabelRules,
): AddressReading {
  const reading = readLabels({ ...subject, networks }, rules);
  if (unset.length === 0) return { reading, unknown: false };
  const other = readLabels({ ...subject, networks: stoodIn }, rules);
  if (claimsOf(reading) === claimsOf(other)) return { reading, unknown: false };
  const diagnostics = [...other.diagnostics, ...unset.flatMap((address) => findingsOf(address, service))];
  const elsewhere = new Set(other.doubts.map(nameOf));
  const detail = `a variable in an address of the service "${service.name}" is not set`;
  const doubts = reading.doubts.map((doubt): Doubt => {
    if (doubt.reason !== 'no-address' || elsewhere.has(nameOf(doubt))) return doubt;
    return { ...doubt, reason: 'invalid', detail };
  });
  return { reading: { ...reading, doubts, diagnostics }, unknown: true };
}

function nameOf(doubt: Doubt): string | undefined {
  return doubt.kind === 'name' ? doubt.name : undefined;
}

function claimsOf({ claims }: LabelReading): string {
  return JSON.stringify(claims.map(({ name, type, value }) => [name, type, value]));
}

function findingsOf({ what, address: { unset, layer, start } }: UnsetAddress, { prefix }: Service): Diagnostic[] {
  return unset.map((variable) => ({ ...unsetFinding(variable, what), origin: prefix, ...layer.file.place(start) }));
}
