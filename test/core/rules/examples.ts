import type { World } from '../../support/plan-input.ts';
import type { Differences } from './context.ts';

/** What makes one rule speak: claims on their way to a provider of example.com and all else, or a world of its own. */
export type Example = readonly Differences[] | World;

/** An example for each rule, by id. */
export type Examples = Readonly<Record<string, Example>>;
