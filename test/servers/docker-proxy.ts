import { rmSync } from 'node:fs';
import { createServer, request, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What is done to an answer on its way. */
export type Mishap =
  /** Half of it, and the connection is cut. */
  | 'cut'
  /** Half of it, as if that were all. */
  | 'truncated'
  | 'never'
  /** A quarter of a second later. */
  | 'delayed'
  /** Only after `release`. */
  | 'held'
  /** 403, as a socket proxy answers. */
  | 'refused'
  /** 503, as a manager without a quorum answers. */
  | 'unavailable';

/** A proxy before an engine's socket that does something to answers. */
export interface DockerProxy {
  /** `unix://` and the path of its socket. */
  readonly host: string;
  /** Every request since this was last asked, without version and query, sorted: `GET /info`. */
  takeRequests(): string[];
  /** From now on answers to this path go wrong; null: none. */
  spoil(path: string | null, mishap: Mishap): void;
  /** Lets go of the answers that are held. */
  release(): void;
  /** What is answered instead of the API version of the engine. */
  pretend(apiVersion: string): void;
  close(): Promise<void>;
}

/** Starts a proxy on a socket of its own. */
export async function startDockerProxy(engineSocket: string): Promise<DockerProxy> {
  const socketPath = `${engineSocket}.proxy`;
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let spoiled: string | null = null;
  let how: Mishap = 'never';
  let version: string | null = null;
  let held: (() => void)[] = [];
  const server = createServer((asked, answer) => {
    const path = (asked.url ?? '').replace(/^\/v[\d.]+/, '').replace(/\?.*/, '');
    requests.push(`${asked.method} ${path}`);
    const forwarded = request({ socketPath: engineSocket, method: asked.method, path: asked.url }, (given) => {
      const chunks: Buffer[] = [];
      given.on('data', (chunk: Buffer) => chunks.push(chunk));
      given.on('end', () => {
        const headers = version === null ? given.headers : { ...given.headers, 'api-version': version };
        const whole = { status: given.statusCode ?? 0, headers, body: Buffer.concat(chunks) };
        const mishap = path === spoiled ? how : null;
        if (mishap === 'held') held.push(() => pass(answer, whole, null));
        else pass(answer, whole, mishap);
      });
    });
    forwarded.on('error', () => answer.destroy());
    forwarded.end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    host: `unix://${socketPath}`,
    takeRequests: () => requests.splice(0).sort(),
    spoil(path, mishap) {
      spoiled = path;
      how = mishap;
    },
    release() {
      for (const go of held) go();
      held = [];
    },
    pretend(apiVersion) {
      version = apiVersion;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(socketPath, { force: true });
    },
  };
}

interface Whole {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

function pass(answer: ServerResponse, { status, headers, body }: Whole, mishap: Exclude<Mishap, 'held'> | null): void {
  const { 'transfer-encoding': _, ...rest } = headers;
  const half = body.subarray(0, Math.floor(body.length / 2));
  const send = (bytes: Buffer, length: number): void => {
    answer.writeHead(status, { ...rest, 'content-length': length });
    answer.write(bytes);
  };
  switch (mishap) {
    case 'never':
      return;
    case 'refused':
      answer.writeHead(403, { 'content-type': 'text/html' }).end('<html><h1>403 Forbidden</h1>by rules</html>');
      return;
    case 'unavailable':
      answer
        .writeHead(503, { 'content-type': 'application/json' })
        .end('{"message":"the swarm does not have a leader"}');
      return;
    case 'cut':
      send(half, body.length);
      setTimeout(() => answer.destroy(), 20);
      return;
    case 'truncated':
      send(half, half.length);
      answer.end();
      return;
    case 'delayed':
      setTimeout(() => pass(answer, { status, headers, body }, null), 250);
      return;
    case null:
      send(body, body.length);
      answer.end();
  }
}
