import { beginLoading } from '../../src/sources/compose/loading.ts';
import { readProject } from '../../src/sources/compose/project.ts';
import type { ProjectReading, ReadingSettings } from '../../src/sources/compose/project-reading.ts';
import { labelRules } from '../../src/sources/labels/table.ts';

/** How projects are read here: the host's address, all grammars that are on by default. */
export const composeSettings: ReadingSettings = {
  subject: {
    source: 's',
    addressing: 'host',
    host: { ipv4: '10.0.0.1' },
    providers: [],
    requireEnable: false,
  },
  rules: labelRules({}),
  swarm: false,
};

/** Reads a project of files in the folder `/p`, the first of which is merged with those named in `over`. */
export async function readComposeFiles(
  files: Readonly<Record<string, string>>,
  over: readonly string[] = [],
  lookup: (name: string) => string | undefined = () => undefined,
): Promise<ProjectReading> {
  const [first = ''] = Object.keys(files);
  const texts = new Map(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]));
  const loading = beginLoading(
    (path) => path.replace('/p/', ''),
    async (path, shown) => {
      const text = texts.get(path);
      if (text !== undefined) return { ok: true, text };
      return { ok: false, code: 'FILE_MISSING', message: `${shown} does not exist`, hint: 'check the path' };
    },
  );
  const paths: [string, ...string[]] = [`/p/${first}`, ...over.map((path) => `/p/${path}`)];
  const reading = await readProject({ paths, folder: '/p', lookup }, composeSettings, loading);
  return reading ?? { ...loading, claims: [], doubts: [] };
}
