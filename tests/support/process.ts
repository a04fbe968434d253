/**
 * A server started by a test: its output in memory, a bounded start, an end by its own pid.
 *
 * Owns every process that it starts and ends them when the test process exits.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { until } from './until.ts';

/** How long a server may take to start or to end. */
const boundMs = 15_000;

export interface ServerProcess {
  readonly pid: number;
  /** Everything it has written to stdout and stderr so far. */
  output(): string;
  /** False as soon as the process has ended by itself or by `stop`. */
  isRunning(): boolean;
  /** Null while it runs, and when a signal ended it. */
  exitCode(): number | null;
  signal(signal: NodeJS.Signals): void;
  /** Ends it (SIGTERM, after the bound SIGKILL) and waits until it is gone. Harmless twice. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
function endAll(): void {
  for (const child of running) child.kill('SIGTERM');
}
process.once('exit', endAll);
// vitest ends its workers with this signal when a test has timed out; 'exit' never comes then.
process.once('SIGTERM', () => {
  endAll();
  process.exit(1);
});

/** Starts it without waiting for anything. Throws when the binary cannot be executed. */
export async function startProcess(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<ServerProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  await once(child, 'spawn');
  running.add(child);
  const ended = once(child, 'exit').then(() => running.delete(child));
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    output: () => output,
    isRunning,
    exitCode: () => child.exitCode,
    signal: (signal) => void child.kill(signal),
    stop: async () => {
      if (isRunning()) child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), boundMs);
      await ended;
      clearTimeout(killer);
    },
  };
}

/** The server ended by itself while it was awaited: another port may help, more time does not. */
const endedEarly = 'ended before it was ready';

/**
 * Waits until `isReady` gives true; a server that ended meanwhile is an error with its output.
 *
 * `isReady` may throw or reject: that counts as "not yet".
 */
export async function untilReady(
  server: ServerProcess,
  isReady: () => Promise<boolean>,
  timeoutMs = boundMs,
): Promise<void> {
  const ready = await until(async () => {
    if (!server.isRunning()) return false;
    if (await isReady()) return true;
    throw new Error(`not ready after ${timeoutMs} ms:\n${server.output()}`);
  }, timeoutMs);
  if (!ready) throw new Error(`${endedEarly}:\n${server.output()}`);
}

/**
 * Starts a server on a port of its own. Someone else may take a free port before the server
 * binds it and ends, so that is tried on other ports, three in all.
 */
export async function startOnFreePort<T>(
  freePort: () => Promise<number>,
  start: (port: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePort());
    } catch (error) {
      const ended = error instanceof Error && error.message.startsWith(endedEarly);
      if (!ended || attempt === 3) throw error;
    }
  }
}
