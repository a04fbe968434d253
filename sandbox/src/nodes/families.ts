/**
 * How large a simulated node is.
 *
 * The names are Snowflake's instance families; the sizes are made up to be plausible, and nothing
 * but the simulated metrics depends on them.
 */

export interface Capacity {
  readonly cpuCores: number;
  readonly memoryBytes: number;
  readonly gpus: number;
  readonly gpuMemoryBytes: number;
}

const gib = 2 ** 30;

function capacity(cpuCores: number, memoryGib: number, gpus = 0, gpuMemoryGib = 0): Capacity {
  return { cpuCores, memoryBytes: memoryGib * gib, gpus, gpuMemoryBytes: gpuMemoryGib * gib };
}

const capacities: ReadonlyMap<string, Capacity> = new Map([
  ['CPU_X64_XS', capacity(1, 6)],
  ['CPU_X64_S', capacity(3, 13)],
  ['CPU_X64_M', capacity(6, 28)],
  ['CPU_X64_L', capacity(28, 116)],
  ['HIGHMEM_X64_S', capacity(6, 58)],
  ['GPU_NV_S', capacity(6, 27, 1, 24)],
  ['GPU_NV_M', capacity(44, 178, 4, 24)],
]);

/** Families that are not in the table are like CPU_X64_S. */
export function capacityOf(instanceFamily: string): Capacity {
  return capacities.get(instanceFamily.toUpperCase()) ?? capacity(3, 13);
}
