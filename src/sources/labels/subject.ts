import type { Place } from '../../core/diagnostic.ts';

/** One label, as text, with the place where it is written. Keys of one subject differ. */
export interface Label {
  readonly key: string;
  readonly value: string;
  /** A function, because positions in a large file cost more than reading it. */
  readonly at?: () => Place | undefined;
}

/** Where the address of a claim without a value comes from (semantics 2). */
export type Addressing = 'host' | 'container' | { readonly network: string };

/** A network that the container is attached to, with its addresses there, in any spelling. */
export interface Network {
  /** Every name it may be called by, the one for messages first; never empty. */
  readonly names: readonly string[];
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

/** What carries labels: a container, a service, or a service of a compose file, with all a grammar may need to know of it. */
export interface LabelSubject {
  /** Name of the source. */
  readonly source: string;
  /** Beginning of every origin: `docker:home/web`, `docker:home/service:web`, `stacks/web/compose.yaml#web`. */
  readonly prefix: string;
  readonly labels: readonly Label[];
  /** When it was created, Unix seconds. */
  readonly created?: number;
  readonly container?: { readonly id: string; readonly name: string };
  /** The source's `address:`. */
  readonly addressing: Addressing;
  /** `defaults.ipv4` and `defaults.ipv6`. */
  readonly host: { readonly ipv4?: string; readonly ipv6?: string };
  readonly networks: readonly Network[];
  /** It shares the host's network, so that its own addresses are the host's. */
  readonly hostNetwork: boolean;
  /** Names of the configured providers. */
  readonly providers: readonly string[];
  /** The source's `requireEnable:`: only what carries `dns.enable=true` counts. */
  readonly requireEnable: boolean;
}

/** The origin of what a label says (labels 1.8). */
export function originOf(subject: Pick<LabelSubject, 'prefix'>, key: string): string {
  return `${subject.prefix} label ${key}`;
}
