import { resolve } from 'node:path';
import type { MadePlan } from '../core/make-plan.ts';
import { type PlanFile, readPlanFile, writePlanFile } from '../state/plan-file.ts';
import { checkOutputFile } from './output-file.ts';
import type { Project } from './project.ts';

/** Saves a plan with the snapshot it leads to (`--out`). Throws `USAGE` when the file cannot or must not be written. */
export async function savePlan(project: Project, file: string, { plan, snapshot }: MadePlan): Promise<PlanFile> {
  const path = resolve(project.cwd, file);
  await checkOutputFile(project, '--out', path);
  return writePlanFile(path, plan, snapshot());
}

/** Reads a saved plan. Throws `PLAN_INVALID` or `PLAN_VERSION`. */
export async function loadPlan(cwd: string, file: string): Promise<PlanFile> {
  return readPlanFile(resolve(cwd, file), file);
}
