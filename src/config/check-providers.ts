import { isWithin, readName, shown } from '../core/name.ts';
import type { DataPath, Problem } from '../files/schema-messages.ts';
import type { IsSound } from '../files/schema-problems.ts';
import { checkEtcd } from './check-etcd.ts';
import type { EtcdProviderConfig, ProviderConfig, ZonefileProviderConfig } from './config.ts';
import { hasPlaceholder } from './secrets.ts';
import { readZone, type ZoneEntry } from './zones.ts';

/** Keys of every type; those that are there are of the provider's own. */
type AnyProvider = Partial<Omit<EtcdProviderConfig, 'type'> & Omit<ZonefileProviderConfig, 'type'>>;

/** What the schema cannot say about one provider, whose keys may be missing or unsound. */
export async function checkProvider(
  written: Partial<ProviderConfig>,
  path: DataPath,
  isSound: IsSound,
): Promise<Problem[]> {
  if (written.type === undefined || !isSound([...path, 'type'])) return [];
  const sound = Object.entries(written).filter(([key]) => isSound([...path, key]));
  const provider: AnyProvider = Object.fromEntries(sound);
  return [
    ...(await checkZones(provider.zones ?? [], [...path, 'zones'])),
    ...checkVisibility(provider, path),
    ...checkFileName(provider, path),
    ...checkNames(provider, path),
    ...(written.type === 'etcd' ? checkEtcd(provider, path) : []),
  ];
}

/** Every entry can be read, one at least is a zone, and `*.` entries lie within one: they only narrow (semantics 1). */
async function checkZones(zones: readonly string[], path: DataPath): Promise<Problem[]> {
  const problems: Problem[] = [];
  const entries: [number, ZoneEntry][] = [];
  for (const [index, text] of zones.entries()) {
    const read = await readZone(text);
    if (read.ok) entries.push([index, read]);
    else problems.push({ ...read, path: [...path, index] });
  }
  if (problems.length > 0) return problems;
  const apexes = entries.flatMap(([, { kind, exclude, body }]) => (kind === 'zone' && !exclude ? [body] : []));
  const open = entries.some(([, { kind, exclude }]) => kind === 'open' && !exclude);
  if (open || entries.length === 0) return [];
  if (apexes.length === 0) {
    return [
      {
        path,
        message: '"zones" names no zone, only patterns',
        hint: 'add the zone itself, such as example.com: patterns only narrow it',
      },
    ];
  }
  for (const [index, { kind, exclude, body, text }] of entries) {
    if (kind !== 'below' || exclude || apexes.some((apex) => isWithin(body, apex))) continue;
    problems.push({
      path: [...path, index],
      message: `${text} lies in no zone of this provider`,
      hint: `add the zone ${body}, or remove the pattern`,
    });
  }
  return problems;
}

function checkVisibility(provider: AnyProvider, path: DataPath): Problem[] {
  if (provider.public !== true || provider.private !== true) return [];
  return [
    {
      path: [...path, 'private'],
      at: 'key',
      message: 'a provider is public or private, not both',
      hint: 'remove one of the two',
    },
  ];
}

/** `file` stays inside the folder and gives every zone a file of its own (zonefile, introduction). */
function checkFileName({ file, zones = [] }: AnyProvider, path: DataPath): Problem[] {
  if (file === undefined || hasPlaceholder(file)) return [];
  const holes = file.split('{zone}').length - 1;
  const several = zones.filter((zone) => !/^\s*(?:!|\*|\/)/.test(zone)).length > 1;
  const at = [...path, 'file'];
  if (/^[/\\]|^[A-Za-z]:/.test(file))
    return [{ path: at, message: '"file" is an absolute path', hint: 'a name inside the folder, such as {zone}.zone' }];
  if (file.split(/[/\\]/).includes('..'))
    return [{ path: at, message: '"file" leads out of the folder', hint: 'remove the ".."; set directory instead' }];
  if (holes > 1)
    return [{ path: at, message: '"file" has {zone} more than once', hint: 'keep one, such as {zone}.zone' }];
  if (holes === 0 && several)
    return [
      { path: at, message: '"file" is one name for several zones', hint: 'put {zone} into it, such as {zone}.zone' },
    ];
  return [];
}

/** Names that go into new zone files. */
function checkNames({ soa, ns }: AnyProvider, path: DataPath): Problem[] {
  const names: [DataPath, string | undefined][] = [
    [[...path, 'soa', 'mname'], soa?.mname],
    [[...path, 'soa', 'rname'], soa?.rname],
    ...(ns ?? []).map((name, index): [DataPath, string] => [[...path, 'ns', index], name]),
  ];
  return names.flatMap(([at, text]) => {
    const read = text === undefined || hasPlaceholder(text) ? undefined : readName(text);
    if (read === undefined || read.ok) return [];
    const hint = text?.includes('@') === true ? `write it as a name: ${shown(text.replace('@', '.'))}` : read.hint;
    return [{ path: at, message: read.message, ...(hint === undefined ? {} : { hint }) }];
  });
}
