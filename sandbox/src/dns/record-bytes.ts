/**
 * A record in wire form, by dns-packet. Kept with the record: records are values and never change.
 */
import { encode, type Answer } from 'dns-packet';
import type { AnyRecord } from './record.ts';
import { soaNames, soaTimers } from './zone.ts';

const headerBytes = 12;
const known = new WeakMap<AnyRecord, Buffer>();

function answerOf(record: AnyRecord): Answer {
  const head = { name: record.name, ttl: record.ttlSeconds };
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return { ...head, type: record.type, data: record.address };
    case 'CNAME':
    case 'NS':
      return { ...head, type: record.type, data: record.target };
    case 'SRV': {
      const { priority, weight, port, target } = record;
      return { ...head, type: 'SRV', data: { priority, weight, port, target } };
    }
    case 'TXT':
      return { ...head, type: 'TXT', data: record.text };
    case 'SOA': {
      const { serial, negativeTtlSeconds: minimum } = record;
      return { ...head, type: 'SOA', data: { ...soaNames(record.name), ...soaTimers, serial, minimum } };
    }
  }
}

/** The record with its whole owner name: what a message of this record alone holds after its header. */
export function recordBytes(record: AnyRecord): Buffer {
  const bytes =
    known.get(record) ?? encode({ type: 'response', answers: [answerOf(record)] }).subarray(headerBytes);
  known.set(record, bytes);
  return bytes;
}

/** How long a name is in wire form without compression. */
export function nameBytes(name: string): number {
  return name === '.' ? 1 : Buffer.byteLength(name) + 2;
}
