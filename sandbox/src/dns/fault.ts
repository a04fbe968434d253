/**
 * What can go wrong in a DNS server, on command: for every name, or for one pool's names.
 */

export const dnsFaults = ['silent', 'servfail', 'refused', 'nxdomain', 'truncate'] as const;

/**
 * `silent`: no reply at all. `servfail`, `refused`, `nxdomain`: that code, for names that exist too.
 * `truncate`: every reply over UDP is empty with TC set; TCP is well.
 */
export type DnsFault = (typeof dnsFaults)[number];

export function isDnsFault(text: string): text is DnsFault {
  return dnsFaults.some((fault) => fault === text);
}

/** A fault of one pool goes before a fault of all. */
export interface DnsFaults {
  readonly all: DnsFault | undefined;
  /** By the pool's name in lower case. */
  readonly pools: ReadonlyMap<string, DnsFault>;
}

export const noFaults: DnsFaults = { all: undefined, pools: new Map() };

/** Sets a fault, or clears it with undefined; without a pool, of everything. Returns new faults. */
export function withFault(faults: DnsFaults, fault: DnsFault | undefined, pool?: string): DnsFaults {
  if (pool === undefined) return fault === undefined ? noFaults : { ...faults, all: fault };
  const pools = new Map(faults.pools);
  if (fault === undefined) pools.delete(pool.toLowerCase());
  else pools.set(pool.toLowerCase(), fault);
  return { ...faults, pools };
}

/** The fault that applies to a name: its pool is the last label before the zone's origin. */
export function faultFor(faults: DnsFaults, name: string, origin: string): DnsFault | undefined {
  const below = name.toLowerCase().slice(0, -origin.length - 1);
  const pool = below.slice(below.lastIndexOf('.') + 1);
  return faults.pools.get(pool) ?? faults.all;
}
