/**
 * What of a world the run of a fault needs, and a fault of such a world.
 */
import type { Fault } from '../fault.ts';
import type { World } from '../world/world.ts';

export type Stage = Pick<World, 'programs' | 'prometheus' | 'watcher' | 'truth' | 'poolCount'>;

export interface Play<Place extends Stage> extends Omit<Fault, 'begin' | 'end' | 'world'> {
  begin(world: Place): Promise<void> | void;
  end?(world: Place): Promise<void> | void;
}
