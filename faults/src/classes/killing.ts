/**
 * A sidecar that is killed at random moments, while readers look at its file without a pause.
 *
 * Each life has something to write: the configuration that it starts with groups targets in the other way.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { freeTcpPort } from '../../../tests/support/ports.ts';
import { until } from '../../../tests/support/until.ts';
import { fileReader } from '../watch/readers.ts';
import { startWatcher, type Watcher } from '../watch/watcher.ts';
import { createProgram, type Program } from '../world/program.ts';
import type { World } from '../world/world.ts';

const kills = 200;
/** Sidecars at once, each with a file of its own. */
const victims = 4;
const boundMs = 60_000;

export async function killAtRandom(world: World): Promise<void> {
  const outcomes = await Promise.all(
    Array.from({ length: victims }, (_, index) => killOne(world, index, kills / victims)),
  );
  const problems = outcomes.flat();
  if (problems.length > 0) throw new Error(problems.join('; '));
}

async function killOne(world: World, index: number, times: number): Promise<readonly string[]> {
  const output = world.output.file(`victim-${index}.json`);
  const program = await victim(world, index, output);
  const lifeMs = await firstLife(program, output);
  const watcher = startWatcher([fileReader(output, 1)]);
  watcher.begin(world.truth());
  let writes = 0;
  for (let kill = 0; kill < times; kill++) {
    await group(world, index, kill % 2 === 0);
    await program.launch();
    await pause(Math.random() * 1.5 * lifeMs);
    await program.end('SIGKILL');
    writes += Number(await isOtherForm(output, kill % 2 === 0));
  }
  const problems = problemsOf(watcher, writes);
  await watcher.stop();
  // The next life must not stumble over what the killed ones left.
  await program.start();
  await program.end();
  return problems;
}

async function victim(world: World, index: number, output: string): Promise<Program> {
  await group(world, index, false);
  const port = await freeTcpPort();
  const args = [
    'file',
    `--output.file=${output}`,
    `--config.file=${configPath(world, index)}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--state.file=${world.output.file(`victim-${index}.state`)}`,
  ];
  return createProgram({ name: `victim-${index}`, args, port });
}

const configPath = ({ folder }: World, index: number): string => folder.file(`victim-${index}.yml`);

/** One group for each node, or for each pool: the same targets in other bytes. */
async function group(world: World, index: number, perNode: boolean): Promise<void> {
  const config = await readFile(world.configPath, 'utf8');
  await writeFile(`${configPath(world, index)}.new`, `${config}labels: { per_node: ${perNode} }\n`);
  await rename(`${configPath(world, index)}.new`, configPath(world, index));
}

/** Milliseconds from its start until its file is there. */
async function firstLife(program: Program, output: string): Promise<number> {
  const startedMs = performance.now();
  await program.launch();
  await until(() => readFile(output), boundMs);
  const lifeMs = performance.now() - startedMs;
  await program.end();
  return lifeMs;
}

async function isOtherForm(output: string, perNode: boolean): Promise<boolean> {
  return (await readFile(output, 'utf8')).includes('__meta_spcs_node') === perNode;
}

function problemsOf(watcher: Watcher, writes: number): readonly string[] {
  const { reads = 0, lost, invented, broken = 0, refused = 0 } = watcher.seen().get('file') ?? {};
  return [
    ...(reads === 0 ? ['nobody read the file'] : []),
    ...(writes === 0 ? ['no life was long enough to write'] : []),
    ...((lost?.size ?? 0) > 0 ? [`${lost?.size} targets were lost`] : []),
    ...((invented?.size ?? 0) > 0 ? [`${invented?.size} targets were invented`] : []),
    ...(broken > 0 ? [`${broken} reads were no list`] : []),
    ...(refused > 0 ? [`the file was missing ${refused} times`] : []),
  ];
}
