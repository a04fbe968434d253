/**
 * Runs faults side by side: those that need the same world share one, one after the other.
 */
import type { Fault } from '../fault.ts';
import { startWorld, type World, type WorldOptions } from '../world/world.ts';
import type { Outcome } from './outcome.ts';
import { runFault } from './run-fault.ts';

export interface LaneOptions {
  /** Worlds at once. */
  readonly lanes: number;
  /** The most faults that one world gets. */
  readonly perLane: number;
  /** Why a fault cannot run here; undefined when it can. */
  readonly obstacle: (fault: Fault) => string | undefined;
  readonly onOutcome: (outcome: Outcome) => void;
}

export async function runFaults(faults: readonly Fault[], options: LaneOptions): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const tell = (outcome: Outcome): void => {
    outcomes.push(outcome);
    options.onOutcome(outcome);
  };
  const possible = faults.filter((fault) => {
    const why = options.obstacle(fault);
    if (why !== undefined) tell({ kind: 'skipped', fault, why });
    return why === undefined;
  });
  const waiting = [...groups(possible, options.perLane)];
  const worker = async (): Promise<void> => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift())
      await runGroup(group, tell);
  };
  await Promise.all(Array.from({ length: options.lanes }, worker));
  return outcomes;
}

/** Faults of the same world, in their order, the longest groups first. */
export function groups(faults: readonly Fault[], most: number): readonly (readonly Fault[])[] {
  const byWorld = new Map<string, Fault[]>();
  for (const fault of faults) {
    const key = JSON.stringify(fault.world);
    byWorld.set(key, [...(byWorld.get(key) ?? []), fault]);
  }
  return [...byWorld.values()]
    .flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / most) }, (_, at) =>
        group.slice(at * most, (at + 1) * most),
      ),
    )
    .toSorted((a, b) => b.length - a.length);
}

/** A world in which a fault went wrong is left: the next one gets another. */
async function runGroup(group: readonly Fault[], tell: (outcome: Outcome) => void): Promise<void> {
  let world: World | undefined;
  const leave = async (): Promise<void> => {
    await world?.stop();
    world = undefined;
  };
  for (const fault of group) {
    const outcome = await attempt(async () => {
      world ??= await startWorld(fault.world satisfies WorldOptions);
      return runFault(world, fault);
    }, fault);
    tell(outcome);
    if (outcome.kind !== 'ran' || outcome.problems.length > 0) await leave();
  }
  await leave();
}

async function attempt(run: () => Promise<Outcome>, fault: Fault): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    return {
      kind: 'broken',
      fault,
      why: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
