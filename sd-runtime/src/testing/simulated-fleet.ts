/**
 * A schedule and thousands of names, without clock, promises or sockets: hours of a fleet in a second.
 *
 * Time jumps from one event to the next. What a name does is the test's to say.
 */
import { createDueQueue } from '../refresh/due-queue.ts';
import type { AskResult, Schedule } from '../refresh/schedule.ts';

export interface Behaviour {
  readonly afterMs: number;
  readonly result: AskResult;
}

/** One question of one name. */
export interface Question {
  readonly fromMs: number;
  readonly toMs: number;
  readonly result: AskResult['kind'];
}

export interface SimulatedFleet {
  readonly nowMs: number;
  /** Lets time pass. What `behave` says is decided when a question starts. */
  run(untilMs: number, behave: (name: string, nowMs: number) => Behaviour): void;
  /** Questions that have ended, in order. */
  questionsOf(name: string): readonly Question[];
  mostInFlight(): number;
}

/** `sync` comes before: names are the schedule's. */
export function simulateFleet(schedule: Schedule): SimulatedFleet {
  const endings = createDueQueue();
  const underWay = new Map<string, { readonly fromMs: number; readonly result: AskResult }>();
  const questions = new Map<string, Question[]>();
  let nowMs = 0;
  let most = 0;

  const end = (name: string, cutShort: boolean): void => {
    const asked = underWay.get(name);
    if (asked === undefined) throw new Error(`${name} is not under way`);
    const result: AskResult = cutShort ? { kind: 'cut-short' } : asked.result;
    underWay.delete(name);
    endings.delete(name);
    const known = questions.get(name) ?? [];
    questions.set(name, known);
    known.push({ fromMs: asked.fromMs, toMs: nowMs, result: result.kind });
    schedule.finish(name, result, nowMs);
  };

  const startDue = (behave: (name: string, nowMs: number) => Behaviour): void => {
    for (const name of schedule.start(nowMs)) {
      if (underWay.has(name)) throw new Error(`${name} was started twice`);
      const { afterMs, result } = behave(name, nowMs);
      underWay.set(name, { fromMs: nowMs, result });
      endings.set(name, nowMs + afterMs);
    }
    most = Math.max(most, underWay.size);
  };

  return {
    get nowMs() {
      return nowMs;
    },
    run(untilMs, behave) {
      let idleTurns = 0;
      while (nowMs <= untilMs) {
        const beforeMs = nowMs;
        startDue(behave);
        const tooSlow = schedule.tooSlow(nowMs);
        for (const name of tooSlow) end(name, true);
        if (tooSlow.length > 0) startDue(behave);
        nowMs = Math.max(nowMs, Math.min(endings.firstDueMs(), schedule.nextMs(nowMs)));
        const ended = nowMs <= untilMs ? endings.takeDue(nowMs) : undefined;
        if (ended !== undefined) end(ended, false);
        idleTurns = ended === undefined && nowMs === beforeMs ? idleTurns + 1 : 0;
        if (idleTurns > 1000)
          throw new Error(`the schedule wants to be called again and again at ${nowMs} ms`);
      }
      nowMs = untilMs;
    },
    questionsOf: (name) => questions.get(name) ?? [],
    mostInFlight: () => most,
  };
}
