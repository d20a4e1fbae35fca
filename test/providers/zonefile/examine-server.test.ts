import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.ts';
import { zonefileProvider } from '../../../src/providers/zonefile/provider.ts';
import { folderWith } from '../../support/folder-with.ts';
import { handWritten, zone } from './place.ts';

/** Of `handWritten`. */
const fileSerial = 2026112000;
const file = `zones/${zone}.zone`;

/** A message to a query (RFC 1035 4.1): its id and question, and, unless refused, one SOA of the name asked for. */
function answer(query: Buffer, serial: number | null): Buffer {
  const question = query.subarray(12, query.indexOf(0, 12) + 5);
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(serial === null ? 0x8105 : 0x8580, 2);
  header.writeUInt16BE(serial === null ? 0 : 1, 6);
  header.writeUInt32BE(0, 8);
  if (serial === null) return Buffer.concat([header, question]);
  const soa = Buffer.alloc(12 + 4 + 20);
  soa.writeUInt16BE(0xc00c, 0);
  soa.writeUInt16BE(6, 2);
  soa.writeUInt16BE(1, 4);
  soa.writeUInt32BE(300, 6);
  soa.writeUInt16BE(24, 10);
  soa.writeUInt16BE(0xc00c, 12);
  soa.writeUInt16BE(0xc00c, 14);
  soa.writeUInt32BE(serial, 16);
  return Buffer.concat([header, question, soa]);
}

/** A name server on the loopback interface that knows one serial; null: it refuses. Gives its address. */
async function serverWith(serial: number | null): Promise<string> {
  const socket: Socket = createSocket('udp4');
  onTestFinished(() => void socket.close());
  socket.on('message', (query, { port, address }) => socket.send(answer(query, serial), port, address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return `127.0.0.1:${socket.address().port}`;
}

async function examine(server: string, files: Readonly<Record<string, string>>): Promise<Diagnostic[]> {
  const settings = { name: 'files', zones: [zone], directory: 'zones', reload: [process.execPath], server };
  const context = { root: folderWith(files), owner: 'homeserver', defaults: { ttl: 300 } };
  return (await zonefileProvider(settings, context).check?.({ zones: [zone] }, new AbortController().signal)) ?? [];
}

describe('the serial of the server', () => {
  it('that is the serial of the file is nothing to report', async () => {
    expect(await examine(await serverWith(fileSerial), { [file]: handWritten })).toEqual([]);
  });

  it('that is another is a warning with both', async () => {
    const server = await serverWith(7);
    expect(await examine(server, { [file]: handWritten })).toMatchObject([
      {
        code: 'ZONEFILE_SERVER_SERIAL',
        severity: 'warning',
        subject: 'files',
        message: `the server ${server} has serial 7 of ${zone}, ${file} has ${fileSerial}`,
      },
    ]);
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['refuses', () => serverWith(null), /gives no SOA of home\.example\.com: EREFUSED$/],
    ['has no such address', async () => '300.0.0.1', /ERR_INVALID_IP_ADDRESS$/],
  ])('a server that %s is a warning', async (_, server, says) => {
    expect(await examine(await server(), { [file]: handWritten })).toMatchObject([
      { code: 'ZONEFILE_SERVER_FAILED', severity: 'warning', message: expect.stringMatching(says) },
    ]);
  });

  it.each([
    ['is not there', {}],
    ['cannot be read', { [file]: 'half IN A' }],
  ])('a zone that %s is not asked for', async (_, files) => {
    expect(await examine('300.0.0.1', files)).toEqual([]);
  });
});
