/**
 * How long until a name is asked again. Pure: randomness is an argument.
 *
 * Never sooner than `minRefreshMs`, never later than `maxRefreshMs`.
 */

export interface RefreshBounds {
  readonly minRefreshMs: number;
  /** At least `minRefreshMs`. */
  readonly maxRefreshMs: number;
}

/** From 0 up to, not including, 1. */
export type Random = () => number;

/** What Prometheus' own dns_sd does, where no TTL is known. */
const hiddenTtlMs = 30_000;

/** Names that were first asked together drift apart by up to this part of their interval. */
const jitter = 0.1;

const clamp = (value: number, bounds: RefreshBounds): number =>
  Math.min(bounds.maxRefreshMs, Math.max(bounds.minRefreshMs, value));

/**
 * The wait after an answer, by its TTL (seconds; `null` when the resolver hides it).
 *
 * The jitter comes after the TTL's end where the bounds leave room, because a caching resolver
 * would give the same old answer before it.
 */
export function answeredDelayMs(ttlSeconds: number | null, bounds: RefreshBounds, random: Random): number {
  const interval = clamp(ttlSeconds === null ? hiddenTtlMs : ttlSeconds * 1000, bounds);
  const spread = interval * jitter;
  const earliest = Math.min(interval, bounds.maxRefreshMs - spread);
  return clamp(earliest + spread * random(), bounds);
}

/**
 * The wait after the `failures`th failure in a row: doubling from the shortest interval.
 *
 * It ends at the longest interval, so that a name that recovers is noticed as soon as a change of a
 * healthy one would be. Half of each wait is random: names that fail together should not come back
 * together.
 */
export function failedDelayMs(failures: number, bounds: RefreshBounds, random: Random): number {
  const doublings = Math.min(Math.max(failures, 1) - 1, 30);
  const longest = clamp(bounds.minRefreshMs * 2 ** doublings, bounds);
  return clamp(longest * (0.5 + 0.5 * random()), bounds);
}
