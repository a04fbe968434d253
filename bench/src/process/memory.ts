/**
 * How much memory the program takes: resident at rest and at its peak, with more and more targets.
 *
 * At rest is when all is known, the list was asked for once, and every name is asked again when its time to
 * live is over while nothing changes. What nobody needs any more comes and goes, so there are many samples.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { startNsd } from '../../../tests/support/nsd.ts';
import { tempFolder } from '../../../tests/support/temp.ts';
import { fleetZone, targetsIn, type Fleet } from '../fleet.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, median, type Bound, type Figure } from '../frame/figures.ts';
import { processFigures } from '../world/process-figures.ts';
import { startProgram, untilServed, type Program } from '../world/program.ts';

/** More than a minute, in which every name is asked again at least once. */
const samples = 33;
const sampleMs = 2000;

interface Taken {
  readonly residentMb: readonly number[];
  readonly peakMb: number;
  readonly heapMb: readonly number[];
}

/** A container that users have gives 200 MB. */
const bounds: ReadonlyMap<number, Bound> = new Map([
  [100_000, { kind: 'at most', value: 130 }],
  [1_000_000, { kind: 'at most', value: 300 }],
]);

async function measure(fleet: Fleet): Promise<Taken> {
  const nsd = await startNsd(fleetZone(fleet));
  const folder = await tempFolder('bench-memory');
  let program: Program | undefined;
  try {
    program = await startProgram({ fleet, server: nsd.address, folder, command: 'http' });
    await untilServed(program, targetsIn(fleet), 180_000);
    await (await fetch(`http://127.0.0.1:${program.port}/targets`)).arrayBuffer();
    const residentMb: number[] = [];
    const heapMb: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      await delay(sampleMs);
      residentMb.push(processFigures(program.pid).residentMb);
      // Seldom: metrics of thousands of pools are garbage themselves.
      if (sample % 8 === 0) heapMb.push((await program.metric('nodejs_heap_size_used_bytes')) / 1e6);
    }
    return { residentMb, peakMb: processFigures(program.pid).peakMb, heapMb };
  } finally {
    await program?.stop();
    await nsd.stop();
    await folder.remove();
  }
}

interface Size {
  readonly size: number;
  readonly taken: Taken;
}

export async function benchMemory(choice: Choice, say: Say): Promise<Report> {
  const sizes: Size[] = [];
  for (const size of choice.sizes) {
    say(`${size} targets`);
    sizes.push({ size, taken: await measure({ pools: Math.ceil(size / 100), nodes: 100 }) });
  }
  const line = (name: string, of: (one: Size) => number) => ({
    name,
    points: sizes.map((one) => [one.size, of(one)] as const),
  });
  return {
    figures: [
      ...sizes.flatMap(figuresOf),
      ...sizes.slice(1).map((one, at) => perTarget(sizes[at] ?? one, one)),
    ],
    plots: [
      {
        name: 'size',
        title: 'Memory of the program',
        x: { label: 'targets', isLog: true },
        y: { label: 'MB' },
        lines: [
          line('resident', ({ taken }) => median(taken.residentMb)),
          line('peak', ({ taken }) => taken.peakMb),
          line('heap', ({ taken }) => median(taken.heapMb)),
        ],
      },
    ],
    notes: [
      'Pools of 100 nodes on NSD, which are asked again every 30 s; the list was asked for once. MB are millions of bytes.',
    ],
  };
}

function figuresOf({ size, taken }: Size): readonly Figure[] {
  return [
    figure(`${size.toLocaleString('en-US')} targets: resident`, 'MB', taken.residentMb, bounds.get(size)),
    figure('  peak', 'MB', [taken.peakMb]),
    figure('  heap, with what nobody needs any more', 'MB', taken.heapMb),
  ];
}

/** Between two sizes, so that what the program takes without any target does not count. */
function perTarget(small: Size, large: Size): Figure {
  const bytes = (median(large.taken.residentMb) - median(small.taken.residentMb)) * 1e6;
  const what = `resident, each target from ${small.size.toLocaleString('en-US')} to ${large.size.toLocaleString('en-US')}`;
  return figure(what, 'bytes', [bytes / (large.size - small.size)]);
}
