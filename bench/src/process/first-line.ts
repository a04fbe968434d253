/**
 * How long a Node takes from its start to a line that it writes, without looking for it again and again.
 *
 * Owns the process, which does not outlive the measurement.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processFigures } from '../world/process-figures.ts';

export interface FirstLine {
  readonly ms: number;
  /** User and system; as exact as the clock ticks of Linux. */
  readonly cpuMs: number;
}

/** Longer than any machine takes that can run a benchmark. */
const boundMs = 60_000;

/** `then` gets the line's match and is awaited before the process ends. Rejects when no such line came. */
export async function startToLine(
  args: readonly string[],
  line: RegExp,
  env: NodeJS.ProcessEnv,
  then: (match: RegExpExecArray, startedMs: number) => Promise<void> = () => Promise.resolve(),
): Promise<FirstLine> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const bound = setTimeout(() => child.kill('SIGKILL'), boundMs);
  let output = '';
  try {
    for await (const chunk of child.stderr) {
      output += String(chunk);
      const match = line.exec(output);
      if (match === null) continue;
      const ms = performance.now() - startedMs;
      const cpuMs = processFigures(child.pid ?? 0).cpuSeconds * 1000;
      await then(match, startedMs);
      return { ms, cpuMs };
    }
    throw new Error(`it ended without ${line}:\n${output}`);
  } finally {
    clearTimeout(bound);
    child.kill('SIGTERM');
    await ended;
  }
}
