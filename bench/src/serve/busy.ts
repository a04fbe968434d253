/**
 * Whether answers stay quick while everything is refreshed: the real program with 20,000 targets, 200
 * requests a second, idle and during full refreshes.
 *
 * The pools' TTL is so short that after the shortest interval all of them are due at once.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { startNsd } from '../../../tests/support/nsd.ts';
import { tempFolder } from '../../../tests/support/temp.ts';
import { fleetZone, targetsIn } from '../fleet.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, quantile, ratios } from '../frame/figures.ts';
import { runLoad, type LoadResult } from '../load/load.ts';
import { startProgram, untilServed, type Program } from '../world/program.ts';

const fleet = { pools: 1000, nodes: 20 };
const usualRounds = 9;
/** Every pool is asked this often, so a window of this length holds one full refresh. */
const refreshSeconds = 2;
const load = { path: '/targets', connections: 8, rate: 200, seconds: refreshSeconds };

interface Window extends LoadResult {
  readonly longestBlockMs: number;
}

interface Round {
  readonly idle: Window;
  readonly busy: Window;
}

async function loadOn(program: Program): Promise<Window> {
  // Whatever was before.
  await program.longestBlockMs();
  const result = await runLoad({ ...load, port: program.port });
  return { ...result, longestBlockMs: await program.longestBlockMs() };
}

export async function benchBusy(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const nsd = await startNsd(fleetZone(fleet, { ttlSeconds: 1 }));
  const idleFolder = await tempFolder('bench-idle');
  const busyFolder = await tempFolder('bench-busy');
  const programs: Program[] = [];
  const start = async (folder: typeof idleFolder, interval: string): Promise<Program> => {
    const dns = [`min_refresh: ${interval}`, `max_refresh: ${interval}`];
    const program = await startProgram({
      fleet,
      server: nsd.address,
      folder,
      command: 'http',
      dns,
      isProbed: true,
    });
    programs.push(program);
    await untilServed(program, targetsIn(fleet), 60_000);
    return program;
  };
  try {
    const idle = await start(idleFolder, '30m');
    const busy = await start(busyFolder, `${refreshSeconds}s`);
    const taken: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      const one = { idle: await loadOn(idle), busy: await loadOn(busy) };
      if (round > 0) taken.push(one);
      await delay(100);
    }
    return reportOf(taken);
  } finally {
    for (const program of programs) await program.stop();
    await nsd.stop();
    await Promise.all([idleFolder.remove(), busyFolder.remove()]);
  }
}

function reportOf(taken: readonly Round[]): Report {
  const of = (key: keyof Round, share: number): readonly number[] =>
    taken.map((round) => quantile(round[key].latenciesMs, share));
  const blocks = (key: keyof Round): readonly number[] => taken.map((round) => round[key].longestBlockMs);
  return {
    figures: [
      figure('idle, median', 'ms', of('idle', 0.5)),
      figure('during a full refresh, median', 'ms', of('busy', 0.5)),
      figure('idle, 99 of 100', 'ms', of('idle', 0.99)),
      figure('during a full refresh, 99 of 100', 'ms', of('busy', 0.99)),
      figure('  as a multiple of idle', 'times', ratios(of('busy', 0.99), of('idle', 0.99)), {
        kind: 'at most',
        value: 5,
      }),
      figure('during a full refresh, the slowest', 'ms', of('busy', 1)),
      figure('idle, the longest block of the event loop', 'ms', blocks('idle')),
      figure('during a full refresh, the longest block of the event loop', 'ms', blocks('busy')),
    ],
    notes: [
      `20,000 targets, ${load.rate} requests a second for ${load.seconds} s in turns; every pool is asked every ` +
        `${refreshSeconds} s by the busy program, which must also share two processors with NSD, the idle one and the client.`,
      'The event loop is watched from within the program, by a timer every 10 ms.',
    ],
  };
}
