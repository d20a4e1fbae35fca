import type { ReadSubject } from '../claim.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { PlanTrace } from '../make-plan.ts';
import { displayName, isWithin, labelsOf } from '../name.ts';
import { nearest } from '../nearest.ts';
import { apexesOf } from '../provider-model.ts';
import { originOf } from '../work-claim.ts';
import type { Nearby, OriginQuestion } from './explanation.ts';
import { createHaystack, type Haystack, most, rememberedAt } from './haystack.ts';
import { lockedClaims, switches, whereabouts } from './locked-claim.ts';
import { nearestContainer, nearOrigin } from './nearby-origin.ts';
import { nearestWord } from './nearest-name.ts';
import type { Surmises } from './surmises.ts';

/** Tells what comes closest to what nobody claims. */
export interface TellNearby {
  toName(name: string): Nearby[];
  /** `subjects`: what containers are called. */
  toOrigin(question: OriginQuestion, subjects: readonly ReadSubject[]): Nearby[];
}

/** Gathers what there is, once for all names. */
export function createNearbyTeller(trace: PlanTrace, surmises: Surmises): TellNearby {
  const hay = createHaystack(trace, surmises);
  return {
    toName: (name) => nearName(name, hay),
    toOrigin: (question, subjects) => nearOrigin(question, subjects, hay),
  };
}

function nearName(name: string, hay: Haystack): Nearby[] {
  const { memory, models } = hay.input;
  const unlocked = hay.surmises.unlocked.filter((one) => one.name === name);
  const meant = [...lockedClaims(unlocked), ...reportedFor(name, hay), ...unreadFiles(name, hay)];
  const remembered = (memory?.snapshot ?? []).filter((claim) => claim.name === name).map(originOf);
  const elsewhere = otherZones(name, hay);
  const isInZone = models.some((model) => apexesOf(model).some((apex) => isWithin(name, apex)));
  return [
    ...(meant.length > 0 ? meant : mayBeMeant(hay)),
    ...[...new Set(remembered)].slice(0, most).map((origin) => rememberedAt(origin, 'it')),
    ...elsewhere.map((one): Nearby => ({ kind: 'other-zone', message: `the name ${one} is claimed, in another zone` })),
    ...(isInZone ? [] : [noZone(name, hay)]),
    ...(meant.length > 0 ? [] : nearestName(name, new Set(elsewhere), hay)),
    ...(meant.length > 0 || name.includes('.') ? [] : nearestContainer(name, hay)),
  ];
}

function isLabelFinding({ code, origin }: Diagnostic): boolean {
  return origin?.includes(' label ') === true && code !== 'LABEL_OUTVOTED';
}

/**
 * Findings whose message or whose place in a file holds the name: a field that is misspelt, a value that was refused. What
 * only says that labels do not count is told with what they would claim.
 */
function reportedFor(name: string, { findings, surmises }: Haystack): Nearby[] {
  const spellings = spellingsOf(name);
  const [host = ''] = labelsOf(name);
  const holds = (text = '') => spellings.some((one) => placeOfName(text.toLowerCase(), one) >= 0);
  const isShort = (one: Diagnostic) =>
    one.code === 'HOSTS_SHORT_NAME' && /^[^\s#]*/.exec(surmises.textAt(one) ?? '')?.[0].toLowerCase() === host;
  return findings
    .filter(({ code }) => switches[code] === undefined)
    .filter((one) => one.name === name || holds(one.message) || holds(surmises.textAt(one)) || isShort(one))
    .slice(0, most)
    .map((one) => fromFinding('reported', one));
}

/** Files of sources that were not read in full, for something that is wrong in them, and that have the name. */
function unreadFiles(name: string, { input, surmises }: Haystack): Nearby[] {
  const readings = input.readings.filter(({ reading }) => reading.completeness !== 'complete');
  return readings
    .flatMap(({ source, reading }) => {
      const files = new Set(
        reading.diagnostics.flatMap(({ file, severity }) => (file && severity === 'error' ? [file] : [])),
      );
      return [...files].flatMap((file): Nearby[] => {
        const text = surmises.textOf(file)?.toLowerCase() ?? '';
        const [at] = spellingsOf(name)
          .flatMap((one) => placeOfName(text, one))
          .filter((found) => found >= 0);
        if (at === undefined) return [];
        const before = text.slice(0, at).split('\n');
        const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
        return [
          {
            kind: 'unread-file',
            message: `the file ${file} has it, and the source ${source} could not read that file`,
            ...place,
          },
        ];
      });
    })
    .slice(0, most);
}

/** How a name may be written in a text; one of a single label is a word like others there. */
function spellingsOf(name: string): string[] {
  return !name.includes('.') ? [] : [...new Set([name, displayName(name)])].map((one) => one.toLowerCase());
}

/** Where a text has a whole name, not a part of a longer one; -1: nowhere. */
function placeOfName(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + name.length)];
    if (!/[\w.-]/.test(before) && !/[\w-]/.test(after)) return at;
  }
  return -1;
}

/** Codes of what names hosts, and does not say which. */
const veiled: ReadonlySet<string> = new Set([
  'LABEL_UNRESOLVED',
  'COMPOSE_VARIABLE_UNSET',
  'HOSTS_BAD_NAME',
  'TRAEFIK_ENV_UNSET',
  'TRAEFIK_HOST_REGEXP',
  'TRAEFIK_QUOTES',
  'TRAEFIK_TOML',
]);

/**
 * What may have meant the name, as its text is not known: labels of a running Docker that are wrong, patterns, variables,
 * and words that are no names.
 */
function mayBeMeant({ findings }: Haystack): Nearby[] {
  const isUnplaced = (one: Diagnostic) =>
    isLabelFinding(one) && one.file === undefined && one.severity !== 'info' && switches[one.code] === undefined;
  return findings
    .filter((one) => isUnplaced(one) || (veiled.has(one.code) && one.name === undefined))
    .slice(0, most)
    .map((one) => fromFinding('unused-label', one));
}

function fromFinding(kind: Nearby['kind'], one: Diagnostic): Nearby {
  const { code, message, hint, origin } = one;
  return {
    kind,
    message: `${code}: ${message}`,
    ...(hint === undefined ? {} : { hint }),
    ...(origin === undefined ? {} : { origin }),
    ...whereabouts(one),
  };
}

/** Claimed names that are the same but for the zone. */
function otherZones(name: string, { names, input }: Haystack): string[] {
  const host = labelsOf(name)[0] ?? '';
  const apexes = input.models.flatMap(apexesOf);
  const zoneOf = (one: string) =>
    apexes.filter((apex) => isWithin(one, apex)).sort((left, right) => right.length - left.length)[0];
  const zone = zoneOf(name);
  return names.filter((one) => one !== name && labelsOf(one)[0] === host && zoneOf(one) !== zone).slice(0, most);
}

function noZone(name: string, { input }: Haystack): Nearby {
  const apexes = [...new Set(input.models.flatMap(apexesOf))].sort();
  const near = nearest(name.slice(name.indexOf('.') + 1), apexes);
  const hint = near === undefined ? `the zones are ${apexes.join(', ')}` : `did you mean a name in ${near}?`;
  return { kind: 'no-zone', message: `no provider has a zone for ${name}`, hint };
}

/** `told`: names that are told already. */
function nearestName(name: string, told: ReadonlySet<string>, { names }: Haystack): Nearby[] {
  const near = nearestWord(
    name,
    names.filter((one) => !told.has(one)),
  );
  return near === undefined
    ? []
    : [{ kind: 'nearest-name', message: `the name ${near} is claimed`, hint: `did you mean ${near}?` }];
}
