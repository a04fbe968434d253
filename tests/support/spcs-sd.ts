/**
 * The built program as a child process, as a user runs it. `npm run build` comes first.
 *
 * Owns every process that it starts and ends them when the test process exits.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { vi } from 'vitest';
import { repository } from '../../tools/run.mjs';

const main = join(repository, 'sd-cli', 'bundle', 'main.js');

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpcsSd {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  signal(name: NodeJS.Signals): void;
  /** Waits until stderr holds it. Rejects with all of stderr when it does not come. */
  says(text: string | RegExp): Promise<void>;
  readonly ended: Promise<Ended>;
  /** SIGTERM, and waits. Harmless twice. */
  stop(): Promise<Ended>;
}

/** Where it runs, and what its environment has besides PATH. */
export interface SpcsSdOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function startSpcsSd(args: readonly string[], { cwd, env }: SpcsSdOptions): SpcsSd {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(() => {
    running.delete(child);
    return { code: child.exitCode, stdout, stderr };
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    signal: (name) => void child.kill(name),
    says: (text) =>
      vi.waitFor(
        () => {
          if (typeof text === 'string' ? stderr.includes(text) : text.test(stderr)) return;
          throw new Error(`"${String(text)}" was not said:\n${stderr}`);
        },
        { timeout: 15_000, interval: 10 },
      ),
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Runs it to its end. */
export function runSpcsSd(args: readonly string[], options: SpcsSdOptions): Promise<Ended> {
  return startSpcsSd(args, options).ended;
}

/** `http://host:port` that the log says. Waits for it. */
export async function urlOf(program: SpcsSd): Promise<string> {
  const line = /address="?([^\s"]+)/;
  await program.says(line);
  return `http://${line.exec(program.stderr())?.[1] ?? ''}`;
}
