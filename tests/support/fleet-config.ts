/**
 * The files that a user of the generated fleet would have: a pool list and a configuration. And what
 * the program gives, in the form in which kdig's targets are compared with it.
 */
import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { TempFolder } from './temp.ts';
import type { Fleet } from './zone.ts';

export interface FleetConfigOptions {
  readonly server: string;
  readonly resolver?: 'wire' | 'native';
}

/** Everything is quick, so that changes come within seconds. Only loopback addresses are allowed. */
export async function writeFleetConfig(
  folder: TempFolder,
  { pools }: Fleet,
  { server, resolver = 'wire' }: FleetConfigOptions,
): Promise<string> {
  const list = pools.map(({ name, endpoint }) => ({ name, endpoint }));
  await writeFile(folder.file('pools.json'), JSON.stringify(list));
  const config = {
    pools: { file: { path: 'pools.json' } },
    dns: { resolver, servers: [server], min_refresh: '1s', max_refresh: '2s' },
    retention: { confirm_for: '1s', confirm_collapse: '1s' },
    limits: { allow_cidrs: ['127.0.0.0/8', '::1/128'] },
  };
  const path = folder.file(`${resolver}.yml`);
  await writeFile(path, stringify(config));
  return path;
}

interface Group {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** Targets by pool name in lower case. Throws on what is no JSON, and on two groups of one pool. */
export function targetsByPool(body: string): ReadonlyMap<string, readonly string[]> {
  const groups: readonly Group[] = JSON.parse(body);
  const byPool = new Map(
    groups.map(({ targets, labels }) => [labels['__meta_spcs_compute_pool_name'] ?? '', targets]),
  );
  if (byPool.size !== groups.length) throw new Error('two groups have the same pool');
  return byPool;
}

/** What the program should give of kdig's targets: pools without targets have no group. */
export function expectedByPool(
  { pools }: Fleet,
  byEndpoint: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    pools
      .map(({ name, endpoint }) => [name.toLowerCase(), byEndpoint.get(endpoint) ?? []] as const)
      .filter(([, targets]) => targets.length > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
