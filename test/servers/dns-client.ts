import { connect } from 'node:net';

/** One record of an answer. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  /** An address, a name, or the numbers and the name of MX and SRV; of a TXT all its pieces together, Latin-1. */
  readonly value: string;
  /** Bytes of each piece of a TXT. */
  readonly pieces: readonly number[];
}

/** What a server answers. */
export interface DnsAnswer {
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, or the number of another. */
  readonly rcode: string;
  readonly records: readonly DnsRecord[];
}

const types = { A: 1, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33 } as const;
const typeNames = new Map<number, string>(Object.entries(types).map(([name, code]) => [code, name]));
const rcodes: Readonly<Record<number, string>> = { 0: 'NOERROR', 2: 'SERVFAIL', 3: 'NXDOMAIN' };
const waitMs = 10_000;

/** A type that can be asked for. */
export type DnsType = keyof typeof types;

/** Asks the server at a port of the loopback interface over TCP (RFC 1035 4.2.2), so that no packet is lost. Throws. */
export function ask(port: number, name: string, type: DnsType): Promise<DnsAnswer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(waitMs, () => socket.destroy(new Error(`no answer to ${name} ${type}`)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`the server hung up on ${name} ${type}`)));
    socket.on('connect', () => socket.write(questionOf(name, types[type])));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      resolve(answerOf(received.subarray(2)));
      socket.destroy();
    });
  });
}

function questionOf(name: string, type: number): Buffer {
  const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const header = Buffer.from([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  const message = Buffer.concat([header, ...labels, Buffer.from([0, 0, type, 0, 1])]);
  return Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
}

function answerOf(message: Buffer): DnsAnswer {
  const code = message.readUInt16BE(2) & 15;
  let at = 12;
  const name = (): string => {
    const read = nameAt(message, at);
    at = read.end;
    return read.name;
  };
  for (let count = message.readUInt16BE(4); count > 0; count -= 1) {
    name();
    at += 4;
  }
  const records: DnsRecord[] = [];
  for (let count = message.readUInt16BE(6); count > 0; count -= 1) {
    const owner = name();
    const type = message.readUInt16BE(at);
    const ttl = message.readUInt32BE(at + 4);
    const end = at + 10 + message.readUInt16BE(at + 8);
    const data = { message, at: at + 10, end };
    records.push({ name: owner, type: typeNames.get(type) ?? String(type), ttl, ...contentOf(type, data) });
    at = end;
  }
  return { rcode: rcodes[code] ?? String(code), records };
}

interface Data {
  readonly message: Buffer;
  readonly at: number;
  readonly end: number;
}

function contentOf(type: number, { message, at, end }: Data): Pick<DnsRecord, 'value' | 'pieces'> {
  const plain = (value: string) => ({ value, pieces: [] });
  const number = (offset: number) => message.readUInt16BE(at + offset);
  if (type === types.A) return plain([...message.subarray(at, end)].join('.'));
  if (type === types.AAAA) return plain(addressOf(message.subarray(at, end)));
  if (type === types.CNAME || type === types.PTR) return plain(nameAt(message, at).name);
  if (type === types.MX) return plain(`${number(0)} ${nameAt(message, at + 2).name}`);
  if (type === types.SRV) return plain(`${number(0)} ${number(2)} ${number(4)} ${nameAt(message, at + 6).name}`);
  if (type !== types.TXT) return plain(message.toString('hex', at, end));
  const pieces: number[] = [];
  let value = '';
  for (let from = at; from < end; ) {
    const length = message.readUInt8(from);
    pieces.push(length);
    value += message.toString('latin1', from + 1, from + 1 + length);
    from += 1 + length;
  }
  return { value, pieces };
}

function addressOf(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** A name, compressed or not (RFC 1035 4.1.4), and where what follows it begins. */
function nameAt(message: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = start;
  let end: number | undefined;
  for (;;) {
    const length = message.readUInt8(at);
    if (length >= 0xc0) {
      end ??= at + 2;
      at = message.readUInt16BE(at) & 0x3fff;
    } else if (length === 0) {
      return { name: labels.join('.'), end: end ?? at + 1 };
    } else {
      labels.push(message.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
  }
}
