import type { Receipt, Unit, UnitChange } from '../../core/unit.ts';
import { type Contents, rawAt } from './contents.ts';
import { fitsDraft } from './draft.ts';
import { imagesOf } from './images.ts';
import type { Keys } from './key.ts';
import type { RecordSettings } from './settings.ts';
import { guardOf, leavesNone, opOf, workContext } from './split.ts';
import { type EtcdHandle, type KeyOp, readHandle, readReceipt } from './unit.ts';
import { workAll } from './work-all.ts';

/** The unit that undoes another: each key as it was. Throws `PROVIDER_FAILED` for another provider's. */
export function invertUnit(unit: Unit, receipt: Receipt | undefined): Unit {
  const { ops, names } = readHandle(unit);
  const revision = readReceipt(receipt)?.revision;
  const written = new Map(ops.map(({ key, put }) => [key, put]));
  const modAfter = (put: KeyOp['put'], written: string) => (put === null ? '0' : written);
  const handle: EtcdHandle = {
    revision: revision ?? '0',
    ops: ops.map(({ key, put, before }) => ({
      key,
      expect: revision === undefined && put !== null ? { value: put } : { mod: modAfter(put, revision ?? '0') },
      put: before,
      before: put,
    })),
    names:
      revision === undefined
        ? []
        : names
            .filter(({ once }) => once !== true)
            .map(({ base, mod }) => {
              const put = written.get(base);
              return { base, mod: put === undefined ? mod : modAfter(put, revision) };
            }),
    leaves: false,
  };
  return {
    ...unit,
    id: `${unit.id}:undo`,
    changes: unit.changes.map(({ name, type, before, after }) => ({ name, type, before: after, after: before })),
    handle,
  };
}

/**
 * The unit with other changes to sets of its own, made on what was just read; values that the unit knows are written byte
 * for byte. Without changes: its own keys that stand as it found them.
 */
export function reworkUnit(
  unit: Unit,
  changes: readonly UnitChange[],
  contents: Contents,
  settings: RecordSettings,
  keys: Keys,
): Unit {
  const { ops } = readHandle(unit);
  if (changes.length === 0) {
    const kept = ops.filter((op) => standsBefore(op, contents));
    const handle: EtcdHandle = {
      revision: contents.revision,
      ops: kept.map((op) => ({ ...op, expect: { mod: rawAt(contents, op.key)?.mod ?? '0' } })),
      names: [],
      leaves: false,
    };
    return { ...unit, changes, handle };
  }
  const byName = new Map<string, UnitChange[]>();
  for (const change of changes) {
    const same = byName.get(change.name);
    if (same === undefined) byName.set(change.name, [change]);
    else same.push(change);
  }
  const named = [...byName].map(([name, own]) => ({ name, changes: own }));
  const works = workAll(named, workContext(contents, settings, keys, imagesOf(ops, keys)));
  const bases = [...byName.keys()].flatMap((name) => [...new Set([keys.base(name), keys.home(name, 'A')])]);
  const handle: EtcdHandle = {
    revision: contents.revision,
    ops: works.flatMap(({ steps }) => [...steps.values()].map((step) => opOf(step, contents))),
    names: bases.map((base) => guardOf(base, contents)),
    leaves: leavesNone(works, contents, settings.owner),
  };
  return { ...unit, changes, handle };
}

/** Whether a key holds what an operation found there. */
function standsBefore({ key, before }: KeyOp, contents: Contents): boolean {
  return fitsDraft(before, rawAt(contents, key)?.value ?? null);
}
