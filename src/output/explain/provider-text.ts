import type {
  HeldValue,
  ProviderSettings,
  ProviderStory,
  RememberedValue,
  WildcardStory,
} from '../../core/explain/explanation-provider.ts';
import type { Held, HeldReason } from '../../core/plan.ts';
import { nameText } from '../change-columns.ts';
import type { Page } from '../page.ts';
import { valueText } from '../value-text.ts';
import { visible } from '../visible.ts';
import { listed } from '../words.ts';
import { labelled, span } from '../wrap.ts';
import { changeText, listText } from './change-text.ts';
import { sentence } from './claims-text.ts';

/** One provider: what it holds and whose that is, what is remembered, what is wanted, and what the plan does. */
export function providerLines(story: ProviderStory, serial: number | null, page: Page): string[] {
  const { provider, type, settings, holds, remembered, wants, changes, deletions, held, unchanged, wildcard } = story;
  const told = (word: string, texts: readonly string[]) =>
    texts.flatMap((text, index) =>
      labelled(span((index === 0 ? word : '').padEnd(9), page.style.cyan), span(text), page.width, 2),
    );
  const lines = [
    page.style.bold(`At ${visible(provider)} (${visible(type)})`),
    ...stateLines(story, page),
    ...told('settings', settingsTexts(settings)),
    ...told('there', holdsTexts(story, holds, page)),
    ...told(
      'lockfile',
      remembered.map((value) => rememberedText(value, serial, page)),
    ),
    ...told(
      'wanted',
      wants.map((set) => `${visible(set.type)} ${listText(set.type, set.values, page)}, TTL ${set.ttl}`),
    ),
    ...told('plan', [
      ...changes.map((change) => changeText(change, deletions, page)),
      ...held.map((one) => heldText(one, page)),
      ...unchanged.map((one) => `leaves ${visible(one)} as it is: it is as it should be`),
      ...(changes.length + held.length + unchanged.length > 0 ? [] : idleTexts(story)),
    ]),
  ];
  if (story.isProtected) lines.push(...sentence('guards.protect names it: only creates are done here.', page, 2));
  if (wildcard !== undefined) lines.push(...sentence(wildcardText(wildcard, story), page, 2));
  return lines;
}

/** What is not as usual: the usual provider may do everything to ours, and nothing to what is not. */
function settingsTexts({ policy, takeover, share, adopt }: ProviderSettings): string[] {
  const facts = [
    ...(policy === 'sync' ? [] : [`policy ${policy}`]),
    ...(takeover === 'never' ? [] : [`takeover ${takeover}`]),
    ...(share ? ['share'] : []),
    ...(adopt ? ['adopt'] : []),
  ];
  return facts.length === 0 ? [] : [facts.join(', ')];
}

/** Which wildcard answers, and when. */
function wildcardText({ name, types, from }: WildcardStory, { state }: ProviderStory): string {
  const wildcard = `${nameText(name)} (${listed(types.map(visible))})`;
  if (from === 'plan') return `When the plan is carried out, ${wildcard} will answer the name.`;
  const answers = state === 'offline' ? 'was applied, and should answer' : 'answers';
  return `As long as nothing stands at the name, ${wildcard} ${answers} it.`;
}

function stateLines({ state }: ProviderStory, page: Page): string[] {
  const words: Readonly<Record<ProviderStory['state'], string>> = {
    read: '',
    offline: 'It was not asked (--offline): what was last applied stands for it.',
    failed: 'It could not be read: what it holds is not known, and nothing is planned for it.',
    'left-out': '--provider leaves it out: it was not asked, and nothing is planned for it.',
  };
  return words[state] === '' ? [] : sentence(words[state], page, 2);
}

function holdsTexts({ state }: ProviderStory, holds: readonly HeldValue[], page: Page): string[] {
  if (state !== 'read') return [];
  return holds.length === 0 ? ['nothing at this name'] : holds.map((value) => heldValueText(value, page));
}

function heldValueText(held: HeldValue, page: Page): string {
  const { type, value, ttl, created, force, container, attributes, fixed } = held;
  const facts = [
    ...(created === undefined ? [] : [`created ${visible(created)}`]),
    ...(force === true ? ['forced'] : []),
    ...(container === undefined ? [] : [`container ${visible(container)}`]),
    ...Object.entries(attributes ?? {}).map(([key, one]) => `${visible(key)} ${visible(String(one))}`),
  ];
  const more = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  const stuck = fixed === undefined ? '' : `; it cannot be changed here: ${visible(fixed)}`;
  return `${visible(type)} ${valueText(type, value, page)}, TTL ${ttl}: ${whoseText(held)}${more}${stuck}`;
}

function whoseText({ whose, owner, lost, ofZone, adoptable }: HeldValue): string {
  if (whose === 'ours') return 'ours';
  if (whose === 'foreign') {
    return `of the owner ${visible(owner ?? '')}${lost ? ', though we wrote it: it has changed hands since' : ''}`;
  }
  const adopt = adoptable ? '; it can be made ours with --adopt' : '';
  if (lost)
    return `nobody's, though we wrote it: its owner comment or record is gone, so it counts as made by hand${adopt}`;
  return `nobody's: ${ofZone ? "the zone's own" : 'made by hand, or by a tool we do not know'}${adopt}`;
}

function rememberedText(
  { type, value, ttl, created, sources }: RememberedValue,
  serial: number | null,
  page: Page,
): string {
  const from = sources.length === 0 ? '' : `, from ${listed(sources.map(visible))}`;
  return `remembers ${visible(type)} ${valueText(type, value, page)}, TTL ${ttl} (serial ${serial ?? 0}), known since ${visible(created)}${from}`;
}

/** What ends the holding, where the detail does not say it. */
const whatEnds: Readonly<Partial<Record<HeldReason, string>>> = {
  invalid: 'what stands stays until the claim is mended',
  contested: 'what stands stays until the conflict is settled',
  'no-address': 'what stands stays',
  'source-incomplete': 'what stands stays',
  'foreign-owner': 'ours follows when theirs goes',
};

function heldText({ type, values, reason, detail }: Held, page: Page): string {
  const list = values.length === 0 ? '' : ` ${listText(type, values, page)}`;
  const what = type === 'ANY' ? 'the name' : visible(type);
  const end = whatEnds[reason];
  return `holds ${what}${list} back, ${reason}: ${visible(detail)}${end === undefined ? '' : `; ${end}`}`;
}

function idleTexts({ state, holds, wants }: ProviderStory): string[] {
  if (state === 'failed' || state === 'left-out') return [];
  if (wants.length > 0) return ['does nothing'];
  return [
    holds.length === 0
      ? 'does nothing: nothing is claimed and nothing is there'
      : 'does nothing: nothing is claimed, and nothing there is ours',
  ];
}
