import { connect, createServer } from 'node:net';
import ssh2, { type Connection } from 'ssh2';

const { AgentProtocol, Server, utils } = ssh2;

/** A key of a test's own, OpenSSH texts. */
export interface SshKey {
  readonly private: string;
  /** `TYPE BASE64`. */
  readonly public: string;
}

/** A machine that is reached by ssh, and has a daemon. */
export interface SshServer {
  readonly port: number;
  /** The line of `known_hosts` that names it. */
  readonly knownHost: string;
  /** What was executed, in order. */
  readonly commands: readonly string[];
  /** Connections that are open. */
  open(): number;
  close(): Promise<void>;
}

export type KeyType = 'ed25519' | 'ecdsa';

/** A new key. ssh2 writes an Ed25519 key that begins with a zero byte, one in 256, without it: such a key is made again. */
export function makeSshKey(type: KeyType = 'ed25519', passphrase?: string): SshKey {
  const locked = passphrase === undefined ? {} : { passphrase, cipher: 'aes256-ctr', rounds: 16 };
  const pair = utils.generateKeyPairSync(type, { bits: 256, ...locked } as never);
  if (utils.parseKey(pair.private, passphrase) instanceof Error) return makeSshKey(type, passphrase);
  return { private: pair.private, public: pair.public };
}

/**
 * Starts an ssh server that lets a user with this key in, and leads `docker system dial-stdio` to a socket; null: it has no
 * docker. It prints the greeting before that.
 */
export async function startSshServer(
  user: string,
  key: SshKey,
  dockerSocket: string | null,
  hostKeys: readonly SshKey[] = [makeSshKey()],
  greeting = '',
): Promise<SshServer> {
  const allowed = blobOf(key);
  const clients = new Set<Connection>();
  const commands: string[] = [];
  const server = new Server({ hostKeys: hostKeys.map((one) => one.private) }, (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    client.on('error', () => undefined);
    client.on('authentication', (asked) => {
      const isRight = asked.method === 'publickey' && asked.username === user && asked.key.data.equals(allowed);
      if (isRight) asked.accept();
      else asked.reject(['publickey']);
    });
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, _, { command }) => {
        commands.push(command);
        const channel = acceptExec();
        channel.write(greeting);
        if (dockerSocket === null) {
          channel.stderr.write('sh: docker: not found\n');
          channel.exit(127);
          channel.end();
          return;
        }
        const socket = connect(dockerSocket);
        socket.on('error', () => channel.end());
        channel.on('error', () => socket.destroy());
        channel.on('close', () => socket.destroy());
        channel.pipe(socket).pipe(channel);
      });
    });
  });
  // As sshd: no packet waits for another.
  const door = createServer({ noDelay: true }, (socket) => server.injectSocket(socket));
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port } = door.address() as { readonly port: number };
  return {
    port,
    knownHost: hostKeys.map((one) => `[127.0.0.1]:${port} ${one.public}`).join('\n'),
    commands,
    open: () => clients.size,
    async close() {
      for (const client of clients) client.end();
      await new Promise<void>((resolve) => door.close(() => resolve()));
    },
  };
}

/** Starts an agent with one key on a socket; gives what closes it. */
export async function startSshAgent(socketPath: string, key: SshKey): Promise<() => Promise<void>> {
  const parsed = utils.parseKey(key.private);
  if (parsed instanceof Error) throw parsed;
  const server = createServer((socket) => {
    const protocol = new AgentProtocol(false);
    protocol.on('identities', (request) => protocol.getIdentitiesReply(request, [parsed]));
    protocol.on('sign', (request, _, data) => {
      const signature = parsed.sign(data);
      if (signature instanceof Error) protocol.failureReply(request);
      else protocol.signReply(request, signature);
    });
    socket.on('error', () => undefined);
    socket.pipe(protocol).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function blobOf(key: SshKey): Buffer {
  return Buffer.from(key.public.split(' ')[1] ?? '', 'base64');
}
