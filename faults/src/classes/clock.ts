/**
 * The wall clock is set while the programs run, or between two of their lives.
 */
import type { Fault, Sign } from '../fault.ts';
import type { World, WorldOptions } from '../world/world.ts';
import { mdservice } from './mdservice.ts';
import { restartIn } from './restarts.ts';
import { stateRestored } from './signs.ts';
import { everything } from './snowflake.ts';

const world: WorldOptions = { ...everything, clock: true };
const hour = 3600;
const day = 24 * hour;

/** Said when it is set, and when it is set back. */
const clockSet: Sign = {
  metric: 'spcs_sd_clock_sets_total',
  shows: 'grows',
  begins: 'msg="the clock was set: targets do not depend on it, certificates and tokens may"',
  lines: 'repeated',
};

const restartAt = (offsetSeconds: number) => (it: World) =>
  restartIn(it, () => it.clock.set(offsetSeconds), { keepsState: true });
const setRight = ({ clock }: World): Promise<void> => clock.set(0);

const cases: readonly Omit<Fault, 'world' | 'mdservice'>[] = [
  {
    name: 'clock-back',
    what: 'the clock is set back by an hour',
    begin: ({ clock }) => clock.set(-hour),
    end: setRight,
    signs: [clockSet],
  },
  {
    name: 'clock-forward',
    what: 'the clock is set forward by a day',
    begin: ({ clock }) => clock.set(day),
    end: setRight,
    signs: [clockSet],
  },
  {
    name: 'restart-clock-back',
    what: 'restart after the clock was set back by a day',
    begin: restartAt(-day),
    end: setRight,
    signs: [stateRestored],
  },
  {
    name: 'restart-clock-forward',
    what: 'restart after the clock was set forward by a day, far beyond `max_age`',
    begin: restartAt(day),
    end: setRight,
    signs: [stateRestored],
  },
  {
    name: 'restart-clock-forward-all-down',
    what: 'the same while Snowflake and DNS are down: what is known seems too old to be given',
    begin: async (it) => {
      await it.sql.shut();
      await it.servers[0]?.shut();
      await restartAt(day)(it);
    },
    end: async (it) => {
      await it.sql.open();
      await it.servers[0]?.open();
      await setRight(it);
    },
    signs: [
      {
        metric: 'spcs_sd_snapshot_ready',
        shows: { below: 1 },
        begins: 'msg="nothing was confirmed for the maximum age: no targets are given any more"',
        ends: 'msg="targets are given again"',
      },
    ],
    unready: ['http', 'file'],
  },
];

export const clockFaults: readonly Fault[] = cases.map((fault) => ({
  ...fault,
  world,
  mdservice: mdservice.nothing,
}));
