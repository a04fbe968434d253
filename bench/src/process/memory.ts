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
import { figure, type Bound, type Figure } from '../frame/figures.ts';
import { processFigures } from '../world/process-figures.ts';
import { startProgram, untilServed, type Program } from '../world/program.ts';

const settleMs = 10_000;

interface Taken {
  readonly residentMb: number;
  readonly peakMb: number;
  readonly heapMb: number;
}

/** A container that users have gives 200 MB. */
const bounds: ReadonlyMap<number, Bound> = new Map([
  [100_000, { kind: 'at most', value: 130 }],
  [1_000_000, { kind: 'at most', value: 300 }],
]);

/** What V8 gives to new values: at most three times this many MB. Node's own is 16. */
const smallFlags = ['--max-semi-space-size=4'];

async function measure(fleet: Fleet, nodeFlags: readonly string[]): Promise<Taken> {
  const nsd = await startNsd(fleetZone(fleet, { ttlSeconds: 3600 }));
  const folder = await tempFolder('bench-memory');
  let program: Program | undefined;
  try {
    const dns = ['min_refresh: 1m', 'max_refresh: 30m'];
    program = await startProgram({ fleet, server: nsd.address, folder, command: 'http', dns, nodeFlags });
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

interface Size {
  readonly size: number;
  readonly usual: Taken;
  /** With `smallFlags`. */
  readonly small: Taken;
}

export async function benchMemory(choice: Choice, say: Say): Promise<Report> {
  const sizes: Size[] = [];
  for (const size of choice.sizes) {
    const fleet = { pools: Math.ceil(size / 100), nodes: 100 };
    say(`${size} targets`);
    const usual = await measure(fleet, []);
    say(`${size} targets, ${smallFlags.join(' ')}`);
    sizes.push({ size, usual, small: await measure(fleet, smallFlags) });
  }
  const line = (name: string, of: (one: Size) => number) => ({
    name,
    points: sizes.map((one) => [one.size, of(one)] as const),
  });
  return {
    figures: sizes.flatMap(figuresOf),
    plots: [
      {
        name: 'size',
        title: 'Memory of the program',
        x: { label: 'targets', isLog: true },
        y: { label: 'MB' },
        lines: [
          line('resident', ({ usual }) => usual.residentMb),
          line('peak', ({ usual }) => usual.peakMb),
          line('heap', ({ usual }) => usual.heapMb),
          line('resident, small space', ({ small }) => small.residentMb),
        ],
      },
    ],
    notes: [
      'Pools of 100 nodes on NSD; the list was asked for once. MB are millions of bytes.',
      `Small space: Node with ${smallFlags.join(' ')}, which NODE_OPTIONS may hold.`,
    ],
  };
}

function figuresOf({ size, usual, small }: Size): readonly Figure[] {
  const name = `${size.toLocaleString('en-US')} targets`;
  return [
    figure(`${name}: resident`, 'MB', [usual.residentMb], bounds.get(size)),
    figure('  peak', 'MB', [usual.peakMb]),
    figure('  heap, with what nobody needs any more', 'MB', [usual.heapMb]),
    figure('  resident, small space', 'MB', [small.residentMb], bounds.get(size)),
    figure('  peak, small space', 'MB', [small.peakMb]),
  ];
}
