import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// Draft 4 names itself with `id`; what else it has is read alike by later drafts.
const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
const validate = new Ajv({
  allErrors: true,
  strict: false,
  unicodeRegExp: false,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': /^(?:%[0-9A-Fa-f]{2}|[\w.~!$&'()*+,;=:@/?#-])*$/,
    'date-time': true,
  },
}).compile(schema);

/** What the schema of SARIF 2.1.0 finds wrong with a log. */
export function sarifMisfits(log: unknown): readonly object[] {
  return validate(log) ? [] : (validate.errors ?? []);
}
