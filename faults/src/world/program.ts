/**
 * The built program as a process that can be ended and started again, with the log of all its lives.
 */
import { join } from 'node:path';
import { startProcess, type ServerProcess } from '../../../tests/support/process.ts';
import { until } from '../../../tests/support/until.ts';
import { get } from './get.ts';
import { parseMetrics, type Metrics } from './metrics.ts';

export interface ProgramOptions {
  readonly name: string;
  readonly args: readonly string[];
  /** Of its listener; fixed, so that those who ask find it again after a restart. */
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Program {
  readonly name: string;
  /** Without a slash at its end. */
  readonly url: string;
  /** Starts it and waits for nothing. */
  launch(): Promise<void>;
  /** Resolves when it answers. Rejects when it ends instead. */
  start(): Promise<void>;
  /** Resolves with its exit code, null for a signal that ended it. Harmless when it does not run. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  isRunning(): boolean;
  /** Everything that it has said in all its lives. */
  log(): string;
  /** How often it was started. */
  lives(): number;
  /** Rejects while it does not answer. */
  metrics(): Promise<Metrics>;
  isReady(): Promise<boolean>;
}

const startMs = 60_000;
/** npm runs its scripts in the repository's folder. */
const main = join(process.cwd(), 'sd-cli', 'bundle', 'main.js');

export function createProgram({ name, args, port, env = {} }: ProgramOptions): Program {
  const url = `http://127.0.0.1:${port}`;
  let lives = 0;
  let before = '';
  let child: ServerProcess | undefined;
  const launch = async (): Promise<ServerProcess> => {
    lives += 1;
    child = await startProcess(process.execPath, [main, ...args], { PATH: process.env['PATH'], ...env });
    return child;
  };
  const end: Program['end'] = async (signal = 'SIGTERM') => {
    const ending = child;
    if (ending === undefined) return 0;
    // `stop` sends SIGTERM itself: a second one would be an impatient user's.
    if (signal !== 'SIGTERM') ending.signal(signal);
    const ended = ending.stop();
    // A process that stands still hears nothing but SIGKILL before it goes on.
    if (signal !== 'SIGKILL') ending.signal('SIGCONT');
    await ended;
    before += ending.output();
    child = undefined;
    return ending.exitCode();
  };
  return {
    name,
    url,
    launch: async () => void (await launch()),
    start: async () => {
      const started = await launch();
      await until(async () => {
        if (!started.isRunning()) return;
        await get(`${url}/-/healthy`);
      }, startMs);
      if (!started.isRunning()) throw new Error(`${name} ended:\n${started.output()}`);
    },
    end,
    signal: (signal) => child?.signal(signal),
    isRunning: () => child?.isRunning() === true,
    log: () => before + (child?.output() ?? ''),
    lives: () => lives,
    metrics: async () => parseMetrics((await get(`${url}/metrics`)).body),
    isReady: async () => (await get(`${url}/-/ready`)).status === 200,
  };
}
