// A Docker engine that lists containers and does nothing else: node bench/docker-engine.mjs SOCKET COUNT
import { createServer } from 'node:http';

const [socket, count] = process.argv.slice(2);

/** As large as what an engine says of a container that Compose made: 2 KiB. */
const containers = Array.from({ length: Number(count) }, (_, number) => {
  const name = `stack-${number >> 2}-app-${number}`;
  return {
    Id: number.toString(16).padStart(64, 'a'),
    Names: [`/${name}`],
    Image: 'registry.example.com/team/application:1.27.3',
    ImageID: `sha256:${'b'.repeat(64)}`,
    Command: '/docker-entrypoint.sh nginx -g "daemon off;"',
    Created: 1_760_000_000 + number,
    Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8000 + number, Type: 'tcp' }],
    Labels: {
      'com.docker.compose.config-hash': 'c'.repeat(64),
      'com.docker.compose.container-number': '1',
      'com.docker.compose.image': `sha256:${'b'.repeat(64)}`,
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.project': `stack-${number >> 2}`,
      'com.docker.compose.project.config_files': `/srv/stacks/stack-${number >> 2}/compose.yaml`,
      'com.docker.compose.project.working_dir': `/srv/stacks/stack-${number >> 2}`,
      'com.docker.compose.service': `app-${number}`,
      'com.docker.compose.version': '2.40.3',
      'org.opencontainers.image.title': 'application',
      'org.opencontainers.image.version': '1.27.3',
      'dns.host': `app-${number}.example.com`,
      'dns.ttl': '300',
    },
    State: 'running',
    Status: 'Up 3 days',
    HostConfig: { NetworkMode: `stack-${number >> 2}_default` },
    NetworkSettings: {
      Networks: {
        [`stack-${number >> 2}_default`]: {
          NetworkID: 'd'.repeat(64),
          EndpointID: 'e'.repeat(64),
          Gateway: '172.18.0.1',
          IPAddress: `172.18.${number >> 8}.${number & 255}`,
          IPPrefixLen: 16,
          MacAddress: '02:42:ac:12:00:02',
        },
      },
    },
    Mounts: [{ Type: 'volume', Name: name, Source: '', Destination: '/data', Driver: 'local', Mode: 'z', RW: true }],
  };
});

const answers = new Map([
  ['/_ping', 'OK'],
  ['/info', JSON.stringify({ Swarm: { LocalNodeState: 'inactive', ControlAvailable: false } })],
  ['/containers/json', JSON.stringify(containers)],
]);
const server = createServer(({ url = '' }, response) => {
  response.setHeader('Api-Version', '1.47');
  response.end(answers.get(url.replace(/^\/v[\d.]+|\?.*$/g, '')));
});
server.listen(socket, () => process.stdout.write('ready\n'));
