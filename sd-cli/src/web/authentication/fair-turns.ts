/**
 * One thing after another, and everybody in turn: whoever asks often waits behind those who ask once.
 *
 * Owns what waits; how much may wait is the caller's affair.
 */

export interface FairTurns {
  /** Settles as the task does, after its turn. */
  run<Value>(source: string, task: () => Promise<Value>): Promise<Value>;
}

export function createFairTurns(): FairTurns {
  /** What waits by source; the first source is next, and goes to the end when it has had its turn. */
  const waiting = new Map<string, (() => Promise<void>)[]>();
  let busy = false;

  const next = (): (() => Promise<void>) | undefined => {
    for (const [source, tasks] of waiting) {
      const task = tasks.shift();
      waiting.delete(source);
      if (tasks.length > 0) waiting.set(source, tasks);
      if (task !== undefined) return task;
    }
    return undefined;
  };

  const work = async (): Promise<void> => {
    busy = true;
    for (let task = next(); task !== undefined; task = next()) await task();
    busy = false;
  };

  return {
    run: (source, task) =>
      new Promise((resolve, reject) => {
        const tasks = waiting.get(source) ?? [];
        tasks.push(() => task().then(resolve, reject));
        waiting.set(source, tasks);
        if (!busy) void work();
      }),
  };
}
