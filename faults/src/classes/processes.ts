/**
 * What happens to the program's own process.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { get } from '../world/get.ts';
import type { World, WorldOptions } from '../world/world.ts';
import { killAtRandom } from './killing.ts';
import { mdservice } from './mdservice.ts';
import { stateRestored } from './signs.ts';
import { everything } from './snowflake.ts';

const served: WorldOptions = { programs: ['http'], prometheus: true };
const kept: WorldOptions = { programs: ['file'], prometheus: false };

/** Beyond what the program takes for a pause of its own. */
const suspendedMs = 12_000;
const clients = 50;

export const processFaults: readonly Fault[] = [
  {
    name: 'kill-9',
    what: 'both programs are killed with signal 9, and start again',
    world: everything,
    begin: async ({ programs }) => {
      await Promise.all(programs.map((program) => program.end('SIGKILL')));
      await Promise.all(programs.map((program) => program.start()));
    },
    signs: [stateRestored],
    mdservice: mdservice.gone,
  },
  {
    name: 'kill-9-200-times',
    what: 'the sidecar is killed with signal 9 at 200 random moments while it writes, and read all the time',
    world: kept,
    begin: killAtRandom,
    signs: [],
    isLong: true,
    mdservice: mdservice.nothing,
  },
  {
    name: 'sigterm-under-load',
    what: `the endpoint is told to end while ${clients} clients ask without a pause, and starts again`,
    world: served,
    begin: endUnderLoad,
    signs: [{ ...stateRestored, begins: 'msg=ending', ends: 'msg=listening' }],
    mdservice: mdservice.gone,
  },
  {
    name: 'suspended',
    what: `both programs stand still for ${suspendedMs / 1000} s, and go on`,
    world: everything,
    begin: async ({ programs }) => {
      for (const program of programs) program.signal('SIGSTOP');
      // The fault is exactly that: time goes by.
      await pause(suspendedMs);
      for (const program of programs) program.signal('SIGCONT');
    },
    signs: [
      {
        metric: 'spcs_sd_standstills_total',
        shows: 'grows',
        begins: 'msg="the process stood still: nothing is removed until all due names were asked"',
        ends: 'msg="the names that were due have been asked: removals are confirmed again"',
      },
    ],
    mdservice: mdservice.gone,
  },
];

/** Every answer that begins must be whole, and the program must end by itself with code 0. */
async function endUnderLoad(world: World): Promise<void> {
  const program = world.program('http');
  const truth = (await get(`${program.url}/targets`)).body;
  let isLoaded = true;
  let wrong = 0;
  const client = async (): Promise<void> => {
    while (isLoaded) {
      const answer = await get(`${program.url}/targets`).catch(() => undefined);
      if (answer === undefined) await pause(10);
      else if (answer.body !== truth) wrong += 1;
    }
  };
  const load = Promise.all(Array.from({ length: clients }, client));
  const code = await program.end('SIGTERM');
  isLoaded = false;
  await load;
  await program.start();
  if (code !== 0) throw new Error(`it ended with code ${code}`);
  if (wrong > 0) throw new Error(`${wrong} answers were others`);
}
