import { labelsOf } from '../../core/name.ts';
import type { OwnerMark } from '../../core/provider-model.ts';
import type { Entry } from './entry.ts';
import { draftEntry } from './images.ts';
import { parentKey } from './key.ts';
import type { Draft } from './unit.ts';
import { type NameWork, removeEntry, storedAt, type WorkContext, type Write } from './work.ts';
import { writeValue } from './write-value.ts';

/** Works out where a value of a name stands, and what is written there (etcd-skydns 2). */
export function placeWrite(work: NameWork, write: Write, context: WorkContext): void {
  const { standing, image } = write;
  const { contents, placer, keys } = context;
  const stays = standing !== null && isPlaced(work, standing, context);
  if (write.same && stays) return;
  const imaged = image !== undefined && sameContent(image.entry, write, context) ? image : undefined;
  const key = stays ? standing.key : imagedKey(work, imaged?.entry.key, context);
  if (standing !== null && standing.key !== key) removeEntry(work, standing, context);
  const put = imaged?.draft ?? draftOf(write, context);
  const target = key ?? newKey(work, write, context);
  placer.take(target);
  if (put.length === 1 && put[0] === storedAt(contents, target)) {
    work.steps.delete(target);
    return;
  }
  const made = draftEntry(keys, target, put);
  const gone = work.steps.get(target)?.gone ?? (standing?.key === target ? standing : null);
  work.steps.set(target, { key: target, put, gone, made });
}

/** Whether nothing is in the way at a key, but for what this name takes away from there. */
function isOpen({ steps }: NameWork, key: string, { placer }: WorkContext): boolean {
  const step = steps.get(key);
  return step === undefined ? placer.isFree(key) : step.put === null;
}

/** Whether a record is where queries find it, or cannot be brought there. */
function isPlaced(work: NameWork, { key, name, type }: Entry, context: WorkContext): boolean {
  const { keys, settings, placer } = context;
  const base = keys.base(name);
  if (type === 'PTR') return key === base || (parentKey(key) === base && !isOpen(work, base, context));
  if (type !== 'CNAME') return parentKey(key) === keys.home(name, type);
  return key === base ? settings.cname === 'exact' || !placer.hasBelow(base) : parentKey(key) === base;
}

function newKey(work: NameWork, { name, type }: Write, context: WorkContext): string {
  const { keys, placer } = context;
  const base = keys.base(name);
  const exact = type === 'PTR' || (type === 'CNAME' && isExact(name, context));
  return exact && isOpen(work, base, context) ? base : placer.next(keys.home(name, type));
}

/** Whether a new CNAME takes the name's own key (etcd-skydns 2, settled 29). */
function isExact(name: string, { settings, contents, placer, keys }: WorkContext): boolean {
  if (settings.cname !== 'auto') return settings.cname === 'exact';
  return !contents.dcs && !(labelsOf(name)[0] ?? '').startsWith('x') && !placer.hasBelow(keys.base(name));
}

/** The key that a value stood at before, where it is open. */
function imagedKey(work: NameWork, key: string | undefined, context: WorkContext): string | undefined {
  return key !== undefined && isOpen(work, key, context) ? key : undefined;
}

/** Whether an image is the value as it is wanted: another's always, ours with the same TTL and force. */
function sameContent({ ttl, owner }: Entry, write: Write, { settings }: WorkContext): boolean {
  if (write.mark?.owner !== settings.owner) return true;
  return ttl === write.ttl && (owner?.force ?? false) === (write.mark.force ?? false);
}

/** The value of ours, with what we do not know of the one it is written over. */
function draftOf({ name, type, value, ttl, mark, standing }: Write, { settings, contents }: WorkContext): Draft {
  const settled = dated(mark ?? { owner: settings.owner }, standing);
  const replaces = standing === null ? undefined : storedAt(contents, standing.key);
  const wanted = { name, type, value, ttl, mark: settled };
  return writeValue(replaces === undefined ? wanted : { ...wanted, replaces }, settings);
}

/** A mark with the creation time that stands already, where it has none of its own and the owner stays. */
function dated(mark: OwnerMark, standing: Entry | null): OwnerMark {
  if (typeof mark.created === 'string') return mark;
  const kept = standing?.owner?.owner === mark.owner ? standing.owner.created : undefined;
  return { ...mark, created: kept ?? null };
}
