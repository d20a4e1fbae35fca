import type { Claim, DoubtReason } from '../../core/claim.ts';
import { findAddresses } from './addresses.ts';
import { mergeFields } from './merge-fields.ts';
import type { Report } from './report.ts';
import { type Label, type LabelSubject, originOf } from './subject.ts';
import { bothFamilies, type ContainerFields, type Fields, type TypedValue, type Wish, type Writable } from './wish.ts';

/** Records that one label may give; far beyond any real one, so that lists of names times lists of values stay bounded. */
const maxRecords = 100_000;

/** Why a wish's names are held instead of claimed. */
interface Refusal {
  readonly reason: DoubtReason;
  readonly detail: string;
  /** What the claims would have been, as far as it is known. */
  readonly type?: string;
  readonly values?: readonly TypedValue[];
}

/** The values of a wish, or why there are none. */
type Values = { readonly ok: true; readonly values: readonly TypedValue[] } | ({ readonly ok: false } & Refusal);

/**
 * Turns a wish into claims: fills in what the container says for all its records, finds addresses, multiplies names by
 * values. What cannot be honoured becomes doubts about its names. Labels of the container that it relied on go into `used`.
 */
export function settle(
  wish: Wish,
  container: ContainerFields,
  subject: LabelSubject,
  report: Report,
  used: Set<Label>,
): Claim[] {
  const { value } = wish;
  if (value.kind === 'off') return [];
  const target = value.kind === 'target' ? container.target : undefined;
  const isNameOnly = value.kind === 'target' || (value.kind === 'broken' && value.nameOnly === true);
  if (isNameOnly) for (const label of container.target?.labels ?? []) used.add(label);
  const needsAddress = value.kind === 'address' || (value.kind === 'target' && target === undefined);
  const { fields, broken } = mergeFields(wish.fields, container, needsAddress, used);
  const found = findValues(wish, target, fields, broken, subject, report);
  if (!found.ok) hold(wish, found, fields, subject, report);
  else if (broken !== undefined)
    hold(wish, { reason: 'invalid', detail: broken, values: found.values }, fields, subject, report);
  else if (wish.names.length * found.values.length > maxRecords) {
    const detail = `${wish.names.length} names times ${found.values.length} values are more than ${maxRecords} records`;
    report.add(wish.label, {
      code: 'LABEL_INVALID_VALUE',
      severity: 'error',
      message: detail,
      hint: 'split the label',
    });
    hold(wish, { reason: 'invalid', detail }, fields, subject, report);
  } else return claims(wish, found.values, fields, subject);
  return [];
}

function findValues(
  { label, names, value }: Wish,
  target: ContainerFields['target'],
  fields: Fields,
  broken: string | undefined,
  subject: LabelSubject,
  report: Report,
): Values {
  if (value.kind === 'said') return { ok: true, values: value.values };
  if (value.kind === 'broken') return { ok: false, ...value };
  if (target !== undefined) {
    return target.ok ? { ok: true, values: target.value } : { ok: false, reason: 'invalid', detail: target.detail };
  }
  const { address } = fields;
  const isSaid = address?.ok && typeof address.value === 'object' && 'addresses' in address.value;
  const families = value.kind === 'off' || (value.kind === 'target' && isSaid) ? bothFamilies : value.families;
  const [only] = families;
  const type = families.length === 1 && only !== undefined ? { type: only } : {};
  if (address?.ok === false) return { ok: false, reason: 'invalid', detail: address.detail, ...type };
  const found = findAddresses(address?.value ?? subject.addressing, families, subject);
  if (found.ok) return found;
  const { code, hint } = found;
  const [name] = names;
  if (name !== undefined) {
    const message = `no address for ${listed(names)}: ${found.message}`;
    report.add(label, { code, severity: 'warning', message, hint, ...(names.length === 1 ? { name } : {}) });
  }
  if (broken !== undefined) return { ok: false, reason: 'invalid', detail: broken, ...type };
  return { ok: false, reason: 'no-address', detail: found.message, ...type };
}

/** Three names at most, for messages. */
function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function hold(
  wish: Wish,
  { reason, detail, type, values }: Refusal,
  { provider }: Fields,
  subject: LabelSubject,
  report: Report,
): void {
  const shared = {
    kind: 'name' as const,
    reason,
    detail,
    source: subject.source,
    origin: originOf(subject, wish.label.key),
    ...(provider?.ok ? { providers: provider.value } : {}),
  };
  const sets = values === undefined ? [type === undefined ? {} : { type }] : byType(values);
  for (const name of wish.names) for (const set of sets) report.doubts.push({ ...shared, name, ...set });
}

function byType(values: readonly TypedValue[]): { type: string; values: string[] }[] {
  const types = new Map<string, string[]>();
  for (const { type, value } of values) {
    const texts = types.get(type);
    if (texts === undefined) types.set(type, [value]);
    else texts.push(value);
  }
  return [...types].map(([type, texts]) => ({ type, values: texts }));
}

/** All fields can be read here. */
function claims(wish: Wish, values: readonly TypedValue[], fields: Fields, subject: LabelSubject): Claim[] {
  const origin = originOf(subject, wish.label.key);
  return wish.names.flatMap((name) => {
    const written = wish.spellings?.get(name);
    return values.map(({ type, value }): Claim => {
      const { grammar } = wish;
      const claim: Writable<Claim> = {
        name,
        type,
        value,
        source: subject.source,
        class: 'label',
        grammar,
        origins: [origin],
      };
      putFields(claim, fields);
      // As in there: a spread for each field costs more than all the rest, and there are many claims.
      if (subject.created !== undefined) claim.created = subject.created;
      if (subject.container !== undefined) claim.container = subject.container;
      if (wish.label.at !== undefined) claim.at = wish.label.at;
      if (written !== undefined) claim.written = written;
      return claim;
    });
  });
}

function putFields(
  claim: Writable<Claim>,
  { ttl, provider, force, priority, adopt, policy, attributes }: Fields,
): void {
  if (ttl?.ok) claim.ttl = ttl.value;
  if (provider?.ok) claim.providers = provider.value;
  if (force?.ok) claim.force = force.value;
  if (priority?.ok) claim.priority = priority.value;
  if (adopt?.ok) claim.adopt = adopt.value;
  if (policy?.ok) claim.policy = policy.value;
  if (attributes.size === 0) return;
  claim.attributes = Object.fromEntries(
    [...attributes].flatMap(([key, field]) => (field.ok ? [[key, field.value]] : [])),
  );
}
