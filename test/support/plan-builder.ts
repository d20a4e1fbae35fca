import type { Attributes } from '../../src/core/claim.ts';
import type {
  Change,
  CreateChange,
  DeleteChange,
  Held,
  HeldReason,
  Plan,
  PlanOptions,
  PlanSummary,
  SetState,
  UpdateChange,
} from '../../src/core/plan.ts';
import type { OwnerMark } from '../../src/core/provider-model.ts';

/** The owner of every plan built here. */
export const owner = 'homeserver';

interface SetOptions {
  readonly ttl?: number;
  /** Owner by value; null: nobody's. Values that are not named are ours. */
  readonly owners?: Readonly<Record<string, string | null>>;
  /** Values of ours that are forced. */
  readonly forced?: readonly string[];
  readonly attributes?: Attributes;
}

/** A record set; its values are ours unless told. */
export function aSet(values: readonly string[], options: SetOptions = {}): SetState {
  const { ttl = 300, owners = {}, forced = [], attributes } = options;
  const marks = values.flatMap((value): [string, OwnerMark][] => {
    const by = Object.hasOwn(owners, value) ? owners[value] : owner;
    return by === null || by === undefined
      ? []
      : [[value, { owner: by, created: '2026-11-20T11:00:00Z', force: forced.includes(value) }]];
  });
  const state = { ttl, values: [...values].sort(), owners: Object.fromEntries(marks) };
  return attributes === undefined ? state : { ...state, attributes };
}

type ChangeOptions = Partial<Pick<Change, 'provider' | 'origins' | 'evicts' | 'adopts'>>;

const home = { provider: 'home', origins: ['docker:home/web label dns.host'] };

/** A set of ours that is not there yet. */
export function create(
  name: string,
  type: string,
  after: SetState,
  options: ChangeOptions & Partial<Pick<CreateChange, 'before'>> = {},
): CreateChange {
  return { ...home, before: null, ...options, action: 'create', name, type, after };
}

/** A set in which we stay. */
export function update(
  name: string,
  type: string,
  before: SetState,
  after: SetState,
  options: ChangeOptions = {},
): UpdateChange {
  return { ...home, ...options, action: 'update', name, type, before, after };
}

/** A set that we leave; nobody claims it any more. */
export function remove(
  name: string,
  type: string,
  before: SetState,
  options: ChangeOptions & Partial<Pick<DeleteChange, 'after'>> = {},
): DeleteChange {
  return { ...home, origins: [], after: null, ...options, action: 'delete', name, type, before };
}

/** A difference that is left alone. */
export function held(reason: HeldReason, detail: string, options: Partial<Held> = {}): Held {
  return { provider: 'home', name: 'app.example.com', type: 'A', values: ['192.168.1.10'], ...options, reason, detail };
}

type PlanParts = Partial<Pick<Plan, 'changes' | 'held' | 'conflicts' | 'guards' | 'diagnostics' | 'incomplete'>> & {
  readonly unchanged?: number;
  readonly options?: Partial<PlanOptions>;
};

function summaryOf(parts: PlanParts): PlanSummary {
  const { changes = [], unchanged = 40, held: left = [] } = parts;
  const count = (action: Change['action']): number => changes.filter((change) => change.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    delete: count('delete'),
    unchanged,
    held: left.length,
    evict: changes.reduce((sum, change) => sum + (change.evicts?.length ?? 0), 0),
  };
}

/** A whole plan around its parts, with the summary that belongs to them. */
export function aPlan(parts: PlanParts = {}): Plan {
  return {
    formatVersion: 1,
    generator: 'dns-sync 0.1.0',
    createdAt: '2026-11-20T12:00:00.000Z',
    digest: `sha256:${'0'.repeat(64)}`,
    owner,
    basis: { lineage: null, serial: 7, lockfile: null, config: `sha256:${'1'.repeat(64)}`, providers: {} },
    options: { hold: false, allow: {}, adopt: [], only: [], provider: [], ...parts.options },
    changes: parts.changes ?? [],
    held: parts.held ?? [],
    conflicts: parts.conflicts ?? [],
    guards: parts.guards ?? [],
    diagnostics: parts.diagnostics ?? [],
    incomplete: parts.incomplete ?? [],
    summary: summaryOf(parts),
  };
}
