import Apply from './apply.ts';
import Check from './check.ts';
import Init from './init.ts';
import Plan from './plan.ts';
import Snapshot from './snapshot.ts';

/** Every command, for oclif's explicit strategy: nothing is searched for at start. */
export const commands = { init: Init, check: Check, snapshot: Snapshot, plan: Plan, apply: Apply };
