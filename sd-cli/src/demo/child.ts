/**
 * A program that the demonstration runs, its output in a file.
 *
 * Owns the process: it ends with `stop`, and at the latest with this process.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';

export interface Child {
  readonly name: string;
  /** Resolves with a sentence for people when it ends without having been stopped; else never. */
  readonly failed: Promise<string>;
  /** Ends it and waits until it is gone. Harmless twice. */
  stop(): Promise<void>;
}

/** How long a program may take to end before it is killed. */
const stopMs = 10_000;
const running = new Set<ChildProcess>();
process.once('exit', killChildren);

/** Ends all of them at once and without their consent. */
export function killChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}

async function lastLine(path: string): Promise<string> {
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  return lines.at(-1) ?? '';
}

/** Starts it in a process group of its own: Ctrl-C reaches this process alone, which ends all in order. */
export async function startChild(
  name: string,
  command: readonly [string, ...(readonly string[])],
  logPath: string,
): Promise<Child> {
  const [program, ...args] = command;
  const log = await open(logPath, 'a');
  const child = spawn(program, args, { stdio: ['ignore', log.fd, log.fd], detached: true });
  try {
    await once(child, 'spawn');
  } finally {
    await log.close();
  }
  running.add(child);
  let isStopped = false;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failed = new Promise<string>((resolve) => {
    void ended.then(async () => {
      running.delete(child);
      if (!isStopped) resolve(`${name} ended by itself: ${await lastLine(logPath)}`);
    });
  });
  return {
    name,
    failed,
    stop: async () => {
      isStopped = true;
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await ended;
      clearTimeout(killer);
    },
  };
}
