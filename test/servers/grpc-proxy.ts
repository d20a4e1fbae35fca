import { createServer, connect as dial, type Socket } from 'node:net';

/**
 * What happens to one request. `before`: cut off unseen; `after`: carried out, its answer lost; `late`: kept back;
 * `meanwhile`: passed on once what was to be done meanwhile is done.
 */
export type Mishap = 'before' | 'after' | 'late' | 'meanwhile';

/** Which request: its number, the next is 1; or the nth, by default the first, that holds this text in one piece. */
export type Which = number | { readonly text: string; readonly nth?: number };

/** A proxy that knows where one request (an HTTP/2 stream, RFC 9113 4.1) ends and the next begins. */
export interface GrpcProxy {
  readonly url: string;
  /** Requests so far, since the last `arm`. */
  requests(): number;
  /**
   * From now on one request, on whatever connection, meets with a mishap; null: none does.
   *
   * @param act done as soon as the mishap strikes
   */
  arm(which: Which | null, mishap?: Mishap, act?: () => unknown): void;
  /** Whether the mishap has come about. */
  struck(): boolean;
  /** Sends what was kept back. */
  deliver(): void;
  close(): Promise<void>;
}

interface Armed {
  readonly which: Which;
  readonly mishap: Mishap;
  readonly act: (() => unknown) | undefined;
}

const prefaceLength = 24;
const frameHeader = 9;
const types = { data: 0, headers: 1 } as const;

/** Starts a proxy before a server of this machine. */
export async function startGrpcProxy(port: number): Promise<GrpcProxy> {
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  let count = 0;
  let armed: Armed | null = null;
  let found = 0;
  let struck = false;

  /** What befalls the request that a frame belongs to; null: nothing, or it has been struck. */
  const strike = (frame: Buffer, type: number): Armed | null => {
    if (type === types.headers) count += 1;
    if (armed === null || struck) return null;
    const { which } = armed;
    if (typeof which === 'number') {
      if (type !== types.headers || which !== count) return null;
    } else {
      if (type !== types.data || !frame.includes(which.text)) return null;
      found += 1;
      if (found !== (which.nth ?? 1)) return null;
    }
    struck = true;
    return armed;
  };

  const server = createServer((client) => {
    const upstream = dial(port, '127.0.0.1');
    const kill = (): void => {
      client.destroy();
      upstream.destroy();
    };
    let lost: number | null = null;
    let keptBack = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        // What was kept back is delivered even when its client has gone.
        if (!keptBack || socket === upstream) kill();
      });
    }
    let act: (() => unknown) | undefined;
    /** What follows a request that waits. */
    let waiting: Buffer[] | null = null;
    const toServer = frames(prefaceLength, (frame, { type, stream }) => {
      const mishap = strike(frame, type);
      if (mishap?.mishap === 'before') {
        mishap.act?.();
        return kill();
      }
      if (mishap?.mishap === 'after') {
        lost = stream;
        act = mishap.act;
      }
      if (mishap?.mishap === 'late') {
        keptBack = true;
        mishap.act?.();
      }
      if (mishap?.mishap === 'meanwhile') {
        waiting = [];
        const goOn = (): void => {
          for (const one of waiting ?? []) upstream.write(one);
          waiting = null;
        };
        Promise.resolve(mishap.act?.()).then(goOn, kill);
      }
      if (waiting !== null) waiting.push(frame);
      else if (!keptBack) upstream.write(frame);
      else if (type === types.headers || type === types.data) held.push(() => upstream.write(frame));
    });
    const toClient = frames(0, (frame, { type, stream }) => {
      if (stream === lost && (type === types.headers || type === types.data)) {
        act?.();
        act = undefined;
        return kill();
      }
      if (!keptBack) client.write(frame);
    });
    client.on('data', toServer);
    upstream.on('data', toClient);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${own}`,
    requests: () => count,
    arm(which, mishap = 'before', act) {
      count = 0;
      found = 0;
      struck = false;
      armed = which === null ? null : { which, mishap, act };
    },
    struck: () => struck,
    deliver() {
      for (const send of held.splice(0)) send();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Cuts a stream of bytes into frames; the first `skip` bytes are passed on as they are. */
function frames(
  skip: number,
  take: (frame: Buffer, header: { readonly type: number; readonly stream: number }) => void,
): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let left = skip;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (left > 0) {
      const preface = rest.subarray(0, left);
      left -= preface.length;
      rest = rest.subarray(preface.length);
      take(preface, { type: -1, stream: 0 });
    }
    while (rest.length >= frameHeader) {
      const length = frameHeader + rest.readUIntBE(0, 3);
      if (rest.length < length) return;
      const frame = rest.subarray(0, length);
      rest = rest.subarray(length);
      take(frame, { type: frame.readUInt8(3), stream: frame.readUInt32BE(5) & 0x7fffffff });
    }
  };
}
