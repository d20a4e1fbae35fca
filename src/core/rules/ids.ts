import { rules } from './index.ts';

/** Every rule id, and whether it can be configured. */
export const ruleIds: Readonly<Record<string, { readonly fixed: boolean }>> = Object.fromEntries(
  rules.map(({ id, fixed }) => [id, { fixed }]),
);
