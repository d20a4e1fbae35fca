import { shown } from '../core/name.ts';
import type { DataPath, Problem } from '../files/schema-messages.ts';
import type { IsSound } from '../files/schema-problems.ts';
import type { DockerSourceConfig } from './config.ts';
import { hasPlaceholder } from './secrets.ts';

/** Settings that only a daemon has. */
const daemonKeys = ['host', 'context', 'tls', 'ssh'] as const;

/** Which schemes of `host` some settings are for. */
const onlyWith = { tls: 'tcp', ssh: 'ssh' } as const;

/** What the schema cannot say about a source of `type: docker`: a file or a daemon, told once and with what belongs to it. */
export function checkDocker(source: Partial<DockerSourceConfig>, path: DataPath, isSound: IsSound): Problem[] {
  const has = (key: keyof DockerSourceConfig): boolean => source[key] !== undefined;
  const useless = (key: keyof DockerSourceConfig, beside: string, hint: string): Problem => ({
    path: [...path, key],
    at: 'key',
    message: `"${key}" is of no use ${beside}`,
    hint,
  });
  const problems: Problem[] = [];
  if (has('file')) {
    const found = daemonKeys.filter(has);
    problems.push(...found.map((key) => useless(key, 'with "file"', 'remove one of the two: a file is no daemon')));
    return problems;
  }
  if (has('optional')) problems.push(useless('optional', 'without "file"', 'remove it: a daemon is never optional'));
  if (has('host') && has('context')) problems.push(useless('context', 'with "host"', 'remove one of the two'));
  const { host } = source;
  if (typeof host === 'string' && isSound([...path, 'host']) && !hasPlaceholder(host)) {
    for (const [key, scheme] of Object.entries(onlyWith) as [keyof typeof onlyWith, string][]) {
      const beside = `with "${shown(withoutPassword(host))}"`;
      if (has(key) && !host.startsWith(`${scheme}:`)) {
        problems.push(useless(key, beside, `remove it, or write the address with ${scheme}://`));
      }
    }
    if (/^ssh:\/\/[^/@]*:[^/@]*@/.test(host)) {
      problems.push({
        path: [...path, 'host'],
        message: 'a password in "host" is not used',
        hint: 'give a key: by an agent, or ssh.keyFiles',
      });
    }
  }
  const { tls } = source;
  if (tls !== undefined && isSound([...path, 'tls']) && (tls.cert === undefined) !== (tls.key === undefined)) {
    const [there, missing] = tls.cert === undefined ? ['key', 'cert'] : ['cert', 'key'];
    problems.push({
      path: [...path, 'tls'],
      at: 'key',
      message: `"tls" has "${there}" and no "${missing}"`,
      hint: `add ${missing}, or remove ${there}`,
    });
  }
  return problems;
}

function withoutPassword(host: string): string {
  return host.replace(/^((?:[a-z][a-z0-9+.-]*:\/\/)?[^:@/]*):.*@/s, '$1:***@');
}
