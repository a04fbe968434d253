export type { DnsServer } from './dns/server.ts';
export { startDnsServer } from './dns/server.ts';
export { zoneText } from './dns/zone.ts';
export type { Zone } from './dns/zone.ts';
export type { ZoneRecord } from './dns/record.ts';
