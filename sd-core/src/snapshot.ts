/**
 * What adapters publish. Immutable; made by `step` alone.
 */

/** Prometheus' target group: `host:port` addresses that share their labels. */
export interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** A group with its canonical JSON. The same object comes back while nothing in it changes. */
export interface PublishedGroup extends TargetGroup {
  readonly pool: string;
  /** Canonical JSON of `{"targets":…,"labels":…}`, one line, no newline. */
  readonly json: string;
}

/** The mark of `step`'s snapshots: a hand-made one could be partial. Private to the core. */
export const madeByStep: unique symbol = Symbol('made by step');

interface MadeByStep {
  readonly [madeByStep]: true;
}

/** Nothing may be published yet; it says what is missing. */
export interface WaitingSnapshot extends MadeByStep {
  readonly kind: 'waiting';
  /** True when no pool list has been read yet. */
  readonly listUnknown: boolean;
  /** Pools without an answer, in code-unit order. */
  readonly unknownPools: readonly string[];
  /** True when everything answered but the result is empty and waits for confirmation. */
  readonly emptyUnconfirmed: boolean;
}

/** The answer to give. */
export interface ReadySnapshot extends MadeByStep {
  readonly kind: 'ready';
  /** By pool name, then node, in code-unit order. No group is empty; no target is in two groups. */
  readonly groups: readonly PublishedGroup[];
  /** Every listed pool has answered at least once. */
  readonly complete: boolean;
  /** Listed pools that never answered, in code-unit order. */
  readonly unknownPools: readonly string[];
  /** Names of all known pools, also those without targets, in code-unit order. */
  readonly pools: readonly string[];
  readonly targetCount: number;
  /** When the newest authoritative answer (list or pool) was observed. */
  readonly confirmedAtMs: number;
}

/** Nothing at all has been confirmed for `maxAgeMs`: say so, so that scrapers keep their own list. */
export interface ExpiredSnapshot extends MadeByStep {
  readonly kind: 'expired';
  readonly confirmedAtMs: number;
}

export type Snapshot = WaitingSnapshot | ReadySnapshot | ExpiredSnapshot;
