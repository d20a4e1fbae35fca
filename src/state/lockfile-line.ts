import type { Attributes, ClaimClass } from '../core/claim.ts';
import type { AppliedValue, RememberedClaim } from '../core/memory.ts';

/** The only format version there is, of lockfiles. */
export const lockfileVersion = 1;

/** A line of `snapshot` in a lockfile or plan file, without `applied`: a claim, with what is usual left out. */
export interface SnapshotLine extends Omit<RememberedClaim, 'class' | 'created' | 'standing'> {
  /** Absent: `label`. */
  readonly class?: ClaimClass;
  /** RFC 3339, whole seconds, UTC. */
  readonly created: string;
  /** Absent: true. */
  readonly standing?: boolean;
}

/** A line of a lockfile's `snapshot`. */
export interface LockfileSnapshotLine extends SnapshotLine {
  /** Providers to which exactly this was last written. */
  readonly applied?: readonly string[];
}

/** A line of a lockfile's `applied`: a value for which no line of the snapshot stands. */
export interface AppliedLine {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly ttl: number;
  /** RFC 3339, whole seconds, UTC. */
  readonly created: string;
  /** Absent: false. */
  readonly force?: boolean;
  readonly attributes?: Attributes;
  readonly sources: readonly string[];
}

/** A claim as the line that stands for it. Members stand in this order. */
export function toSnapshotLine(claim: RememberedClaim): SnapshotLine {
  const { name, type, value, ttl, source, class: kind, grammar, origins, created, container, providers } = claim;
  const { force, priority, adopt, policy, attributes, add, takeover, share, allow, comment, standing, rewritten } =
    claim;
  return {
    name,
    type,
    value,
    ...(ttl !== undefined && { ttl }),
    source,
    ...(kind !== 'label' && { class: kind }),
    ...(grammar !== undefined && { grammar }),
    origins,
    created: timeText(created),
    ...(container !== undefined && { container: { id: container.id, name: container.name } }),
    ...(providers !== undefined && { providers }),
    ...(force !== undefined && { force }),
    ...(priority !== undefined && { priority }),
    ...(adopt !== undefined && { adopt }),
    ...(policy !== undefined && { policy }),
    ...(attributes !== undefined && { attributes: sortedMembers(attributes) }),
    ...(add !== undefined && { add }),
    ...(takeover !== undefined && { takeover }),
    ...(share !== undefined && { share }),
    ...(allow !== undefined && { allow }),
    ...(comment !== undefined && { comment }),
    ...(!standing && { standing }),
    ...(rewritten !== undefined && { rewritten }),
  };
}

/** The claim a line stands for. Written out, because taking members off an object costs more than parsing it. */
export function fromSnapshotLine(line: LockfileSnapshotLine): RememberedClaim {
  const {
    name,
    type,
    value,
    ttl,
    source,
    class: kind = 'label',
    grammar,
    origins,
    created,
    container,
    providers,
  } = line;
  const { force, priority, adopt, policy, attributes, add, takeover, share, allow, comment, rewritten } = line;
  return {
    name,
    type,
    value,
    source,
    class: kind,
    origins,
    created: secondsOf(created),
    standing: line.standing ?? true,
    ...(ttl !== undefined && { ttl }),
    ...(grammar !== undefined && { grammar }),
    ...(container !== undefined && { container }),
    ...(providers !== undefined && { providers }),
    ...(force !== undefined && { force }),
    ...(priority !== undefined && { priority }),
    ...(adopt !== undefined && { adopt }),
    ...(policy !== undefined && { policy }),
    ...(attributes !== undefined && { attributes }),
    ...(add !== undefined && { add }),
    ...(takeover !== undefined && { takeover }),
    ...(share !== undefined && { share }),
    ...(allow !== undefined && { allow }),
    ...(comment !== undefined && { comment }),
    ...(rewritten !== undefined && { rewritten }),
  };
}

/** One of our values as the line that stands for it. */
export function toAppliedLine(applied: AppliedValue): AppliedLine {
  const { name, type, value, ttl, created, force, attributes, sources } = applied;
  return {
    name,
    type,
    value,
    ttl,
    created: timeText(created),
    ...(force && { force }),
    ...(attributes !== undefined && { attributes: sortedMembers(attributes) }),
    sources,
  };
}

/** The value a line of `applied` stands for. */
export function fromAppliedLine(line: AppliedLine): AppliedValue {
  const { force = false, created, ...rest } = line;
  return { ...rest, created: secondsOf(created), force };
}

/** Attributes in one order, so that the same ones give the same text. */
export function sortedMembers(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.keys(attributes)
      .sort()
      .map((key) => [key, attributes[key] ?? '']),
  );
}

/** Unix seconds as RFC 3339. */
function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}
