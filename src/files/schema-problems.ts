import type { Diagnostic } from '../core/diagnostic.ts';
import { nearest } from '../core/nearest.ts';
import { asWritten, type DataPath, type Problem, type SchemaError, schemaMessages } from './schema-messages.ts';
import type { YamlDocument } from './yaml.ts';

/** A generated validator: `errors` are those of the last call. */
export interface Validate {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** Whether nothing is wrong at a path or below, so that what is there can be looked at more closely. */
export type IsSound = (path: DataPath) => boolean;

/** Everything above a misfit is unsound; an unknown key more does no harm. */
export function soundness(misfits: readonly Problem[]): IsSound {
  const unsound = new Set<string>();
  for (const { path, code } of misfits) {
    if (code === 'UNKNOWN_KEY') continue;
    for (let length = 1; length <= path.length; length += 1) unsound.add(JSON.stringify(path.slice(0, length)));
  }
  return (path) => !unsound.has(JSON.stringify(path));
}

/**
 * Everything in which plain data does not fit its schema, one problem for each cause, in no order. A `version` that is
 * not known is the only problem then: what else such a file holds cannot be judged.
 */
export function schemaProblems(validate: Validate, value: unknown): Problem[] {
  const version = unknownVersion(value);
  if (version !== undefined) return [version];
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  const misspelt = misspeltKeys(errors);
  const problems: Problem[] = [];
  const judged = new Set<string>();
  for (const error of errors) {
    const { keyword, instancePath, params } = error;
    const describe = schemaMessages[keyword];
    if (describe === undefined || (!aboutMembers.has(keyword) && judged.has(instancePath))) continue;
    if (keyword === 'required' && misspelt.has(`${instancePath}/${String(params.missingProperty)}`)) continue;
    if (!aboutMembers.has(keyword)) judged.add(instancePath);
    problems.push(describe(error, pathOf(instancePath, value)));
  }
  validate.errors = null;
  return problems;
}

/** Problems as error diagnostics with their places; those without a code of their own get `code`. */
export function problemDiagnostics(
  problems: readonly Problem[],
  document: YamlDocument,
  file: string,
  code: string,
): Diagnostic[] {
  return problems.map((problem) => ({
    code: problem.code ?? code,
    severity: 'error',
    message: problem.message,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    file,
    ...document.locate(problem.path, problem.at),
  }));
}

/** Keywords that find something about a key of the value, so several may hold; of the others the first says enough. */
const aboutMembers = new Set(['additionalProperties', 'required']);

/** Pointers to the keys that unknown ones were probably meant to be: these are not missing besides. */
function misspeltKeys(errors: readonly SchemaError[]): ReadonlySet<string> {
  const meant = new Set<string>();
  if (!errors.some(({ keyword }) => keyword === 'required')) return meant;
  for (const { keyword, instancePath, params, parentSchema } of errors) {
    if (keyword !== 'additionalProperties') continue;
    const near = nearest(String(params.additionalProperty), Object.keys(parentSchema?.properties ?? {}));
    if (near !== undefined) meant.add(`${instancePath}/${near}`);
  }
  return meant;
}

/** The only format version there is, in all files that people write. */
const knownVersion = 1;

function unknownVersion(value: unknown): Problem | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version === knownVersion)
    return undefined;
  return {
    path: ['version'],
    code: 'FILE_VERSION',
    message: `version ${asWritten(value.version)} is not known here`,
    hint: `write version: ${knownVersion}, or install the dns-sync that the file was made for`,
  };
}

/** The steps of a JSON pointer; those into lists are numbers. */
function pathOf(pointer: string, root: unknown): (string | number)[] {
  const path: (string | number)[] = [];
  let value: unknown = root;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(key) : key);
    value = value === null || typeof value !== 'object' ? undefined : (value as Readonly<Record<string, unknown>>)[key];
  }
  return path;
}
