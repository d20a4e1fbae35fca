import type { Claim, NameDoubt } from '../../core/claim.ts';
import { readName } from '../../core/name.ts';
import { ruleIds } from '../../core/rules/ids.ts';
import { spellingOf } from '../../core/spelling.ts';
import { readTtl } from '../../core/ttl.ts';
import { type DataPath, suggest } from '../../files/schema-messages.ts';
import { withoutDoubles } from './duplicates.ts';
import { listOf, pathOfItem, type RawRecord } from './raw-overrides.ts';
import { type Fault, type PlacedValue, readValues } from './record-values.ts';
import type { OverridesReport } from './report.ts';

/** What one entry of `records:` comes to. */
export interface ReadRecord {
  readonly claims: readonly Claim[];
  readonly doubts: readonly NameDoubt[];
  /** What is wrong with a name that cannot be read, so that it cannot be held either. */
  readonly lost?: string;
}

/**
 * Reads one entry of `records:`: every name with every value. One that is wrong in any way claims nothing and holds its
 * names; `fault` is what is known to be wrong already.
 */
export function readRecord(raw: RawRecord, index: number, report: OverridesReport, fault?: Fault): ReadRecord {
  const path: DataPath = ['records', index];
  const before = report.diagnostics.length;
  const { names, lost } = readNames(raw.name, [...path, 'name'], report);
  const { values: said, faults } = readValues(raw, path, report);
  const providers = raw.provider === undefined ? undefined : readProviders(raw.provider, [...path, 'provider'], report);
  const [first] = [
    ...(fault === undefined ? [] : [fault]),
    ...faults,
    ...(providers?.faults ?? []),
    ...(raw.allow === undefined ? [] : checkAllow(raw.allow, [...path, 'allow'], report)),
  ];
  if (first !== undefined) {
    const held = names.flatMap(({ name }) => doubtsOf(name, raw, said, first, report, providers?.known));
    const [only] = held;
    if (held.length === 1 && only !== undefined) report.attribute(before, { name: only.name, origin: only.origin });
    return { claims: [], doubts: held, ...lost };
  }
  const mayRepeat = raw.allow?.includes('duplicate-value') === true;
  const values = withoutDoubles(said, names.length === 1 ? names[0]?.name : undefined, mayRepeat, report);
  const fields = fieldsOf(raw, report.source, providers?.known);
  const claims: Claim[] = [];
  for (const name of names) {
    for (const value of values)
      claims.push(claimOf(name, value, fields, values.length > 1 ? value.path : path, report));
  }
  return { claims, doubts: [], ...lost };
}

/** A name in canonical form, with its spelling where it is another. */
type ReadRecordName = Pick<Claim, 'name' | 'written'>;

function claimOf(
  { name, written }: ReadRecordName,
  { type, value }: PlacedValue,
  fields: ClaimFields,
  path: DataPath,
  { file, placeAt }: OverridesReport,
): Claim {
  const claim = { name, type, value, ...fields, origins: [`${file}#${name}/${type}`], at: placeAt(path) };
  return written === undefined ? claim : { ...claim, written };
}

function readNames(
  written: RawRecord['name'],
  path: DataPath,
  report: OverridesReport,
): { readonly names: readonly ReadRecordName[]; readonly lost?: Pick<ReadRecord, 'lost'> } {
  const names: ReadRecordName[] = [];
  let lost: string | undefined;
  for (const [index, text] of listOf(written).entries()) {
    const read = readName(text);
    if (read.ok) {
      const written = spellingOf(text, read.name);
      names.push(written === undefined ? { name: read.name } : { name: read.name, written });
      continue;
    }
    const { rule, message, hint } = read;
    report.add({ code: rule, message, ...(hint === undefined ? {} : { hint }) }, pathOfItem(path, written, index));
    lost ??= message;
  }
  return lost === undefined ? { names } : { names, lost: { lost } };
}

/** Names of providers; an unknown one is a fault. */
export function readProviders(
  written: string | readonly string[],
  path: DataPath,
  report: OverridesReport,
): { readonly known: readonly string[]; readonly faults: readonly Fault[] } {
  const { providers } = report.context;
  const known: string[] = [];
  const faults: Fault[] = [];
  for (const [index, name] of listOf(written).entries()) {
    if (providers.includes(name)) {
      known.push(name);
      continue;
    }
    const message = `there is no provider "${name}"`;
    report.add(
      { code: 'PROVIDER_UNKNOWN', message, hint: suggest(name, providers, 'the configured ones are') },
      pathOfItem(path, written, index),
    );
    faults.push({ reason: 'invalid', detail: message });
  }
  return { known, faults };
}

/** Rule ids that a record may be exempt from: known ones that are not fixed (validation 3). */
function checkAllow(allow: readonly string[], path: DataPath, report: OverridesReport): Fault[] {
  return allow.flatMap((id, index) => {
    const rule = Object.hasOwn(ruleIds, id) ? ruleIds[id] : undefined;
    if (rule?.fixed === false) return [];
    const message =
      rule === undefined ? `there is no rule "${id}"` : `the rule "${id}" is fixed and knows no exceptions`;
    const configurable = Object.keys(ruleIds).filter((one) => ruleIds[one]?.fixed === false);
    const hint = rule === undefined ? suggest(id, configurable, 'rules with exceptions:') : 'remove it';
    report.add({ code: 'FILE_INVALID', message, hint }, [...path, index]);
    return [{ reason: 'invalid', detail: message }];
  });
}

type ClaimFields = Omit<Claim, 'name' | 'written' | 'type' | 'value' | 'origins' | 'at'>;

function fieldsOf(raw: RawRecord, source: string, providers: readonly string[] | undefined): ClaimFields {
  const { force, priority, adopt, policy, attributes, add, takeover, share, allow, comment } = raw;
  const ttl = readWrittenTtl(raw.ttl);
  return {
    source,
    class: 'override',
    ...(ttl === undefined ? {} : { ttl }),
    ...(providers === undefined ? {} : { providers }),
    ...(force === undefined ? {} : { force }),
    ...(priority === undefined ? {} : { priority }),
    ...(adopt === undefined ? {} : { adopt }),
    ...(policy === undefined ? {} : { policy }),
    ...(attributes === undefined ? {} : { attributes }),
    ...(add === undefined ? {} : { add }),
    ...(takeover === undefined ? {} : { takeover }),
    ...(share === undefined ? {} : { share }),
    ...(allow === undefined ? {} : { allow }),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** Seconds of a TTL that fits the schema; whether DNS can carry them is the rule `ttl-range`'s to say. */
export function readWrittenTtl(written: number | string | undefined): number | undefined {
  return typeof written === 'string' ? (readTtl(written) ?? undefined) : written;
}

function doubtsOf(
  name: string,
  raw: RawRecord,
  values: readonly PlacedValue[],
  { reason, detail }: Fault,
  { file, source }: OverridesReport,
  providers: readonly string[] | undefined,
): NameDoubt[] {
  const said = [...(raw.value === undefined ? [] : [raw.value]), ...(raw.values ?? [])];
  const types = raw.type === undefined ? [...new Set(values.map(({ type }) => type))] : [raw.type.trim().toUpperCase()];
  const doubt = {
    kind: 'name',
    name,
    reason,
    detail,
    source,
    ...(said.length === 0 ? {} : { values: said }),
    ...(providers === undefined || providers.length === 0 ? {} : { providers }),
  } as const;
  if (types.length === 0) return [{ ...doubt, origin: `${file}#${name}` }];
  return types.map((type) => ({ ...doubt, type, origin: `${file}#${name}/${type}` }));
}
