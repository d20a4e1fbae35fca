/** Where a service of Compose may carry labels. */
export type LabelPlace = 'labels' | 'deploy.labels';

const marked = /^(.*) \((labels|deploy\.labels)\)( label .*)?$/s;

/** The prefix of origins for labels in the place that does not count: for `explain`, so that neither place has findings of the other. */
export function markPlace(prefix: string, place: LabelPlace): string {
  return `${prefix} (${place})`;
}

/** An origin without the mark, and the place that the mark names; absent: it has none. */
export function unmarkPlace(origin: string): { readonly origin: string; readonly place?: LabelPlace } {
  const [, prefix, place, label = ''] = marked.exec(origin) ?? [];
  if (prefix === undefined || (place !== 'labels' && place !== 'deploy.labels')) return { origin };
  return { origin: `${prefix}${label}`, place };
}
