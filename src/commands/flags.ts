import * as Flags from '@oclif/core/flags';

/** Flags of every command (DESIGN.md §6). */
export const commonFlags = {
  config: Flags.string({
    helpGroup: 'GLOBAL',
    helpValue: 'FILE',
    description: 'configuration file [default: dns-sync.yaml]',
  }),
  json: Flags.boolean({ helpGroup: 'GLOBAL', description: 'print the result as JSON on standard output' }),
  color: Flags.boolean({
    helpGroup: 'GLOBAL',
    allowNo: true,
    description: 'colours, or none [default: on a terminal without NO_COLOR]',
  }),
  quiet: Flags.boolean({ helpGroup: 'GLOBAL', description: 'print errors only' }),
  'log-level': Flags.string({
    helpGroup: 'GLOBAL',
    options: ['debug', 'info', 'warn', 'error'],
    description: 'what is logged on standard error [default: info, or DNS_SYNC_LOG_LEVEL]',
  }),
  'log-format': Flags.string({
    helpGroup: 'GLOBAL',
    options: ['text', 'json'],
    default: 'text',
    description: 'how it is logged',
  }),
};

const names = { multiple: true as const, multipleNonGreedy: true, delimiter: ',' as const };

/** Flags that lift a guard for one run (semantics 5). */
export const allowFlags = {
  'allow-deletes': Flags.integer({
    helpGroup: 'GUARDS',
    helpValue: 'N',
    min: 0,
    description: 'delete up to N record sets at a provider',
  }),
  'allow-delete-percent': Flags.integer({
    helpGroup: 'GUARDS',
    helpValue: 'N',
    min: 0,
    max: 100,
    description: 'delete up to N % of our sets',
  }),
  'allow-changes': Flags.integer({
    helpGroup: 'GUARDS',
    helpValue: 'N',
    min: 0,
    description: 'update or delete up to N record sets',
  }),
  'allow-update-percent': Flags.integer({
    helpGroup: 'GUARDS',
    helpValue: 'N',
    min: 0,
    max: 100,
    description: 'update up to N % of our sets',
  }),
  'allow-empty': Flags.string({
    helpGroup: 'GUARDS',
    helpValue: 'SOURCE',
    ...names,
    description: 'this source may have become empty',
  }),
  'allow-unremembered': Flags.boolean({
    helpGroup: 'GUARDS',
    description: 'delete although no lockfile remembers what it was',
  }),
  'allow-apex': Flags.boolean({ helpGroup: 'GUARDS', description: "change NS, SOA or MX at a zone's own name" }),
};

/** Flags that say what a plan is made of. */
export const planFlags = {
  provider: Flags.string({ helpValue: 'NAME', ...names, description: 'only these providers' }),
  only: Flags.string({ helpValue: 'NAME', ...names, description: 'only these names; globs, as in overrides' }),
  hold: Flags.boolean({ description: 'go on without the names in doubt: they are held, everything else is planned' }),
  adopt: Flags.string({
    helpValue: 'NAME',
    ...names,
    description: 'make hand-made records at these names ours; globs',
  }),
  locked: Flags.boolean({ description: "take live Docker sources from the lockfile's snapshot" }),
  'locked-source': Flags.string({
    helpValue: 'NAME',
    ...names,
    description: 'take these sources from the snapshot too',
  }),
};

/** Flags that say what becomes of a plan that is made. */
export const outFlags = {
  out: Flags.string({ helpValue: 'FILE', description: 'save the plan, to be reviewed and applied as it is' }),
  format: Flags.string({
    options: ['text', 'json'],
    default: 'text',
    description: 'how the plan is shown; --json is --format json',
  }),
  'detailed-exitcode': Flags.boolean({ description: 'exit 2 when there are changes' }),
};

/** `--lock-timeout`. */
export const lockFlags = {
  'lock-timeout': Flags.string({
    helpValue: 'TIME',
    default: '60s',
    description: 'how long to wait for others, such as 90s or 5m',
  }),
};
