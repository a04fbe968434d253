/**
 * A state file that is of no use, or only seems so, and one that cannot be written.
 */
import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import type { Fault } from '../fault.ts';
import type { World } from '../world/world.ts';
import { mdservice } from './mdservice.ts';
import { restartIn } from './restarts.ts';
import { stateRejected, stateRestored } from './signs.ts';
import { everything } from './snowflake.ts';

type Json = Record<string, unknown>;

/** Every program starts from what `change` makes of its state. */
async function restartFrom(world: World, change: (text: string) => string): Promise<void> {
  const edit = async (path: string): Promise<void> => writeFile(path, change(await readFile(path, 'utf8')));
  const editAll = async (): Promise<void> => {
    await Promise.all(world.programs.map(({ name }) => edit(world.statePath(name))));
  };
  await restartIn(world, editAll, { keepsState: true });
}

const edited =
  (change: (state: Json) => Json) =>
  (text: string): string =>
    JSON.stringify(change(JSON.parse(text)));

const dayMs = 86_400_000;

const rejected: readonly (readonly [name: string, what: string, change: (text: string) => string])[] = [
  ['cut', 'the second half of the state file is missing', (text) => text.slice(0, text.length / 2)],
  ['empty', 'the state file is empty', () => ''],
  ['older', 'the state file is of another version', edited((state) => ({ ...state, version: 0 }))],
  [
    'foreign',
    'the state file is of another configuration',
    edited((state) => ({ ...state, fingerprint: 'of another configuration' })),
  ],
  [
    'poisoned',
    'the state file has numbers where names should be',
    edited((state) => ({ ...state, pools: [{ name: 1 }] })),
  ],
];

/** All upstream is well: what is missing is asked at once. */
const none: NonNullable<Fault['rounds']> = {};

export const stateFaults: readonly Fault[] = [
  ...rejected.map(([name, what, change]): Fault => ({
    name: `state-${name}`,
    what: `restart: ${what}`,
    world: everything,
    begin: (world) => restartFrom(world, change),
    signs: [stateRejected],
    rounds: none,
    mdservice: mdservice.nothing,
  })),
  {
    name: 'state-cut-dns-down',
    what: 'restart: half of the state file is missing, and nobody listens at the DNS server',
    world: everything,
    begin: async (world) => {
      await world.servers[0]?.shut();
      await restartFrom(world, (text) => text.slice(0, text.length / 2));
    },
    end: ({ servers }) => servers[0]?.open(),
    signs: [stateRejected],
    unready: ['http', 'file'],
    rounds: { spcs_sd_list_refreshes_total: 3 },
    mdservice: mdservice.pools,
  },
  {
    name: 'state-future',
    what: 'restart: the state file is ten days from the future',
    world: everything,
    begin: (world) =>
      restartFrom(
        world,
        edited((state) => ({ ...state, savedAtWallMs: Number(state['savedAtWallMs']) + 10 * dayMs })),
      ),
    signs: [stateRestored],
    rounds: none,
    mdservice: mdservice.nothing,
  },
  {
    name: 'state-unwritable',
    what: 'the state file cannot be written: a folder is in its place',
    world: { ...everything, changes: true },
    isLong: true,
    begin: async (world) => {
      for (const { name } of world.programs) {
        await rm(world.statePath(name), { force: true });
        await mkdir(world.statePath(name));
      }
      // A change is saved within seconds; ages alone can wait.
      await world.change({ kind: 'add', pool: { name: 'unsaved', nodes: 1 } });
    },
    end: async (world) => {
      for (const { name } of world.programs) await rmdir(world.statePath(name));
    },
    signs: [
      {
        metric: 'spcs_sd_state_save_failures_total',
        shows: 'grows',
        begins: 'msg="the state cannot be saved: a restart would forget it. Discovery goes on"',
        ends: 'msg="the state can be saved again"',
      },
    ],
    rounds: none,
    mdservice: mdservice.nothing,
  },
];
