import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DnsSyncError } from '../../src/errors.ts';
import { validateLockfile } from '../../src/generated/validate-lockfile.js';
import { decodeLockfile } from '../../src/state/decode-lockfile.ts';
import { encodeLockfile } from '../../src/state/encode-lockfile.ts';
import { aClaim, aMemory, anyMemory, aValue } from './memory-builder.ts';

const shown = 'dns-sync.lock.json';
const good = encodeLockfile(
  aMemory({
    snapshot: [aClaim(), aClaim({ name: 'nas.example.com', ttl: 60, container: { id: '4f5e', name: 'nas' } })],
    applied: { home: [aValue(), aValue({ name: 'old.example.com' })] },
  }),
);

async function refusal(text: string): Promise<DnsSyncError> {
  const thrown: unknown = await decodeLockfile(text, shown).then(
    () => new Error('it was read'),
    (error) => error,
  );
  if (thrown instanceof DnsSyncError) return thrown;
  throw thrown;
}

/** The findings: what stands at the place, message, hint. */
function findings(error: DnsSyncError, text: string): string[] {
  const lines = text.split('\n');
  return error.diagnostics.map(({ line = 0, column = 0, message, hint }) => {
    const at = /^(?:"[^"]*"|\{|[^"\s,]+)/.exec(lines[line - 1]?.slice(column - 1) ?? '')?.[0];
    return [`${line}: ${at}: ${message}`, ...(hint === undefined ? [] : [hint])].join('; ');
  });
}

describe('a lockfile that cannot be read', () => {
  it.each([
    {
      what: 'conflict markers',
      text: good.replace('    {"name":"app', '<<<<<<< HEAD\n=======\n>>>>>>> feature\n    {"name":"app'),
      code: 'LOCKFILE_CONFLICT',
      message: "dns-sync.lock.json:7:1: the lockfile has Git's conflict markers: a merge was not settled",
      hint: 'settle the merge with dns-sync snapshot --resolve, then commit the file',
    },
    {
      what: 'a lone conflict marker with CRLF',
      text: good.replaceAll('\n', '\r\n').replace('  "serial"', '=======\r\n  "serial"'),
      code: 'LOCKFILE_CONFLICT',
      message: "dns-sync.lock.json:4:1: the lockfile has Git's conflict markers: a merge was not settled",
      hint: 'settle the merge with dns-sync snapshot --resolve, then commit the file',
    },
    {
      what: 'a newer format',
      text: good.replace('"formatVersion": 1', '"formatVersion": 2'),
      code: 'LOCKFILE_VERSION',
      message: 'dns-sync.lock.json has format version 2; this dns-sync reads version 1',
      hint: 'install the newer dns-sync that wrote it',
    },
    { what: 'nothing in it', text: '', message: 'dns-sync.lock.json:1:1: the lockfile cannot be read: it is empty' },
    {
      what: 'its end missing',
      text: good.slice(0, good.indexOf('"nas.')),
      message: 'dns-sync.lock.json:8:13: the lockfile cannot be read: it is truncated: it ends in the middle',
    },
    {
      what: 'its end missing inside a text',
      text: good.slice(0, good.indexOf('nas.')),
      message: 'dns-sync.lock.json:8:13: the lockfile cannot be read: it is truncated: it ends in the middle',
    },
    {
      what: 'a comma missing',
      text: good.replace('},\n', '}\n'),
      message: 'dns-sync.lock.json:8:5: the lockfile cannot be read: it is no JSON: a comma is missing',
    },
    {
      what: 'a comma too many',
      text: good.replace('}\n  ],', '},\n  ],'),
      message:
        'dns-sync.lock.json:9:3: the lockfile cannot be read: it is no JSON: a value is missing, or the comma before is one too many',
    },
    {
      what: 'a comment',
      text: good.replace('  "serial"', '  // mine\n  "serial"'),
      message: 'dns-sync.lock.json:4:3: the lockfile cannot be read: it is no JSON: JSON has no comments',
    },
    {
      what: 'something after its end',
      text: `${good}}`,
      message: 'dns-sync.lock.json:16:1: the lockfile cannot be read: it is no JSON: something follows the end',
    },
    {
      what: 'millions of brackets',
      text: '['.repeat(3_000_000),
      message: 'dns-sync.lock.json:1:1: the lockfile cannot be read: it is no JSON: it is nested too deeply',
    },
    {
      what: 'a member that is nested too deeply',
      text: good.replace('"serial": 7', `"serial": ${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      message: 'dns-sync.lock.json:4:13: the lockfile cannot be read: serial: must be a whole number from 0',
    },
    {
      what: 'another kind of document',
      text: '[]',
      message: 'dns-sync.lock.json:1:1: the lockfile cannot be read: it must be an object',
    },
  ])('has $what: it says so, where, and how to go on', async ({ text, code = 'LOCKFILE_INVALID', message, hint }) => {
    const error = await refusal(text);
    expect(error).toMatchObject({ code, exit: 3, message });
    const restore =
      'restore it from Git: git checkout -- dns-sync.lock.json; or remove it: dns-sync then remembers nothing, and deletes need --allow-unremembered';
    expect(error.hint).toBe(hint ?? restore);
  });

  it.each([
    { edit: ['"serial": 7', '"serial": -1'], finds: ['4: -1: serial: must be a whole number from 0'] },
    { edit: ['"serial": 7', '"serial": "7"'], finds: ['4: "7": serial: must be a whole number from 0'] },
    {
      edit: ['"serial"', '"serail"'],
      finds: ['4: "serail": "serail" is not known here; did you mean "serial"?', '1: {: "serial" is missing'],
    },
    { edit: ['"formatVersion": 1', '"formatVersion": 0'], finds: ['2: 0: formatVersion: must be 1'] },
    { edit: ['  "formatVersion": 1,\n', ''], finds: ['1: {: "formatVersion" is missing'] },
    {
      edit: ['"defaultTtl": 300', '"defaultTtl": 2147483648'],
      finds: ['5: 2147483648: defaultTtl: must be a TTL: whole seconds from 0 to 2147483647'],
    },
    {
      edit: ['"lineage": "', '"lineage": 0, "x": "'],
      finds: ['3: "x": "x" is not known here', '3: 0: lineage: must be a text that is not empty'],
    },
    { edit: ['"snapshot": [', '"snapshot": [null,'], finds: ['6: null: must be an object, one record'] },
    { edit: ['"home": [', '"files": 1, "home": ['], finds: ['11: 1: must be a list of records'] },
    {
      edit: ['"app.example.com"', '"App.example.com"'],
      finds: ['7: "App.example.com": name: "App.example.com" is not in canonical form; write "app.example.com"'],
    },
    {
      edit: ['"app.example.com"', '"app..example.com"'],
      finds: [
        '7: "app..example.com": name: "app..example.com" has an empty label; remove the surplus dot; in a compose file: is a variable unset?',
      ],
    },
    { edit: ['"name":"app.example.com",', ''], finds: ['7: {: "name" is missing'] },
    {
      edit: ['"192.168.1.10"', '"192.168.1.010"'],
      finds: [
        '7: "192.168.1.010": value: "192.168.1.010" is no IPv4 address; four numbers from 0 to 255 without leading zeros, such as 192.168.1.5',
      ],
    },
    {
      edit: ['"type":"A","value":"192.168.1.10"', '"type":"AAAA","value":"FD00::5"'],
      finds: ['7: "FD00::5": value: "FD00::5" is not in canonical form; write "fd00::5"'],
    },
    { edit: ['"type":"A"', '"type":"a"'], finds: ['7: "a": type: must be a record type in capitals'] },
    { edit: ['"ttl":60', '"ttl":60.5'], finds: ['8: 60.5: ttl: must be a TTL: whole seconds from 0 to 2147483647'] },
    {
      edit: ['"class":"override"', '"class":"overide"'],
      finds: ['7: "overide": class: must be one of override, hosts, label; did you mean override?'],
    },
    {
      edit: ['["overrides/a.yaml#app.example.com/A"]', '[]'],
      finds: ['7: []: origins: must be a list of at least one text'],
    },
    {
      edit: ['"2026-11-20T12:00:00Z"', '"2026-11-31T12:00:00Z"'],
      finds: [
        '7: "2026-11-31T12:00:00Z": created: must be a time in whole seconds, UTC; write it like 2026-11-20T12:00:00Z',
      ],
    },
    {
      edit: ['"2026-11-20T12:00:00Z"', '"2026-11-20T12:00:00.5Z"'],
      finds: [
        '7: "2026-11-20T12:00:00.5Z": created: must be a time in whole seconds, UTC; write it like 2026-11-20T12:00:00Z',
      ],
    },
    { edit: ['"id":"4f5e",', ''], finds: ['8: {: container: must be an object of the texts "id" and "name"'] },
    {
      edit: ['"source":"overrides"', '"sorce":"overrides"'],
      finds: ['7: "sorce": "sorce" is not known here; did you mean "source"?', '7: {: "source" is missing'],
    },
    {
      edit: ['"applied":["home"]', '"applied":["hom"]'],
      finds: ['7: "hom": applied: "hom" is no member of "applied" at the end of the file; did you mean "home"?'],
    },
    {
      edit: ['"home": [', '"files": ['],
      finds: ['7: "home": applied: "home" is no member of "applied" at the end of the file; add "home": [] there'],
    },
    {
      edit: ['"applied":["home"]', '"applied":["home","home"]'],
      finds: [
        '7: "home": the same value was written to "home" twice; keep the later of the two lines; a merge left both',
      ],
    },
    {
      edit: ['"old.example.com"', '"app.example.com"'],
      finds: [
        '7: "home": the same value was written to "home" twice; keep the later of the two lines; a merge left both',
      ],
    },
  ])(
    'was edited by hand, $edit.0 into $edit.1: it says what, where, and what it should be',
    async ({ edit: [from = '', to = ''], finds }) => {
      const text = good.replace(from, to);
      const error = await refusal(text);
      expect(error.code).toBe('LOCKFILE_INVALID');
      expect(findings(error, text)).toEqual(finds);
    },
  );

  it('tells everything that is wrong at once, the first in its message', async () => {
    const error = await refusal(good.replaceAll('"A"', '"a"').replace('"serial": 7', '"serial": null'));
    expect(error.message).toBe(
      'dns-sync.lock.json:4:13: the lockfile cannot be read: serial: must be a whole number from 0 (and 3 more)',
    );
    expect(error.diagnostics).toHaveLength(4);
  });

  it('shows fifty findings of thousands', async () => {
    const lines = Array.from({ length: 5000 }, () => '{}').join(',\n');
    const error = await refusal(good.replace('"snapshot": [', `"snapshot": [${lines},`));
    expect(error.diagnostics).toHaveLength(50);
    expect(error.message).toContain('(and 29999 more)');
  });
});

describe('any text', () => {
  it('that is a lockfile cut short is refused as such', async () => {
    const end = good.trimEnd().length;
    for (let length = 0; length < end; length += 1) {
      const { code, message } = await refusal(good.slice(0, length));
      expect(`${code} ${message}`).toMatch(
        /^LOCKFILE_INVALID .*(?:it is truncated: it ends in the middle|it is empty)$/,
      );
    }
  });

  it('is read, or refused with a code of the lockfile', async () => {
    const damage = fc.record({
      memory: anyMemory,
      at: fc.nat(),
      remove: fc.nat(3),
      insert: fc.string({ maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ memory, at, remove, insert }) => {
        const text = encodeLockfile(memory);
        const start = at % text.length;
        const damaged = text.slice(0, start) + insert + text.slice(start + remove);
        const outcome: unknown = await decodeLockfile(damaged, shown).catch((error) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: expect.stringMatching(/^LOCKFILE_/) });
        else expect(validateLockfile(JSON.parse(damaged))).toBe(true);
      }),
    );
  });

  it('that the schema refuses is refused', async () => {
    const junk = fc.constantFrom<unknown>(null, true, -1, 1.5, '', 'x', [], [1], [''], {}, { x: 1 });
    const spoiled = fc.record({ memory: anyMemory, index: fc.nat(), key: fc.nat(), value: junk });
    await fc.assert(
      fc.asyncProperty(spoiled, async ({ memory, index, key, value }) => {
        const document = JSON.parse(encodeLockfile(memory));
        const lines = [document, ...document.snapshot, ...Object.values<object[]>(document.applied).flat()];
        const line = lines[index % lines.length];
        const keys = Object.keys(line);
        line[keys[key % keys.length] ?? ''] = value;
        fc.pre(!validateLockfile(document));
        expect((await refusal(JSON.stringify(document))).code).toMatch(/^LOCKFILE_/);
      }),
    );
  });
});
