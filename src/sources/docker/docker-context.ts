import { createHash } from 'node:crypto';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextFile, sizeLimits } from '../../files/read-file.ts';
import type { Fault } from './fault.ts';

/** What a docker context says of its daemon. */
export interface DockerContext {
  readonly ok: true;
  readonly host: string;
  /** Paths of the PEM files that are there. */
  readonly files: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** It has certificates, or says that none are verified. */
  readonly secure: boolean;
  readonly verify: boolean;
}

const list = 'docker context ls shows them';

/**
 * Reads a docker context by name, as the docker command keeps it: `contexts/meta/<SHA-256 of the name>/meta.json`, with
 * certificates in `contexts/tls/<the same>/docker`.
 *
 * @param folder the docker command's folder, usually `~/.docker`
 */
export async function readDockerContext(name: string, folder: string): Promise<DockerContext | Fault> {
  const id = createHash('sha256').update(name).digest('hex');
  const metas = join(folder, 'contexts', 'meta');
  const read = await readMeta(metas, id);
  if (!read.ok) {
    if (read.code !== 'FILE_MISSING') {
      const why = `the docker context "${name}": ${read.message}`;
      return { ok: false, why, hint: 'make it readable for this user' };
    }
    const names = await contextNames(metas);
    const hint = names.length === 0 ? `there are none; ${list}` : `there are ${names.join(', ')}; ${list}`;
    return { ok: false, why: `there is no docker context "${name}" in ${folder}`, hint };
  }
  const endpoint = endpointOf(read.text);
  if (endpoint === null) {
    const why = `the docker context "${name}" names no daemon`;
    return { ok: false, why, hint: `see docker context inspect ${name}` };
  }
  const tls = join(folder, 'contexts', 'tls', id, 'docker');
  const found = await Promise.all(
    (['ca', 'cert', 'key'] as const).map((field) => existing(field, join(tls, `${field}.pem`))),
  );
  const files = Object.fromEntries(found.flat());
  const verify = !endpoint.skipVerify;
  return { ok: true, host: endpoint.host, files, secure: !verify || found.flat().length > 0, verify };
}

function readMeta(metas: string, id: string): ReturnType<typeof readTextFile> {
  const path = join(metas, id, 'meta.json');
  return readTextFile(path, path, sizeLimits.compose);
}

function endpointOf(text: string): { readonly host: string; readonly skipVerify: boolean } | null {
  try {
    const meta = JSON.parse(text) as {
      readonly Endpoints?: { readonly docker?: { readonly Host?: unknown; readonly SkipTLSVerify?: unknown } };
    } | null;
    const { Host: host, SkipTLSVerify: skip } = meta?.Endpoints?.docker ?? {};
    return typeof host === 'string' && host !== '' ? { host, skipVerify: skip === true } : null;
  } catch {
    return null;
  }
}

async function existing(field: string, path: string): Promise<[string, string][]> {
  try {
    await access(path);
    return [[field, path]];
  } catch {
    return [];
  }
}

/** Names of the contexts there are, sorted; at most twenty. */
async function contextNames(metas: string): Promise<string[]> {
  const folders = await readdir(metas).catch(() => []);
  const names = await Promise.all(
    folders.slice(0, 20).map(async (id) => {
      const read = await readMeta(metas, id);
      if (!read.ok) return [];
      try {
        const { Name: name } = JSON.parse(read.text) as { Name?: unknown };
        return typeof name === 'string' ? [name] : [];
      } catch {
        return [];
      }
    }),
  );
  return names.flat().sort();
}
