/**
 * How the cost of a refresh grows with the fleet: the real loop on NSD, from nothing to the whole list.
 */
import { startNsd } from '../../../tests/support/nsd.ts';
import { fleetZone, type Fleet } from '../fleet.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, median, type Figure } from '../frame/figures.ts';
import { slopeOf } from '../frame/slope.ts';
import { lastingLookup, refreshOnce, type Cost } from './loop.ts';

interface Taken {
  readonly fleet: Fleet;
  readonly costs: readonly Cost[];
}

/** More rounds where one is short. */
const roundsFor = (size: number, rounds: number): number => (size < 50_000 ? rounds : Math.min(rounds, 2));

async function measure(fleet: Fleet, rounds: number): Promise<Taken> {
  const nsd = await startNsd(fleetZone(fleet));
  const lookup = lastingLookup(nsd.address);
  try {
    const costs: Cost[] = [];
    for (let round = 0; round <= rounds; round++) {
      const cost = await refreshOnce(fleet, lookup);
      if (round > 0) costs.push(cost);
    }
    return { fleet, costs };
  } finally {
    lookup.end();
    await nsd.stop();
  }
}

export async function benchScale(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? 5;
  const shapes: readonly (readonly [name: string, nodes: number])[] = [
    ['pools of 20', 20],
    ['pools of 100', 100],
  ];
  const series = new Map<string, readonly Taken[]>();
  for (const [name, nodes] of shapes) {
    const all: Taken[] = [];
    for (const size of choice.sizes) {
      say(`${name}, ${size} nodes`);
      all.push(await measure({ pools: Math.ceil(size / nodes), nodes }, roundsFor(size, rounds)));
    }
    series.set(name, all);
  }
  say('20,000 pools of 1');
  const many = await measure({ pools: 20_000, nodes: 1 }, 2);
  return reportOf(series, many);
}

const cpuMs = ({ costs }: Taken): number => median(costs.map((cost) => cost.cpuMs));

function points(all: readonly Taken[]): readonly (readonly [number, number])[] {
  return all.map((taken) => [taken.fleet.pools * taken.fleet.nodes, cpuMs(taken)]);
}

function reportOf(series: ReadonlyMap<string, readonly Taken[]>, many: Taken): Report {
  const atMost = { kind: 'at most', value: 1.05 } as const;
  return {
    figures: [
      ...[...series].flatMap(([name, all]) => [
        ...all.flatMap((taken) => sizeFigures(name, taken)),
        figure(`${name}: growth of the CPU time`, 'power', [slopeOf(points(all))], atMost),
      ]),
      ...sizeFigures('pools of 1', many),
    ],
    plots: [
      {
        name: 'cost',
        title: 'CPU time of a whole refresh',
        x: { label: 'nodes', isLog: true },
        y: { label: 'ms', isLog: true },
        lines: [...series].map(([name, all]) => ({ name, points: points(all) })),
      },
    ],
    notes: ['The resolver has asked all names before: every refresh but the first.'],
  };
}

function sizeFigures(name: string, { fleet, costs }: Taken): readonly Figure[] {
  const nodes = (fleet.pools * fleet.nodes).toLocaleString('en-US');
  return [
    figure(
      `${name}, ${nodes} nodes: wall`,
      'ms',
      costs.map(({ wallMs }) => wallMs),
    ),
    figure(
      `${name}, ${nodes} nodes: CPU`,
      'ms',
      costs.map((cost) => cost.cpuMs),
    ),
  ];
}
