/**
 * Notices when someone sets the wall clock: nothing here follows it, but certificates, tokens and whoever
 * compares timestamps do.
 */
import type { Clock } from '../ports.ts';

/** Clocks that are only disciplined move by less between two looks. */
const leastJumpMs = 5_000;

/** Returns how to look; `onSet` gets by how many milliseconds the clock went forward, or back below 0. */
export function createWallWatch(
  { nowMs, wallMs }: Pick<Clock, 'nowMs' | 'wallMs'>,
  onSet: (byMs: number) => void,
): () => void {
  let offsetMs = wallMs() - nowMs();
  return () => {
    const latestMs = wallMs() - nowMs();
    const byMs = latestMs - offsetMs;
    offsetMs = latestMs;
    if (Math.abs(byMs) >= leastJumpMs) onSet(byMs);
  };
}
