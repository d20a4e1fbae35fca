import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Explanation, NameStory, Nearby, OriginQuestion, SparedFinding } from '../../core/explain/explanation.ts';
import { nameText } from '../change-columns.ts';
import { findingLines, hintLines, placeOf } from '../finding-lines.ts';
import { minWidth, type Page } from '../page.ts';
import { style } from '../style.ts';
import { visible } from '../visible.ts';
import { counted, listed } from '../words.ts';
import { paragraph, span } from '../wrap.ts';
import { claimLines, doubtLines, passedOverLines, routeText, sentence } from './claims-text.ts';
import { conflictTexts } from './conflict-text.ts';
import { providerLines } from './provider-text.ts';
import { readLines, verdictLines } from './verdict-text.ts';

/** How an explanation is to be rendered. */
export interface ExplainTextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** What becomes of what was asked for, top to bottom: claims, conflicts, rules, routes, providers, and what comes closest. */
export function renderExplanation(explanation: Explanation, { color, width }: ExplainTextOptions): string {
  const page: Page = {
    style: style(color),
    width: Math.max(minWidth, width),
    verbose: false,
    owner: explanation.owner,
  };
  const { asked, names, findings, besides, nearby } = explanation;
  const sections = [
    ...(asked.kind === 'name' ? [] : [headLines(asked, explanation, page)]),
    ...names.flatMap((story) => nameSections(story, explanation, page)),
    findingSection('Said of its labels', findings, page),
    nearbySection(nearby, asked.kind === 'origin' && names.length + findings.length === 0, explanation, page),
    findingSection('Said besides', besides, page),
    readLines(explanation, page),
    verdictLines(explanation, page),
  ];
  const written = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${written.join('\n\n')}\n`;
}

function askedText(asked: OriginQuestion): string {
  const label = asked.label === undefined ? [] : [`the label ${visible(asked.label)}`];
  const container = asked.container === undefined ? [] : [`the container ${visible(asked.container)}`];
  return [...label, ...container].join(' of ');
}

function headLines(asked: OriginQuestion, explanation: Explanation, page: Page): string[] {
  const { called } = explanation;
  const { container = '' } = asked;
  const is = called.length === 1 ? 'is a container or service' : 'are containers or services';
  const kind = `No name ${visible(container)} is claimed, but ${listed(called.map(visible))} ${is} called so.`;
  return [
    ...(called.length === 0 ? [] : sentence(kind, page, 0)),
    ...paragraph([span(headText(asked, explanation), page.style.bold)], page.width, 0, 2),
  ];
}

function headText(asked: OriginQuestion, { names, subjects, incomplete }: Explanation): string {
  const { container, label } = asked;
  if (names.length > 0) return `${capital(askedText(asked))} claims ${counted(names.length, 'name')}.`;
  if (container === undefined) return `Nothing is claimed with the label ${visible(label ?? '')}.`;
  if (subjects.length === 0) {
    const source = incomplete.length === 0 ? 'source' : 'source that could be read';
    return `No ${source} knows labels of a container or service ${visible(container)}.`;
  }
  return `${capital(askedText(asked))} claims nothing.`;
}

function nameSections(story: NameStory, explanation: Explanation, page: Page): string[][] {
  const { serial, asked, called, incomplete } = explanation;
  const { name, claims, doubts, providers } = story;
  const { bold } = page.style;
  const nobody = incomplete.length === 0 ? 'Nobody claims it.' : 'Nobody claims it in what could be read.';
  const namesakes = `${listed(called.map(visible))} is called so, too: ask with --container ${visible(called[0] ?? name)}.`;
  return [
    [
      bold(nameText(name)),
      ...(claims.length + doubts.length === 0 ? sentence(nobody, page, 2) : []),
      ...(asked.kind === 'origin' || called.length === 0 ? [] : sentence(namesakes, page, 2)),
    ],
    titled('Claims', claimLines(claims, name, page), page),
    titled('In doubt', doubtLines(doubts, claims, page), page),
    conflictSection(story, page),
    findingSection('Findings', story.findings, page),
    sparedSection(story.spared, page),
    routeSection(story, page),
    ...providers.map((provider) => providerLines(provider, serial, page)),
    nearbySection(story.nearby, claims.length + doubts.length === 0, explanation, page),
  ];
}

function titled(title: string, lines: readonly string[], page: Page): string[] {
  return lines.length === 0 ? [] : [page.style.bold(title), ...lines];
}

function conflictSection({ conflicts }: NameStory, page: Page): string[] {
  const texts = conflicts.flatMap((one) => conflictTexts(one, page));
  return titled(
    'Conflicts',
    texts.flatMap((text) => sentence(text, page, 2)),
    page,
  );
}

function findingSection(title: string, findings: readonly Diagnostic[], page: Page): string[] {
  const lines = findings.flatMap((one) => [
    ...findingLines(one, page.style, page.width, 2),
    ...hintLines(one.hint, page.style, page.width, 6),
  ]);
  return titled(title, lines, page);
}

const sparedWords: Readonly<Record<SparedFinding['by'], (text: string) => string>> = {
  off: () => 'the configuration switches the rule off',
  except: (text) => `except: ${text} of the configuration spares the name`,
  allow: (text) => `allow: of ${text} spares it`,
};

function sparedSection(spared: readonly SparedFinding[], page: Page): string[] {
  const lines = spared.flatMap(({ code, message, by, text = '' }) =>
    sentence(`${visible(code)} would say: ${visible(message)}; ${sparedWords[by](visible(text))}.`, page, 2),
  );
  return titled('Spared', lines, page);
}

/** Claims tell themselves where they go; here is why nowhere else, and where a claim would go where there is none. */
function routeSection({ claims, doubts, route, name }: NameStory, page: Page): string[] {
  const fates = claims.flatMap(({ becomes }) => becomes.filter((fate) => fate.name === name));
  const routes = [...fates, ...doubts].map((one) => one.route);
  if (routes.length > 0) return titled('Where it does not go', passedOverLines(routes, page), page);
  const own = sentence(`A claim for it that names no provider would go ${routeText(route)}.`, page, 2);
  return titled('Where it goes', [...own, ...passedOverLines([route], page)], page);
}

/** What comes closest to what nobody claims. */
function nearbySection(
  nearby: readonly Nearby[],
  isUnclaimed: boolean,
  { incomplete }: Explanation,
  page: Page,
): string[] {
  if (nearby.length === 0 && isUnclaimed) {
    const where = incomplete.length === 0 ? '' : ' in what could be read';
    return sentence(`Nothing comes close${where}: no label, no container and no name that is claimed.`, page, 0);
  }
  const lines = nearby.flatMap((one) => {
    const place = one.file === undefined ? '' : ` (${placeOf(one)})`;
    const text = `${capital(visible(one.message))}${place}`;
    return [
      ...sentence(text.endsWith('.') ? text : `${text}.`, page, 2),
      ...hintLines(one.hint, page.style, page.width, 6),
    ];
  });
  return titled('What comes closest', lines, page);
}

/** The text with its first letter as a capital. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
