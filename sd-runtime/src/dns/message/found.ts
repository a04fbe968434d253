/**
 * What an answer with records of the asked type says, as values: nothing refers to its bytes.
 */
import type { TargetRecord } from '@spcs-sd/core';

/** One SRV record. */
export interface Service {
  /** Lower-case, without its last dot; `.` means that there is none. */
  readonly target: string;
  readonly port: number;
}

export interface Found {
  readonly kind: 'found';
  /** One for each address; where host names are wanted, one for each service. */
  readonly records: readonly TargetRecord[];
  /** Services whose target has no address here; none where host names are wanted. */
  readonly missing: readonly Service[];
  /** How many services there are; 0 in an answer with addresses alone. */
  readonly services: number;
  /** The least of all records that count. */
  readonly ttlSeconds: number;
  readonly messageBytes: number;
  /** The server's own EDNS size in bytes; undefined without EDNS. */
  readonly ednsBytes: number | undefined;
}
