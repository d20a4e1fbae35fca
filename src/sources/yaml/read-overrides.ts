import type { Claim, Doubt, Rewrite } from '../../core/claim.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Problem } from '../../files/schema-messages.ts';
import { problemDiagnostics, schemaProblems } from '../../files/schema-problems.ts';
import { readYaml } from '../../files/yaml.ts';
import { validateOverrides } from '../../generated/validate-overrides.js';
import type { Missing } from '../completeness.ts';
import type { SourceContext } from '../source.ts';
import type { RawOverrides } from './raw-overrides.ts';
import { readRecord } from './read-record.ts';
import { readIgnore, readPatch } from './read-rewrite.ts';
import type { Fault } from './record-values.ts';
import { type OverridesReport, reportOn } from './report.ts';

/** What one overrides file says. */
export interface Overrides {
  readonly claims: readonly Claim[];
  readonly doubts: readonly Doubt[];
  readonly diagnostics: readonly Diagnostic[];
  readonly ignores: readonly Rewrite[];
  readonly patches: readonly Rewrite[];
  /** Whether it could be read as overrides at all; nothing of one that could not counts. */
  readonly valid: boolean;
  /** The file, when it is not valid, or the patches and ignores in it that could not be read. */
  readonly missing: readonly Missing[];
}

/** Reads the text of an overrides file; `file` is its path as shown. Everything that is wrong is found at once. */
export async function readOverrides(
  text: string,
  file: string,
  source: string,
  context: SourceContext,
): Promise<Overrides> {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    const diagnostics = yaml.problems.map(
      (one): Diagnostic => ({ code: 'FILE_INVALID', severity: 'error', file, ...one }),
    );
    return invalid(file, diagnostics);
  }
  const { document } = yaml;
  const problems = findProblems(document.value);
  const diagnostics = problemDiagnostics(problems, document, file, 'FILE_INVALID');
  const report = reportOn(document, file, source, context);
  const read = await readSound(document.value, problems, report);
  const found = [...diagnostics, ...report.diagnostics];
  return problems.some(isFatal) ? invalid(file, found) : { ...read, diagnostics: found, valid: true };
}

function invalid(file: string, diagnostics: readonly Diagnostic[]): Overrides {
  const why = diagnostics[0]?.message ?? 'invalid';
  return {
    claims: [],
    doubts: [],
    diagnostics,
    ignores: [],
    patches: [],
    valid: false,
    missing: [{ what: file, why }],
  };
}

function findProblems(value: unknown): Problem[] {
  if (value !== undefined) return schemaProblems(validateOverrides, value);
  return [{ path: [], message: 'the file is empty', hint: 'write version: 1, or remove the file' }];
}

/** An unknown key in an entry spoils that entry; every other misfit spoils the file (sources 4). */
function isFatal({ code, path }: Problem): boolean {
  return code !== 'UNKNOWN_KEY' || entryOf(path) === undefined;
}

/** `records/3` of a path in the fourth record. */
function entryOf([list, index]: Problem['path']): string | undefined {
  return typeof index === 'number' ? `${list}/${index}` : undefined;
}

type Readable = Pick<Overrides, 'claims' | 'doubts' | 'ignores' | 'patches' | 'missing'>;

/** Reads every entry that has the shape it must have. */
async function readSound(value: unknown, problems: readonly Problem[], report: OverridesReport): Promise<Readable> {
  const misshapen = new Set(problems.filter(isFatal).map(({ path }) => entryOf(path)));
  const faults = new Map<string, Fault>();
  for (const problem of problems) {
    const entry = entryOf(problem.path);
    if (entry !== undefined && !faults.has(entry)) faults.set(entry, { reason: 'invalid', detail: problem.message });
  }
  const { records, ignore, patch } = listsOf(value);
  const claims: Claim[] = [];
  const doubts: Doubt[] = [];
  let lost: string | undefined;
  for (const [index, raw] of records.entries()) {
    const entry = problems.length === 0 ? '' : `records/${index}`;
    if (misshapen.has(entry)) continue;
    const read = readRecord(raw, index, report, faults.get(entry));
    for (const claim of read.claims) claims.push(claim);
    for (const doubt of read.doubts) doubts.push(doubt);
    lost ??= read.lost;
  }
  if (lost !== undefined) doubts.push(wholeFile(lost, report));
  const missing: Missing[] = [];
  const readAll = async <T>(
    kind: string,
    list: readonly T[],
    read: (raw: T, index: number, report: OverridesReport) => Promise<Rewrite | null>,
  ) => {
    const rewrites: Rewrite[] = [];
    for (const [index, raw] of list.entries()) {
      const entry = `${kind}/${index}`;
      const rewrite = misshapen.has(entry) ? null : await read(raw, index, report);
      if (rewrite !== null && !faults.has(entry)) rewrites.push(rewrite);
      else
        missing.push({
          what: `${report.file}#${kind}/${index + 1}`,
          why: faults.get(entry)?.detail ?? 'it has errors',
        });
    }
    return rewrites;
  };
  const ignores = await readAll('ignore', ignore, readIgnore);
  const patches = await readAll('patch', patch, readPatch);
  return { claims, doubts, ignores, patches, missing };
}

/** A name that cannot be read may be any of those the file said before, so all of these are in doubt. */
function wholeFile(detail: string, { file, source }: OverridesReport): Doubt {
  return { kind: 'origin', prefix: `${file}#`, reason: 'invalid', detail, source };
}

function listsOf(value: unknown): Required<Pick<RawOverrides, 'records' | 'ignore' | 'patch'>> {
  const raw: Partial<RawOverrides> = typeof value === 'object' && value !== null ? value : {};
  const list = <T>(one: readonly T[] | undefined): readonly T[] => (Array.isArray(one) ? one : []);
  return { records: list(raw.records), ignore: list(raw.ignore), patch: list(raw.patch) };
}
