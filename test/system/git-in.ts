import { execFileSync } from 'node:child_process';

/** Git in a folder, as a person of its own. */
export interface Git {
  (...args: readonly string[]): string;
  /** Commits everything there is; gives the commit's id. */
  commitAll(): string;
}

const person = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgSign=false'];

/** Runs `git ARGS…` in the folder; gives what it prints. */
export function gitIn(folder: string): Git {
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...person, ...args], { cwd: folder, encoding: 'utf8' }).trim();
  const commitAll = () => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'x');
    return git('rev-parse', 'HEAD');
  };
  return Object.assign(git, { commitAll });
}
