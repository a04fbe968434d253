/**
 * From the start of the process until it listens, beside a Node that does nothing.
 */
import { spawnSync } from 'node:child_process';
import { tempFolder } from '../../../tests/support/temp.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure } from '../frame/figures.ts';
import { processFigures } from '../world/process-figures.ts';
import { startProgram } from '../world/program.ts';

const usualRounds = 15;

export async function benchStart(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const folder = await tempFolder('bench-start');
  const ours: number[] = [];
  const bare: number[] = [];
  const cpu: number[] = [];
  try {
    // The first one reads the program from the disk.
    for (let round = 0; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      const bareMs = performance.now();
      spawnSync(process.execPath, ['-e', '0']);
      const startMs = performance.now();
      // Nobody is asked: what is measured ends when it listens.
      const fleet = { pools: 1, nodes: 1 };
      const program = await startProgram({ fleet, server: '127.0.0.1:9', folder, command: 'http' });
      const listensMs = performance.now();
      const { cpuSeconds } = processFigures(program.pid);
      await program.stop();
      if (round === 0) continue;
      bare.push(startMs - bareMs);
      ours.push(listensMs - startMs);
      cpu.push(cpuSeconds * 1000);
    }
  } finally {
    await folder.remove();
  }
  return {
    figures: [
      figure('node that does nothing, start to end', 'ms', bare),
      figure('the program, start to listening', 'ms', ours, { kind: 'at most', value: 300 }),
      figure('  CPU time of it', 'ms', cpu),
    ],
    notes: ['Listening is known from the log line, looked for every 10 ms.'],
  };
}
