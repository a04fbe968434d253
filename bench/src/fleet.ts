/**
 * Pools for the benchmarks: names, and their records in one zone.
 */
export const origin = 'cp.spcs.internal';

export const nameOf = (pool: number): string => `discover.monitor.pool${pool}.${origin}`;

/** `nodes` targets a pool, each with an address of its own in 127.0.0.0/8; at most 254. */
export function zoneLines(pools: number, nodes: number): readonly string[] {
  return Array.from({ length: pools * nodes }, (_, i) => {
    const [pool, node] = [Math.floor(i / nodes), i % nodes];
    return [
      `discover.monitor.pool${pool} SRV 0 0 9001 node-${node}.pool${pool}`,
      `node-${node}.pool${pool} A 127.${64 + (pool >> 8)}.${pool & 255}.${node + 1}`,
    ];
  }).flat();
}
