/**
 * How much memory the program takes: resident at rest and at its peak, with more and more targets.
 *
 * At rest is what it has some seconds after everything is known and the list was asked for once.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { startNsd } from '../../../tests/support/nsd.ts';
import { tempFolder } from '../../../tests/support/temp.ts';
import { fleetZone, targetsIn, type Fleet } from '../fleet.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, median, type Bound, type Figure } from '../frame/figures.ts';
import { processFigures } from '../world/process-figures.ts';
import { startProgram, untilServed, type Program } from '../world/program.ts';

const settleMs = 10_000;

interface Taken {
  readonly residentMb: number;
  readonly peakMb: number;
  readonly heapMb: number;
}

/** What the issue of a container's limit allows. */
const bounds: ReadonlyMap<number, Bound> = new Map([
  [100_000, { kind: 'at most', value: 130 }],
  [1_000_000, { kind: 'at most', value: 300 }],
]);

async function measure(fleet: Fleet): Promise<Taken> {
  const nsd = await startNsd(fleetZone(fleet, { ttlSeconds: 3600 }));
  const folder = await tempFolder('bench-memory');
  let program: Program | undefined;
  try {
    const dns = ['min_refresh: 1m', 'max_refresh: 30m'];
    program = await startProgram({ fleet, server: nsd.address, folder, command: 'http', dns });
    await untilServed(program, targetsIn(fleet), 180_000);
    await (await fetch(`http://127.0.0.1:${program.port}/targets`)).arrayBuffer();
    await delay(settleMs);
    const { residentMb, peakMb } = processFigures(program.pid);
    return { residentMb, peakMb, heapMb: (await program.metric('nodejs_heap_size_used_bytes')) / 1e6 };
  } finally {
    await program?.stop();
    await nsd.stop();
    await folder.remove();
  }
}

export async function benchMemory(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? 1;
  const bySize = new Map<number, readonly Taken[]>();
  for (const size of choice.sizes) {
    const taken: Taken[] = [];
    for (let round = 0; round < rounds; round++) {
      say(`${size} targets`);
      taken.push(await measure({ pools: Math.ceil(size / 100), nodes: 100 }));
    }
    bySize.set(size, taken);
  }
  const line = (name: string, of: (one: Taken) => number) => ({
    name,
    points: [...bySize].map(([size, taken]) => [size, median(taken.map(of))] as const),
  });
  return {
    figures: [...bySize].flatMap(([size, taken]) => figuresOf(size, taken)),
    plots: [
      {
        name: 'size',
        title: 'Memory of the program',
        x: { label: 'targets', isLog: true },
        y: { label: 'MB' },
        lines: [
          line('resident', ({ residentMb }) => residentMb),
          line('peak', ({ peakMb }) => peakMb),
          line('heap', ({ heapMb }) => heapMb),
        ],
      },
    ],
    notes: ['Pools of 100 nodes on NSD; the list was asked for once. MB are millions of bytes.'],
  };
}

function figuresOf(size: number, taken: readonly Taken[]): readonly Figure[] {
  const name = `${size.toLocaleString('en-US')} targets`;
  return [
    figure(
      `${name}: resident`,
      'MB',
      taken.map(({ residentMb }) => residentMb),
      bounds.get(size),
    ),
    figure(
      `${name}: peak`,
      'MB',
      taken.map(({ peakMb }) => peakMb),
    ),
    figure(
      `${name}: heap`,
      'MB',
      taken.map(({ heapMb }) => heapMb),
    ),
  ];
}
