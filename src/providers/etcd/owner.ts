import { timeText } from '../../core/actual.ts';
import type { OwnerMark } from '../../core/provider-model.ts';
import type { OtherFields } from './service.ts';

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:[Zz]|[+-]\d\d:\d\d)$/;
/** Most times: as we write them, and on a day that every month has. */
const asWritten = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** Reads whose values are. A mark that says the same as the one before is that one: there may be a million of them. */
export type OwnerReader = (others: OtherFields) => OwnerMark | null;

/** A reader for values that are read one after another. */
export function ownerReader(): OwnerReader {
  let before: OwnerMark | null = null;
  return (others) => {
    const mark = ownerOf(others);
    if (mark === null || before === null || !isSame(mark, before)) before = mark;
    return before;
  };
}

function isSame(left: OwnerMark, right: OwnerMark): boolean {
  return (
    left.owner === right.owner &&
    left.created === right.created &&
    left.force === right.force &&
    left.container === right.container
  );
}

/** Whose a value is by its fields: docker-coredns-sync's, else external-dns'; null: nobody's (etcd-skydns 3). */
export function ownerOf(others: OtherFields): OwnerMark | null {
  const { owner_hostname: owner, owner_container_name: container, created, force } = others;
  if (typeof owner === 'string' && owner !== '') {
    const mark: { -readonly [Key in keyof OwnerMark]: OwnerMark[Key] } = { owner };
    const time = createdText(created);
    if (time !== null) mark.created = time;
    if (typeof force === 'boolean') mark.force = force;
    if (typeof container === 'string' && container !== '') mark.container = container;
    return mark;
  }
  return typeof others.owner === 'string' && others.owner !== '' ? { owner: `external-dns/${others.owner}` } : null;
}

/** A creation time in whole seconds, UTC; null when it cannot be read. */
function createdText(created: unknown): string | null {
  if (typeof created !== 'string') return null;
  if (asWritten.test(created)) return created;
  if (!rfc3339.test(created)) return null;
  const time = Date.parse(created);
  if (Number.isNaN(time)) return null;
  const inUtc = created.replace(/\+00:00$/, 'Z');
  return /T.{8}Z$/.test(inUtc) ? inUtc : timeText(Math.floor(time / 1000));
}
