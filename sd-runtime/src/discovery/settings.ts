/**
 * What discovery can be told, and what it does where it is not told.
 */
import { defaultPolicy } from '@spcs-sd/core';
import type { Policy } from '@spcs-sd/core';

import type { Clock, PoolSource, SrvLookup } from '../ports.ts';
import type { Random } from '../refresh/due-time.ts';
import type { QuestionSettings } from '../refresh/lookups.ts';
import type { ScheduleLimits } from '../refresh/schedule.ts';
import type { StateSettings } from '../state/state-keeper.ts';

export interface DiscoverOptions {
  /** Discovery owns its watch, not the object: the same one may be given again. */
  readonly source: PoolSource;
  /** Discovery closes it at the end, or when another takes its place. */
  readonly lookup: SrvLookup;
  /** Default: that of the configuration file, `defaultPolicy`. */
  readonly policy?: Policy;
  /** Default: SRV first, port 9001 for addresses, IP addresses as targets. */
  readonly question?: Partial<QuestionSettings>;
  /** Default: each name every 15 to 60 s, 256 at once. */
  readonly limits?: Partial<ScheduleLimits>;
  /** Default: nothing is kept over restarts. */
  readonly state?: StateSettings;
  /** For tests. */
  readonly clock?: Clock;
  /** For tests. */
  readonly random?: Random;
}

/** What may change while it runs; the rest is fixed at the start. */
export type ReloadOptions = Omit<DiscoverOptions, 'state' | 'clock' | 'random'> & {
  /** Of the new configuration; for the state that is saved from now on. */
  readonly fingerprint?: string;
};

export interface Settings {
  readonly source: PoolSource;
  readonly lookup: SrvLookup;
  readonly policy: Policy;
  readonly question: QuestionSettings;
  readonly limits: ScheduleLimits;
}

const defaultQuestion: QuestionSettings = { recordType: 'auto', port: 9001, address: 'ip' };
const defaultLimits: ScheduleLimits = { minRefreshMs: 15_000, maxRefreshMs: 60_000, maxInFlight: 256 };

/** Throws a RangeError for limits that no schedule can keep. */
export function settingsOf(options: ReloadOptions): Settings {
  const limits = { ...defaultLimits, ...options.limits };
  const { minRefreshMs, maxRefreshMs, maxInFlight } = limits;
  if (!(minRefreshMs > 0))
    throw new RangeError(`limits.minRefreshMs: expected over 0, found ${minRefreshMs}`);
  if (!(maxRefreshMs >= minRefreshMs)) {
    throw new RangeError(
      `limits.maxRefreshMs: expected at least minRefreshMs (${minRefreshMs}), found ${maxRefreshMs}`,
    );
  }
  if (!Number.isSafeInteger(maxInFlight) || maxInFlight < 1) {
    throw new RangeError(`limits.maxInFlight: expected a whole number, 1 or more, found ${maxInFlight}`);
  }
  return {
    source: options.source,
    lookup: options.lookup,
    policy: options.policy ?? defaultPolicy,
    question: { ...defaultQuestion, ...options.question },
    limits,
  };
}
