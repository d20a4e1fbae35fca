import { resolve } from 'node:path';
import type { MadePlan } from '../core/make-plan.ts';
import { type PlanFile, readPlanFile, writePlanFile } from '../state/plan-file.ts';

/** Saves a plan with the snapshot it leads to (`--out`). Throws `USAGE` when the file cannot be written. */
export async function savePlan(cwd: string, file: string, { plan, snapshot }: MadePlan): Promise<PlanFile> {
  return writePlanFile(resolve(cwd, file), plan, snapshot());
}

/** Reads a saved plan. Throws `PLAN_INVALID` or `PLAN_VERSION`. */
export async function loadPlan(cwd: string, file: string): Promise<PlanFile> {
  return readPlanFile(resolve(cwd, file), file);
}
