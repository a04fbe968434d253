/**
 * SRV first, honestly: which answer to a pool's name decides, the SRV or the addresses.
 *
 * Pure; knows no sockets and no clock. Source: RFC 2782 (SRV, target `.`), RFC 8020 (NXDOMAIN
 * means that nothing is there, of any type), RFC 2308 (NODATA).
 */
import type { AbsentOutcome, PoolOutcome, RecordsOutcome, TargetRecord, UnknownOutcome } from './answer.ts';

/** What the SRV question gave. A record whose host is `.` says that there is no service. */
export type SrvAnswer = (RecordsOutcome & { readonly recordType: 'SRV' }) | AbsentOutcome | UnknownOutcome;

/** What one address question gave, A or AAAA, or both after `joinAddresses`. */
export type AddressAnswer = (RecordsOutcome & { readonly recordType: 'A' }) | AbsentOutcome | UnknownOutcome;

/** The answers to one name, as far as they were asked for. */
export interface NameAnswers {
  readonly srv: SrvAnswer;
  /** Asked for only when `needsAddresses` says so. */
  readonly addresses?: AddressAnswer;
  /** The name has given SRV before. */
  readonly gaveSrv: boolean;
}

/** True when the SRV answer alone cannot decide: ask for A and AAAA too. */
export function needsAddresses(srv: SrvAnswer, gaveSrv: boolean): boolean {
  if (gaveSrv) return false;
  switch (srv.kind) {
    case 'records':
      return false;
    case 'absent':
      return srv.why === 'nodata';
    case 'unknown':
      return mayLackSrvOnly(srv);
  }
}

/** Servers that know no SRV refuse it, do not implement it, or drop the question. */
function mayLackSrvOnly({ why }: UnknownOutcome): boolean {
  return why === 'refused' || why === 'notimp' || why === 'timeout';
}

/**
 * Decides what a lookup found. Addresses never decide for a name that has given SRV: its missing
 * SRV is a removal. An unknown answer never becomes an absence.
 */
export function decideLookup({ srv, addresses, gaveSrv }: NameAnswers): PoolOutcome {
  if (srv.kind === 'records') return withoutDots(srv);
  if (!needsAddresses(srv, gaveSrv)) return srv;
  const byAddress = addresses ?? notAsked;
  return srv.kind === 'absent' ? decideWithoutSrv(srv, byAddress) : decideUnknownSrv(srv, byAddress);
}

const notAsked: UnknownOutcome = { kind: 'unknown', why: 'not-asked', detail: 'no address was asked for' };

function decideWithoutSrv(srv: AbsentOutcome, addresses: AddressAnswer): PoolOutcome {
  if (addresses.kind !== 'absent') return addresses;
  return {
    ...addresses,
    transport: srv.transport === addresses.transport ? addresses.transport : 'udp',
    ttlSeconds: minTtl(srv.ttlSeconds, addresses.ttlSeconds),
    // NODATA for SRV said that the name exists; NXDOMAIN for its addresses contradicts that.
    doubtful: srv.doubtful || addresses.doubtful || addresses.why === 'nxdomain',
  };
}

function decideUnknownSrv(srv: UnknownOutcome, addresses: AddressAnswer): PoolOutcome {
  if (addresses.kind === 'records') return addresses;
  return addresses.kind === 'absent' && addresses.why === 'nxdomain' ? addresses : srv;
}

function withoutDots(srv: RecordsOutcome): PoolOutcome {
  const records = srv.records.some(isDot) ? srv.records.filter((record) => !isDot(record)) : srv.records;
  if (records.length > 0) return records === srv.records ? srv : { ...srv, records };
  const { transport, ttlSeconds, doubtful } = srv;
  return { kind: 'absent', why: 'nodata', transport, ttlSeconds, doubtful };
}

function isDot({ host }: TargetRecord): boolean {
  return host === '.';
}

/**
 * Joins the answers for A and AAAA. A server that refuses or does not implement AAAA has none;
 * any other unknown half makes the whole unknown, because targets could be missing.
 */
export function joinAddresses(a: AddressAnswer, aaaa: AddressAnswer): AddressAnswer {
  if (a.kind === 'unknown') return a;
  if (aaaa.kind === 'unknown') return aaaa.why === 'refused' || aaaa.why === 'notimp' ? a : aaaa;
  const common = {
    transport: a.transport === aaaa.transport ? a.transport : 'udp',
    ttlSeconds: minTtl(a.ttlSeconds, aaaa.ttlSeconds),
    doubtful: a.doubtful || aaaa.doubtful || disagreeOnExistence(a, aaaa),
  } as const;
  if (a.kind === 'absent' && aaaa.kind === 'absent') {
    return { kind: 'absent', why: a.why === aaaa.why ? a.why : 'nodata', ...common };
  }
  const records = [a, aaaa].flatMap((half) => (half.kind === 'records' ? half.records : []));
  return { kind: 'records', recordType: 'A', records, ...common };
}

/** NXDOMAIN for one type and anything else for the other cannot both be true (RFC 8020). */
function disagreeOnExistence(a: AddressAnswer, aaaa: AddressAnswer): boolean {
  const missing = [a, aaaa].filter((half) => half.kind === 'absent' && half.why === 'nxdomain');
  return missing.length === 1;
}

function minTtl(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
