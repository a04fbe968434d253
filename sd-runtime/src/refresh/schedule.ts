/**
 * Which names to ask now: the whole of rule "each name by its TTL, bounded, failing ones apart".
 *
 * Does no I/O and reads no clock; randomness is an argument. Invariants: a name is waiting or under
 * way, never both; at most `maxInFlight` are under way, and of those that failed last time at most
 * a quarter (but one, where a quarter is less than one).
 */
import { createDueQueue } from './due-queue.ts';
import { answeredDelayMs, failedDelayMs } from './due-time.ts';
import type { Random, RefreshBounds } from './due-time.ts';
import { createPatience } from './patience.ts';

export interface ScheduleLimits extends RefreshBounds {
  /** At least 1. */
  readonly maxInFlight: number;
}

/**
 * What became of a question. `cut-short`: it took too long and gave up its slot before anything was
 * known. `given-back`: it was stopped through no fault of its own.
 */
export type AskResult =
  | { readonly kind: 'answered'; readonly ttlSeconds: number | null }
  | { readonly kind: 'failed' }
  | { readonly kind: 'cut-short' }
  | { readonly kind: 'given-back' };

export interface ScheduleCounts {
  readonly names: number;
  readonly inFlight: number;
  readonly failing: number;
  readonly failingInFlight: number;
}

export interface Schedule {
  /** Takes over the names to ask. New ones are due now. O(n). */
  sync(names: ReadonlySet<string>, nowMs: number): void;
  /** Names to ask now, longest due first. They are under way until `finish`. */
  start(nowMs: number): readonly string[];
  /** The question of a name under way has ended. */
  finish(name: string, result: AskResult, nowMs: number): void;
  /** The name should be asked at `atMs`, or as soon after as its shortest interval and failures allow. */
  hasten(name: string, atMs: number): void;
  /** Names that should give up their slots, because others wait and they take unusually long. */
  tooSlow(nowMs: number): readonly string[];
  /** When `start` or `tooSlow` next has something to say; Infinity when only `finish` can change that. */
  nextMs(nowMs: number): number;
  counts(): ScheduleCounts;
  /** Other limits from the next `start` on. */
  limit(limits: ScheduleLimits): void;
}

interface UnderWay {
  readonly startedMs: number;
  readonly failing: boolean;
}

export function createSchedule(firstLimits: ScheduleLimits, random: Random): Schedule {
  let limits = firstLimits;
  let wanted: ReadonlySet<string> = new Set();
  const healthy = createDueQueue();
  const failing = createDueQueue();
  /** In the order they were started. */
  const underWay = new Map<string, UnderWay>();
  let failingUnderWay = 0;
  /** Failures in a row; 0 for a name that was cut short and has not had its time yet. */
  const failures = new Map<string, number>();
  /** Before this a name is not asked again, whatever happens. */
  const earliest = new Map<string, number>();
  /** When an answer is wanted in any case. */
  const appointments = new Map<string, number>();
  const patience = createPatience();

  const failingSlots = (): number => Math.max(1, Math.floor(limits.maxInFlight / 4));
  const mayStart = (): boolean => underWay.size < limits.maxInFlight;
  const failingMayStart = (): boolean => failingUnderWay < failingSlots();

  const forget = (name: string): void => {
    healthy.delete(name);
    failing.delete(name);
    failures.delete(name);
    earliest.delete(name);
    appointments.delete(name);
  };

  /** The queue whose first name may start and is due first. */
  const nextQueue = (): typeof healthy =>
    failingMayStart() && failing.firstDueMs() < healthy.firstDueMs() ? failing : healthy;

  const startOne = (nowMs: number): string | undefined => {
    const queue = nextQueue();
    const name = mayStart() ? queue.takeDue(nowMs) : undefined;
    if (name === undefined) return undefined;
    underWay.set(name, { startedMs: nowMs, failing: queue === failing });
    if (queue === failing) failingUnderWay++;
    return name;
  };

  const nextAskMs = (name: string, nowMs: number, delayMs: number): number => {
    const appointment = appointments.get(name) ?? Number.NEGATIVE_INFINITY;
    if (appointment > nowMs)
      return Math.min(nowMs + delayMs, Math.max(appointment, nowMs + limits.minRefreshMs));
    appointments.delete(name);
    return nowMs + delayMs;
  };

  const wait = (name: string, result: AskResult, nowMs: number): void => {
    earliest.set(name, nowMs + limits.minRefreshMs);
    switch (result.kind) {
      case 'answered':
        failures.delete(name);
        healthy.set(name, nextAskMs(name, nowMs, answeredDelayMs(result.ttlSeconds, limits, random)));
        return;
      case 'failed': {
        const count = (failures.get(name) ?? 0) + 1;
        failures.set(name, count);
        failing.set(name, nowMs + failedDelayMs(count, limits, random));
        return;
      }
      case 'cut-short':
        // Nothing came of the question, so asking again at once is not asking twice.
        failures.set(name, failures.get(name) ?? 0);
        failing.set(name, nowMs);
        return;
      case 'given-back':
        (failures.has(name) ? failing : healthy).set(name, nowMs);
    }
  };

  /** Names with a slot that they may lose: failing ones keep theirs, which nobody else may use. */
  const oldestUnderWay = (): readonly [string, UnderWay] | undefined => {
    for (const entry of underWay) if (!entry[1].failing) return entry;
    return undefined;
  };

  const nextCutMs = (): number => {
    const oldest = oldestUnderWay();
    return oldest === undefined ? Number.POSITIVE_INFINITY : oldest[1].startedMs + patience.currentMs();
  };

  return {
    sync(names, nowMs) {
      for (const name of wanted) if (!names.has(name)) forget(name);
      for (const name of names) {
        if (!wanted.has(name) && !underWay.has(name)) healthy.set(name, nowMs);
      }
      wanted = names;
    },
    start(nowMs) {
      const started: string[] = [];
      for (let name = startOne(nowMs); name !== undefined; name = startOne(nowMs)) started.push(name);
      return started;
    },
    finish(name, result, nowMs) {
      const asked = underWay.get(name);
      if (asked === undefined) return;
      underWay.delete(name);
      if (asked.failing) failingUnderWay--;
      if (result.kind === 'answered') patience.observe(nowMs - asked.startedMs);
      if (wanted.has(name)) wait(name, result, nowMs);
    },
    hasten(name, atMs) {
      if (!wanted.has(name)) return;
      appointments.set(name, atMs);
      const dueAtMs = healthy.dueAtMs(name);
      if (dueAtMs !== undefined)
        healthy.set(name, Math.min(dueAtMs, Math.max(atMs, earliest.get(name) ?? atMs)));
    },
    tooSlow(nowMs) {
      if (mayStart() || healthy.firstDueMs() > nowMs) return [];
      const names: string[] = [];
      for (const [name, asked] of underWay) {
        if (nowMs - asked.startedMs < patience.currentMs()) break;
        if (!asked.failing) names.push(name);
      }
      return names;
    },
    nextMs(nowMs) {
      if (mayStart()) return nextQueue().firstDueMs();
      return healthy.firstDueMs() <= nowMs ? nextCutMs() : healthy.firstDueMs();
    },
    counts: () => ({
      names: wanted.size,
      inFlight: underWay.size,
      failing: failures.size,
      failingInFlight: failingUnderWay,
    }),
    limit(next) {
      limits = next;
    },
  };
}
