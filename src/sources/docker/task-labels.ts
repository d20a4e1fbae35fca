import type { Diagnostic } from '../../core/diagnostic.ts';
import { isSelected, type LabelRules } from '../labels/read-labels.ts';
import type { RecordedSubject } from './shapes.ts';

/** Record labels that stand on tasks where only services count: one warning per service (labels 7). */
export function tasksInTheWay(subjects: readonly RecordedSubject[], rules: LabelRules, source: string): Diagnostic[] {
  const found = new Map<string, { readonly name: string; readonly keys: Set<string> }>();
  for (const { kind, id, name, labels, taskLabels, taskOf } of subjects) {
    const service = kind === 'service' ? { id, name } : taskOf;
    if (service === undefined) continue;
    for (const key of Object.keys(kind === 'service' ? taskLabels : labels)) {
      if (!isSelected(rules, key)) continue;
      const known = found.get(service.id) ?? { name: service.name, keys: new Set<string>() };
      found.set(service.id, known);
      known.keys.add(key);
    }
  }
  return [...found.values()].map(({ name, keys }) => ({
    code: 'LABEL_ON_TASK',
    severity: 'warning',
    message: `labels of the service "${name}" stand on its tasks, where they do not count: ${[...keys].sort().slice(0, 5).join(', ')}`,
    hint: 'move them to deploy.labels (docker service create --label), or set swarm: auto',
    origin: `docker:${source}/service:${name}`,
  }));
}
