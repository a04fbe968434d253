/**
 * The logs of a world in which a fault went wrong, kept for whoever looks into it.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from '../world/program.ts';

/** Beside what the compiler writes: of no worth after the next run. */
const folder = join('faults', 'dist', 'logs');

/** Says where they are. */
export async function keepLogs(fault: string, programs: readonly Program[]): Promise<string> {
  const path = join(folder, fault);
  await mkdir(path, { recursive: true });
  await Promise.all(programs.map((program) => writeFile(join(path, `${program.name}.log`), program.log())));
  return `its programs' logs are in ${path}`;
}
