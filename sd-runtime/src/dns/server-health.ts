/**
 * Which servers have been bad lately, so that questions go to good ones first.
 *
 * A server is bad after several failures without a success between: one name may fail on a good
 * server. A bad one is asked last, but gets one question now and then to show that it is back.
 */

const failuresToBeBad = 3;
const firstBadMs = 5000;
const longestBadMs = 60_000;

export interface ServerHealth {
  /** Returns whether it was bad until now. */
  succeeded(): boolean;
  /** Returns whether it is bad from now on. */
  failed(nowMs: number): boolean;
  /** True while it is bad. One caller per period gets false, as a probe. */
  isBad(nowMs: number): boolean;
}

export function createServerHealth(): ServerHealth {
  let failures = 0;
  let badUntilMs = -Infinity;
  return {
    succeeded: () => {
      const wasBad = failures >= failuresToBeBad;
      failures = 0;
      return wasBad;
    },
    failed: (nowMs) => {
      failures += 1;
      if (failures < failuresToBeBad) return false;
      const period = Math.min(firstBadMs * 2 ** (failures - failuresToBeBad), longestBadMs);
      badUntilMs = Math.max(badUntilMs, nowMs + period);
      return failures === failuresToBeBad;
    },
    isBad: (nowMs) => {
      if (failures < failuresToBeBad) return false;
      if (nowMs < badUntilMs) return true;
      badUntilMs = nowMs + firstBadMs;
      return false;
    },
  };
}
