/**
 * One fault in a world: all is well, it begins, it is noticed, it goes on, it ends, all is well again.
 *
 * Every wait is for a condition, with a bound.
 */
import { until } from '../../../tests/support/until.ts';
import type { Fault } from '../fault.ts';
import { threeRounds } from '../fault.ts';
import type { World } from '../world/world.ts';
import { growth, markOf } from './marks.ts';
import { unionOf, type Ran } from './outcome.ts';
import { repeatedLines, requireBegun, requireEnded, signsOf, type Shown } from './signs.ts';
import { requireSteady, requireTruth } from './steady.ts';

/** How long anything may take on a busy machine. */
const boundMs = 90_000;
/** Each look asks every program for its metrics, which are busy enough. */
const lookEveryMs = 150;
const prometheusRounds = 3;

export async function runFault(world: World, fault: Fault): Promise<Ran> {
  const problems: string[] = [];
  await until(() => requireSteady(world), boundMs, lookEveryMs);
  const before = world.truth();
  const shown = await Promise.all(world.programs.map((program) => shownBy(program, fault)));
  world.watcher.begin(before);
  await fault.begin(world);
  const noticeMs = await timed(problems, 'begins', () => each(shown, requireBegun));
  await watchOn(world, fault, problems);
  await fault.end?.(world);
  const recoverMs = await timed(problems, 'ends', async () => {
    await each(shown, requireEnded);
    requireTruth(world);
    await requireSteady(world);
  });
  const seen = world.watcher.seen();
  const poolCount = world.sandbox.account().pools.length;
  for (const one of shown) problems.push(...repeatedLines(one, poolCount));
  problems.push(...seenProblems(fault, seen));
  return { kind: 'ran', fault: fault.name, before: before.size, seen, noticeMs, recoverMs, problems };
}

async function shownBy(program: World['programs'][number], fault: Fault): Promise<Shown> {
  const mark = await markOf(program);
  const isReady = fault.unready?.includes(program.name) !== true;
  return { program, mark, signs: signsOf(fault, program), isReady };
}

async function each(shown: readonly Shown[], demand: (one: Shown) => Promise<void>): Promise<void> {
  for (const one of shown) await demand(one);
}

/** Milliseconds until the condition holds; undefined, with a problem, when it does not. */
async function timed(
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

/** For some refreshes of the programs and of Prometheus. */
async function watchOn(world: World, fault: Fault, problems: string[]): Promise<void> {
  const { programs, prometheus } = world;
  const { rounds = threeRounds } = fault;
  const running = programs.filter((one) => one.isRunning());
  const marks = new Map(await Promise.all(running.map(async (one) => [one, await markOf(one)] as const)));
  const asked = (await prometheus?.refreshes?.()) ?? 0;
  await timed(problems, 'goes on', async () => {
    for (const [program, mark] of marks) {
      for (const [metric, count] of Object.entries(rounds)) {
        const grown = await growth(program, mark, metric);
        if (grown < count) throw new Error(`${program.name}: ${metric} grew by ${grown} of ${count}`);
      }
    }
    const refreshes = ((await prometheus?.refreshes?.()) ?? Infinity) - asked;
    if (refreshes < prometheusRounds) throw new Error(`Prometheus asked ${refreshes} times`);
  });
}

function seenProblems({ excuse, alwaysServed }: Fault, seen: Ran['seen']): readonly string[] {
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
