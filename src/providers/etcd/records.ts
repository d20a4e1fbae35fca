import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Change } from '../../core/plan.ts';
import type { ProviderState } from '../../core/provider-model.ts';
import type { Landed, Receipt, Unit, UnitChange } from '../../core/unit.ts';
import type { Contents } from './contents.ts';
import { readEntry } from './entry.ts';
import { foresee } from './foresee.ts';
import { keysOf } from './key.ts';
import { landedOf } from './landed.ts';
import { ownerReader } from './owner.ts';
import { type EtcdState, readState } from './read-state.ts';
import type { RawKey, RawReading } from './reading.ts';
import type { RecordSettings } from './settings.ts';
import { splitChanges } from './split.ts';
import { invertUnit, reworkUnit } from './undo.ts';

/** All of the provider that needs no connection. States must come from `decode` of the same object. */
export interface EtcdRecords {
  /** A key that was read with what it comes to, so that `decode` need not find it out. */
  look(raw: RawKey): RawKey;
  /** The records in what was read. */
  decode(raw: RawReading): EtcdState;
  /** The transactions for the changes, in a safe order. */
  split(changes: readonly Change[], state: ProviderState): Unit[];
  /** The transaction that undoes one. Throws `PROVIDER_FAILED` for another provider's unit. */
  invert(unit: Unit, receipt: Receipt | undefined): Unit;
  /** The transaction with other changes to sets of its own, made on what was just read. */
  rework(unit: Unit, changes: readonly UnitChange[], state: ProviderState): Unit;
  /** Whether a transaction has landed, by what stands now. */
  landed(unit: Unit, state: ProviderState): Landed;
  /** What CoreDNS would serve otherwise than it is meant once the changes have landed, and does not yet. */
  foresee(changes: readonly Change[], state: ProviderState): Diagnostic[];
}

/** Records of one provider. Remembers what states were read from for as long as they are in use. */
export function etcdRecords(settings: RecordSettings): EtcdRecords {
  const keys = keysOf(settings);
  const readings = new WeakMap<ProviderState, Contents>();
  const contentsOf = (state: ProviderState): Contents => {
    const contents = readings.get(state);
    if (contents === undefined) throw new Error(`a state that provider ${settings.provider} did not read`);
    return contents;
  };
  const split = (changes: readonly Change[], state: ProviderState): Unit[] =>
    splitChanges(changes, contentsOf(state), settings, keys);
  const readOwner = ownerReader();
  return {
    look: ({ key, value, mod }) => ({ key, value, mod, read: readEntry(keys, key, value, readOwner) }),
    decode(raw) {
      const { state, contents } = readState(raw, settings, keys);
      readings.set(state, contents);
      return state;
    },
    split,
    invert: invertUnit,
    rework: (unit, changes, state) => reworkUnit(unit, changes, contentsOf(state), settings, keys),
    landed: (unit, state) => landedOf(unit, contentsOf(state), settings.owner),
    foresee: (changes, state) => foresee(split(changes, state), contentsOf(state), settings, keys),
  };
}
