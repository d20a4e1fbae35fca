import type { BorderRule } from './rule.ts';

const border = (id: string): BorderRule => ({ id, severity: 'error', fixed: true, scope: 'border' });

/** What `readName` and the record types refuse: such a text never becomes a claim. */
export const borderRules: readonly BorderRule[] = [
  'name-empty',
  'name-at',
  'name-syntax',
  'name-idna',
  'name-too-long',
  'label-empty',
  'label-too-long',
  'a-syntax',
  'aaaa-syntax',
  'address-family',
  'caa-syntax',
  'mx-syntax',
  'srv-syntax',
  'sshfp-syntax',
  'svcb-syntax',
  'target-syntax',
  'tlsa-syntax',
  'txt-too-long',
].map(border);

/** No value twice within one list, in whatever spelling; seen by whoever reads the list. */
export const duplicateValue: BorderRule = { id: 'duplicate-value', severity: 'warning', fixed: false, scope: 'border' };
