import type { Workspace } from '../cli.ts';

/** What somebody wrote wrong, by a few words that tell it: several words make one file name. */
export type Mistakes = Readonly<Record<string, string>>;

/** The files of a group in one project, named after the mistakes: `overrides/swapped-name-and-value.yaml`. */
export function filesOf(mistakes: Mistakes, path: (slug: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(mistakes).map(([title, text]) => [path(slugOf(title)), text]));
}

/** Letters and digits of a title, with hyphens between. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** What a run says, standard output first, with its exit code; nothing of the folder it ran in or of the time. */
export async function saidBy(place: Workspace, ...args: readonly string[]): Promise<string> {
  const { exit, stdout, stderr } = await place.run(...args);
  const text = `$ dns-sync ${args.join(' ')}\n${stdout}${stderr}exit ${exit}\n`;
  return text.replaceAll(place.folder, '/project').replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME');
}
