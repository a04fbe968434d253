/**
 * The DNS records that the sandbox serves, as data.
 *
 * Source: RFC 1035, RFC 2782 (SRV), RFC 3596 (AAAA).
 */

interface RecordHead {
  /** Absolute, without its last dot. Compared without regard to case (RFC 4343). */
  readonly name: string;
  readonly ttlSeconds: number;
}

/** One address as text. */
export interface AddressRecord extends RecordHead {
  readonly type: 'A' | 'AAAA';
  readonly address: string;
}

/** Points to another name, absolute and without its last dot. */
export interface PointerRecord extends RecordHead {
  readonly type: 'CNAME' | 'NS';
  readonly target: string;
}

export interface SrvRecord extends RecordHead {
  readonly type: 'SRV';
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  /** Absolute, without its last dot; `.` says that there is no such service. */
  readonly target: string;
}

/** One string of at most 255 octets. */
export interface TextRecord extends RecordHead {
  readonly type: 'TXT';
  readonly text: string;
}

export interface SoaRecord extends RecordHead {
  readonly type: 'SOA';
  readonly serial: number;
  readonly negativeTtlSeconds: number;
}

export type ZoneRecord = AddressRecord | PointerRecord | SrvRecord | TextRecord;
export type AnyRecord = ZoneRecord | SoaRecord;
export type RecordType = AnyRecord['type'];
export type RecordOf<T extends RecordType> = AnyRecord & { readonly type: T };

/** The form in which names are compared. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}
