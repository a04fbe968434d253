/**
 * Keeps every name's answer fresh: starts the questions that the schedule says are due, and hands
 * on what they bring.
 *
 * Owns the schedule, the questions under way and one timer.
 */
import type { PoolOutcome, PoolToAsk } from '@spcs-sd/core';

import type { Emit } from '../event.ts';
import type { Clock, LookupQuestion, SrvLookup } from '../ports.ts';
import { ask, type Asking } from './asker.ts';
import type { Random } from './due-time.ts';
import { learned, namesToAsk } from './names.ts';
import type { NameToAsk } from './names.ts';
import { createSchedule } from './schedule.ts';
import type { AskResult, ScheduleCounts, ScheduleLimits } from './schedule.ts';
import { createSignals } from './signals.ts';

/** The same for every name. */
export type QuestionSettings = Pick<LookupQuestion, 'recordType' | 'port' | 'address'>;

export interface LookupSettings {
  readonly lookup: SrvLookup;
  readonly question: QuestionSettings;
  readonly limits: ScheduleLimits;
}

export interface LookupsContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly emit: Emit;
  readonly needsTcp: (pool: string, outcome: PoolOutcome) => boolean;
  readonly onOutcome: (pools: readonly string[], outcome: PoolOutcome) => void;
  /** Nothing is under way and nothing is due. */
  readonly onIdle: () => void;
}

export interface Lookups {
  /** Takes over the pools to ask; cheap when it is the same array. */
  sync(asks: readonly PoolToAsk[]): void;
  /** These should be asked at `atMs` if they would be later. */
  hasten(endpoints: Iterable<string>, atMs: number): void;
  /** Questions under way are given up and asked again with the new settings. Closes the old lookup. */
  reload(settings: LookupSettings): void;
  isIdle(): boolean;
  counts(): ScheduleCounts;
  stop(): void;
}

type GivenUp = 'too-slow' | 'reload' | 'stop';

interface UnderWay {
  readonly asking: Asking;
  /** Why it was given up; undefined while it was not. */
  why: GivenUp | undefined;
}

/** While slow questions may lose their slots the timer calls at least this often, to notice standstills. */
const heartbeatMs = 100;

export function createLookups(firstSettings: LookupSettings, context: LookupsContext): Lookups {
  const { clock, emit } = context;
  const schedule = createSchedule(firstSettings.limits, context.random);
  const signals = createSignals();
  const underWay = new Map<string, UnderWay>();
  let settings = firstSettings;
  let asks: readonly PoolToAsk[] = [];
  let names: ReadonlyMap<string, NameToAsk> = new Map();
  let cancelTimer = (): void => undefined;
  /** When the timer should call; Infinity when there is none. */
  let wakeAtMs = Number.POSITIVE_INFINITY;
  let stopped = false;
  let willPump = false;

  const isIdle = (): boolean => underWay.size === 0 && schedule.nextMs(clock.nowMs()) > clock.nowMs();

  const run = async (endpoint: string, name: NameToAsk): Promise<void> => {
    const startedMs = clock.nowMs();
    const { recordType, port, address } = settings.question;
    const { gaveSrv } = name;
    const question = { name: endpoint, recordType, gaveSrv, port, address, transport: 'any' } as const;
    const needsTcp = (outcome: PoolOutcome): boolean =>
      name.pools.some((pool) => context.needsTcp(pool, outcome));
    const asking = ask(question, { lookup: settings.lookup, signals, clock, needsTcp });
    const asked: UnderWay = { asking, why: undefined };
    underWay.set(endpoint, asked);
    const outcome = await asking.outcome;
    underWay.delete(endpoint);
    if (stopped) return;
    const endedMs = clock.nowMs();
    const durationMs = endedMs - startedMs;
    const { why } = asked;
    schedule.finish(endpoint, resultOf(outcome, why), endedMs);
    if (why === 'too-slow') emit({ kind: 'lookup-postponed', endpoint, durationMs });
    if (why === undefined) {
      // A list may have renamed the pools meanwhile: the answer belongs to those that have the name now.
      const pools = names.get(endpoint)?.pools ?? [];
      emit({ kind: 'lookup-finished', pools, endpoint, outcome, durationMs });
      context.onOutcome(pools, outcome);
    }
    pumpSoon();
  };

  const giveUp = (endpoint: string, why: GivenUp): void => {
    const asked = underWay.get(endpoint);
    if (asked === undefined || asked.why !== undefined) return;
    asked.why = why;
    asked.asking.giveUp();
  };

  const startDue = (): void => {
    for (const endpoint of schedule.start(clock.nowMs())) {
      const name = names.get(endpoint);
      if (name !== undefined) void run(endpoint, name);
    }
  };

  /** A timer that comes late tells how long nothing could run; answers are read only after it. */
  const noticeStandstill = (): void => {
    const lateMs = clock.nowMs() - wakeAtMs;
    if (lateMs <= 0) return;
    schedule.stoodStill(lateMs);
    cancelTimer();
    wakeAtMs = Number.POSITIVE_INFINITY;
  };

  /** A timer that comes too soon finds nothing to do; only one that comes too late is set anew. */
  const setTimer = (): void => {
    const nowMs = clock.nowMs();
    const latestMs = schedule.isCrowded(nowMs) ? nowMs + heartbeatMs : Number.POSITIVE_INFINITY;
    const nextMs = Math.max(nowMs, Math.min(schedule.nextMs(nowMs), latestMs));
    if (nextMs >= wakeAtMs) return;
    cancelTimer();
    wakeAtMs = nextMs;
    cancelTimer = clock.after(wakeAtMs - nowMs, rung);
  };

  const rung = (): void => {
    noticeStandstill();
    wakeAtMs = Number.POSITIVE_INFINITY;
    pump();
  };

  /** Answers come by the dozen in one turn of the event loop: one look at the schedule is enough for all. */
  const pumpSoon = (): void => {
    if (willPump) return;
    willPump = true;
    queueMicrotask(pump);
  };

  function pump(): void {
    willPump = false;
    if (stopped) return;
    noticeStandstill();
    startDue();
    for (const endpoint of schedule.tooSlow(clock.nowMs())) giveUp(endpoint, 'too-slow');
    setTimer();
    if (isIdle()) context.onIdle();
  }

  return {
    sync(next) {
      if (next === asks) return;
      const isNews = !learned(names, asks, next);
      asks = next;
      if (!isNews) return;
      names = namesToAsk(asks);
      schedule.sync(names, clock.nowMs());
      pump();
    },
    hasten(endpoints, atMs) {
      for (const endpoint of endpoints) schedule.hasten(endpoint, atMs);
      pump();
    },
    reload(next) {
      const old = settings.lookup;
      settings = next;
      schedule.limit(next.limits);
      for (const endpoint of underWay.keys()) giveUp(endpoint, 'reload');
      if (old !== next.lookup) old.close();
    },
    isIdle,
    counts: () => schedule.counts(),
    stop() {
      stopped = true;
      cancelTimer();
      for (const endpoint of underWay.keys()) giveUp(endpoint, 'stop');
      settings.lookup.close();
    },
  };
}

function resultOf(outcome: PoolOutcome, why: GivenUp | undefined): AskResult {
  switch (why) {
    case 'too-slow':
      return { kind: 'cut-short' };
    case 'reload':
    case 'stop':
      return { kind: 'given-back' };
    case undefined:
      return outcome.kind === 'unknown'
        ? { kind: 'failed' }
        : { kind: 'answered', ttlSeconds: outcome.ttlSeconds };
  }
}
