/**
 * What this machine lacks for a fault.
 */
import { pathOf } from '../../tests/support/needs.ts';
import type { Fault } from './fault.ts';
import { faketimeLibrary } from './world/clock.ts';

/** Why the fault cannot run here, in words that say what to do; undefined when it can. */
export function obstacleOf({ world }: Fault, canMount: boolean): string | undefined {
  const missing = missingServer(world.prometheus ? ['nsd', 'prometheus'] : ['nsd']);
  if (missing !== undefined) return missing;
  if (world.clock === true && faketimeLibrary() === undefined)
    return 'libfaketime not found: sudo apt-get install libfaketime';
  if (world.smallDisk === true && !canMount)
    return 'this user may not mount anything: allow unprivileged user namespaces, or run it as root';
  return undefined;
}

function missingServer(servers: readonly ('nsd' | 'prometheus')[]): string | undefined {
  try {
    for (const server of servers) pathOf(server);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
