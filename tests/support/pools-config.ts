/**
 * A configuration with a few static pools, for tests that change it while the program runs.
 */
import { rename, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';

export const poolsOrigin = 'cp.spcs.internal';

export interface PoolsConfig {
  /** Names of pools; each is asked as `NAME.` and the origin. */
  readonly pools: readonly string[];
  readonly server: string;
  /** Default `2s`. */
  readonly maxRefresh?: string;
}

/** Quick, and for loopback addresses alone. Renamed into place. */
export async function writePoolsConfig(
  path: string,
  { pools, server, maxRefresh = '2s' }: PoolsConfig,
): Promise<void> {
  const config = {
    pools: { static: pools.map((name) => ({ name, endpoint: `${name}.${poolsOrigin}` })) },
    dns: { servers: [server], timeout: '500ms', attempts: 1, min_refresh: '1s', max_refresh: maxRefresh },
    retention: { confirm_for: '1s', confirm_collapse: '1s' },
    limits: { allow_cidrs: ['127.0.0.0/8'] },
  };
  await writeFile(`${path}.new`, stringify(config));
  await rename(`${path}.new`, path);
}

/** Zone lines: each pool has two nodes of its own. */
export function poolsZoneLines(pools: readonly string[]): readonly string[] {
  return pools.flatMap((name, index) =>
    [1, 2].flatMap((node) => [
      `${name} SRV 0 0 9001 n${node}.${name}`,
      `n${node}.${name} A 127.80.${index}.${node}`,
    ]),
  );
}
