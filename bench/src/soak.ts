/**
 * The real program for a long time: 100,000 targets on NSD of which some change all the time, while clients
 * ask for the list. What must not grow is its memory, and how long answers take.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { DnsServer } from '../../tests/support/dns-server.ts';
import { startNsd } from '../../tests/support/nsd.ts';
import { tempFolder } from '../../tests/support/temp.ts';
import { fleetZone, targetsIn, type Fleet } from './fleet.ts';
import type { Choice, Report, Say } from './frame/benchmark.ts';
import { defaultMinutes } from './frame/choice.ts';
import { figure, median, quantile, ratios, type Figure } from './frame/figures.ts';
import { runLoad, type LoadResult } from './load/load.ts';
import { processFigures } from './world/process-figures.ts';
import { startProgram, untilServed, type Program } from './world/program.ts';

const fleet: Fleet = { pools: 5000, nodes: 20 };
const churnEveryMs = 15_000;
/** In each round every pool of one of so many parts gives up a node and gains another. */
const parts = 100;
/** A window of this length gives one latency; shorter when the whole soak is short. */
const windowSeconds = 30;
const sampleEveryMs = 5000;
/** What is still warming up is not compared. */
const warmUpShare = 0.1;

interface Sample {
  readonly minute: number;
  readonly residentMb: number;
  readonly heapMb: number;
}

interface Window {
  readonly minute: number;
  readonly plain: LoadResult;
  readonly conditional: LoadResult;
  readonly gzip: LoadResult;
}

/** Replaces the zone at intervals until the signal; gives how often. */
async function churn(nsd: DnsServer, signal: AbortSignal): Promise<number> {
  for (let round = 1; ; round++) {
    await delay(churnEveryMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return round - 1;
    const firstNode = (pool: number): number => Math.floor((round + parts - 1 - (pool % parts)) / parts);
    await nsd.reload(fleetZone(fleet, { serial: round + 1, firstNode }));
  }
}

async function sample(program: Program, startMs: number, signal: AbortSignal): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  while (!signal.aborted) {
    const heapMb = (await program.metric('nodejs_heap_size_used_bytes')) / 1e6;
    const { residentMb } = processFigures(program.pid);
    samples.push({ minute: (performance.now() - startMs) / 60_000, residentMb, heapMb });
    await delay(sampleEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return samples;
}

async function ask(program: Program, startMs: number, endMs: number, say: Say): Promise<readonly Window[]> {
  const windows: Window[] = [];
  const { port } = program;
  while (performance.now() < endMs) {
    const seconds = Math.min(windowSeconds, (endMs - startMs) / 10_000);
    const load = { port, path: '/targets', connections: 2, seconds };
    const [plain, conditional, gzip] = await Promise.all([
      runLoad({ ...load, rate: 5 }),
      runLoad({ ...load, rate: 5, isConditional: true }),
      runLoad({ ...load, rate: 2, headers: ['Accept-Encoding: gzip'] }),
    ]);
    windows.push({ minute: (performance.now() - startMs) / 60_000, plain, conditional, gzip });
    say(`minute ${((performance.now() - startMs) / 60_000).toFixed(1)}`);
  }
  return windows;
}

export async function benchSoak({ minutes }: Choice, say: Say): Promise<Report> {
  const nsd = await startNsd(fleetZone(fleet));
  const folder = await tempFolder('bench-soak');
  let program: Program | undefined;
  try {
    say('starting');
    program = await startProgram({ fleet, server: nsd.address, folder, command: 'http' });
    await untilServed(program, targetsIn(fleet), 60_000);
    const startMs = performance.now();
    const ending = new AbortController();
    const churning = churn(nsd, ending.signal);
    const sampling = sample(program, startMs, ending.signal);
    const windows = await ask(program, startMs, startMs + minutes * 60_000, say);
    ending.abort();
    return reportOf({ windows, samples: await sampling, rounds: await churning, minutes });
  } finally {
    await program?.stop();
    await nsd.stop();
    await folder.remove();
  }
}

interface Soaked {
  readonly windows: readonly Window[];
  readonly samples: readonly Sample[];
  readonly rounds: number;
  readonly minutes: number;
}

function reportOf({ windows, samples, rounds, minutes }: Soaked): Report {
  const p = (load: LoadResult, share: number): number => quantile(load.latenciesMs, share);
  const line = (name: string, of: (window: Window) => number) =>
    ({ name, points: windows.map((window) => [window.minute, of(window)] as const) }) as const;
  return {
    ...(minutes !== defaultMinutes && { savedAs: `${minutes}-minute-soak` }),
    figures: [
      ...drift('resident memory', 'MB', samples, ({ residentMb }) => residentMb, 1.1),
      ...drift('heap', 'MB', samples, ({ heapMb }) => heapMb, 1.1),
      ...drift('latency of /targets, median', 'ms', windows, ({ plain }) => p(plain, 0.5), 1.5),
      ...drift('latency of a 304, median', 'ms', windows, ({ conditional }) => p(conditional, 0.5), 1.5),
    ],
    plots: [
      {
        name: 'memory',
        title: `Memory over ${minutes} minutes of churn at ${targetsIn(fleet).toLocaleString('en-US')} targets`,
        x: { label: 'minutes' },
        y: { label: 'MB' },
        lines: [
          { name: 'resident', points: samples.map(({ minute, residentMb }) => [minute, residentMb]) },
          { name: 'heap', points: samples.map(({ minute, heapMb }) => [minute, heapMb]) },
        ],
      },
      {
        name: 'latency',
        title: 'Latency of the whole list during the churn',
        x: { label: 'minutes' },
        y: { label: 'ms' },
        lines: [
          line('plain, p50', ({ plain }) => p(plain, 0.5)),
          line('plain, p99', ({ plain }) => p(plain, 0.99)),
          line('gzip, p50', ({ gzip }) => p(gzip, 0.5)),
          line('304, p50', ({ conditional }) => p(conditional, 0.5)),
          line('304, p99', ({ conditional }) => p(conditional, 0.99)),
        ],
      },
    ],
    notes: [
      `${fleet.pools} pools of ${fleet.nodes} nodes on NSD for ${minutes} minutes; ${rounds} times ${fleet.pools / parts} pools ` +
        'changed a node each; 12 requests a second.',
      `Answers: ${answersText(windows)}.`,
    ],
  };
}

/** The first third after the warm-up, the last third, and how much more the last one is. */
function drift<T>(
  what: string,
  unit: string,
  all: readonly T[],
  of: (one: T) => number,
  atMost: number,
): readonly Figure[] {
  const values = all.slice(Math.floor(all.length * warmUpShare)).map(of);
  const third = Math.max(1, Math.floor(values.length / 3));
  const [first, last] = [values.slice(0, third), values.slice(-third)];
  const usual = median(first);
  return [
    figure(`${what}, first third`, unit, first),
    figure(`${what}, last third`, unit, last),
    figure(
      '  as a multiple of the first',
      'times',
      ratios(
        last,
        last.map(() => usual),
      ),
      {
        kind: 'at most',
        value: atMost,
      },
    ),
  ];
}

function answersText(windows: readonly Window[]): string {
  const codes: Record<string, number> = {};
  for (const { plain, conditional, gzip } of windows) {
    for (const [code, count] of [plain, conditional, gzip].flatMap((load) => Object.entries(load.codes))) {
      codes[code] = (codes[code] ?? 0) + count;
    }
  }
  return Object.entries(codes)
    .map(([code, count]) => `${count} with ${code}`)
    .join(', ');
}
