import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zonefileProvider } from '../../../src/providers/zonefile/provider.ts';
import type { ZonefileProviderSettings } from '../../../src/providers/zonefile/settings.ts';
import { writeRecord } from '../../../src/providers/zonefile/write-record.ts';
import type { ContractPlace } from '../../contract/provider.ts';

export const zone = 'home.example.com';

/** A small zone as a person writes it. */
export const handWritten = `$TTL 3600 ; an hour
@  IN SOA ns hostmaster (
      2026112000 ; serial
      7200 1800 1209600 300 )
   IN NS ns
ns IN A 192.0.2.1
`;

interface PlaceOptions {
  /** What stands in the zone file at first. */
  readonly file?: 'there' | 'crlf' | 'absent';
  readonly text?: string;
  readonly settings?: Partial<ZonefileProviderSettings>;
}

/** A temporary folder with the zone file in it. */
export interface ZonefilePlace extends ContractPlace {
  readonly root: string;
  readonly path: string;
  text(): Promise<string>;
  write(text: string): Promise<void>;
}

export async function zonefilePlace({
  file = 'there',
  text = handWritten,
  settings = {},
}: PlaceOptions = {}): Promise<ZonefilePlace> {
  const root = await mkdtemp(join(tmpdir(), 'dns-sync-zonefile-'));
  const path = join(root, 'zones', `${zone}.zone`);
  const write = (content: string) => writeFile(path, content, 'latin1');
  const read = () => readFile(path, 'latin1');
  await mkdir(dirname(path));
  if (file === 'there') await write(text);
  if (file === 'crlf') await write(text.replaceAll('\n', '\r\n').trimEnd());
  return {
    zone,
    root,
    path,
    write,
    text: read,
    provider: (owner) =>
      zonefileProvider(
        { name: 'files', zones: [zone], directory: 'zones', ...settings },
        { root, owner, defaults: { ttl: 300, ipv4: '192.0.2.1' } },
      ),
    async plant(records) {
      const lines = records.map((record) => `${writeRecord({ ...record, comment: '' })}\n`);
      await write(`${(await read()).replace(/[^\n]$/, '$&\n')}${lines.join('')}`);
    },
    async breakListing() {
      await write(`${await read()}\nhalf IN A`);
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}
