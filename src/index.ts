/** The public library: the plan as a value, and the pure function that makes it. */
export type { Claim, Doubt, Reading } from './core/claim.ts';
export type { Diagnostic, Severity } from './core/diagnostic.ts';
export { planDigest } from './core/digest.ts';
export { type MadePlan, makePlan, type PlanInput } from './core/make-plan.ts';
export { readName } from './core/name.ts';
export type { Change, Conflict, Held, Plan, TrippedGuard } from './core/plan.ts';
export type { Capabilities, ProviderModel, ProviderState } from './core/provider-model.ts';
export { recordTypes } from './core/record-types.ts';
export type { Landed, Receipt, Unit, UnitChange } from './core/unit.ts';
export { DnsSyncError, type ErrorCode, errorTable, exitCodes } from './errors.ts';
export type { Provider } from './providers/provider.ts';
export type { Source } from './sources/source.ts';
