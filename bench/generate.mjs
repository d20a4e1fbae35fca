import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const config = `version: 1
owner: bench
sources:
  - { name: records, type: yaml, files: [records.yaml] }
providers:
  - name: files
    type: zonefile
    zones: [example.com]
    directory: zones
    soa: { mname: ns.example.net, rname: hostmaster.example.net }
    ns: [ns.example.net]
`;
const header = `$TTL 300
example.com. 300 IN SOA ns.example.net. hostmaster.example.net. 2026112100 7200 1800 1209600 300
example.com. 300 IN NS ns.example.net.
`;
const address = (number) => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
const comment = '; dns-sync owner=bench created=2026-11-20T12:00:00Z force=0';

function project(folder, records, zone) {
  mkdirSync(join(folder, 'zones'), { recursive: true });
  writeFileSync(join(folder, 'dns-sync.yaml'), config);
  writeFileSync(join(folder, 'records.yaml'), `version: 1\nrecords:\n${records.join('\n')}\n`);
  writeFileSync(join(folder, 'zones', 'example.com.zone'), `${header}${zone.join('\n')}\n`);
  return folder;
}

/** Overrides against a zone file of the same size, one in ten different: half of those new, half with another address. */
export function sameSize(folder, count) {
  const records = [];
  const zone = [];
  for (let number = 0; number < count; number += 1) {
    records.push(`  - { name: h${number}.example.com, type: A, value: ${address(number)}, ttl: 300 }`);
    const kind = number % 20;
    const there = kind === 0 ? address(number + 1_000_000) : address(number);
    const name = kind === 10 ? `by-hand-${number}` : `h${number}`;
    zone.push(`${name}.example.com. 300 IN A ${there}${kind === 10 ? '' : ` ${comment}`}`);
  }
  return project(folder, records, zone);
}

/** All records at one name: many values of one set. */
export function manyValues(folder, count) {
  const records = Array.from(
    { length: count },
    (_, number) => `  - { name: all.example.com, type: A, value: ${address(number)} }`,
  );
  const zone = Array.from(
    { length: count / 2 },
    (_, number) => `all.example.com. 300 IN A ${address(number * 2)} ${comment}`,
  );
  return project(folder, records, zone);
}

/** Compose services that all claim one name with CNAMEs: one winner, the rest lose. */
export function manyConflicts(folder, count) {
  const done = project(folder, ['  - { name: www.example.com, value: 10.0.0.1 }'], []);
  const services = Array.from(
    { length: count },
    (_, number) => `  s${number}:\n    labels: { dns.host: app.example.com, dns.target: t${number}.example.com }`,
  );
  writeFileSync(join(folder, 'compose.yaml'), `services:\n${services.join('\n')}\n`);
  const source = 'sources:\n  - { name: stacks, type: compose, files: [compose.yaml] }';
  writeFileSync(join(folder, 'dns-sync.yaml'), config.replace('sources:', source));
  return done;
}

/** Folders with a compose file each, of the size people write: three services with labels, variables from a `.env`. */
export function manyComposeFiles(folder, count) {
  mkdirSync(folder, { recursive: true });
  const source =
    'defaults: { ipv4: 10.0.0.1 }\nsources:\n  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"] }';
  writeFileSync(join(folder, 'dns-sync.yaml'), config.replace(/sources:\n.*/, source));
  for (let number = 0; number < count; number += 1) {
    const stack = join(folder, 'stacks', `app${number}`);
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, '.env'), `NAME=app${number}\nDB_PASSWORD=secret\n`);
    writeFileSync(
      join(stack, 'compose.yaml'),
      `x-common: &common
  restart: unless-stopped
  logging: { driver: json-file, options: { max-size: 10m } }
services:
  web:
    <<: *common
    image: ghcr.io/example/app:\${TAG:-latest}
    depends_on: [db, cache]
    environment:
      DATABASE_URL: postgres://app:\${DB_PASSWORD}@db/app
    ports: ["${8000 + number}:80"]
    networks: [default, proxy]
    labels:
      - traefik.enable=true
      - traefik.http.routers.\${NAME}.rule=Host(\`\${NAME}.example.com\`)
      - dns.host=\${NAME}.example.com
      - dns.ttl=5m
  db:
    <<: *common
    image: postgres:16
    volumes: [db:/var/lib/postgresql/data]
  cache:
    <<: *common
    image: redis:7
    labels: { dns.host: "cache.\${NAME}.example.com" }
volumes: { db: }
networks: { proxy: { external: true } }
`,
    );
  }
  return folder;
}

/** Compose files of five services each, every service with a host and an address of its own. */
export function manyStacks(folder, count) {
  const done = project(folder, ['  - { name: www.example.com, value: 10.0.0.1 }'], []);
  for (let stack = 0; stack < count; stack += 1) {
    const services = Array.from({ length: 5 }, (_, index) => {
      const number = stack * 5 + index;
      const labels = `      dns.host: s${number}.example.com\n      dns.address: ${address(number)}`;
      return `  s${number}:\n    image: nginx:1.29\n    restart: unless-stopped\n    labels:\n${labels}`;
    });
    mkdirSync(join(folder, 'stacks', `s${stack}`), { recursive: true });
    writeFileSync(join(folder, 'stacks', `s${stack}`, 'compose.yaml'), `services:\n${services.join('\n')}\n`);
  }
  const source = 'sources:\n  - { name: stacks, type: compose, files: ["stacks/*/compose.yaml"] }';
  writeFileSync(join(folder, 'dns-sync.yaml'), config.replace('sources:', source));
  return done;
}

/** A project that reads a Docker engine at a socket. */
export function liveDocker(folder, socket) {
  mkdirSync(join(folder, 'zones'), { recursive: true });
  const source = `  - { name: home, type: docker, host: "unix://${socket}" }`;
  writeFileSync(
    join(folder, 'dns-sync.yaml'),
    config
      .replace(/^ {2}- \{ name: records.*$/m, source)
      .replace('owner: bench', 'owner: bench\ndefaults: { ipv4: 10.0.0.1 }'),
  );
  return folder;
}
