/**
 * One DNS zone as a value, and as zone-file text for any other DNS server.
 *
 * A small zone: no wildcards, no delegations. Source: RFC 1035, section 5 (the text form).
 */
import type { AnyRecord, PointerRecord, SoaRecord, ZoneRecord } from './record.ts';

export interface Zone {
  /** The apex, absolute, without its last dot. */
  readonly origin: string;
  /** Raised with every change; 1 to 4294967295. */
  readonly serial: number;
  /** How long a resolver may keep a negative answer (RFC 2308). */
  readonly negativeTtlSeconds: number;
  /** Everything but the SOA and the NS of the apex. */
  readonly records: readonly ZoneRecord[];
}

const apexTtlSeconds = 60;

export function soaOf({ origin, serial, negativeTtlSeconds }: Zone): SoaRecord {
  return { name: origin, type: 'SOA', ttlSeconds: apexTtlSeconds, serial, negativeTtlSeconds };
}

/** The records that every zone has at its apex, besides the SOA. */
export function apexOf({ origin }: Zone): readonly ZoneRecord[] {
  const ns: PointerRecord = { name: origin, type: 'NS', ttlSeconds: apexTtlSeconds, target: `ns.${origin}` };
  return [ns, { name: `ns.${origin}`, type: 'A', ttlSeconds: apexTtlSeconds, address: '127.0.0.1' }];
}

/** The fixed numbers of our SOA, in seconds: no server transfers this zone, so they matter to nobody. */
export const soaTimers = { refresh: 3600, retry: 600, expire: 86_400 } as const;
export const soaNames = (origin: string): { readonly mname: string; readonly rname: string } => ({
  mname: `ns.${origin}`,
  rname: `hostmaster.${origin}`,
});

function absolute(name: string): string {
  return name === '.' ? '.' : `${name}.`;
}

function soaData({ name, serial, negativeTtlSeconds }: SoaRecord): string {
  const { mname, rname } = soaNames(name);
  const { refresh, retry, expire } = soaTimers;
  return `${mname}. ${rname}. ${serial} ${refresh} ${retry} ${expire} ${negativeTtlSeconds}`;
}

function dataText(record: AnyRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'CNAME':
    case 'NS':
      return absolute(record.target);
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${absolute(record.target)}`;
    case 'TXT':
      return `"${record.text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
    case 'SOA':
      return soaData(record);
  }
}

/** The whole zone with absolute names, SOA first: NSD, Knot and BIND load it as it is. */
export function zoneText(zone: Zone): string {
  const all: readonly AnyRecord[] = [soaOf(zone), ...apexOf(zone), ...zone.records];
  return all
    .map((record) => `${record.name}. ${record.ttlSeconds} IN ${record.type} ${dataText(record)}\n`)
    .join('');
}
