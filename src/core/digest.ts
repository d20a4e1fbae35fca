import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Plan } from './plan.ts';

/** Members of a plan that its digest leaves out, because they say nothing about what it does. */
const undigested = new Set(['digest', 'createdAt', 'generator']);

/** `sha256:` and the hexadecimal hash of a text's UTF-8 bytes. */
export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** The digest of a plan or plan file: SHA-256 over its canonical JSON but for `digest`, `createdAt` and `generator` (DESIGN.md §4). */
export function planDigest(plan: object): string {
  return sha256(canonicalJson(Object.fromEntries(Object.entries(plan).filter(([key]) => !undigested.has(key)))));
}

/** A plan with its digest, which is made when somebody asks for it: most plans are only shown. */
export function digested(body: Omit<Plan, 'digest'>): Plan {
  let digest: string | undefined;
  return {
    ...body,
    get digest() {
      digest ??= planDigest(body);
      return digest;
    },
  };
}
