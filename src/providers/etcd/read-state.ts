import { createHash } from 'node:crypto';
import { shown } from '../../core/name.ts';
import type { ActualRecord, BlockedName, ProviderState } from '../../core/provider-model.ts';
import { type Contents, parentsOf, sortedKeys } from './contents.ts';
import { type Entry, readEntry } from './entry.ts';
import { collectFindings, type Findings } from './findings.ts';
import type { Keys } from './key.ts';
import { lint } from './lint.ts';
import { ownerReader } from './owner.ts';
import type { RawKey, RawReading } from './reading.ts';
import type { RecordSettings } from './settings.ts';

/** Everything in the zones, with the names at which a value keeps CoreDNS from answering. */
export interface EtcdState extends ProviderState {
  readonly blocked: readonly BlockedName[];
}

/** Decodes what was read (etcd-skydns 4): records for the plan, and what units are made from. Linear; never throws. */
export function readState(
  raw: RawReading,
  settings: RecordSettings,
  keys: Keys,
): { readonly state: EtcdState; readonly contents: Contents } {
  const findings = collectFindings(settings.provider);
  const readOwner = ownerReader();
  const sorted = sortedKeys(raw.keys);
  const parents = parentsOf(sorted);
  const entries = new Map<string, Entry[]>();
  const blocked: BlockedName[] = [];
  for (const one of sorted) {
    const read = one.read ?? readEntry(keys, one.key, one.value, readOwner);
    if (read.kind === 'record') {
      const { entry } = read;
      const same = entries.get(entry.name);
      if (same === undefined) entries.set(entry.name, [entry]);
      else same.push(entry);
      if (entry.hidesHost) reportHiddenHost(entry, findings);
    } else if (read.kind === 'poison') {
      const detail = reportPoison(one, read, findings);
      if (read.name !== null) blocked.push({ name: read.name, detail });
    } else reportOther(one, read, findings);
  }
  const found = { entries, parents };
  const records: ActualRecord[] = [];
  for (const own of entries.values()) addRecords(records, own, found, { settings, keys, findings });
  const linted = lint(found, settings, keys);
  const contents = { revision: raw.revision, dcs: raw.dcs, sorted, parents, entries, findings: linted };
  const diagnostics = [...findings.list(), ...linted];
  return { state: { revision: digestOf(sorted), records, diagnostics, blocked }, contents };
}

/** Characters that are hashed at once. */
const chunk = 65_536;

/** What changes whenever a key comes, goes, or is written. */
function digestOf(sorted: readonly RawKey[]): string {
  const hash = createHash('sha256');
  let lines = '';
  for (const { key, mod } of sorted) {
    lines += `${key}\t${mod}\n`;
    if (lines.length < chunk) continue;
    hash.update(lines);
    lines = '';
  }
  return `sha256:${hash.update(lines).digest('hex')}`;
}

/** Whether a CNAME of ours stands at its own key although there are keys below it, so that it should be moved. */
export function isMisplaced(
  { key, type, owner }: Entry,
  { parents }: Pick<Contents, 'parents'>,
  settings: RecordSettings,
): boolean {
  return type === 'CNAME' && owner?.owner === settings.owner && settings.cname !== 'exact' && parents.has(key);
}

interface RecordContext {
  readonly settings: RecordSettings;
  readonly keys: Keys;
  readonly findings: Findings;
}

/** The records of one name; what an owner has in several keys is one. */
function addRecords(
  records: ActualRecord[],
  entries: readonly Entry[],
  found: Pick<Contents, 'parents'>,
  { settings, keys, findings }: RecordContext,
): void {
  const seen = entries.length > 1 ? new Set<string>() : null;
  for (const entry of entries) {
    const { key, name, type, value, ttl, owner } = entry;
    const isOurs = owner?.owner === settings.owner;
    if (seen !== null) {
      const id = `${type} ${owner?.owner ?? ''} ${value}`;
      if (seen.has(id)) {
        if (isOurs) reportDuplicate(entry, findings);
        continue;
      }
      seen.add(id);
    }
    const record = { name, type, ttl, value, owner };
    const isAlias = isOurs && type === 'CNAME';
    const isExact = isAlias && keys.isBase(key, name);
    records.push(
      isExact && isMisplaced(entry, found, settings) ? { ...record, attributes: { layout: 'exact' } } : record,
    );
    if (isAlias && !isExact && settings.cname === 'auto') reportChild(entry, findings);
  }
}

function reportPoison(
  { key, value }: RawKey,
  { name, why }: { readonly name: string | null; readonly why: string },
  findings: Findings,
): string {
  const text = shown(Buffer.from(value.subarray(0, 400)).toString('utf8'));
  const message = `CoreDNS answers SERVFAIL for ${name ?? 'a name'} and all names above it: the value at ${shown(key)} cannot be decoded, ${why}: ${text}`;
  findings.add({
    code: 'ETCD_VALUE_POISON',
    severity: 'error',
    message,
    hint: `mend or remove it: etcdctl del ${shown(key)}`,
    ...(name === null ? {} : { name }),
  });
  return `the value at ${shown(key)} cannot be decoded, ${why}`;
}

function reportOther(
  { key }: RawKey,
  read: { readonly kind: 'empty'; readonly name: string } | { readonly kind: 'odd' },
  findings: Findings,
): void {
  if (read.kind === 'empty') {
    findings.add({
      code: 'ETCD_VALUE_EMPTY',
      severity: 'warning',
      message: `the value at ${shown(key)} serves nothing: it has neither a host nor a text`,
      hint: 'remove the key',
      name: read.name,
    });
    return;
  }
  findings.add({
    code: 'ETCD_KEY_ODD',
    severity: 'warning',
    message: `no query leads to the key ${shown(key)}: it has upper case, an empty segment, a dot, a blank, or is too long`,
    hint: 'remove the key, or write its record again with dns-sync',
  });
}

function reportHiddenHost({ key, name }: Entry, findings: Findings): void {
  findings.add({
    code: 'ETCD_HOST_AND_TEXT',
    severity: 'warning',
    message: `the value at ${shown(key)} has a host name and a text: only the text is served`,
    hint: 'keep one of the two',
    name,
  });
}

function reportDuplicate({ key, name, type, value }: Entry, findings: Findings): void {
  findings.add({
    code: 'ETCD_DUPLICATE',
    severity: 'info',
    message: `${name} ${type} ${shown(value)} is ours in several keys, ${shown(key)} among them; deleting it deletes all`,
    name,
  });
}

function reportChild({ key, name }: Entry, findings: Findings): void {
  findings.add({
    code: 'ETCD_CNAME_CHILD',
    severity: 'info',
    message: `the CNAME ${name} is at ${shown(key)}: address queries follow it, CNAME queries find nothing`,
    name,
  });
}
