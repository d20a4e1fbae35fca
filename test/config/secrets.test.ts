// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as the configuration writes them
import { describe, expect, it } from 'vitest';
import { fillIn, hasPlaceholder } from '../../src/config/secrets.ts';
import { DnsSyncError } from '../../src/errors.ts';
import { folderWith } from '../support/folder-with.ts';

const environment = { TOKEN: 'geheim', EMPTY: '', NUMBER: '5', NESTED: '${env:TOKEN}' };

async function failure(value: unknown, root = '/nowhere'): Promise<DnsSyncError> {
  const error = await fillIn(value, { environment, root, filled: new Map() }).catch((thrown: unknown) => thrown);
  if (error instanceof DnsSyncError) return error;
  throw new Error('nothing was thrown');
}

describe('fillIn', () => {
  it.each([
    { case: 'a variable', value: '${env:TOKEN}', is: 'geheim' },
    { case: 'within other text', value: 'a-${env:TOKEN}-${env:NUMBER}-z', is: 'a-geheim-5-z' },
    { case: 'an empty variable', value: 'x${env:EMPTY}', is: 'x' },
    { case: 'a number as text', value: '${env:NUMBER}', is: '5' },
    { case: 'what was filled in only once', value: '${env:NESTED}', is: '${env:TOKEN}' },
    { case: 'nothing in other braces', value: '${TOKEN} ${vault:x} {zone}', is: '${TOKEN} ${vault:x} {zone}' },
    { case: 'nothing in numbers, switches and null', value: [1, true, null], is: [1, true, null] },
    {
      case: 'any depth',
      value: { zones: ['${env:TOKEN}.example'], soa: { mname: '${env:TOKEN}' } },
      is: { zones: ['geheim.example'], soa: { mname: 'geheim' } },
    },
    { case: 'values, never keys', value: { '${env:TOKEN}': 'x' }, is: { '${env:TOKEN}': 'x' } },
  ])('fills in $case', async ({ value, is }) => {
    expect(await fillIn(value, { environment, root: '/nowhere', filled: new Map() })).toEqual(is);
  });

  it.each([
    { case: 'without its last line end', text: 'geheim\n', is: 'geheim' },
    { case: 'CRLF too', text: 'geheim\r\n', is: 'geheim' },
    { case: 'but with all others', text: 'a\nb\n\n', is: 'a\nb\n' },
    { case: 'and with its blanks', text: ' a ', is: ' a ' },
  ])('takes a file from the configuration’s folder $case', async ({ text, is }) => {
    const root = folderWith({ 'secrets/token': text });
    expect(await fillIn('${file:secrets/token}', { environment, root, filled: new Map() })).toBe(is);
  });

  it('leaves what it was given as it was', async () => {
    const value = { token: '${env:TOKEN}' };
    await fillIn(value, { environment, root: '/nowhere', filled: new Map() });
    expect(value).toEqual({ token: '${env:TOKEN}' });
  });

  it.each([
    { case: 'a variable that is not set', value: '${env:NOPE}', says: '${env:NOPE}' },
    { case: 'no variable', value: '${env:}', says: '${env:}' },
    { case: 'what every object has', value: '${env:toString}', says: '${env:toString}' },
    { case: 'a file that is missing', value: '${file:nope}', says: 'nope does not exist' },
    { case: 'a folder', value: '${file:.}', says: '. is a directory' },
  ])('refuses $case', async ({ value, says }) => {
    const error = await failure({ a: ['${env:TOKEN}', value] }, folderWith({}));
    expect(error.code).toBe('SECRET_MISSING');
    expect(error.message).toContain(says);
    expect(error.message + error.hint).not.toContain('geheim');
  });

  it('never shows the text of a file that cannot be used', async () => {
    const error = await failure('${file:token}', folderWith({ token: Buffer.from('geheim\u0000', 'latin1') }));
    expect(JSON.stringify([error.code, error.message, error.hint, error.details, error.diagnostics])).not.toContain(
      'geheim',
    );
  });

  it.each([
    ['${env:A}', true],
    ['x${file:a}', true],
    ['${env:A', false],
    ['$env:A', false],
  ])('knows whether %s has something to fill in: %s', (text, is) => {
    expect(hasPlaceholder(text)).toBe(is);
  });
});
