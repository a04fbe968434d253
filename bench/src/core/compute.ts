/**
 * What the core costs: answers to canonical groups, of the whole fleet and after one pool changed, beside
 * `JSON.stringify` of the finished groups and the least that leads to them.
 */
import { initialState, step, type Observation, type ReadySnapshot, type StepResult } from '@spcs-sd/core';
import { targetsIn, type Fleet } from '../fleet.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, median, ratios, type Bound, type Figure } from '../frame/figures.ts';
import { functionShares, sharesText } from '../frame/profile.ts';
import { slopeOf } from '../frame/slope.ts';
import { policy } from '../refresh/loop.ts';
import { answerOf, observationsOf } from './answers.ts';
import { leastCompute } from './least.ts';

const usualRounds = 5;
/** Steps with one changed pool each, to time them together. */
const changes = 50;

interface Round {
  readonly wholeMs: number;
  readonly stringifyMs: number;
  readonly leastMs: number;
  /** On average. */
  readonly oneChangedMs: number;
  /** One step in which each of `shares` of the pools changed. */
  readonly changedMs: readonly number[];
}

const shares = [0.01, 0.1, 1];
/** How many functions of the profile are named. */
const profiled = 8;

function timed<T>(work: () => T): readonly [ms: number, result: T] {
  const startMs = performance.now();
  const result = work();
  return [performance.now() - startMs, result];
}

function readyOf({ snapshot }: StepResult, targets: number): ReadySnapshot {
  if (snapshot.kind !== 'ready' || snapshot.targetCount < targets) throw new Error('not the whole fleet');
  return snapshot;
}

/** One pool's node gives way to a new one in each step. */
function changeOneByOne(first: StepResult, { pools, nodes }: Fleet): void {
  let result = first;
  for (let change = 0; change < changes; change++) {
    const pool = Math.floor((change * pools) / changes);
    const outcome = answerOf(pool, nodes, 1);
    const observation: Observation = {
      of: 'pool',
      pool: `pool${pool}`,
      observedAtMs: 1000 + change,
      outcome,
    };
    result = step(result.state, [observation], 1000 + change, policy);
  }
}

/** All at once: every pool of the share gives up its first node and gains another. */
function changeShare({ state }: StepResult, { pools, nodes }: Fleet, share: number): number {
  const count = Math.max(1, Math.round(pools * share));
  const observations = Array.from({ length: count }, (_, at): Observation => {
    return { of: 'pool', pool: `pool${at}`, observedAtMs: 1000, outcome: answerOf(at, nodes, 1) };
  });
  return timed(() => step(state, observations, 1000, policy))[0];
}

function measure(fleet: Fleet): Round {
  const observations = observationsOf(fleet, 0);
  const [wholeMs, result] = timed(() => step(initialState(), observations, 0, policy));
  const { groups } = readyOf(result, targetsIn(fleet));
  // The same groups without what we keep besides.
  const plain = groups.map(({ targets, labels }) => ({ targets, labels }));
  const [stringifyMs] = timed(() => JSON.stringify(plain));
  const [leastMs, least] = timed(() => leastCompute(observations));
  if (least.length !== groups.length) throw new Error(`${least.length} groups instead of ${groups.length}`);
  const [oneByOneMs] = timed(() => changeOneByOne(result, fleet));
  return {
    wholeMs,
    stringifyMs,
    leastMs,
    oneChangedMs: oneByOneMs / changes,
    changedMs: shares.map((share) => changeShare(result, fleet, share)),
  };
}

/** Pools of one size, and what they cost by the number of their nodes. */
interface Shape {
  readonly name: string;
  readonly bySize: ReadonlyMap<number, readonly Round[]>;
  /** The one that the bounds are for. */
  readonly isBound: boolean;
}

async function measureFleet(fleet: Fleet, rounds: number, say: Say): Promise<readonly Round[]> {
  const taken: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    say(`${targetsIn(fleet)} targets in ${fleet.pools} pools, round ${round} of ${rounds}`);
    await new Promise((resolve) => setImmediate(resolve));
    const one = measure(fleet);
    if (round > 0) taken.push(one);
  }
  return taken;
}

export async function benchCompute(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const shapes: Shape[] = [];
  for (const nodes of [100, 20]) {
    const isBound = nodes === 100;
    const shapeRounds = isBound ? rounds : Math.ceil(rounds / 2);
    const bySize = new Map<number, readonly Round[]>();
    for (const size of choice.sizes) {
      bySize.set(size, await measureFleet({ pools: Math.ceil(size / nodes), nodes }, shapeRounds, say));
    }
    shapes.push({ name: `pools of ${nodes}`, bySize, isBound });
  }
  const many = await measureFleet({ pools: 20_000, nodes: 1 }, rounds, say);
  shapes.push({ name: 'pools of 1', bySize: new Map([[20_000, many]]), isBound: false });
  say('where the time goes');
  return reportOf(shapes, await profileNote(shapes));
}

/** Of the largest fleet that a bound is for, warm. */
async function profileNote(shapes: readonly Shape[]): Promise<string> {
  const targets = Math.max(...shapes.flatMap(({ bySize, isBound }) => (isBound ? [...bySize.keys()] : [])));
  const observations = observationsOf({ pools: Math.ceil(targets / 100), nodes: 100 }, 0);
  const found = await functionShares(() => void step(initialState(), observations, 0, policy), profiled);
  return `Where the whole compute of ${targets.toLocaleString('en-US')} targets spends its time: ${sharesText(found)}.`;
}

function reportOf(shapes: readonly Shape[], profile: string): Report {
  const grown = shapes.filter(({ bySize }) => bySize.size > 1);
  const line = ({ name, bySize }: Shape, what: string, of: (round: Round) => number) => ({
    name: `${what}, ${name}`,
    points: [...bySize].map(([size, taken]) => [size, median(taken.map(of))] as const),
  });
  return {
    figures: [
      ...shapes.flatMap(figuresOf),
      ...grown.map((shape) => {
        const { name, points } = line(shape, 'growth of the whole compute', ({ wholeMs }) => wholeMs);
        return figure(name, 'power', [slopeOf(points)]);
      }),
    ],
    plots: [
      {
        name: 'cost',
        title: 'Cost of the core',
        x: { label: 'nodes', isLog: true },
        y: { label: 'ms', isLog: true },
        lines: grown.flatMap((shape) => [
          line(shape, 'whole', ({ wholeMs }) => wholeMs),
          line(shape, 'stringify', ({ stringifyMs }) => stringifyMs),
          line(shape, 'one pool', ({ oneChangedMs }) => oneChangedMs),
        ]),
      },
    ],
    notes: [
      'A changed pool gives up one node and gains another.',
      'The least that leads to the same groups: the text of each address, its order, its owner, and JSON, once. ' +
        'It remembers nothing, so one changed pool would cost all of it again.',
      profile,
    ],
  };
}

function figuresOf({ name, bySize, isBound }: Shape): readonly Figure[] {
  const size = Math.max(...bySize.keys());
  const taken = bySize.get(size) ?? [];
  const whole = taken.map(({ wholeMs }) => wholeMs);
  const stringify = taken.map(({ stringifyMs }) => stringifyMs);
  const least = taken.map(({ leastMs }) => leastMs);
  const changed = taken.map(({ oneChangedMs }) => oneChangedMs);
  const atMost = (value: number): Bound | undefined => (isBound ? { kind: 'at most', value } : undefined);
  return [
    figure(`${size.toLocaleString('en-US')} targets in ${name}, whole compute`, 'ms', whole),
    figure('  JSON.stringify of the same groups', 'ms', stringify),
    figure('  the compute as a multiple', 'times', ratios(whole, stringify), atMost(1)),
    figure('  the least that leads to the same groups', 'ms', least),
    figure('  the compute as a multiple of it', 'times', ratios(whole, least)),
    figure('  one changed pool', 'ms', changed),
    figure('  as a share of the whole compute', 'of 1', ratios(changed, whole), atMost(0.01)),
    ...shares.map((share, at) =>
      figure(
        `  ${share * 100} % of the pools changed at once`,
        'ms',
        taken.map((round) => round.changedMs[at] ?? Number.NaN),
      ),
    ),
  ];
}
