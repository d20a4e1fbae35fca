import type { ReadSubject } from '../claim.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { PlanTrace } from '../make-plan.ts';
import { originOf } from '../work-claim.ts';
import type { OriginQuestion } from './explanation.ts';

/** Docker's names have no blanks, paths and keys may; the service of a file stands behind the last `#` that fits. */
const labelOrigin = /^(docker:.+?|.*#[^#/]+?) label (.*)$/s;

/** The container, service or file of an origin, and the label: `docker:home/web`, `dns.host`. */
export function partsOfOrigin(origin: string): { readonly subject: string; readonly label?: string } {
  const [, subject, label] = labelOrigin.exec(origin) ?? [];
  return subject === undefined || label === undefined ? { subject: origin } : { subject, label };
}

/** What people call the subject of an origin: `web` of `docker:home/web`, `docker:home/service:web`, `compose.yaml#web`. */
export function subjectName(subject: string): string {
  const cut = subject.startsWith('docker:') ? subject.indexOf('/') : subject.lastIndexOf('#');
  const name = subject.slice(cut + 1);
  return name.startsWith('service:') ? name.slice('service:'.length) : name;
}

/** Whether something is asked for, by its origin. */
export type IsAsked = (origin: string) => boolean;

/** All that sources found containers and services to be called, beside what origins name. */
export function subjectsIn({ input, gathered }: PlanTrace): ReadSubject[] {
  return [
    ...input.readings.flatMap(({ reading }) => reading.subjects ?? []),
    ...gathered.claims.flatMap((claim) =>
      claim.container === undefined ? [] : [{ prefix: partsOfOrigin(originOf(claim)).subject, id: claim.container.id }],
    ),
  ];
}

/** As many digits of an id, at least, name a container. */
const idLength = 12;

/**
 * A question about containers and labels as what origins must be. A container is named as people do, in full, by its id, or
 * by the service of Compose or Swarm that it belongs to.
 */
export function askedOrigins({ container, label }: OriginQuestion, subjects: readonly ReadSubject[]): IsAsked {
  const isCalled = ({ id, service }: ReadSubject) =>
    service === container || (container !== undefined && container.length >= idLength && id.startsWith(container));
  const called = container === undefined ? undefined : new Set(subjects.filter(isCalled).map(({ prefix }) => prefix));
  return (origin) => {
    const parts = partsOfOrigin(origin);
    if (label !== undefined && parts.label !== label) return false;
    const { subject } = parts;
    return called === undefined || subject === container || subjectName(subject) === container || called.has(subject);
  };
}

/** Whether a finding is about something that is asked for. */
export function isAskedFinding({ origin, origins = [] }: Diagnostic, isAsked: IsAsked): boolean {
  return [...(origin === undefined ? [] : [origin]), ...origins].some(isAsked);
}
