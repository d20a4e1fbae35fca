import type { FuzzTarget } from './target.ts';
import { composeTargets } from './targets/compose.ts';
import { dockerTargets } from './targets/docker.ts';
import { importTargets } from './targets/imports.ts';
import { labelTargets } from './targets/labels.ts';
import { nameTargets } from './targets/names.ts';
import { patternTargets } from './targets/patterns.ts';
import { recordTargets } from './targets/records.ts';
import { ruleTargets } from './targets/rules.ts';
import { stateTargets } from './targets/state.ts';
import { yamlTargets } from './targets/yaml.ts';
import { zoneTargets } from './targets/zone-files.ts';

/** Every reader that takes text from outside. */
export const targets: readonly FuzzTarget[] = [
  ...nameTargets,
  ...recordTargets,
  ...zoneTargets,
  ...ruleTargets,
  ...labelTargets,
  ...yamlTargets,
  ...composeTargets,
  ...dockerTargets,
  ...stateTargets,
  ...importTargets,
  ...patternTargets,
];
