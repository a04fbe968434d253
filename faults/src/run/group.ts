/**
 * Faults that share a world, one after the other. A world in which a fault went wrong is left.
 */
import type { Fault } from '../fault.ts';
import { startWorld, type World } from '../world/world.ts';
import { keepLogs } from './kept-logs.ts';
import type { Outcome } from './outcome.ts';
import { runFault } from './run-fault.ts';

/** `tell` gets the outcome of each as soon as there is one. */
export async function runGroup(group: readonly Fault[], tell: (outcome: Outcome) => void): Promise<void> {
  let world: World | undefined;
  const leave = async (): Promise<void> => {
    await world?.stop();
    world = undefined;
  };
  for (const fault of group) {
    const outcome = await attempt(async () => {
      world ??= await startWorld(fault.world);
      return runFault(world, fault);
    }, fault);
    const isWrong = outcome.kind !== 'ran' || outcome.problems.length > 0;
    tell(isWrong && world !== undefined ? await withLogs(outcome, world) : outcome);
    if (isWrong || fault.spoils === true) await leave();
  }
  await leave();
}

async function withLogs(outcome: Outcome, { programs }: World): Promise<Outcome> {
  const where = await keepLogs(outcome.fault, programs);
  switch (outcome.kind) {
    case 'ran':
      return { ...outcome, problems: [...outcome.problems, where] };
    case 'broken':
      return { ...outcome, why: `${outcome.why}\n${where}` };
    case 'skipped':
      return outcome;
  }
}

async function attempt(run: () => Promise<Outcome>, { name }: Fault): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'broken', fault: name, why };
  }
}
