/**
 * Which names to ask now: the whole of rule "each name by its TTL, bounded, failing ones apart".
 *
 * Does no I/O and reads no clock; randomness is an argument. Invariants: a name is waiting or under
 * way, never both; at most `maxInFlight` are under way. Failing names have slots of their own, where
 * they get all the time they need, and nobody starves: half of these go by due time. In slots that no
 * healthy name wants they get quick looks besides, which are given up when they take long and others
 * wait, so that one that lost a packet need not wait behind thousands that are silent.
 */
import { createDueQueue } from './due-queue.ts';
import { answeredDelayMs, failedDelayMs } from './due-time.ts';
import type { Random, RefreshBounds } from './due-time.ts';
import { createFailingNames } from './failing-names.ts';
import type { FailingOrder } from './failing-names.ts';
import { createPatience } from './patience.ts';
import { createShares } from './shares.ts';
import type { SlotKind } from './shares.ts';

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
  /** Names whose last question brought nothing. */
  readonly failing: number;
  /** Of those under way, the ones in slots for failing names; quick looks do not count. */
  readonly failingInFlight: number;
}

/** A set, or a map by name. */
export interface Names {
  readonly size: number;
  has(name: string): boolean;
  keys(): Iterable<string>;
}

export interface Schedule {
  /** Takes over the names to ask, which do not change any more. New ones are due now. O(n). */
  sync(names: Names, nowMs: number): void;
  /** Names to ask now, longest due first. They are under way until `finish`. */
  start(nowMs: number): readonly string[];
  /** The question of a name under way has ended. */
  finish(name: string, result: AskResult, nowMs: number): void;
  /** The name should be asked at `atMs`, or as soon after as its shortest interval and failures allow. */
  hasten(name: string, atMs: number): void;
  /** The process stood still before `nowMs` for so long: no question could be answered meanwhile. */
  stoodStill(forMs: number): void;
  /** Somebody waits for a slot, and a question may have to give up its own. */
  isCrowded(nowMs: number): boolean;
  /** Names that should give up their slots, because others wait and they take unusually long. */
  tooSlow(nowMs: number): readonly string[];
  /** When `start` or `tooSlow` next has something to say; Infinity when only `finish` can change that. */
  nextMs(nowMs: number): number;
  counts(): ScheduleCounts;
  /** Other limits from the next `start` on. */
  limit(limits: ScheduleLimits): void;
}

/** Vain questions in a row. */
interface Misses {
  readonly failed: number;
  /** A question that was cut short proves little: it delays the next quick look only. */
  readonly cutShort: number;
}

const none: Misses = { failed: 0, cutShort: 0 };

const losersToHealthy: readonly SlotKind[] = ['healthy', 'quick-look'];
const losersToLooks: readonly SlotKind[] = ['quick-look'];
const nobody: readonly SlotKind[] = [];

export function createSchedule(firstLimits: ScheduleLimits, random: Random): Schedule {
  let limits = firstLimits;
  let wanted: Names = new Set<string>();
  const healthy = createDueQueue();
  const failing = createFailingNames();
  const shares = createShares(limits.maxInFlight);
  /** Of each name whose last question was in vain; quick looks leave it its place in the line. */
  const misses = new Map<string, Misses>();
  const answeredAt = new Map<string, number>();
  /** Before this a name is not asked again, whatever happens. */
  const earliest = new Map<string, number>();
  /** When an answer is wanted in any case. */
  const appointments = new Map<string, number>();
  /** Of names at which a quick look is taken: since when their turn for a slot of their own is due. */
  const turns = new Map<string, number>();
  const patience = createPatience();

  const forget = (name: string): void => {
    healthy.delete(name);
    failing.delete(name);
    for (const memory of [misses, answeredAt, earliest, appointments, turns]) memory.delete(name);
  };

  /** Failing names and healthy ones in the order they are due; quick looks when there are none. */
  const nextKind = (nowMs: number): SlotKind | undefined => {
    const turn = shares.failingTurn();
    const healthyMs = healthy.firstDueMs();
    const failingMs = shares.mayTake(turn) ? failing.firstDueMs(turn) : Number.POSITIVE_INFINITY;
    if (failingMs <= nowMs && failingMs < healthyMs) return turn;
    if (healthyMs <= nowMs) return 'healthy';
    return failing.firstDueMs('quick-look') <= nowMs ? 'quick-look' : undefined;
  };

  const takeFailing = (order: FailingOrder, nowMs: number): string | undefined => {
    const failingName = failing.take(order, nowMs);
    if (failingName !== undefined && order === 'quick-look') turns.set(failingName.name, failingName.dueAtMs);
    return failingName?.name;
  };

  const startOne = (nowMs: number): string | undefined => {
    const kind = nextKind(nowMs);
    if (kind === undefined || !shares.mayTake(kind)) return undefined;
    const name = kind === 'healthy' ? healthy.takeDue(nowMs) : takeFailing(kind, nowMs);
    if (name !== undefined) shares.take(name, kind, patience.start(nowMs));
    return name;
  };

  const nextAskMs = (name: string, nowMs: number, delayMs: number): number => {
    const appointment = appointments.get(name) ?? Number.NEGATIVE_INFINITY;
    if (appointment > nowMs)
      return Math.min(nowMs + delayMs, Math.max(appointment, nowMs + limits.minRefreshMs));
    appointments.delete(name);
    return nowMs + delayMs;
  };

  const fail = (name: string, dueAtMs: number, lookAtMs: number): void =>
    failing.add({ name, dueAtMs, lookAtMs, answeredAtMs: answeredAt.get(name) ?? Number.NEGATIVE_INFINITY });

  const wait = (name: string, result: AskResult, nowMs: number): void => {
    earliest.set(name, nowMs + limits.minRefreshMs);
    const { failed, cutShort } = misses.get(name) ?? none;
    const turnMs = turns.get(name) ?? nowMs;
    turns.delete(name);
    switch (result.kind) {
      case 'answered':
        misses.delete(name);
        answeredAt.set(name, nowMs);
        healthy.set(name, nextAskMs(name, nowMs, answeredDelayMs(result.ttlSeconds, limits, random)));
        return;
      case 'failed': {
        misses.set(name, { failed: failed + 1, cutShort });
        const dueAtMs = nowMs + failedDelayMs(failed + 1, limits, random);
        fail(name, dueAtMs, dueAtMs);
        return;
      }
      case 'cut-short':
        misses.set(name, { failed, cutShort: cutShort + 1 });
        // The first time nothing is known yet, so asking again at once is not asking twice.
        fail(
          name,
          turnMs,
          failed + cutShort === 0 ? nowMs : nowMs + failedDelayMs(failed + cutShort, limits, random),
        );
        return;
      case 'given-back':
        if (misses.has(name)) fail(name, turnMs, nowMs);
        else healthy.set(name, nowMs);
    }
  };

  /** Whose slots others wait for. Failing names keep theirs, which nobody else may use. */
  const losers = (nowMs: number): readonly SlotKind[] => {
    if (healthy.firstDueMs() <= nowMs && !shares.mayTake('healthy')) return losersToHealthy;
    if (failing.firstDueMs('quick-look') <= nowMs && !shares.mayTake('quick-look')) return losersToLooks;
    return nobody;
  };

  const nextCutMs = (nowMs: number): number => {
    let firstMs = Number.POSITIVE_INFINITY;
    for (const kind of losers(nowMs)) {
      const [start] = shares.holders(kind).values();
      if (start !== undefined) firstMs = Math.min(firstMs, patience.endMs(start));
    }
    return firstMs;
  };

  /** When the first name of its kind is due; Infinity when it is already and waits for a slot. */
  const nextDueMs = (kind: SlotKind, nowMs: number): number => {
    const dueMs = kind === 'healthy' ? healthy.firstDueMs() : failing.firstDueMs(kind);
    return dueMs > nowMs || shares.mayTake(kind) ? dueMs : Number.POSITIVE_INFINITY;
  };

  return {
    sync(names, nowMs) {
      for (const name of wanted.keys()) if (!names.has(name)) forget(name);
      for (const name of names.keys()) {
        if (!wanted.has(name) && !shares.has(name)) healthy.set(name, nowMs);
      }
      wanted = names;
    },
    start(nowMs) {
      const started: string[] = [];
      for (let name = startOne(nowMs); name !== undefined; name = startOne(nowMs)) started.push(name);
      return started;
    },
    finish(name, result, nowMs) {
      const start = shares.release(name);
      if (start === undefined) return;
      if (result.kind === 'answered') patience.observe(start, nowMs);
      if (wanted.has(name)) wait(name, result, nowMs);
    },
    hasten(name, atMs) {
      if (!wanted.has(name)) return;
      appointments.set(name, atMs);
      const dueAtMs = healthy.dueAtMs(name);
      if (dueAtMs !== undefined)
        healthy.set(name, Math.min(dueAtMs, Math.max(atMs, earliest.get(name) ?? atMs)));
    },
    stoodStill: (forMs) => patience.stoodStill(forMs),
    isCrowded: (nowMs) => losers(nowMs).length > 0,
    tooSlow(nowMs) {
      const names: string[] = [];
      for (const kind of losers(nowMs)) {
        for (const [name, start] of shares.holders(kind)) {
          if (patience.endMs(start) > nowMs) break;
          names.push(name);
        }
      }
      return names;
    },
    nextMs: (nowMs) =>
      Math.min(
        nextDueMs('healthy', nowMs),
        nextDueMs(shares.failingTurn(), nowMs),
        nextDueMs('quick-look', nowMs),
        nextCutMs(nowMs),
      ),
    counts: () => ({
      names: wanted.size,
      inFlight: shares.held,
      failing: misses.size,
      failingInFlight: shares.failingHeld,
    }),
    limit(next) {
      limits = next;
      shares.limit(next.maxInFlight);
    },
  };
}
