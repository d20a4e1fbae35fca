import { describe, expect, it } from 'vitest';
import { type Check, examinationOf } from '../../src/core/examination.ts';
import { renderExamination } from '../../src/output/doctor-text.ts';

const healthy: readonly Check[] = [
  { area: 'configuration', subject: 'dns-sync.yaml', status: 'ok', message: 'owner homeserver, 1 source, 1 provider' },
  { area: 'locks', subject: 'file:/state/lock', status: 'ok', message: 'free' },
  { area: 'providers', subject: 'lan', status: 'ok', message: '4 values, 1 of them ours, read in 3 ms' },
];

const sick: readonly Check[] = [
  ...healthy,
  {
    area: 'sources',
    subject: 'stacks',
    status: 'warning',
    code: 'LABEL_UNKNOWN_FIELD',
    message: 'there is no field "hots"',
    hint: 'did you mean host?',
    file: 'stacks/web/compose.yaml',
    line: 7,
    column: 9,
    origin: 'stacks/web/compose.yaml#web label dns.hots',
  },
  {
    area: 'sources',
    subject: 'home',
    status: 'warning',
    code: 'LABEL_EMPTY',
    message: 'a label without a value',
    origin: 'docker:home/web label dns.host',
  },
  {
    area: 'lockfile',
    subject: 'dns-sync.lock.json',
    status: 'error',
    code: 'LOCKFILE_CONFLICT',
    message: "the lockfile has Git's conflict markers: a merge was not settled",
    hint: 'settle the merge with dns-sync snapshot --resolve, then commit the file',
    file: 'dns-sync.lock.json',
    line: 3,
    column: 1,
    exit: 3,
  },
  {
    area: 'providers',
    subject: 'pub',
    status: 'error',
    code: 'PROVIDER_FAILED',
    message: 'the server said: \u001b[31mno\u001b[0m\n  ok  pub: all is well',
    exit: 5,
  },
  {
    area: 'providers',
    subject: 'lan',
    status: 'info',
    code: 'ZONEFILE_NO_RELOAD',
    message: 'no reload is set, and this is a sentence that is longer than any terminal of eighty columns',
    hint: 'set it, and this is a hint that is longer than the rest of the line, too, so that it has to be broken',
  },
];

describe('an examination', () => {
  it.each([
    ['healthy', healthy],
    ['sick', sick],
  ])('%s', async (name, checks) => {
    const examination = examinationOf(checks);
    const text = renderExamination(examination, { color: false, width: 80 });
    await expect(text).toMatchFileSnapshot(`goldens/doctor-${name}.80.txt`);
    const colored = renderExamination(examination, { color: true, width: 80 });
    expect(colored).not.toBe(text);
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(text);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
