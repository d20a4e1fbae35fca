import type { Nearby, Whereabouts } from './explanation.ts';
import { most } from './haystack.ts';
import { partsOfOrigin } from './question.ts';
import type { Switch, UnlockedClaim } from './surmises.ts';

/** Only the place of something that has more. */
export function whereabouts({ file, line, column }: Whereabouts): Whereabouts {
  return {
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

/** Codes that keep labels from counting, and what that is called here. */
export const switches: Readonly<Record<string, Nearby['kind']>> = {
  CONTAINER_NOT_COUNTED: 'not-counted',
  SERVICE_NOT_COUNTED: 'not-counted',
  LABEL_NOT_ON_CONTAINER: 'not-counted',
  LABEL_DISABLED: 'disabled',
  LABEL_NOT_ENABLED: 'not-enabled',
};

/** Why a label does not count, and what to do about it. */
interface Reason {
  readonly kind: Nearby['kind'];
  readonly text: string;
  readonly hint?: string;
}

/** Claims that would be made but for what keeps their labels from counting: for each label all that, and what is to be done. */
export function lockedClaims(claims: readonly UnlockedClaim[]): Nearby[] {
  const byLabel = new Map<string, UnlockedClaim[]>();
  for (const claim of claims) {
    const key = JSON.stringify([claim.replicaOf, claim.place]);
    const list = byLabel.get(key);
    if (list === undefined) byLabel.set(key, [claim]);
    else list.push(claim);
  }
  return [...byLabel.values()].slice(0, most).flatMap(lockedLabel);
}

/** What one label would claim; replicas are told as one. */
function lockedLabel(claims: readonly UnlockedClaim[]): Nearby[] {
  const [claim] = claims;
  if (claim === undefined) return [];
  const { origin, place } = claim;
  const { subject, label = '' } = partsOfOrigin(origin);
  const mine = claims.filter((one) => one.origin === origin);
  const records = mine.slice(0, most).map(({ name, type, value }, index) => {
    const isSame = mine[index - 1]?.name === name;
    return [isSame ? undefined : name, type, value].filter((text) => text !== undefined).join(' ');
  });
  const more = mine.length > most ? ` and ${mine.length - most} more` : '';
  const others = [...new Map(claims.map((one) => [one.origin, one])).values()].slice(1);
  const replicas = others.length === 0 ? '' : ` and ${others.length} more replica${others.length === 1 ? '' : 's'}`;
  const where = `${label}${place === undefined ? '' : ` in ${place}`} of ${subject}${replicas}`;
  const reasons = [...reasonsOf(claim, subject), ...others.slice(0, most).flatMap(whyIdle)];
  const [reason = unknown, ...further] = reasons;
  const texts = further.length === 0 ? [reason.text] : reasons.map(withHint);
  return [
    {
      kind: reason.kind,
      message: `the label ${where} says ${records.join(', ')}${more}${texts.map((text) => `; ${text}`).join('')}`,
      ...(further.length > 0 || reason.hint === undefined ? {} : { hint: reason.hint }),
      origin,
      ...claim.at?.(),
    },
  ];
}

/** Where nothing is known to keep a label from counting. */
const unknown: Reason = { kind: 'unused-label', text: 'why it does not count is not known' };

/** Of several reasons each has its hint beside it. */
function withHint({ text, hint }: Reason): string {
  return hint === undefined ? text : `${text} (${hint})`;
}

function reasonsOf(claim: UnlockedClaim, subject: string): Reason[] {
  const { source, grammar, isEnabled, isHidden, name, switches: found } = claim;
  const notOn: Reason = {
    kind: 'not-enabled',
    text: `the label grammar ${grammar} is not enabled for the source ${source}`,
    hint: `add ${grammar} to labels: of that source, or write dns.host=${name} on ${subject}`,
  };
  const hidden: Reason = {
    kind: 'hidden',
    text: `ignoreLabels: of the source ${source} hides the label`,
    hint: 'take it out of ignoreLabels:',
  };
  return [...(isEnabled ? [] : [notOn]), ...(isHidden ? [hidden] : []), ...found().map(reasonOf)];
}

function reasonOf({ code, message, hint }: Switch): Reason {
  return {
    kind: switches[code] ?? 'unused-label',
    text: `${code}: ${message}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Replicas have the same labels, but not the same state. */
function whyIdle(claim: UnlockedClaim): Reason[] {
  return claim
    .switches()
    .map(reasonOf)
    .filter(({ kind }) => kind === 'not-counted');
}
