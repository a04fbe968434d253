/**
 * Several benchmarks, one after the other, each in a process of its own: what one leaves in memory, or
 * teaches the compiler, is not the next one's. One that fails does not end the others.
 */
import { spawnSync } from 'node:child_process';

export interface Outcome {
  readonly name: string;
  readonly seconds: number;
  /** Undefined when it went well. */
  readonly failure: string | undefined;
}

/** How one of them ended, in the words of `spawnSync`. */
interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly error?: Error | undefined;
}

/** Runs them with this command's own arguments besides the name. An interrupt ends all of them. */
export function runAll(
  names: readonly string[],
  commandOf: (name: string) => readonly string[],
  timeoutMs: number,
): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const [at, name] of names.entries()) {
    process.stdout.write(`[${at + 1} of ${names.length}] `);
    const startMs = performance.now();
    const ended = spawnSync(process.execPath, commandOf(name), { stdio: 'inherit', timeout: timeoutMs });
    const seconds = (performance.now() - startMs) / 1000;
    outcomes.push({ name, seconds, failure: failureOf(ended) });
    if (ended.signal === 'SIGINT') break;
  }
  return outcomes;
}

export function failureOf({ status, signal, error }: Ended): string | undefined {
  if (error !== undefined) return error.message;
  if (signal !== null) return `ended by ${signal}`;
  return status === 0 ? undefined : `exit code ${status}`;
}

/** What took how long, and what failed. */
export function summaryOf(outcomes: readonly Outcome[], planned: number): string {
  const width = Math.max(0, ...outcomes.map(({ name }) => name.length));
  const lines = outcomes.map(({ name, seconds, failure }) =>
    `${name.padEnd(width)}  ${seconds.toFixed(0).padStart(5)} s${failure === undefined ? '' : `  FAILED: ${failure}`}`.trimEnd(),
  );
  const failed = outcomes.filter(({ failure }) => failure !== undefined).length;
  const all = outcomes.reduce((sum, { seconds }) => sum + seconds, 0);
  const missing = planned - outcomes.length;
  const words = [
    `${outcomes.length} of ${planned} benchmarks in ${(all / 60).toFixed(1)} minutes`,
    failed === 0 ? 'none failed' : `${failed} FAILED`,
    ...(missing === 0 ? [] : [`${missing} not run`]),
  ];
  return `${[...lines, words.join(', ')].join('\n')}\n`;
}
