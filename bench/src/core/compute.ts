/**
 * What the core costs: answers to canonical groups, of the whole fleet and after one pool changed, beside
 * `JSON.stringify` of the finished groups.
 */
import { initialState, step, type Observation, type ReadySnapshot, type StepResult } from '@spcs-sd/core';
import { targetsIn, type Fleet } from '../fleet.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, median, ratios, type Figure } from '../frame/figures.ts';
import { slopeOf } from '../frame/slope.ts';
import { policy } from '../refresh/loop.ts';
import { answerOf, observationsOf } from './answers.ts';

const usualRounds = 5;
/** Steps with one changed pool each, to time them together. */
const changes = 50;

interface Round {
  readonly wholeMs: number;
  readonly stringifyMs: number;
  /** On average. */
  readonly oneChangedMs: number;
  /** One step in which each of `shares` of the pools changed. */
  readonly changedMs: readonly number[];
}

const shares = [0.01, 0.1, 1];

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
  const [oneByOneMs] = timed(() => changeOneByOne(result, fleet));
  return {
    wholeMs,
    stringifyMs,
    oneChangedMs: oneByOneMs / changes,
    changedMs: shares.map((share) => changeShare(result, fleet, share)),
  };
}

export async function benchCompute(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const bySize = new Map<number, readonly Round[]>();
  for (const size of choice.sizes) {
    const fleet = { pools: Math.ceil(size / 100), nodes: 100 };
    const taken: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(`${size} targets, round ${round} of ${rounds}`);
      await new Promise((resolve) => setImmediate(resolve));
      const one = measure(fleet);
      if (round > 0) taken.push(one);
    }
    bySize.set(size, taken);
  }
  return reportOf(bySize);
}

function reportOf(bySize: ReadonlyMap<number, readonly Round[]>): Report {
  const largest = Math.max(...bySize.keys());
  const line = (name: string, of: (round: Round) => number) => ({
    name,
    points: [...bySize].map(([size, taken]) => [size, median(taken.map(of))] as const),
  });
  const whole = line('whole compute', ({ wholeMs }) => wholeMs);
  return {
    figures: [
      ...figuresOf(largest, bySize.get(largest) ?? []),
      figure('growth of the whole compute: exponent', 'power', [slopeOf(whole.points)]),
    ],
    plots: [
      {
        name: 'cost',
        title: 'Cost of the core, pools of 100 nodes',
        x: { label: 'nodes', isLog: true },
        y: { label: 'ms', isLog: true },
        lines: [
          whole,
          line('JSON.stringify', ({ stringifyMs }) => stringifyMs),
          line('one changed pool', ({ oneChangedMs }) => oneChangedMs),
        ],
      },
    ],
    notes: [`Pools of 100 nodes; a changed pool gives up one node and gains another.`],
  };
}

function figuresOf(size: number, taken: readonly Round[]): readonly Figure[] {
  const whole = taken.map(({ wholeMs }) => wholeMs);
  const stringify = taken.map(({ stringifyMs }) => stringifyMs);
  const changed = taken.map(({ oneChangedMs }) => oneChangedMs);
  return [
    figure(`${size.toLocaleString('en-US')} targets, whole compute`, 'ms', whole),
    figure('JSON.stringify of the same groups', 'ms', stringify),
    figure('  the compute as a multiple', 'times', ratios(whole, stringify), { kind: 'at most', value: 1 }),
    figure('one changed pool', 'ms', changed),
    figure('  as a share of the whole compute', 'of 1', ratios(changed, whole), {
      kind: 'at most',
      value: 0.01,
    }),
    ...shares.map((share, at) =>
      figure(
        `${share * 100} % of the pools changed at once`,
        'ms',
        taken.map((round) => round.changedMs[at] ?? Number.NaN),
      ),
    ),
  ];
}
