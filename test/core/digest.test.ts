import { describe, expect, it } from 'vitest';
import { planDigest, sha256 } from '../../src/core/digest.ts';
import { aPlan, aSet, create } from '../support/plan-builder.ts';

describe('digests', () => {
  it.each([
    { text: '', hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
    { text: 'abc', hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
    { text: '\u00fc', hash: '607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f' },
  ])('hashes the bytes of "$text"', ({ text, hash }) => {
    expect(sha256(text)).toBe(`sha256:${hash}`);
  });

  const plan = aPlan({ changes: [create('app.example.com', 'A', aSet(['192.168.1.5']))] });

  it.each([
    { what: 'its digest', other: { ...plan, digest: 'sha256:0' } },
    { what: 'when it was made', other: { ...plan, createdAt: '2027-01-01T00:00:00.000Z' } },
    { what: 'what made it', other: { ...plan, generator: 'dns-sync 9.9.9' } },
    { what: 'the order of its keys', other: Object.fromEntries(Object.entries(plan).reverse()) },
  ])('a plan keeps its digest when $what is another', ({ other }) => {
    expect(planDigest(other)).toBe(planDigest(plan));
  });

  it.each([
    { what: 'its changes', other: { ...plan, changes: [] } },
    { what: 'its owner', other: { ...plan, owner: 'someone' } },
    { what: 'its basis', other: { ...plan, basis: { ...plan.basis, serial: 8 } } },
    { what: 'its options', other: { ...plan, options: { ...plan.options, hold: true } } },
    { what: 'its format', other: { ...plan, formatVersion: 2 } },
    { what: 'a snapshot beside it', other: { ...plan, snapshot: [] } },
  ])('a plan has another digest when $what is another', ({ other }) => {
    expect(planDigest(other)).not.toBe(planDigest(plan));
  });

  it('is no other when a plan was written and read', () => {
    expect(planDigest(JSON.parse(JSON.stringify(plan)))).toBe(planDigest(plan));
  });
});
