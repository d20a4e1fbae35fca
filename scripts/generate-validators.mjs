// Compiles the JSON Schemas to code, so that no command carries a schema compiler: src/generated/validate-*.js.
// `node scripts/generate-validators.mjs` writes them, `--check` only says whether they are up to date (exit 1: they are not).
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const header = '// Made from schemas/ by scripts/generate-validators.mjs. Do not edit.\n';

/** Schema name to the name of its validator. */
export const validators = {
  config: 'validateConfig',
  overrides: 'validateOverrides',
  lockfile: 'validateLockfile',
  plan: 'validatePlan',
};

/** All generated files: path relative to the repository, and text. A schema that does not exist yet gives none. */
export async function generate() {
  const files = [];
  for (const [name, validator] of Object.entries(validators)) {
    const schema = await readSchema(name);
    if (schema === undefined) continue;
    files.push({ path: `src/generated/validate-${name}.js`, text: header + (await compile(schema, validator)) });
    files.push({ path: `src/generated/validate-${name}.d.ts`, text: `${header}${declaration(validator)}` });
  }
  return files;
}

async function readSchema(name) {
  try {
    return JSON.parse(await readFile(join(root, 'schemas', `${name}.schema.json`), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function compile(schema, validator) {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strictTypes: true,
    code: { source: true, esm: true },
  });
  ajv.addSchema(slim(schema), validator);
  const code = standalone(ajv, { [validator]: validator });
  const { outputFiles } = await build({
    stdin: { contents: inLinearTime(code), resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0].text;
}

/** The compiler copies all errors so far each time it adds some; thousands of them would take minutes. */
function inLinearTime(code) {
  const copying = /(\w+) = \1 === null \? (\w+)\.errors : \1\.concat\(\2\.errors\)/g;
  const added = code.replaceAll(copying, '$1 = joinErrors($1, $2.errors)');
  if (added.includes('.concat(')) throw new Error('the compiled schema still copies its errors');
  return `${added}
function joinErrors(errors, more) {
  if (errors === null) return more;
  for (const error of more) errors.push(error);
  return errors;
}`;
}

/** Keywords whose value is a schema, a list of schemas, or a map of schemas. */
const inner = {
  one: new Set(['items', 'additionalProperties', 'contains', 'propertyNames', 'not', 'if', 'then', 'else']),
  list: new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']),
  map: new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']),
};
const forEditors = new Set(['$schema', 'title', 'default']);

/** A schema without what only editors show: errors carry their schema, whose description serves as a hint about patterns and untitled enums. */
function slim(schema) {
  if (typeof schema !== 'object') return schema;
  const kept = [];
  for (const [key, value] of Object.entries(schema)) {
    if (forEditors.has(key) || (key === 'description' && !isHint(schema))) continue;
    if (inner.one.has(key)) kept.push([key, slim(value)]);
    else if (inner.list.has(key)) kept.push([key, value.map(slim)]);
    else if (inner.map.has(key))
      kept.push([key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, slim(one)]))]);
    else kept.push([key, value]);
  }
  return Object.fromEntries(kept);
}

function declaration(validator) {
  return `import type { Validate } from '../files/schema-problems.ts';

/** Whether the data fits the schema; the errors of the last call are in \`errors\`. */
export declare const ${validator}: Validate;
`;
}

function isHint(schema) {
  return 'pattern' in schema || ('enum' in schema && !('title' in schema));
}

async function readOrEmpty(path) {
  return await readFile(path, 'utf8').catch(() => '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  const stale = [];
  for (const { path, text } of await generate()) {
    if ((await readOrEmpty(join(root, path))) === text) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  if (stale.length > 0) console.log(`${check ? 'not up to date' : 'written'}: ${stale.join(', ')}`);
  if (check && stale.length > 0) process.exitCode = 1;
}
