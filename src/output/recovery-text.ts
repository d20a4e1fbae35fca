import type { ChangeResult } from '../core/apply-result.ts';
import { type ApplyTextOptions, resultLines } from './apply-text.ts';
import { minWidth } from './page.ts';
import { style } from './style.ts';
import { visible } from './visible.ts';
import { paragraph, span } from './wrap.ts';

/** How an interrupted apply was brought to an end, as it is shown. */
export interface ShownRecovery {
  readonly outcome: 'none' | 'applied' | 'undone' | 'partial' | 'abandoned';
  readonly apply: {
    readonly at: string;
    readonly by: { readonly user: string; readonly host: string };
  } | null;
  readonly results: readonly ChangeResult[];
}

const sentences: Readonly<Record<ShownRecovery['outcome'], string>> = {
  none: 'Nothing to recover: no apply was interrupted here.',
  applied: 'is finished: every change has landed and is remembered.',
  undone: 'is undone: every record is as it was before.',
  partial: 'is undone but for what others have changed since; plan again to see what is left.',
  abandoned: 'is set aside: everything stays as it stands; plan again to see what is left.',
};

/** What became of every change, and how it ended. */
export function renderRecovery({ outcome, apply, results }: ShownRecovery, options: ApplyTextOptions): string {
  const ink = style(options.color);
  const width = Math.max(minWidth, options.width);
  const which =
    apply === null ? 'The interrupted apply' : `The apply of ${apply.at} by ${apply.by.user} on ${apply.by.host}`;
  const sentence = outcome === 'none' ? sentences.none : `${visible(which)} ${sentences[outcome]}`;
  const lines = resultLines(results, ink, width);
  const gap = lines.length > 0 ? [''] : [];
  return `${[...lines, ...gap, ...paragraph([span(sentence, ink.bold)], width, 0, 2)].join('\n')}\n`;
}
