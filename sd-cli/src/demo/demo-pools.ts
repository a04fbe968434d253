/**
 * The pools of the demonstration: one of each kind that behaves in its own way.
 */
import type { PoolSpec } from '@spcs-sd/sandbox';

export const demoPools: readonly PoolSpec[] = [
  { name: 'WEB', nodes: 3, owner: 'WEB_ROLE', instanceFamily: 'CPU_X64_S' },
  { name: 'ETL_NIGHTLY', nodes: 2, owner: 'DATA_ROLE', instanceFamily: 'HIGHMEM_X64_S', suspended: true },
  { name: 'TRAINING', nodes: 4, owner: 'ML_ROLE', instanceFamily: 'GPU_NV_M' },
  // Its name has addresses only, no SRV records.
  { name: 'LEGACY', nodes: 2, owner: 'SYSADMIN', instanceFamily: 'CPU_X64_XS', publishes: 'a' },
  // So many that the answer does not fit a datagram.
  { name: 'BATCH', nodes: 40, owner: 'DATA_ROLE', instanceFamily: 'CPU_X64_M' },
];
