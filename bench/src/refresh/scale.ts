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

const usualRounds = 25;

/** More rounds where one is short: of small sizes single figures say little. */
function roundsFor(size: number, rounds: number): number {
  if (size < 50_000) return rounds;
  return Math.ceil(rounds / (size < 500_000 ? 4 : 12));
}

async function measure(fleet: Fleet, rounds: number, say: Say): Promise<Taken> {
  say('the zone');
  const nsd = await startNsd(fleetZone(fleet, { ttlSeconds: 3600 }));
  const lookup = lastingLookup(nsd.address);
  try {
    const costs: Cost[] = [];
    // The first round teaches the resolver which names need TCP.
    for (let round = 0; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      const cost = await refreshOnce(fleet, lookup);
      if (round > 0) costs.push(cost);
    }
    return { fleet, costs };
  } finally {
    lookup.end();
    await nsd.stop();
  }
}

const shapes: readonly (readonly [name: string, nodes: number])[] = [
  ['pools of 20', 20],
  ['pools of 100', 100],
];

export async function benchScale(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const series = new Map<string, readonly Taken[]>();
  for (const [name, nodes] of shapes) {
    const fleetOf = (size: number): Fleet => ({ pools: Math.ceil(size / nodes), nodes });
    // The smallest size is measured first, and must not pay for what is not compiled yet.
    await measure(fleetOf(10_000), rounds, (what) => say(`${name}, warming up, ${what}`));
    const all: Taken[] = [];
    for (const size of choice.sizes) {
      const sayOf = (what: string): void => say(`${name}, ${size} nodes, ${what}`);
      all.push(await measure(fleetOf(size), roundsFor(size, rounds), sayOf));
    }
    series.set(name, all);
  }
  const many = { pools: 20_000, nodes: 1 };
  // As expensive as 100,000 nodes in pools.
  const manyRounds = roundsFor(100_000, rounds);
  return reportOf(series, await measure(many, manyRounds, (what) => say(`20,000 pools of 1, ${what}`)));
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
    notes: [
      'The resolver has asked all names before: every refresh but the first. A refresh starts with nothing ' +
        'known and ends with the whole list.',
      'The growth is the exponent through the medians of all sizes.',
    ],
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
