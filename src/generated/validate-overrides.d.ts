// Made from schemas/ by scripts/generate-validators.mjs. Do not edit.
import type { Validate } from '../files/schema-problems.ts';

/** Whether the data fits the schema; the errors of the last call are in `errors`. */
export declare const validateOverrides: Validate;
