/**
 * From the start of the process until it listens, beside a Node that does nothing.
 */
import { spawnSync } from 'node:child_process';
import { tempFolder } from '../../../tests/support/temp.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, type Figure } from '../frame/figures.ts';
import { listeningLine, programArguments } from '../world/program.ts';
import { startToLine } from './first-line.ts';

const usualRounds = 15;

/** Writes and stays, so that it can be looked at. */
const writingNode = ['-e', 'require("fs").writeSync(2, "here\\n"); setInterval(() => {}, 1000)'];

/** For them Node reads all its authorities at each start, whatever the program is. */
const machinesOwn = 'NODE_EXTRA_CA_CERTS';

export async function benchStart(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const folder = await tempFolder('bench-start');
  const { [machinesOwn]: authorities, ...env } = process.env;
  const measured: (readonly Measured[])[] = [];
  try {
    // Nobody is asked: what is measured ends when it listens.
    const fleet = { pools: 1, nodes: 1 };
    const args = await programArguments({ fleet, server: '127.0.0.1:9', folder, command: 'http' });
    // The first one reads the program from the disk.
    for (let round = 0; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      const plain = await measureStart(args, env);
      const asHere = authorities === undefined ? [] : [await measureStart(args, process.env)];
      if (round > 0) measured.push([plain, ...asHere]);
    }
  } finally {
    await folder.remove();
  }
  const plain = measured.flatMap(([first]) => first ?? []);
  const asHere = measured.flatMap(([, second]) => second ?? []);
  return {
    figures: [
      ...figuresOf(plain, ''),
      ...(asHere.length > 0 ? figuresOf(asHere, `, ${machinesOwn} set`) : []),
    ],
    notes: [
      'Listening and the first line of code are known from what they write; the first answer is that of /-/healthy.',
      `Without ${machinesOwn}, for which Node reads certificates at each start, also where a program needs none.`,
    ],
  };
}

interface Measured {
  readonly bareMs: number;
  readonly firstLineMs: number;
  readonly bareCpuMs: number;
  readonly listensMs: number;
  readonly cpuMs: number;
  readonly answersMs: number;
}

async function measureStart(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const bareFromMs = performance.now();
  spawnSync(process.execPath, ['-e', '0'], { env });
  const bareMs = performance.now() - bareFromMs;
  const bare = await startToLine(writingNode, /here/, env);
  let answersMs = Number.NaN;
  const ours = await startToLine(args, listeningLine, env, async ([, port], startedMs) => {
    const response = await fetch(`http://127.0.0.1:${port}/-/healthy`);
    await response.text();
    answersMs = performance.now() - startedMs;
  });
  return {
    bareMs,
    firstLineMs: bare.ms,
    bareCpuMs: bare.cpuMs,
    listensMs: ours.ms,
    cpuMs: ours.cpuMs,
    answersMs,
  };
}

/** The bound is on the start that nothing of the machine adds to. */
function figuresOf(measured: readonly Measured[], where: string): readonly Figure[] {
  const of = (key: keyof Measured): readonly number[] => measured.map((each) => each[key]);
  const bound = where === '' ? ({ kind: 'at most', value: 300 } as const) : undefined;
  return [
    figure(`node that does nothing, start to end${where}`, 'ms', of('bareMs')),
    figure(`node, start to its first line of code${where}`, 'ms', of('firstLineMs')),
    figure('  CPU time of it', 'ms', of('bareCpuMs')),
    figure(`the program, start to listening${where}`, 'ms', of('listensMs'), bound),
    figure('  CPU time of it', 'ms', of('cpuMs')),
    figure(`the program, start to its first answer${where}`, 'ms', of('answersMs')),
  ];
}
