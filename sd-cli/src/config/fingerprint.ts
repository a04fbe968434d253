/**
 * What a state file belongs to: settings under which its addresses would be other ones.
 */
import { createHash } from 'node:crypto';
import { poolsIdentity } from './pool-sections.ts';
import type { Settings } from './settings.ts';

/**
 * 64 hexadecimal digits. Equal when the pools come from the same place and DNS answers become targets
 * in the same way; waits, limits, labels and name servers may change without losing the state.
 */
export function fingerprintOf({ pools, dns }: Settings): string {
  const { address, port, recordType } = dns;
  const parts = { dns: { address, port, recordType }, pools: poolsIdentity(pools) };
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}

/** Keys in code-unit order, so that the order in which settings are built does not matter. */
function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`).join(',')}}`;
}
