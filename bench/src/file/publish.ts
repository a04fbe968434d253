/**
 * What it costs to publish a snapshot: to the file, and to the first byte of an HTTP answer.
 *
 * The file's peer is `writeFileSync` of the same bytes. Ours survives a power cut, so the peer is asked to
 * flush as well; what it costs without is printed too.
 */
import { writeFileSync } from 'node:fs';
import { encodeTargetGroups, type ReadySnapshot } from '@spcs-sd/core';
import { createFileSd } from '@spcs-sd/file-adapter';
import { tempFolder, type TempFolder } from '../../../tests/support/temp.ts';
import { snapshotOf } from '../core/fleet-snapshot.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, median, ratios, type Figure } from '../frame/figures.ts';
import { firstByteMs } from '../serve/first-byte.ts';

const usualRounds = 9;

interface Round {
  readonly oursMs: number;
  readonly flushedMs: number;
  readonly plainMs: number;
  readonly firstByteMs: number;
}

async function elapsedMs(work: () => Promise<void> | void): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

async function measure(snapshot: ReadySnapshot, bytes: Buffer, folder: TempFolder): Promise<Round> {
  const path = folder.file('targets.json');
  const fileSd = createFileSd({ path });
  try {
    await fileSd.open();
    // What is on the disk already must not pass for the list.
    writeFileSync(path, '[]\n');
    const oursMs = await elapsedMs(async () => {
      const published = await fileSd.publish(snapshot);
      if (published.kind !== 'written' || published.bytes !== bytes.length) throw new Error('not written');
    });
    const flushedMs = await elapsedMs(() =>
      writeFileSync(folder.file('flushed.json'), bytes, { flush: true }),
    );
    const plainMs = await elapsedMs(() => writeFileSync(folder.file('plain.json'), bytes));
    return { oursMs, flushedMs, plainMs, firstByteMs: await firstByteMs(snapshot) };
  } finally {
    await fileSd.close();
  }
}

interface Size {
  readonly targets: number;
  readonly bytes: number;
  readonly taken: readonly Round[];
}

async function measureSize(targets: number, rounds: number, say: Say): Promise<Size> {
  const folder = await tempFolder('bench-publish');
  try {
    const snapshot = snapshotOf({ pools: Math.ceil(targets / 100), nodes: 100 });
    const bytes = Buffer.from(encodeTargetGroups(snapshot.groups));
    const taken: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(`${targets} targets, round ${round} of ${rounds}`);
      const one = await measure(snapshot, bytes, folder);
      if (round > 0) taken.push(one);
    }
    return { targets, bytes: bytes.length, taken };
  } finally {
    await folder.remove();
  }
}

export async function benchPublish(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const sizes: Size[] = [];
  for (const targets of choice.sizes) sizes.push(await measureSize(targets, rounds, say));
  return reportOf(sizes);
}

/** Below this both only wait for the disk. */
const boundFrom = 1_000_000;

const valuesOf = ({ taken }: Size, key: keyof Round): readonly number[] => taken.map((round) => round[key]);

function reportOf(sizes: readonly Size[]): Report {
  const line = (name: string, key: keyof Round) => ({
    name,
    points: sizes.map((size) => [size.targets, median(valuesOf(size, key))] as const),
  });
  return {
    figures: sizes.flatMap(figuresOf),
    plots: [
      {
        name: 'cost',
        title: 'From a snapshot to the file and to the first byte over HTTP',
        x: { label: 'targets', isLog: true },
        y: { label: 'ms', isLog: true },
        lines: [
          line('file', 'oursMs'),
          line('writeFileSync, flushed', 'flushedMs'),
          line('writeFileSync', 'plainMs'),
          line('first byte', 'firstByteMs'),
        ],
      },
    ],
    notes: [
      `${sizes.map(({ bytes }) => bytes.toLocaleString('en-US')).join('; ')} bytes, in pools of 100; ` +
        'the temporary folder is on the disk.',
      'Ours is staged, renamed, and flushed with its folder: with few bytes that is all that is seen.',
    ],
  };
}

function figuresOf(size: Size): readonly Figure[] {
  const of = (key: keyof Round): readonly number[] => valuesOf(size, key);
  const bound = size.targets >= boundFrom ? ({ kind: 'at most', value: 1.3 } as const) : undefined;
  return [
    figure(`${size.targets.toLocaleString('en-US')} targets to the file`, 'ms', of('oursMs')),
    figure('  writeFileSync of the bytes, flushed to the disk', 'ms', of('flushedMs')),
    figure('  ours as a multiple', 'times', ratios(of('oursMs'), of('flushedMs')), bound),
    figure('  writeFileSync of the bytes, left in memory', 'ms', of('plainMs')),
    figure('  ours as a multiple', 'times', ratios(of('oursMs'), of('plainMs'))),
    figure('  from the snapshot to the first byte over HTTP', 'ms', of('firstByteMs')),
  ];
}
