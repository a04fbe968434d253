/**
 * How late each healthy name's answers were, and why.
 *
 * A name is due an interval after its last answer, the first time at the start. What passes from then
 * until its answer is time before anybody asked, time in questions that brought nothing and between
 * them, and the time of the answer itself; and in each of these the process may have stood still.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Lateness {
  /** The name had no answer before. */
  readonly isFirst: boolean;
  readonly lateMs: number;
  /** From the due time to the first question. */
  readonly waitedMs: number;
  /** From the first question to the one that was answered: failures and the waits after them. */
  readonly retriedMs: number;
  readonly answeredMs: number;
}

export interface LatenessLog {
  asked(name: string): void;
  answered(name: string): void;
  /** Every answer, and every name that waits at the end as late as it is by then. */
  end(): readonly Lateness[];
}

interface Waiting {
  readonly isFirst: boolean;
  readonly dueMs: number;
  firstAskedMs: number | undefined;
  askedMs: number | undefined;
}

export function createLatenessLog(names: readonly string[], intervalMs: number): LatenessLog {
  const startMs = performance.now();
  const waiting = new Map<string, Waiting>(
    names.map((name) => [
      name,
      { isFirst: true, dueMs: startMs, firstAskedMs: undefined, askedMs: undefined },
    ]),
  );
  const answers: Lateness[] = [];

  const lateness = ({ isFirst, dueMs, firstAskedMs, askedMs }: Waiting, nowMs: number): Lateness => {
    const firstMs = firstAskedMs ?? nowMs;
    const lastMs = askedMs ?? nowMs;
    return {
      isFirst,
      lateMs: Math.max(0, nowMs - dueMs),
      waitedMs: Math.max(0, firstMs - dueMs),
      retriedMs: lastMs - firstMs,
      answeredMs: nowMs - lastMs,
    };
  };

  return {
    asked(name) {
      const one = waiting.get(name);
      if (one === undefined) return;
      one.askedMs = performance.now();
      one.firstAskedMs ??= one.askedMs;
    },
    answered(name) {
      const one = waiting.get(name);
      if (one === undefined) return;
      const nowMs = performance.now();
      answers.push(lateness(one, nowMs));
      waiting.set(name, {
        isFirst: false,
        dueMs: nowMs + intervalMs,
        firstAskedMs: undefined,
        askedMs: undefined,
      });
    },
    end() {
      const nowMs = performance.now();
      return [...answers, ...[...waiting.values()].map((one) => lateness(one, nowMs))];
    },
  };
}

/** How busy this process was, and how long it could not run at a time. */
export interface Busyness {
  readonly cpuShare: number;
  readonly longestBlockMs: number;
  /** The 99th percentile of how late the event loop's timers came. */
  readonly usualBlockMs: number;
}

/** Starts to watch; the function ends it. */
export function watchBusyness(): () => Busyness {
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  return () => {
    delays.disable();
    const { user, system } = process.cpuUsage(startCpu);
    return {
      cpuShare: (user + system) / 1000 / (performance.now() - startMs),
      longestBlockMs: delays.max / 1e6,
      usualBlockMs: delays.percentile(99) / 1e6,
    };
  };
}
