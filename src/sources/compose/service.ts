import type { Claim, Doubt } from '../../core/claim.ts';
import { markPlace } from '../labels/other-place.ts';
import { isSelected, type LabelReading } from '../labels/read-labels.ts';
import { type LabelSubject, originOf } from '../labels/subject.ts';
import { invalid } from './compose-file.ts';
import { labelsFromFiles } from './label-file.ts';
import { below, layersOf } from './layers.ts';
import { misspeltKeys } from './misspelt-keys.ts';
import type { Collected, ProjectContext, Service } from './project-reading.ts';
import { reportMisplaced, textFindings, whyIdle } from './service-findings.ts';
import { mergeLabels, type ServiceLabel, type ServiceLabels } from './service-labels.ts';
import { type ServiceNetworks, serviceNetworks } from './service-networks.ts';
import { lastText } from './stack-values.ts';
import { readWithAddresses } from './unset-address.ts';

/** Reads one service: what its labels claim, and what keeps them from being read. */
export function readService(service: Service, context: ProjectContext, out: Collected): void {
  const { subject: common, rules, swarm } = context.settings;
  const { stack, prefix, name } = service;
  const layers = layersOf(stack);
  out.size += layers.length - 1;
  for (const { node, file, start } of layers) {
    if (node.kind === 'map' || (node.kind === 'scalar' && node.value === null)) continue;
    const finding = invalid(`the service "${name}" is no map`, file.place(start), 'write its settings below it');
    out.diagnostics.push({ ...finding, origin: prefix });
    out.doubts.push(holdService(service, finding.message, common.source));
  }
  reportMisspelt(service, swarm, out);
  const idle = whyIdle(stack, context.active);
  const both = labelsOfBothPlaces(service, idle === undefined || rules.unlocked, context, out);
  if (both === null) return;
  const [counting, misplaced] = swarm ? [both.onService, both.onContainer] : [both.onContainer, both.onService];
  const beside = rules.unlocked
    ? { ...service, prefix: markPlace(prefix, swarm ? 'labels' : 'deploy.labels') }
    : service;
  reportMisplaced(beside, misplaced.labels, context.settings, out);
  readLabelsOf(service, counting, idle, context, out);
  if (rules.unlocked) readLabelsOf(beside, misplaced, idle, context, out);
}

/** Reads the labels of one place, as far as they are to be read. */
function readLabelsOf(
  service: Service,
  merged: ServiceLabels,
  idle: string | undefined,
  context: ProjectContext,
  out: Collected,
): void {
  const { subject: common, rules } = context.settings;
  const { prefix, name } = service;
  out.size += merged.labels.length;
  for (const broken of merged.broken) out.diagnostics.push({ ...broken, origin: prefix });
  const [broken] = merged.broken;
  if (broken !== undefined) out.doubts.push(holdService(service, broken.message, common.source));
  const mine = merged.labels.filter((label) => label.keyUnknown || isSelected(rules, label.key));
  const [first] = mine;
  if (first === undefined) return;
  if (idle !== undefined) {
    const message = `the service "${name}" does not count: ${idle}`;
    out.diagnostics.push({ code: 'SERVICE_NOT_COUNTED', severity: 'info', message, origin: prefix, ...first.at?.() });
    if (!rules.unlocked) return;
  }
  const doubled = merged.doubled.filter((label) => isSelected(rules, label.key));
  for (const finding of textFindings(service, mine, doubled)) out.diagnostics.push(finding);
  const unset = mine.filter((label) => label.unset.length > 0 || label.problem !== undefined);
  const { subject, networks } = subjectOf(service, merged.labels, context);
  out.size += networks.networks.length;
  const { reading, unknown } = readWithAddresses(service, subject, networks, rules);
  const kept = unset.length === 0 && !unknown ? reading : withoutUnset(service, reading, unset, common.source);
  for (const claim of kept.claims) out.claims.push(claim);
  for (const doubt of kept.doubts) out.doubts.push(doubt);
  for (const finding of kept.diagnostics) {
    out.diagnostics.push({ ...finding, message: `${finding.message} (service "${name}")` });
  }
}

/** The labels that reach the container and those that reach the Swarm service; null when a label file cannot be had. */
export function labelsOfBothPlaces(
  { stack, name, prefix }: Service,
  runs: boolean,
  { labelFiles }: ProjectContext,
  out: Collected,
): { readonly onContainer: ServiceLabels; readonly onService: ServiceLabels } | null {
  const beneath = runs ? labelsFromFiles(stack, { name, prefix }, labelFiles, out) : new Map<string, ServiceLabel>();
  if (beneath === null) return null;
  return {
    onContainer: mergeLabels(below(stack, 'labels'), name, beneath),
    onService: mergeLabels(below(below(stack, 'deploy'), 'labels'), name),
  };
}

/** Tells of keys that nobody reads and that were meant to bring labels: some are missing then. */
function reportMisspelt({ stack, name, prefix }: Service, swarm: boolean, out: Collected): void {
  const found = [...misspeltKeys(stack, 'service'), ...(swarm ? misspeltKeys(below(stack, 'deploy'), 'deploy') : [])];
  out.size += found.length;
  for (const finding of found) {
    out.diagnostics.push({ ...finding, message: `${finding.message} (service "${name}")`, origin: prefix });
  }
  const [first] = found;
  if (first !== undefined) out.missing.push({ what: prefix, why: first.message });
}

function subjectOf(
  { stack, prefix }: Service,
  labels: readonly ServiceLabel[],
  { root, project, settings }: ProjectContext,
): { readonly subject: Omit<LabelSubject, 'networks'>; readonly networks: ServiceNetworks } {
  const mode = lastText(below(stack, 'network_mode'));
  const networks =
    mode === undefined ? serviceNetworks(stack, root, project) : { networks: [], stoodIn: [], unset: [] };
  return { subject: { ...settings.subject, prefix, labels, hostNetwork: mode === 'host' }, networks };
}

/** With a variable unset, nothing of the service is claimed: what it claimed before is held, and what it would claim now. */
function withoutUnset(
  service: Service,
  reading: LabelReading,
  unset: readonly ServiceLabel[],
  source: string,
): LabelReading {
  const where = unset.length > 0 ? 'the labels' : 'an address';
  const detail = `a variable in ${where} of the service "${service.name}" is not set`;
  const origins = new Set(unset.map((label) => originOf(service, label.key)));
  const claimed = reading.claims.filter((claim) => !claim.origins.some((origin) => origins.has(origin)));
  const doubted = reading.doubts.filter((doubt) => doubt.kind === 'name' && !origins.has(doubt.origin));
  return {
    claims: [],
    doubts: [holdService(service, detail, source), ...doubted, ...claimed.map((claim) => doubtOf(claim, detail))],
    diagnostics: reading.diagnostics.filter(({ origin }) => origin === undefined || !origins.has(origin)),
  };
}

function holdService(service: Service, detail: string, source: string): Doubt {
  return { kind: 'origin', prefix: `${service.prefix} `, reason: 'invalid', detail, source };
}

function doubtOf(claim: Claim, detail: string): Doubt {
  const { name, type, value, source, origins, providers } = claim;
  return {
    kind: 'name',
    name,
    type,
    values: [value],
    reason: 'invalid',
    detail,
    source,
    origin: origins[0] ?? '',
    ...(providers === undefined ? {} : { providers }),
  };
}
