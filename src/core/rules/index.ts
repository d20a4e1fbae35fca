import { borderRules, duplicateValue } from './border-rules.ts';
import {
  cnameApex,
  providerAttribute,
  providerMultiValue,
  providerName,
  providerTtl,
  providerValue,
  providerWildcard,
  typeUnsupported,
} from './provider-rules.ts';
import { addressPrivatePublic, cnameMultiple, cnameSelf, nameReserved, ttlMixed, ttlRange } from './record-rules.ts';
import type { PlanRule, Rule } from './rule.ts';

/** No cycle through CNAMEs, ours and those that exist (semantics 3.7); judged in `cname-loops.ts`. */
const cnameLoop: PlanRule = { id: 'cname-loop', severity: 'error', fixed: true, scope: 'plan' };
/** Nothing stands beside a CNAME among what we would write together (settled 1); conflicts see to it. */
const cnameCoexists: PlanRule = { id: 'cname-coexists', severity: 'error', fixed: true, scope: 'plan' };

/** No records both at a name and below it without `group` in one etcd provider; judged by the provider itself. */
const etcdBleed: PlanRule = { id: 'etcd-bleed', severity: 'warning', fixed: false, scope: 'plan' };

/** Every rule there is (validation.md). A set meets them in this order; the first error decides why it is held. */
export const rules: readonly Rule[] = [
  ...borderRules,
  duplicateValue,
  ttlRange,
  nameReserved,
  cnameSelf,
  cnameMultiple,
  cnameCoexists,
  cnameLoop,
  typeUnsupported,
  providerWildcard,
  providerName,
  providerMultiValue,
  providerValue,
  providerAttribute,
  providerTtl,
  cnameApex,
  addressPrivatePublic,
  ttlMixed,
  etcdBleed,
];
