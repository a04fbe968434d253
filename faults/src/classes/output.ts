/**
 * Damage to the published file and to the folder that it is in.
 */
import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { freeTcpPort } from '../../../tests/support/ports.ts';
import { until } from '../../../tests/support/until.ts';
import type { Fault, Sign } from '../fault.ts';
import { createProgram } from '../world/program.ts';
import type { World, WorldOptions } from '../world/world.ts';
import { mdservice } from './mdservice.ts';
import { fileFails } from './signs.ts';

const sidecar: WorldOptions = { programs: ['file'], prometheus: true };
const smallDisk: WorldOptions = { ...sidecar, changes: true, smallDisk: true };
const lookups: NonNullable<Fault['rounds']> = { spcs_sd_lookups_total: 15 };

/** Noticed and mended in one. */
const restored: Sign = {
  of: 'file',
  metric: 'spcs_sd_file_writes_total{why="restored"}',
  shows: 'grows',
  begins: 'msg="file written"',
};

const damages: readonly (readonly [name: string, what: string, damage: (path: string) => Promise<void>])[] = [
  ['deleted', 'somebody deletes the file', (path) => rm(path)],
  ['emptied', 'somebody empties the file', (path) => writeFile(path, '')],
  [
    'cut',
    'somebody cuts the file in half',
    async (path) => writeFile(path, (await readFile(path)).subarray(0, 500)),
  ],
  ['cleared', 'somebody writes `[]` into the file', (path) => writeFile(path, '[]\n')],
  [
    'edited',
    'somebody adds a target of their own',
    (path) => writeFile(path, '[{"targets":["127.9.9.9:9"],"labels":{}}]'),
  ],
];

const boundMs = 20_000;

/** The staging folder, beside the output. */
const staging = ({ output }: World): string => output.file('.spcs-sd');

export const outputFaults: readonly Fault[] = [
  ...damages.map(([name, what, damage]): Fault => ({
    name: `output-${name}`,
    what,
    world: sidecar,
    begin: ({ output }) => damage(output.target),
    signs: [restored],
    rounds: lookups,
    excuse: 'the file itself is damaged',
    mdservice: mdservice.nothing,
  })),
  {
    name: 'output-is-a-folder',
    what: 'a folder is in the place of the file',
    world: sidecar,
    begin: async ({ output }) => {
      await rm(output.target);
      await mkdir(output.target);
    },
    end: ({ output }) => rmdir(output.target),
    signs: [fileFails],
    rounds: lookups,
    excuse: 'the file itself is gone',
    mdservice: mdservice.nothing,
  },
  {
    name: 'staging-deleted',
    what: 'somebody deletes the folder for unfinished files, with the lock in it',
    world: sidecar,
    begin: (world) => rm(staging(world), { recursive: true }),
    signs: [],
    rounds: lookups,
    mdservice: mdservice.nothing,
  },
  {
    name: 'staging-impossible',
    what: 'a file is in the place of the folder for unfinished files',
    world: sidecar,
    begin: (world) => until(() => blockStaging(staging(world)), boundMs),
    end: (world) => rm(staging(world)),
    signs: [fileFails],
    rounds: lookups,
    mdservice: mdservice.nothing,
  },
  {
    name: 'two-writers',
    what: 'a second program is told to keep the same file',
    world: sidecar,
    begin: startRival,
    signs: [],
    rounds: lookups,
    mdservice: mdservice.nothing,
  },
  {
    name: 'disk-full',
    what: 'the disk is full, and a pool is added',
    world: smallDisk,
    begin: async (world) => {
      await world.output.fill();
      await world.change({ kind: 'add', pool: { name: 'late', nodes: 1 } });
    },
    end: ({ output }) => output.free(),
    signs: [fileFails],
    rounds: lookups,
    mdservice: mdservice.nothing,
  },
  {
    name: 'disk-read-only',
    what: 'the disk turns read-only',
    world: smallDisk,
    begin: ({ output }) => output.readOnly(),
    end: ({ output }) => output.writable(),
    signs: [fileFails],
    rounds: lookups,
    mdservice: mdservice.nothing,
  },
];

/** Throws when the program was quicker and made the folder anew. */
async function blockStaging(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await writeFile(path, '', { flag: 'wx' });
}

/** It must end at once, say why, and leave the file to the first. */
async function startRival({ output, configPath, folder }: World): Promise<void> {
  const port = await freeTcpPort();
  const args = [
    'file',
    `--output.file=${output.target}`,
    `--config.file=${configPath}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--state.file=${folder.file('rival.state')}`,
  ];
  const rival = createProgram({ name: 'rival', args, port });
  const said = await rival.start().then(
    () => 'it runs',
    (error: unknown) => String(error),
  );
  await rival.end();
  if (!/process \d+ writes it/.test(said)) throw new Error(`the second writer: ${said}`);
}
