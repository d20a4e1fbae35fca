import type {
  ClaimFate,
  ClaimOutcome,
  ClaimStory,
  DoubtStory,
  RewriteStep,
  RouteStory,
} from '../../core/explain/explanation.ts';
import { partsOfOrigin } from '../../core/explain/question.ts';
import { nameText } from '../change-columns.ts';
import { placeOf } from '../finding-lines.ts';
import type { Page } from '../page.ts';
import { valueText } from '../value-text.ts';
import { visible } from '../visible.ts';
import { listed } from '../words.ts';
import { paragraph, type Span, span } from '../wrap.ts';
import { ruleText } from './conflict-text.ts';

/** Columns before what is told of a claim. */
const indent = 4;

/** A paragraph of plain text. */
export function sentence(text: string, page: Page, at = indent): string[] {
  return paragraph([span(text)], page.width, at, at + 2);
}

/** An origin, and the place where it is written. */
export function originText(origin: string, place: Parameters<typeof placeOf>[0]): string {
  return place.file === undefined ? visible(origin) : `${visible(origin)} (${placeOf(place)})`;
}

/** Every claim: what it says, where it comes from, what overrides make of it, where it goes, how it fares. */
export function claimLines(claims: readonly ClaimStory[], name: string, page: Page): string[] {
  return claims.flatMap((claim) => oneClaim(claim, name, page));
}

function oneClaim(claim: ClaimStory, name: string, page: Page): string[] {
  const { type, value, origins } = claim;
  const [first = '', ...others] = origins;
  const record = `${claim.name === name ? '' : `${nameText(claim.name)} `}${visible(type)} ${valueText(type, value, page)}`;
  const head: Span[] = [span(record, page.style.bold), span(`, claimed by ${originText(first, claim)}`)];
  const also = others.length === 0 ? [] : sentence(`Claimed by ${listed(others.map(visible))}, too.`, page);
  return [
    ...paragraph(head, page.width, 2, 4),
    ...also,
    ...sentence(`${facts(claim).join(', ')}.`, page),
    ...(claim.comment === undefined ? [] : sentence(`Comment: ${visible(claim.comment)}`, page)),
    ...claim.rewrites.flatMap((step) => sentence(rewriteText(step), page)),
    ...claim.becomes.flatMap((fate) => fateLines(fate, claim, name, page)),
  ];
}

const classWords: Readonly<Record<ClaimStory['class'], string>> = {
  override: 'An override',
  hosts: 'A line of a hosts file',
  label: 'A label',
};

/** Rules in files of Traefik count as labels do, and are none. */
function kindText({ class: rank, grammar, origins: [origin = ''] }: ClaimStory): string {
  if (grammar !== undefined) return `${classWords[rank]} of the grammar ${visible(grammar)}`;
  return rank === 'label' && partsOfOrigin(origin).label === undefined
    ? 'A rule in a file of Traefik'
    : classWords[rank];
}

const takeoverWords: Readonly<Record<NonNullable<ClaimStory['takeover']>, string>> = {
  evict: "may evict other owners' records",
  never: "evicts no other owner's records",
};

function facts(claim: ClaimStory): string[] {
  const { source, container, created, providers, force, priority, adopt, policy, attributes, allow } = claim;
  const { add, takeover, share } = claim;
  const attributesText = Object.entries(attributes ?? {}).map(([key, value]) => `${key} ${String(value)}`);
  return [
    `${kindText(claim)}, from the source ${visible(source)}`,
    ...(container === undefined ? [] : [`on ${visible(container)}`]),
    ...(claim.recalled ? ["taken from the lockfile's snapshot"] : []),
    created === null ? 'first seen in this run' : `known since ${visible(created)}`,
    ...(claim.ttl === undefined ? [] : [`TTL ${claim.ttl}`]),
    ...(providers === undefined ? [] : [`meant for ${listed(providers.map(visible))}`]),
    ...(force === undefined ? [] : [force ? 'forced' : 'not forced']),
    ...(priority === undefined ? [] : [`priority ${priority}`]),
    ...(adopt === undefined ? [] : [adopt ? 'adopts what is there' : 'adopts nothing']),
    ...(policy === undefined ? [] : [`policy ${policy}`]),
    ...(add === true ? ['adds to what others say'] : []),
    ...(takeover === undefined ? [] : [takeoverWords[takeover]]),
    ...(share === undefined ? [] : [share ? 'joins what was made by hand' : 'joins nothing made by hand']),
    ...(attributesText.length === 0 ? [] : [`attributes ${listed(attributesText.map(visible))}`]),
    ...(allow === undefined ? [] : [`exempt from ${listed(allow.map(visible))}`]),
  ];
}

function rewriteText(step: RewriteStep): string {
  const what = `The ${step.kind} ${originText(step.origin, step)}`;
  if (step.kind === 'ignore') return `${what} drops it: nothing comes of it.`;
  if (step.broken !== undefined) return `${what} makes it invalid: ${visible(step.broken)}.`;
  return step.changes.length === 0
    ? `${what} fits, and changes nothing.`
    : `${what} changes ${listed(step.changes.map(visible))}.`;
}

function fateLines(fate: ClaimFate, claim: ClaimStory, name: string, page: Page): string[] {
  const { type, value, ttl, isDefaultTtl } = fate;
  const isRenamed = fate.name !== claim.name;
  const isOther = isRenamed || type !== claim.type || value !== claim.value;
  const record = `${fate.name === name ? '' : `${nameText(fate.name)} `}${visible(type)} ${valueText(type, value, page)}`;
  const ttlText = `TTL ${ttl}${isDefaultTtl ? ', the default' : ''}`;
  const it = isOther ? `It then asks for ${record} (${ttlText})` : `It asks for ${ttlText}`;
  return [
    ...sentence(`${it}, and goes ${routeText(fate.route)}.`, page),
    ...fate.outcomes.flatMap((outcome) =>
      sentence(`${sinceText(outcome)}${outcomeText(outcome, isRenamed ? nameText(fate.name) : 'it')}`, page),
    ),
  ];
}

const routeWords = {
  named: () => 'it says so',
  zone: (pattern: string) => `its zone ${pattern} fits best`,
  default: (pattern: string) => `its zone ${pattern} fits as well as others, and it is the default`,
} as const;

/** `to home, because its zone example.com fits best`, or why nowhere. */
export function routeText({ to, problem }: RouteStory): string {
  if (problem !== undefined) return `nowhere: ${visible(problem.message)} (${visible(problem.code)})`;
  const [first] = to;
  if (first === undefined) return 'nowhere';
  const providers = listed(to.map(({ provider }) => visible(provider)));
  return `to ${providers}, because ${routeWords[first.by](visible(first.pattern))}`;
}

/** Why a provider does not get a name; `to` are those that do. */
export const passedWords: Readonly<
  Record<RouteStory['passedOver'][number]['why'], (pattern: string, to: readonly string[]) => string>
> = {
  'no-zone': () => 'none of its zones holds the name',
  excluded: (pattern) => `its zones exclude it with ${pattern}`,
  narrowed: (pattern) => `its zone ${pattern} holds the name, but none of the patterns that narrow it fits`,
  'less-specific': (pattern) => `its zone ${pattern} fits, but another fits better`,
  'not-named': (pattern) => `its zone ${pattern} fits, but the claim names others`,
  'not-default': (pattern, to) =>
    `its zone ${pattern} fits as well as others, and ${to.length === 0 ? 'no default decides for it' : `${listed(to)} is the default`}`,
};

/** Why the other providers do not get the name, a sentence each. */
export function passedOverLines(routes: readonly RouteStory[], page: Page): string[] {
  const texts = routes.flatMap(({ to, passedOver }) => {
    const others = to.map(({ provider }) => visible(provider));
    return passedOver.map(
      ({ provider, why, pattern = '' }) =>
        `Not to ${visible(provider)}: ${passedWords[why](visible(pattern), others)}.`,
    );
  });
  return [...new Set(texts)].flatMap((text) => sentence(text, page, 2));
}

/** A conflict counts a claim as old as its value. */
function sinceText({ provider, since }: ClaimOutcome): string {
  return since === undefined
    ? ''
    : `At ${visible(provider)} it counts as known since ${visible(since)}, as its value is. `;
}

/** `it`: the name, where the claim has another. */
function outcomeText(one: ClaimOutcome, it: string): string {
  const provider = visible(one.provider);
  switch (one.outcome) {
    case 'stands':
      return `So ${provider} should hold ${it}.`;
    case 'contested':
      return `It is contested at ${provider}: ${ruleText('reject')}.`;
    case 'held':
      return `It is held at ${provider}, for the reason told below: what stands there stays.`;
    case 'loses':
      return `It loses at ${provider} to ${visible(one.to)}: ${ruleText(one.rule)}.`;
  }
}

/** Where a name is held that goes nowhere: its record may stand wherever a zone fits it as well as any. */
function heldText({ problem, passedOver }: RouteStory): string {
  const fitting = passedOver.filter(({ why }) => why === 'not-default' || why === 'not-named');
  if (problem === undefined || fitting.length === 0) return '';
  return `, so it is held at ${listed(fitting.map(({ provider }) => visible(provider)))}`;
}

/** Claims that could not be honoured, why, and where they would go if that is not told with a claim of that origin. */
export function doubtLines(doubts: readonly DoubtStory[], claims: readonly ClaimStory[], page: Page): string[] {
  const told = new Set(claims.flatMap(({ origins, becomes }) => (becomes.length === 0 ? [] : origins)));
  return doubts.flatMap(({ type, values = [], origin, reason, detail, route }) => {
    const record = [visible(type ?? 'a record'), ...values.map((value) => valueText(type ?? '', value, page))].join(
      ' ',
    );
    const text = ` (${record}) is held, ${reason}: ${visible(detail)}.`;
    return [
      ...paragraph([span(visible(origin), page.style.bold), span(text)], page.width, 2, 4),
      ...(told.has(origin) ? [] : sentence(`It would go ${routeText(route)}${heldText(route)}.`, page)),
    ];
  });
}
