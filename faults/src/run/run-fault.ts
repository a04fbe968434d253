/**
 * One fault in a world: all is well, it begins, it is noticed, it goes on, it ends, all is well again.
 *
 * Every wait is for a condition, with a bound.
 */
import { until } from '../../../tests/support/until.ts';
import type { Fault } from '../fault.ts';
import { threeRounds } from '../fault.ts';
import type { Program } from '../world/program.ts';
import { growth, markOf } from './marks.ts';
import { unionOf, type Ran } from './outcome.ts';
import type { Play, Stage } from './stage.ts';
import { repeatedLines, requireBegun, requireEnded, signsOf, type Shown } from './signs.ts';
import { requireSteady, requireTruth } from './steady.ts';

/** How long anything may take on a busy machine. */
const busyMachineMs = 90_000;
/** Each look asks every program for its metrics, which are busy enough. */
const lookEveryMs = 150;
const prometheusRounds = 3;

/** `boundMs`: how long each of its signs may take. */
export async function runFault<Place extends Stage>(
  world: Place,
  fault: Play<Place>,
  boundMs = busyMachineMs,
): Promise<Ran> {
  const problems: string[] = [];
  const timed = (what: string, condition: () => Promise<void>): Promise<number | undefined> =>
    timedWithin(boundMs, problems, what, condition);
  await until(() => requireSteady(world), busyMachineMs, lookEveryMs);
  const before = world.truth();
  const shown = await Promise.all(world.programs.map((program) => shownBy(program, fault)));
  world.watcher.begin(before);
  await fault.begin(world);
  const noticeMs = await timed('begins', () => each(shown, requireBegun));
  await timed('goes on', await manyRounds(world, fault));
  await fault.end?.(world);
  const recoverMs = await timed('ends', async () => {
    await each(shown, requireEnded);
    requireTruth(world);
    await requireSteady(world);
  });
  const seen = world.watcher.seen();
  const poolCount = world.poolCount();
  for (const one of shown) problems.push(...repeatedLines(one, poolCount));
  problems.push(...seenProblems(fault, seen));
  return { kind: 'ran', fault: fault.name, before: before.size, seen, noticeMs, recoverMs, problems };
}

async function shownBy(program: Program, fault: Play<never>): Promise<Shown> {
  const mark = await markOf(program);
  const isReady = fault.unready?.includes(program.name) !== true;
  return { program, mark, signs: signsOf(fault, program), isReady };
}

async function each(shown: readonly Shown[], demand: (one: Shown) => Promise<void>): Promise<void> {
  for (const one of shown) await demand(one);
}

/** Milliseconds until the condition holds; undefined, with a problem, when it does not. */
async function timedWithin(
  boundMs: number,
  problems: string[],
  what: string,
  condition: () => Promise<void>,
): Promise<number | undefined> {
  const startedMs = performance.now();
  try {
    await until(condition, boundMs, lookEveryMs);
    return performance.now() - startedMs;
  } catch (error) {
    problems.push(`when it ${what}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Gives what throws until there have been some refreshes of the programs and of Prometheus. */
async function manyRounds(
  { programs, prometheus }: Stage,
  fault: Pick<Fault, 'rounds'>,
): Promise<() => Promise<void>> {
  const { rounds = threeRounds } = fault;
  const running = programs.filter((one) => one.isRunning());
  const marks = new Map(await Promise.all(running.map(async (one) => [one, await markOf(one)] as const)));
  const asked = (await prometheus?.refreshes?.()) ?? 0;
  return async () => {
    for (const [program, mark] of marks) {
      for (const [metric, count] of Object.entries(rounds)) {
        const grown = await growth(program, mark, metric);
        if (grown < count) throw new Error(`${program.name}: ${metric} grew by ${grown} of ${count}`);
      }
    }
    const refreshes = ((await prometheus?.refreshes?.()) ?? Infinity) - asked;
    if (refreshes < prometheusRounds) throw new Error(`Prometheus asked ${refreshes} times`);
  };
}

function seenProblems(
  { excuse, alwaysServed }: Pick<Fault, 'excuse' | 'alwaysServed'>,
  seen: Ran['seen'],
): readonly string[] {
  const { refused = 0, refusal } = seen.get('HTTP') ?? {};
  const isUnserved = alwaysServed === true && refused > 0;
  const unserved = isUnserved ? [`HTTP gave no list ${refused} times, at last: ${refusal}`] : [];
  if (excuse !== undefined) return unserved;
  const [lost, invented] = [unionOf(seen, 'lost').size, unionOf(seen, 'invented').size];
  return [
    ...unserved,
    ...(lost > 0 ? [`${lost} targets were lost`] : []),
    ...(invented > 0 ? [`${invented} targets were invented`] : []),
    ...[...seen].flatMap(([reader, { broken }]) =>
      broken > 0 ? [`${reader} read ${broken} times what is no list`] : [],
    ),
  ];
}
