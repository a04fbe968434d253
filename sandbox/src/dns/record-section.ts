/**
 * The records of a message, added while they fit, their owner names compressed.
 *
 * Without compression an answer would be cut long before a real server cuts it.
 * Source: RFC 1035, section 4.1.4 (compression), RFC 2782 (SRV targets are not compressed).
 */
import { nameKey, type AnyRecord } from './record.ts';
import { nameBytes, recordBytes } from './record-bytes.ts';

/** Compression pointers have 14 bits. */
const maxPointer = 0x3fff;

export interface RecordSection {
  /** Adds all of these records or none; says whether they fitted. */
  add(records: readonly AnyRecord[]): boolean;
  parts(): readonly Buffer[];
}

/**
 * Starts after `startBytes` of header and question; nothing reaches beyond `maxBytes`.
 *
 * `names`: where in the message a name already stands.
 */
export function recordSection(
  startBytes: number,
  maxBytes: number,
  names: Iterable<readonly [name: string, offset: number]>,
): RecordSection {
  const offsets = new Map<string, number>([...names].map(([name, offset]) => [nameKey(name), offset]));
  const parts: Buffer[] = [];
  let bytes = startBytes;

  const encoded = (record: AnyRecord): Buffer => {
    const offset = offsets.get(nameKey(record.name));
    const whole = recordBytes(record);
    if (offset === undefined) return whole;
    const pointer = Buffer.from([0xc0 | (offset >> 8), offset & 0xff]);
    return Buffer.concat([pointer, whole.subarray(nameBytes(record.name))]);
  };

  /** Later owner names may point at an SRV target. */
  const remember = (record: AnyRecord): void => {
    if (record.type !== 'SRV' || record.target === '.') return;
    const offset = bytes - nameBytes(record.target);
    if (offset <= maxPointer) offsets.set(nameKey(record.target), offset);
  };

  return {
    add: (records) => {
      const added = records.map(encoded);
      if (bytes + added.reduce((sum, part) => sum + part.length, 0) > maxBytes) return false;
      for (const [i, part] of added.entries()) {
        bytes += part.length;
        parts.push(part);
        const record = records[i];
        if (record !== undefined) remember(record);
      }
      return true;
    },
    parts: () => parts,
  };
}
