import type { ImportDocument, ImportedSet, LeftOut } from '../core/import-document.ts';
import { DnsSyncError } from '../errors.ts';
import type { ImportRequest } from '../workflows/import-records.ts';
import type { Project } from '../workflows/project.ts';
import type { Terminal } from './terminal.ts';

/** The parsed flags of an import. */
export interface ImportFlags {
  /** PROVIDER. */
  readonly from: string | undefined;
  readonly name: string[] | undefined;
  readonly type: string[] | undefined;
  readonly unowned: boolean;
  readonly zonefile: string | undefined;
  readonly octodns: string | undefined;
  readonly origin: string | undefined;
  readonly provider: string | undefined;
  readonly out: string | undefined;
  readonly force: boolean;
}

/** What `--json` says of an import. */
export interface ImportJson {
  readonly from: string;
  /** Null: the overrides are in `overrides`. */
  readonly file: string | null;
  /** The text of the overrides file; null: it is in `file`. */
  readonly overrides: string | null;
  readonly records: readonly ImportedSet[];
  readonly refused: readonly ImportedSet[];
  readonly leftOut: LeftOut;
}

/** Flags to what is imported; undefined: they name nothing to import from. Throws `USAGE` for flags that exclude one another. */
export function importRequest(flags: ImportFlags): ImportRequest | undefined {
  const { from, zonefile, octodns, origin, provider, out, force } = flags;
  const path = zonefile ?? octodns;
  if (from !== undefined && (path !== undefined || provider !== undefined || origin !== undefined)) {
    throw new DnsSyncError(
      'USAGE',
      '--zonefile, --octodns, --origin and --provider are for files, not beside PROVIDER',
      {
        hint: 'import from a provider or from a file, one at a time',
      },
    );
  }
  if (from === undefined && path === undefined) {
    if (origin === undefined && out === undefined) return undefined;
    throw new DnsSyncError(
      'USAGE',
      `--${origin === undefined ? 'out' : 'origin'} is given, but nothing to import from`,
      {
        hint: 'name a provider, --zonefile FILE or --octodns PATH',
      },
    );
  }
  const zone = origin === undefined ? {} : { zone: origin };
  return {
    from:
      path === undefined
        ? { kind: 'provider', name: from ?? '' }
        : { kind: zonefile === undefined ? 'octodns' : 'zonefile', path, ...zone },
    names: flags.name ?? [],
    types: (flags.type ?? []).map((type) => type.trim().toUpperCase()),
    unowned: flags.unowned,
    ...(provider === undefined ? {} : { provider }),
    ...(out !== undefined && force ? { replaces: out } : {}),
  };
}

/** Imports, and writes the overrides to the file or to standard output; says on standard error what was left out. */
export async function importOverrides(
  terminal: Terminal,
  project: Project,
  request: ImportRequest,
  out: string | undefined,
): Promise<ImportJson> {
  const { importRecords } = await import('../workflows/import-records.ts');
  const { renderOverrides } = await import('../output/overrides-yaml.ts');
  const { document, diagnostics } = await importRecords(project, request);
  const shown = diagnostics.filter(({ severity }) => severity !== 'info' || terminal.debug);
  if (shown.length > 0) {
    const { renderDiagnostics } = await import('../output/diagnostics-text.ts');
    terminal.log('warn', renderDiagnostics(shown, { color: false, width: terminal.width }));
  }
  const sets = document.zones.flatMap((zone) => zone.sets);
  const text = sets.length === 0 ? null : renderOverrides(document);
  tell(terminal, document, sets);
  if (text !== null && out !== undefined) await save(terminal, project, out, text, request.replaces !== undefined);
  if (text !== null && out === undefined && !terminal.json) terminal.print(text);
  const { from, leftOut } = document;
  return {
    from,
    file: text === null ? null : (out ?? null),
    overrides: out === undefined ? text : null,
    records: sets.filter(({ refused }) => refused === undefined),
    refused: sets.filter(({ refused }) => refused !== undefined),
    leftOut,
  };
}

async function save(terminal: Terminal, project: Project, out: string, text: string, force: boolean): Promise<void> {
  const { saveImport, sourcesReading } = await import('../workflows/import-save.ts');
  await saveImport(project, out, text, force);
  const sources = await sourcesReading(project, out);
  terminal.log(
    sources.length > 0 ? 'info' : 'warn',
    sources.length > 0
      ? `${out} is read by the source ${sources.join(', ')}. Next: dns-sync plan, then dns-sync import --adopt '*'`
      : `no source reads ${out}: name it in the files: of a source of type yaml`,
  );
}

/** What was imported, and what was not and why. */
function tell(terminal: Terminal, { from, leftOut }: ImportDocument, sets: readonly ImportedSet[]): void {
  const refused = sets.filter((set) => set.refused !== undefined).length;
  const written = sets.length - refused;
  const { claimed, otherOwners, ours, apexNs, types } = leftOut;
  const skipped = Object.entries(types);
  const left = [
    [claimed, 'claimed by a source already'],
    [otherOwners, "other owners'"],
    [ours, 'ours'],
    [apexNs, "NS at a zone's own name"],
    ...skipped.map(([type, number]) => [number, `${type}, which no override can hold`] as const),
  ] as const;
  const reasons = left.filter(([number]) => number > 0).map(([number, why]) => `${number} ${why}`);
  const what = written === 0 ? 'nothing to import' : `${written} record ${written === 1 ? 'set' : 'sets'}`;
  terminal.log('info', `From ${from}: ${what}${refused === 0 ? '' : `, ${refused} as comments with the reason`}.`);
  if (reasons.length > 0) terminal.log('info', `Values left out: ${reasons.join('; ')}.`);
}
