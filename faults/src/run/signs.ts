/**
 * Whether a fault can be seen from outside: its metric, its first and its last log line, readiness.
 */
import type { Fault, Sign } from '../fault.ts';
import { valueOf } from '../world/metrics.ts';
import type { Program } from '../world/program.ts';
import { countOf, warnings } from './log-lines.ts';
import { before, logSince, type Mark } from './marks.ts';

/** A program with the signs that it must show. */
export interface Shown {
  readonly program: Program;
  readonly mark: Mark;
  readonly signs: readonly Sign[];
  /** While the fault lasts. */
  readonly isReady: boolean;
}

export function signsOf(fault: Pick<Fault, 'signs'>, program: Pick<Program, 'name'>): readonly Sign[] {
  return fault.signs.filter(({ of }) => of === undefined || of === program.name);
}

/** Throws what is still to be seen of the fault's beginning; of a program that was ended, nothing. */
export async function requireBegun({ program, mark, signs, isReady }: Shown): Promise<void> {
  if (!program.isRunning()) return;
  const log = logSince(program, mark);
  for (const { begins } of signs) {
    if (countOf(log, begins) === 0) throw new Error(`${program.name} does not say "${begins}"`);
  }
  const [was, is] = [before(program, mark), await program.metrics()];
  for (const { metric, shows } of signs) {
    if (!hasMoved(shows, valueOf(was, metric), valueOf(is, metric)))
      throw new Error(
        `${program.name}: ${metric} went from ${valueOf(was, metric)} to ${valueOf(is, metric)}`,
      );
  }
  await requireReady(program, isReady);
}

/** Throws what is still to be seen of its end. */
export async function requireEnded({ program, mark, signs }: Shown): Promise<void> {
  const log = logSince(program, mark);
  for (const part of signs.flatMap(({ begins, ends }) => [begins, ends])) {
    if (part !== undefined && countOf(log, part) === 0)
      throw new Error(`${program.name} does not say "${part}"`);
  }
  const [was, is] = [mark.metrics, await program.metrics()];
  for (const { metric, shows, ends } of signs) {
    if (ends !== undefined && shows !== 'grows' && hasMoved(shows, valueOf(was, metric), valueOf(is, metric)))
      throw new Error(`${program.name}: ${metric} is ${valueOf(is, metric)}, it was ${valueOf(was, metric)}`);
  }
  await requireReady(program, true);
}

async function requireReady(program: Program, isReady: boolean): Promise<void> {
  if ((await program.isReady()) !== isReady)
    throw new Error(`${program.name} is ${isReady ? 'not ready' : 'ready'}`);
}

function hasMoved(shows: Sign['shows'], was: number, is: number): boolean {
  switch (shows) {
    case 'grows':
    case 'rises':
      return is > was;
    case 'falls':
      return is < was;
    default:
      return 'above' in shows ? is > shows.above : is < shows.below;
  }
}

/** Lines that came too often, when the fault is over: each change is said once. */
export function repeatedLines({ program, mark, signs }: Shown, poolCount: number): readonly string[] {
  const log = logSince(program, mark);
  const own = signs.flatMap(({ begins, ends, lines = 'one' }) =>
    [begins, ends].flatMap((part) => {
      const count = part === undefined ? 0 : countOf(log, part);
      const most = { one: 1, several: poolCount, repeated: Infinity }[lines];
      return count > most ? [`${program.name} says "${part}" ${count} times`] : [];
    }),
  );
  const isRepeated = signs.some(({ lines }) => lines === 'repeated');
  const others = [...warnings(log)]
    .filter(([, count]) => count > poolCount && !isRepeated)
    .map(([message, count]) => `${program.name} warns ${count} times of ${message}`);
  return [...own, ...others];
}
