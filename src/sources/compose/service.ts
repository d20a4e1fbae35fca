import type { Claim, Doubt } from '../../core/claim.ts';
import { isSelected, type LabelReading, readLabels } from '../labels/read-labels.ts';
import { type LabelSubject, originOf } from '../labels/subject.ts';
import { invalid } from './compose-file.ts';
import { below } from './layers.ts';
import type { Collected, ProjectContext, Service } from './project-reading.ts';
import { reportDeployLabels, reportUnsupported, textFindings, whyIdle } from './service-findings.ts';
import { mergeLabels, type ServiceLabel } from './service-labels.ts';
import { lastText, serviceNetworks } from './service-networks.ts';

/** Reads one service: what its labels claim, and what keeps them from being read. */
export function readService(service: Service, context: ProjectContext, out: Collected): void {
  const { lookup, rules, settings } = context;
  const { layers, prefix, name } = service;
  for (const { node, file, start } of layers) {
    if (node.kind === 'map' || (node.kind === 'scalar' && node.value === null)) continue;
    const finding = invalid(`the service "${name}" is no map`, file.place(start), 'write its settings below it');
    out.diagnostics.push({ ...finding, origin: prefix });
    out.doubts.push(holdService(service, finding.message, settings.source));
  }
  reportUnsupported(below(layers, 'extends'), 'extends', prefix, name, out);
  reportUnsupported(below(layers, 'label_file'), 'label_file', prefix, name, out);
  reportDeployLabels(service, context, out);
  const merged = mergeLabels(below(layers, 'labels'), name, lookup);
  out.size += merged.labels.length;
  for (const broken of merged.broken) out.diagnostics.push({ ...broken, origin: prefix });
  const [broken] = merged.broken;
  if (broken !== undefined) out.doubts.push(holdService(service, broken.message, settings.source));
  const mine = merged.labels.filter((label) => label.keyUnknown || isSelected(rules, label.key));
  const [first] = mine;
  if (first === undefined) return;
  const idle = whyIdle(service, context);
  if (idle !== undefined) {
    const message = `the service "${name}" does not count: ${idle}`;
    out.diagnostics.push({ code: 'SERVICE_NOT_COUNTED', severity: 'info', message, origin: prefix, ...first.at?.() });
    return;
  }
  const doubled = merged.doubled.filter((label) => isSelected(rules, label.key));
  for (const finding of textFindings(service, mine, doubled)) out.diagnostics.push(finding);
  const unset = mine.filter((label) => label.unset.length > 0 || label.problem !== undefined);
  const subject = subjectOf(service, merged.labels, context);
  out.size += subject.networks.length;
  const reading = readLabels(subject, rules);
  const kept = unset.length === 0 ? reading : withoutUnset(service, reading, unset, settings.source);
  for (const claim of kept.claims) out.claims.push(claim);
  for (const doubt of kept.doubts) out.doubts.push(doubt);
  for (const finding of kept.diagnostics) {
    out.diagnostics.push({ ...finding, message: `${finding.message} (service "${name}")` });
  }
}

function subjectOf(service: Service, labels: readonly ServiceLabel[], context: ProjectContext): LabelSubject {
  const { root, project, lookup, settings } = context;
  const mode = lastText(below(service.layers, 'network_mode'), lookup);
  const networks = mode === undefined ? serviceNetworks(service.layers, root, project, lookup) : [];
  return { ...settings, prefix: service.prefix, labels, networks, hostNetwork: mode === 'host' };
}

/** With a variable unset, nothing of the service is claimed: what it claimed before is held, and what it would claim now. */
function withoutUnset(
  service: Service,
  reading: LabelReading,
  unset: readonly ServiceLabel[],
  source: string,
): LabelReading {
  const detail = `a variable in the labels of the service "${service.name}" is not set`;
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
