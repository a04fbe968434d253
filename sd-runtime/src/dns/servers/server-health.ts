/**
 * Which servers have been bad lately, so that questions go to good ones first.
 *
 * A server is bad after several failures without a success between: one name may fail on a good
 * server. A bad one is asked last, but gets one question now and then to show that it is back: the more of
 * these in a row fail, the rarer they are. How many others fail with it means nothing.
 */

const failuresToBeBad = 3;
/** Before it is told that a bad one is good again: a server that fails for some names has successes, too. */
const successesToBeBack = 3;
const firstBadMs = 5000;
const longestBadMs = 60_000;

export interface ServerHealth {
  /** Returns whether it is to be told that it is good again. */
  succeeded(): boolean;
  /** Returns whether it is to be told that it is bad. */
  failed(nowMs: number): boolean;
  /** True while it is bad. One caller per period gets false, as a probe. */
  isBad(nowMs: number): boolean;
}

export function createServerHealth(): ServerHealth {
  let failures = 0;
  let successes = 0;
  let isToldBad = false;
  let periods = 0;
  let isProbed = false;
  let badUntilMs = -Infinity;
  return {
    succeeded: () => {
      failures = 0;
      periods = 0;
      isProbed = false;
      successes += 1;
      const isBack = isToldBad && successes === successesToBeBack;
      if (isBack) isToldBad = false;
      return isBack;
    },
    failed: (nowMs) => {
      failures += 1;
      successes = 0;
      if (failures < failuresToBeBad) return false;
      if (periods === 0 || isProbed) {
        badUntilMs = nowMs + Math.min(firstBadMs * 2 ** periods, longestBadMs);
        periods += 1;
        isProbed = false;
      }
      const isNews = !isToldBad;
      isToldBad = true;
      return isNews;
    },
    isBad: (nowMs) => {
      if (failures < failuresToBeBad) return false;
      if (nowMs < badUntilMs) return true;
      badUntilMs = nowMs + firstBadMs;
      isProbed = true;
      return false;
    },
  };
}
