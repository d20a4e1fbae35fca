import type { ReadSubject } from '../claim.ts';
import { originOf } from '../work-claim.ts';
import type { Nearby, OriginQuestion } from './explanation.ts';
import { type Haystack, most, rememberedAt } from './haystack.ts';
import { lockedClaims } from './locked-claim.ts';
import { nearestWord } from './nearest-name.ts';
import { askedOrigins, type IsAsked, partsOfOrigin, subjectName } from './question.ts';

/** Tells what comes closest to a container or a label that claims nothing. */
export function nearOrigin(question: OriginQuestion, subjects: readonly ReadSubject[], hay: Haystack): Nearby[] {
  const isAsked = askedOrigins(question, subjects);
  const { container, label } = question;
  const unlocked = hay.surmises.unlocked.filter(({ origin }) => isAsked(origin));
  const remembered = (hay.input.memory?.snapshot ?? []).filter(({ origins }) => origins.some(isAsked));
  return [
    ...lockedClaims(unlocked),
    ...remembered.slice(0, most).map((claim) => rememberedAt(originOf(claim), `${claim.name} ${claim.type}`)),
    ...(container === undefined || unlocked.length > 0 ? [] : nearestContainer(container, hay)),
    ...(label === undefined ? [] : nearLabels(label, ofContainer(container, subjects), hay)),
  ];
}

/** A container that is called nearly so. */
export function nearestContainer(container: string, { subjects }: Haystack): Nearby[] {
  const names = new Set(subjects.map(subjectName));
  const near =
    names.has(container) || subjects.includes(container) ? undefined : nearestWord(subjectName(container), [...names]);
  if (near === undefined) return [];
  return [
    {
      kind: 'container',
      message: `the container or service ${near} claims something`,
      hint: `dns-sync explain --container ${near}`,
    },
  ];
}

const containerField =
  /^\w[\w.-]*\.(?:ttl|provider|force|priority|address|network|adopt|policy|attributes\.[\w-]+|target)$/;

/** Whether an origin is of the container that is asked for; of any, where none is. */
function ofContainer(container: string | undefined, subjects: readonly ReadSubject[]): IsAsked {
  return askedOrigins({ kind: 'origin', ...(container === undefined ? {} : { container }) }, subjects);
}

/** A label that is no claim of its own: of the record that another label names, or for all records of its container. */
function nearLabels(label: string, isMine: IsAsked, { input }: Haystack): Nearby[] {
  const claims = input.readings.flatMap(({ reading }) => reading.claims);
  const record = label.slice(0, label.lastIndexOf('.') + 1);
  const labels = new Set<string>();
  for (const origin of claims.flatMap(({ origins }) => origins)) {
    const { label: other = label } = partsOfOrigin(origin);
    if (other !== label && isMine(origin)) labels.add(other);
  }
  const sorted = [...labels].sort();
  const same = record.split('.').length > 3 ? sorted.filter((one) => one.startsWith(record)) : [];
  if (same.length > 0) {
    return same.slice(0, most).map((one) => ({
      kind: 'same-record',
      message: `the label ${label} is a field of the record that ${one} names`,
      hint: `dns-sync explain --label ${one}`,
    }));
  }
  if (containerField.test(label)) {
    const message = `the label ${label} says something for all records of its container, and claims nothing itself`;
    return [{ kind: 'container-default', message, hint: 'dns-sync explain --container NAME' }];
  }
  const near = nearestWord(label, sorted);
  return near === undefined
    ? []
    : [{ kind: 'nearest-name', message: `the label ${near} claims something`, hint: `did you mean ${near}?` }];
}
