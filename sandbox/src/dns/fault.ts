/**
 * What can go wrong in a DNS server, on command: for every name, for one pool's names, for one type.
 */

export const dnsFaults = ['silent', 'servfail', 'refused', 'notimp', 'nxdomain', 'truncate'] as const;

/**
 * `silent`: no reply at all. `servfail`, `refused`, `notimp`, `nxdomain`: that code, for names that
 * exist too. `truncate`: every reply over UDP is empty with TC set; TCP is well.
 */
export type DnsFault = (typeof dnsFaults)[number];

export function isDnsFault(text: string): text is DnsFault {
  return dnsFaults.some((fault) => fault === text);
}

/** The types that a fault can be of; `A` stands for A and AAAA. */
export const faultTypes = ['SRV', 'A'] as const;

export function isFaultType(text: string): text is (typeof faultTypes)[number] {
  return faultTypes.some((type) => type === text);
}

/** Which questions a fault meets; every one without both. */
export interface DnsFaultScope {
  /** The pool's name, whatever its case. */
  readonly pool?: string;
  /** Questions for this type, at the pools' own names: nodes keep their addresses. */
  readonly type?: (typeof faultTypes)[number];
}

export interface DnsFaultRule extends DnsFaultScope {
  readonly fault: DnsFault;
}

/** The first that meets a question counts: a pool goes before all, and a type before every type. */
export type DnsFaults = readonly DnsFaultRule[];

export const noFaults: DnsFaults = [];

/** DNS names may write a pool's underscore as a hyphen. */
const poolKey = (pool: string): string => pool.toLowerCase().replaceAll('_', '-');

function sameScope(one: DnsFaultScope, other: DnsFaultScope): boolean {
  return one.type === other.type && poolKey(one.pool ?? '') === poolKey(other.pool ?? '');
}

const rank = ({ pool, type }: DnsFaultScope): number =>
  (pool === undefined ? 2 : 0) + (type === undefined ? 1 : 0);

/** Sets a fault, or clears it with undefined; without a scope, all of them. Returns new faults. */
export function withFault(
  faults: DnsFaults,
  fault: DnsFault | undefined,
  scope: DnsFaultScope = {},
): DnsFaults {
  const isAll = scope.pool === undefined && scope.type === undefined;
  if (fault === undefined && isAll) return noFaults;
  const others = faults.filter((rule) => !sameScope(rule, scope));
  return fault === undefined
    ? others
    : [...others, { ...scope, fault }].toSorted((a, b) => rank(a) - rank(b));
}

/** The fault that a question meets: its pool is the last label before the zone's origin. */
export function faultFor(
  faults: DnsFaults,
  { name, type }: { readonly name: string; readonly type: string },
  origin: string,
): DnsFault | undefined {
  if (faults.length === 0) return undefined;
  const below = name.toLowerCase().slice(0, -origin.length - 1);
  const pool = poolKey(below.slice(below.lastIndexOf('.') + 1));
  const family = type === 'AAAA' ? 'A' : type;
  const isPoolName = below.startsWith('discover.monitor.');
  return faults.find(
    (rule) =>
      (rule.pool === undefined || poolKey(rule.pool) === pool) &&
      (rule.type === undefined || (isPoolName && rule.type === family)),
  )?.fault;
}
