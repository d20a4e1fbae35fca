import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { planDigest } from '../../src/core/digest.ts';
import { validatePlan } from '../../src/generated/validate-plan.js';
import { readPlanFile, writePlanFile } from '../../src/state/plan-file.ts';
import { aPlan, aSet, create, held, remove, update } from '../support/plan-builder.ts';
import { aClaim, anyClaim } from './memory-builder.ts';

const shown = 'plan.json';
const plan = aPlan({
  changes: [
    create('app.example.com', 'A', aSet(['192.168.1.10'])),
    update('db.example.com', 'A', aSet(['192.168.1.11']), aSet(['192.168.1.11'], { ttl: 60 })),
    remove('old.example.com', 'CNAME', aSet(['app.example.com'])),
  ],
  held: [held('foreign-owner', 'owned by nas2')],
});
const snapshot = [aClaim(), aClaim({ name: 'nas.example.com', ttl: 60, standing: false })];
let path = '';

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'dns-sync-plan-')), shown);
});

/** Writes the plan, changes its text, reads it. */
async function readChanged(change: (text: string) => string): Promise<unknown> {
  await writePlanFile(path, plan, snapshot);
  await writeFile(path, change(await readFile(path, 'utf8')));
  return readPlanFile(path, shown);
}

/** A change of the text that also signs it anew. */
function signed(change: (document: Record<string, unknown>) => Record<string, unknown>): (text: string) => string {
  return (text) => {
    const changed = change(JSON.parse(text));
    return JSON.stringify({ ...changed, digest: planDigest(changed) });
  };
}

describe('a saved plan', () => {
  it('is read as it was written, with its snapshot', async () => {
    const written = await writePlanFile(path, plan, snapshot);
    const read = await readPlanFile(path, shown);
    expect(read).toEqual({ ...plan, digest: written.digest, snapshot: [snapshot[0], snapshot[1]] });
    expect(written).toEqual(read);
  });

  it('has a digest that covers the snapshot too', async () => {
    const { digest } = await writePlanFile(path, plan, snapshot);
    expect((await writePlanFile(path, plan, [])).digest).not.toBe(digest);
  });

  it('fits the schema, and holds claims as the lockfile does', async () => {
    await writePlanFile(path, plan, snapshot);
    const document = JSON.parse(await readFile(path, 'utf8'));
    expect(validatePlan(document)).toBe(true);
    expect(document.snapshot[0]).toEqual({
      name: 'app.example.com',
      type: 'A',
      value: '192.168.1.10',
      source: 'overrides',
      class: 'override',
      origins: ['overrides/a.yaml#app.example.com/A'],
      created: '2026-11-20T12:00:00Z',
    });
  });

  it('holds any claims', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyClaim, { maxLength: 4 }), async (claims) => {
        await writePlanFile(path, plan, claims);
        const read = await readPlanFile(path, shown);
        const texts = (list: readonly object[]) => list.map(canonicalJson).sort();
        expect(texts(read.snapshot)).toEqual(texts(claims));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    { what: 'reindented', change: (text: string) => JSON.stringify(JSON.parse(text)) },
    { what: 'given CRLF line ends', change: (text: string) => text.replaceAll('\n', '\r\n') },
    { what: 'made a little later', change: (text: string) => text.replace('12:00:00.000Z', '12:00:01.000Z') },
    { what: 'made by another version', change: (text: string) => text.replace('dns-sync 0.1.0', 'dns-sync 0.1.1') },
  ])('is the same when it was $what', async ({ change }) => {
    await expect(readChanged(change)).resolves.toMatchObject({ changes: plan.changes });
  });

  it.each([
    {
      what: 'its address was edited',
      change: (text: string) => text.replaceAll('192.168.1.10', '192.168.1.66'),
      message: 'plan.json: the plan was changed after it was made: its digest does not fit',
    },
    {
      what: 'its snapshot was edited',
      change: (text: string) => text.replace('"value": "192.168.1.10"', '"value": "192.168.1.66"'),
      message: 'plan.json: the plan was changed after it was made: its digest does not fit',
    },
    {
      what: 'it was cut off',
      change: (text: string) => text.slice(0, -20),
      message: /^plan\.json:\d+:\d+: the plan cannot be read: it is truncated: it ends in the middle$/,
    },
    { what: 'it is empty', change: () => '', message: 'plan.json:1:1: the plan cannot be read: it is empty' },
    {
      what: 'it is no JSON',
      change: () => 'Plan: 1 to create',
      message: 'plan.json:1:1: the plan cannot be read: it is no JSON: a word that JSON does not know',
    },
    {
      what: 'it is no object',
      change: () => '[]',
      message: 'plan.json:1:1: the plan cannot be read: the file must be a map, not a list',
    },
    {
      what: 'it is the output of plan --json',
      change: signed(({ snapshot: _, ...rest }) => rest),
      message:
        'plan.json:1:1: the plan cannot be read: it has no "snapshot"; the output of plan --json cannot be applied',
    },
    {
      what: 'a create has no after',
      change: signed((document) => ({ ...document, changes: [{ ...plan.changes[0], after: null }] })),
      message: /^plan\.json:1:\d+: the plan cannot be read: "after" is empty, it must be a map/,
    },
    {
      what: 'its action is not known',
      change: signed((document) => ({ ...document, changes: [{ ...plan.changes[0], action: 'creat' }] })),
      message: /^plan\.json:1:\d+: the plan cannot be read: "action" cannot be "creat"/,
    },
    {
      what: 'a key is not known',
      change: signed((document) => ({ ...document, extra: 1 })),
      message: /^plan\.json:1:\d+: the plan cannot be read: unknown key "extra"$/,
    },
    {
      what: 'a name of its snapshot is not canonical',
      change: signed((document) => ({
        ...document,
        snapshot: [{ ...Object(document.snapshot)[0], name: 'APP.example.com' }],
      })),
      message: /^plan\.json:1:\d+: the plan cannot be read: name: "APP\.example\.com" is not in canonical form$/,
    },
  ])('is refused when $what', async ({ change, message }) => {
    await expect(readChanged(change)).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      exit: 3,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      hint: expect.stringContaining('make it again: dns-sync plan --out FILE'),
    });
  });

  it('of a newer version is refused as that', async () => {
    const newer = readChanged((text) => text.replace('"formatVersion": 1', '"formatVersion": 2'));
    await expect(newer).rejects.toMatchObject({
      code: 'PLAN_VERSION',
      message: 'plan.json has format version 2; this dns-sync reads version 1',
    });
  });

  it('that is not there is refused', async () => {
    await expect(readPlanFile(path, shown)).rejects.toMatchObject({
      code: 'PLAN_INVALID',
      message: 'the plan cannot be read: plan.json does not exist',
    });
  });

  it('cannot be written into a folder that is not there', async () => {
    await expect(writePlanFile(join(path, 'plan.json'), plan, [])).rejects.toMatchObject({ code: 'USAGE', exit: 3 });
  });
});
