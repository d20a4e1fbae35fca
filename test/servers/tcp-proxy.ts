import { createServer, connect as dial, type Socket } from 'node:net';

/** A proxy that passes bytes on until it is told to stop. */
export interface TcpProxy {
  readonly port: number;
  /** From now on every connection is cut after so many bytes of answers. */
  breakAfter(bytes: number): void;
  close(): Promise<void>;
}

/** Starts a proxy before a server of this machine. */
export async function startTcpProxy(port: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const answered = new Map<Socket, number>();
  let most = Number.POSITIVE_INFINITY;
  const server = createServer((client) => {
    const upstream = dial(port, '127.0.0.1');
    const kill = (): void => {
      client.destroy();
      upstream.destroy();
      sockets.delete(client);
      sockets.delete(upstream);
      answered.delete(client);
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', kill);
      socket.on('close', kill);
    }
    answered.set(client, 0);
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk: Buffer) => {
      const sofar = (answered.get(client) ?? 0) + chunk.length;
      answered.set(client, sofar);
      if (sofar > most) kill();
      else client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    breakAfter(bytes) {
      most = bytes;
      for (const client of answered.keys()) answered.set(client, 0);
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
