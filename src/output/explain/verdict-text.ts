import type { Explanation } from '../../core/explain/explanation.ts';
import { findingLines, hintLines } from '../finding-lines.ts';
import type { Page } from '../page.ts';
import { visible } from '../visible.ts';
import { counted, listed } from '../words.ts';
import { paragraph, span } from '../wrap.ts';
import { sentence } from './claims-text.ts';

/** What could not be read, and what was not asked. */
export function readLines({ unread, incomplete, offline, serial }: Explanation, page: Page): string[] {
  return [
    ...unread.flatMap(({ provider, code, message, hint, findings }) => [
      ...sentence(
        `The provider ${visible(provider)} could not be read, ${visible(code)}: ${visible(message)}.`,
        page,
        0,
      ),
      ...findings.flatMap((one) => [
        ...findingLines(one, page.style, page.width, 2),
        ...hintLines(one.hint, page.style, page.width, 6),
      ]),
      ...hintLines(hint, page.style, page.width, 4),
    ]),
    ...(incomplete.length === 0
      ? []
      : sentence(
          `Not read in full: ${listed(incomplete.map(visible))}. What was known from there stays as it is.`,
          page,
          0,
        )),
    ...(offline
      ? sentence('Offline: compared with what was last applied, not with what the providers hold.', page, 0)
      : []),
    ...(serial === null ? sentence('There is no lockfile: nothing is remembered.', page, 0) : []),
  ];
}

/** What would keep `apply` from doing what is told, of the whole plan; where nothing would be done, errors that nothing above tells. */
export function verdictLines(explanation: Explanation, page: Page): string[] {
  const { guards, errors, incomplete, unread, hold, names, exit } = explanation;
  const isInput = errors > 0 && !hold;
  const them = errors === 1 ? 'it' : 'them';
  if (!names.some(({ providers }) => providers.some(({ changes }) => changes.length > 0))) {
    if (!isInput || exit === 0 || errorsTold(explanation) >= errors) return [];
    const why = `The whole plan has ${counted(errors, 'error')}, so this exits ${exit}: dns-sync plan tells ${them}.`;
    return sentence(why, page, 0);
  }
  const { red } = page.style;
  const refusal = (why: string) => paragraph([span('apply would refuse: ', red), span(why)], page.width, 0, 2);
  return [
    ...(isInput
      ? refusal(
          `the whole plan has ${counted(errors, 'error')}; mend ${them}, or go on without the names in doubt: --hold`,
        )
      : []),
    ...(incomplete.length > 0 && !hold
      ? refusal('a source was not read in full; --hold goes on without its names')
      : []),
    ...unread.flatMap(({ provider }) =>
      refusal(`the provider ${visible(provider)} cannot be read; --provider with the names of others leaves it out`),
    ),
    ...guards.flatMap(({ guard, message }) => refusal(`guard ${guard}: ${visible(message)}`)),
  ];
}

function errorsTold({ names, findings, besides }: Explanation): number {
  const told = new Set([...names.flatMap((story) => story.findings), ...findings, ...besides]);
  return [...told].filter(({ severity }) => severity === 'error').length;
}
