/**
 * Runs groups of faults side by side, each in a process of its own: no world is late because another one
 * is busy.
 *
 * Owns these processes. This program itself is what they run, told which faults by `--group`.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Fault } from '../fault.ts';
import { groupsOf } from './groups.ts';
import type { Outcome } from './outcome.ts';

export interface LaneOptions {
  /** Worlds at once. */
  readonly lanes: number;
  /** The most faults that one world gets. */
  readonly perWorld: number;
  /** Why a fault cannot run here; undefined when it can. */
  readonly obstacle: (fault: Fault) => string | undefined;
  readonly onOutcome: (outcome: Outcome) => void;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

export async function runFaults(faults: readonly Fault[], options: LaneOptions): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const tell = (outcome: Outcome): void => {
    outcomes.push(outcome);
    options.onOutcome(outcome);
  };
  const possible = faults.filter((fault) => {
    const why = options.obstacle(fault);
    if (why !== undefined) tell({ kind: 'skipped', fault: fault.name, why });
    return why === undefined;
  });
  const waiting = [...groupsOf(possible, options.perWorld)];
  const lane = async (): Promise<void> => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift())
      await runInProcess(group, tell);
  };
  await Promise.all(Array.from({ length: options.lanes }, lane));
  return outcomes;
}

async function runInProcess(group: readonly Fault[], tell: (outcome: Outcome) => void): Promise<void> {
  const names = group.map(({ name }) => name);
  const child = fork(process.argv[1] ?? '', ['--group', ...names], { serialization: 'advanced' });
  running.add(child);
  const told = new Set<string>();
  child.on('message', (outcome: Outcome) => {
    told.add(outcome.fault);
    tell(outcome);
  });
  await once(child, 'close');
  running.delete(child);
  const why = `the process of its world ended with code ${child.exitCode ?? child.signalCode}`;
  for (const fault of names) if (!told.has(fault)) tell({ kind: 'broken', fault, why });
}
