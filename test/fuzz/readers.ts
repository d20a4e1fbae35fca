import { readConfig } from '../../src/config/read-config.ts';
import { readZone } from '../../src/config/zones.ts';
import { compileGlob } from '../../src/core/glob.ts';
import { displayName, readName, shown } from '../../src/core/name.ts';
import { nearest } from '../../src/core/nearest.ts';
import { inferType, recordTypeNames, recordTypeOf } from '../../src/core/record-types.ts';
import { rules } from '../../src/core/rules/index.ts';
import { judge } from '../../src/core/rules/judge.ts';
import { inForce } from '../../src/core/rules/settings.ts';
import { readTtl } from '../../src/core/ttl.ts';
import { compileNamePattern } from '../../src/files/name-pattern.ts';
import { compileRegex } from '../../src/files/regex.ts';
import { readYaml } from '../../src/files/yaml.ts';
import { changeOwner, readOwnerComment } from '../../src/providers/zonefile/owner-comment.ts';
import { type FrameText, parseZone } from '../../src/providers/zonefile/parse.ts';
import { readEnvFile } from '../../src/sources/compose/env-file.ts';
import { interpolate } from '../../src/sources/compose/interpolate.ts';
import { readRecording } from '../../src/sources/docker/recording.ts';
import { readOctodns } from '../../src/sources/import/octodns.ts';
import { decodeLockfile } from '../../src/state/decode-lockfile.ts';
import { decodeJournal } from '../../src/state/read-journal.ts';
import { resolveLockfile } from '../../src/state/resolve-lockfile.ts';
import { context } from '../core/rules/context.ts';
import { read as readLabels } from '../sources/labels/reading.ts';
import { readText } from '../sources/yaml/overrides-builder.ts';
import { readComposeFiles } from '../support/compose-project.ts';
import { orRefused } from './target.ts';

/** A reader, and how a text gets to it. */
export interface Reader {
  readonly name: string;
  read(text: string): unknown;
}

const none = () => undefined;
const loud = inForce(new Map(rules.filter(({ fixed }) => !fixed).map(({ id }) => [id, { severity: 'warning' }])));
async function readCompose(text: string): Promise<void> {
  await readComposeFiles({ 'compose.yaml': text });
}

function readZoneFile(text: string): void {
  const frame = (path: string, content: string): FrameText => ({ path, shown: path, text: content });
  const bytes = Buffer.from(text).toString('latin1');
  parseZone('example.com', frame('/z', `@ 1 SOA a b 1 2 3 4 5\n${bytes}`), new Map([['/x', frame('/x', '')]]));
}

/** Judges a TXT value with every rule, at the names where texts mean something. */
function judgeText(value: string): void {
  for (const name of ['example.com', '_dmarc.example.com', 'a._domainkey.example.com'])
    judge(context([{ name, type: 'TXT', value }]), loud);
}

/** Every reader with one long text, alone or where it stands in a file. */
export const readers: readonly Reader[] = [
  { name: 'a name', read: (text) => readName(text) },
  { name: 'a name to show', read: (text) => displayName(`xn--${text}`) },
  { name: 'a text to show', read: shown },
  { name: 'a word to guess', read: (text) => nearest(text, ['host', 'records', 'provider']) },
  { name: 'a type to infer', read: inferType },
  ...[...recordTypeNames, 'TYPE65280'].map((type) => ({
    name: `a value of ${type}`,
    read: (text: string) => recordTypeOf(type)?.read(text),
  })),
  ...['CAA', 'HTTPS', 'NAPTR', 'URI'].map((type) => ({
    name: `the end of a value of ${type}`,
    read: (text: string) => recordTypeOf(type)?.read(`${recordTypeOf(type)?.example ?? ''} x="${text}`),
  })),
  { name: 'a TXT that is judged', read: judgeText },
  { name: 'a policy that is judged', read: (text) => judgeText(`v=spf1 ${text}`) },
  { name: 'a key that is judged', read: (text) => judgeText(`v=DKIM1; ${text}`) },
  { name: 'a zone file', read: readZoneFile },
  { name: 'a line of a zone file', read: (text) => readZoneFile(`a 1 TXT "${text.replaceAll('\n', ' ')}"\n`) },
  { name: 'an entry in parentheses', read: (text) => readZoneFile(`a 1 TXT (${text})\n`) },
  { name: 'an owner comment', read: (text) => changeOwner(`; dns-sync owner=a ${text}`, { owner: 'b' }) },
  { name: 'a comment', read: (text) => readOwnerComment(`; dns-sync ${text}`) },
  { name: 'the label dns.host', read: (text) => readLabels({ 'dns.host': text }) },
  { name: 'the label dns.target', read: (text) => readLabels({ 'dns.host': 'a.example.com', 'dns.target': text }) },
  { name: 'the key of a label', read: (text) => readLabels({ [`dns.${text}`]: 'x', [`coredns.a.${text}`]: 'y' }) },
  {
    name: 'a list of values in a label',
    read: (text) =>
      readLabels({ 'dns.records.a.name': 'a.example.com', 'dns.records.a.type': 'TXT', 'dns.records.a.values': text }),
  },
  { name: 'YAML', read: (text) => readYaml(text) },
  { name: 'YAML with places', read: (text) => readYaml(text, 'nodes') },
  { name: 'overrides', read: (text) => readText(`version: 1\nrecords:\n${text}`) },
  {
    name: 'an override',
    read: (text) => readText(JSON.stringify({ version: 1, records: [{ name: text, type: 'TXT', value: text }] })),
  },
  { name: 'a configuration', read: (text) => readConfig(`version: 1\nproviders: ${text}`, 'dns-sync.yaml') },
  { name: 'a compose file', read: (text) => readCompose(`services:\n  a:\n    labels: ${text}`) },
  { name: 'variables', read: (text) => interpolate(text, none) },
  { name: 'a file of variables', read: (text) => readEnvFile(`A=${text}`, none) },
  { name: 'a recording', read: (text) => readRecording(`[${text}`) },
  { name: 'recordings', read: (text) => readRecording(text) },
  { name: 'a lockfile', read: (text) => orRefused(() => decodeLockfile(`{"formatVersion":1,${text}`, 'lock')) },
  { name: 'a merged lockfile', read: (text) => orRefused(() => resolveLockfile(text, 'lock')) },
  { name: 'a journal', read: (text) => orRefused(() => decodeJournal(text, 'journal')) },
  { name: 'a file of OctoDNS', read: (text) => readOctodns(text, 'x.yaml', 'example.com') },
  {
    name: 'a value of OctoDNS',
    read: (text) => readOctodns(JSON.stringify({ a: { type: 'TXT', value: text } }), 'x.yaml', 'a.b'),
  },
  { name: 'a TTL', read: readTtl },
  { name: 'a glob', read: (text) => compileGlob(text)('www.example.com') },
  { name: 'a text under a glob', read: (text) => compileGlob('*a*b?c*.d', true)(text) },
  { name: 'a pattern of names', read: (text) => compileNamePattern(text) },
  { name: 'a regular expression', read: (text) => compileRegex(`/${text}/`) },
  { name: 'a zone pattern', read: (text) => orRefused(() => readZone(text)) },
];
