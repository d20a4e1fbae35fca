import { Resolver } from 'node:dns/promises';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { messageOf, systemCode } from '../../errors.ts';
import { type LoadedZone, loadZone, type ZonePlace } from './load.ts';
import { shownPath } from './settings.ts';

const timeoutMs = 2000;

/** Asks the server (`address`, `address:port`) for the SOA of a zone, and compares its serial with the file's. */
export async function examineServer(server: string, place: ZonePlace, signal: AbortSignal): Promise<Diagnostic[]> {
  const serial = serialOf(await loadZone(place, signal).catch(() => null));
  if (serial === null) return [];
  const { zone, provider, root, path } = place;
  const base = { severity: 'warning', subject: provider, name: zone } as const;
  try {
    const served = await ask(server, zone, signal);
    if (served === serial) return [];
    const message = `the server ${server} has serial ${served} of ${zone}, ${shownPath(root, path)} has ${serial}`;
    const hint = 'has it been told? Set reload, or reload it by hand and read its log';
    return [{ ...base, code: 'ZONEFILE_SERVER_SERIAL', message, hint }];
  } catch (error) {
    signal.throwIfAborted();
    const message = `the server ${server} gives no SOA of ${zone}: ${systemCode(error) ?? messageOf(error)}`;
    const hint = 'does it run there, and does it serve the zone? Its log says more';
    return [{ ...base, code: 'ZONEFILE_SERVER_FAILED', message, hint }];
  }
}

async function ask(server: string, zone: string, signal: AbortSignal): Promise<number> {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  resolver.setServers([server]);
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return (await resolver.resolveSoa(zone)).serial;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** The serial is the third field of the SOA. */
function serialOf(loaded: LoadedZone | null): number | null {
  const soa = loaded?.zone.records.find(({ type }) => type === 'SOA');
  return soa === undefined ? null : Number(soa.value.split(' ')[2]);
}
