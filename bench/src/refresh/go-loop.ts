/**
 * The loop over all names as mdservice runs it, which is a program in Go: built from `bench/peers`, with the
 * standard library alone, and run as a process of its own.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tempFolder } from '../../../tests/support/temp.ts';
import { targetsIn, type Fleet } from '../fleet.ts';
import { findBinary } from '../frame/installed.ts';
import type { Cost } from './loop.ts';

/** From the compiled file. */
const source = fileURLToPath(new URL('../../../../peers/sequential.go', import.meta.url));

const run = promisify(execFile);

export interface GoLoop {
  /** What one pass over the fleet took, without the start of the process. Throws when it is not the whole. */
  readonly ask: (server: string, fleet: Fleet) => Promise<Cost>;
  readonly remove: () => Promise<void>;
}

/** Undefined where Go is not installed. */
export async function buildGoLoop(): Promise<GoLoop | undefined> {
  const go = findBinary('go');
  if (go === undefined) return undefined;
  const folder = await tempFolder('bench-go');
  const program = folder.file('sequential');
  // Nothing is fetched, and no C compiler is needed: the resolver is Go's own either way.
  const env = { ...process.env, CGO_ENABLED: '0', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
  await run(go, ['build', '-o', program, source], { env, cwd: folder.path });
  return {
    ask: async (server, fleet) => {
      const { stdout } = await run(program, [server, String(fleet.pools)]);
      const { targets, wallMs, cpuMs }: Cost & { readonly targets: number } = JSON.parse(stdout);
      if (targets !== targetsIn(fleet)) throw new Error(`Go: ${targets} of ${targetsIn(fleet)} targets`);
      return { wallMs, cpuMs };
    },
    remove: () => folder.remove(),
  };
}
