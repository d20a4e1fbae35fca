import Apply from './apply.ts';
import Check from './check.ts';
import Doctor from './doctor.ts';
import Explain from './explain.ts';
import History from './history.ts';
import Import from './import.ts';
import Init from './init.ts';
import Plan from './plan.ts';
import Recover from './recover.ts';
import Rollback from './rollback.ts';
import Rules from './rules.ts';
import Snapshot from './snapshot.ts';
import Unlock from './unlock.ts';

/** Every command, for oclif's explicit strategy: nothing is searched for at start. */
export const commands = {
  init: Init,
  check: Check,
  rules: Rules,
  snapshot: Snapshot,
  plan: Plan,
  apply: Apply,
  explain: Explain,
  import: Import,
  history: History,
  rollback: Rollback,
  recover: Recover,
  unlock: Unlock,
  doctor: Doctor,
};
