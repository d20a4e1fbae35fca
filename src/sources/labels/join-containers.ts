import type { GrammarReading } from './grammar.ts';
import type { Report } from './report.ts';
import { duplicate } from './tool-findings.ts';
import { type ContainerFields, type Field, noFields } from './wish.ts';

/** What the grammar `dns` says for the whole container. */
export interface Container {
  readonly fields: ContainerFields;
  readonly enable?: Field<boolean>;
}

/** Joins what several prefixes of `dns` say for one container: of two that say the same field, the first counts. */
export function joinContainers(readings: readonly GrammarReading[], report: Report): Container {
  const said = readings.filter(({ container }) => container !== undefined);
  const containers = said.flatMap(({ container }) => container ?? []);
  const [first = noFields, ...others] = containers;
  const enable = firstOf(
    said.map((reading) => reading.enable),
    report,
  );
  const fields = others.length === 0 ? first : joinFields(containers, report);
  return { fields, ...(enable === undefined ? {} : { enable }) };
}

/** The first field that is said; labels of the others are told. */
function firstOf<T>(fields: readonly (Field<T> | undefined)[], report: Report): Field<T> | undefined {
  const [first, ...others] = fields.filter((field) => field !== undefined);
  const kept = first?.labels[0];
  for (const label of others.flatMap(({ labels }) => labels)) {
    if (kept !== undefined) report.add(label, duplicate(kept, label));
  }
  return first;
}

function joinFields(containers: readonly ContainerFields[], report: Report): ContainerFields {
  const pick = <T>(of: (fields: ContainerFields) => Field<T> | undefined) => firstOf(containers.map(of), report);
  const ttl = pick((fields) => fields.ttl);
  const provider = pick((fields) => fields.provider);
  const force = pick((fields) => fields.force);
  const priority = pick((fields) => fields.priority);
  const adopt = pick((fields) => fields.adopt);
  const policy = pick((fields) => fields.policy);
  const address = pick((fields) => fields.address);
  const target = pick((fields) => fields.target);
  const attributes = new Map<string, Field<string>>();
  for (const key of new Set(containers.flatMap((fields) => [...fields.attributes.keys()]))) {
    const attribute = pick((fields) => fields.attributes.get(key));
    if (attribute !== undefined) attributes.set(key, attribute);
  }
  return {
    ...(ttl === undefined ? {} : { ttl }),
    ...(provider === undefined ? {} : { provider }),
    ...(force === undefined ? {} : { force }),
    ...(priority === undefined ? {} : { priority }),
    ...(adopt === undefined ? {} : { adopt }),
    ...(policy === undefined ? {} : { policy }),
    ...(address === undefined ? {} : { address }),
    ...(target === undefined ? {} : { target }),
    attributes,
  };
}
