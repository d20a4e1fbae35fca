import { describe, expect, it } from 'vitest';
import type { PastApply, PastApplyDetails } from '../../src/core/past-apply.ts';
import { renderApplies, renderHistory } from '../../src/output/history-text.ts';
import { aSet, create, remove } from '../support/plan-builder.ts';

const options = { color: false, width: 80, zones: { home: ['example.com'] } };

function past(differences: Partial<PastApply> = {}): PastApply {
  return {
    serial: 7,
    at: '2026-11-20T12:00:00.123Z',
    user: 'ann',
    host: 'nas',
    owner: 'homeserver',
    command: 'apply',
    generator: 'dns-sync 0.1.0',
    git: { commit: '1a2b3c4d'.repeat(5), dirty: true },
    outcome: 'applied',
    ended: { at: '2026-11-20T12:00:01.000Z', command: 'apply' },
    summary: { create: 1, update: 0, delete: 12, unchanged: 4, held: 0, evict: 0 },
    file: '20261120T120000123Z-0a1b2c3d.jsonl',
    ...differences,
  };
}

function list(applies: Parameters<typeof renderHistory>[0]['applies'], more = 0, width = 80): string {
  return renderHistory({ folder: '/var/lib/dns-sync', applies, more }, { ...options, width });
}

describe('the list of applies', () => {
  it('shortens who it was where there is no room', () => {
    expect(list([past({ user: 'somebody-with-a-name' })])).toContain('Z  somebody-wi…  applied');
  });

  it('has a line for each', () => {
    expect(list([past({ serial: 12, outcome: 'partial' }), past({ git: null, user: 'ci' })])).toBe(
      `serial  when                  who      outcome  changes    commit     command
    12  2026-11-20T12:00:00Z  ann@nas  partial  +1 ~0 -12  1a2b3c4d*  apply
     7  2026-11-20T12:00:00Z  ci@nas   applied  +1 ~0 -12             apply

Applied as homeserver with the state folder /var/lib/dns-sync. It knows of no
  other: what was applied elsewhere is in Git's log of the lockfile.
`,
    );
  });

  it('says the owner of each where there are several', () => {
    const text = list([past(), past({ owner: 'nas2' })], 0, 120);
    expect(text).toContain('ann@nas (nas2)');
    expect(text).toContain('\nApplied with the state folder');
  });

  it.each<[string, Parameters<typeof list>, string]>([
    ['nothing was applied', [[]], 'Nothing was applied with the state folder'],
    ['there are more', [[past()], 3], 'and 3 older ones: --limit shows more'],
    ['a journal has no end', [[past({ outcome: null, ended: null })]], 'no end'],
    [
      'a journal cannot be read',
      [[{ file: 'x.jsonl', problem: { code: 'JOURNAL_INVALID', message: 'it is damaged' } }]],
      'x.jsonl JOURNAL_INVALID it is damaged',
    ],
    ['something would move the cursor', [[past({ user: '\u001b[2J' })], 0, 120], '\\u001b[2J@nas'],
  ])('says when %s', (_, page, says) => {
    expect(list(...page)).toContain(says);
  });

  it('says the same in colour', () => {
    const page = { folder: '/s', applies: [past(), past({ outcome: 'undone' })], more: 1 };
    const colored = renderHistory(page, { ...options, color: true });
    expect(colored).not.toBe(renderHistory(page, options));
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(renderHistory(page, options));
  });
});

describe('an apply in full', () => {
  const details: PastApplyDetails = {
    ...past({ outcome: 'partial', ended: { at: '2026-11-20T12:30:00.000Z', command: 'recover --undo' } }),
    changes: [
      create('app.example.com', 'A', aSet(['192.168.1.10'])),
      remove('old.example.com', 'A', aSet(['192.168.1.12'])),
    ],
    exceptions: [
      { provider: 'home', name: 'old.example.com', type: 'A', state: 'done', detail: 'not undone: changed by nas2' },
    ],
  };

  it('has its changes, and what did not end as it should', async () => {
    expect(await renderApplies({ folder: '/s', applies: [details], more: 0 }, options)).toBe(
      `Serial 7: partial. dns-sync 0.1.0 apply 2026-11-20T12:00:00Z by ann@nas
  (homeserver), from 1a2b3c4d and changes that were not committed; ended by
  recover --undo 2026-11-20T12:30:00Z

home › example.com  +1 -1

  + app.example.com  A  300    192.168.1.10  ← docker:home/web label dns.host
  - old.example.com  A  300    192.168.1.12

Exceptions

  done       home  - old.example.com  A
             not undone: changed by nas2
`,
    );
  });
});
