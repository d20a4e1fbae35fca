import type { Diagnostic } from '../core/diagnostic.ts';
import type { Plan } from '../core/plan.ts';
import { type Project, zonesOf } from '../workflows/project.ts';
import type { Terminal } from './terminal.ts';

/** Shows a plan on standard output, as text or JSON; infos with `--log-level debug`. */
export async function showPlan(
  terminal: Terminal,
  project: Project,
  plan: Plan,
  infos: readonly Diagnostic[],
): Promise<void> {
  if (terminal.json) {
    const { toJson } = await import('../output/json.ts');
    terminal.print(toJson(plan));
  } else {
    const { renderPlan } = await import('../output/plan-text.ts');
    const { color, width, debug } = terminal;
    terminal.say(await renderPlan(plan, { color, width, zones: zonesOf(project), verbose: debug }));
  }
  if (!terminal.debug || infos.length === 0) return;
  const { renderDiagnostics } = await import('../output/diagnostics-text.ts');
  terminal.log('debug', renderDiagnostics(infos, { color: false, width: terminal.width }));
}
