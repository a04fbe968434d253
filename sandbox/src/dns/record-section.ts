/**
 * The records of a message, added while they fit, their names compressed as servers do it.
 *
 * Without compression an answer would be cut long before a real server cuts it.
 * Source: RFC 1035, section 4.1.3 (records), RFC 2782 (SRV targets are not compressed).
 */
import { nameTable } from './name-compression.ts';
import type { AnyRecord } from './record.ts';
import { nameBytes, recordBytes } from './record-bytes.ts';

/** Type, class, TTL and the length of what follows. */
const fixedBytes = 10;

export interface RecordSection {
  /** Adds all of these records or none; says whether they fitted. */
  add(records: readonly AnyRecord[]): boolean;
  parts(): readonly Buffer[];
}

/**
 * Starts after `startBytes` of header and question; nothing reaches beyond `maxBytes`.
 *
 * `questionName` stands right behind the header; undefined when the question could not be read.
 */
export function recordSection(
  headerBytes: number,
  startBytes: number,
  maxBytes: number,
  questionName: string | undefined,
): RecordSection {
  const names = nameTable();
  if (questionName !== undefined) names.note(questionName, headerBytes);
  const parts: Buffer[] = [];
  let bytes = startBytes;

  const encoded = (record: AnyRecord): Buffer => {
    const owner = names.compressed(record.name);
    const rest = recordBytes(record).subarray(nameBytes(record.name));
    if (record.type !== 'CNAME') return Buffer.concat([owner, rest]);
    const target = names.compressed(record.target);
    const fixed = Buffer.from(rest.subarray(0, fixedBytes));
    fixed.writeUInt16BE(target.length, fixedBytes - 2);
    return Buffer.concat([owner, fixed, target]);
  };

  const append = (record: AnyRecord, part: Buffer): void => {
    const ownerBytes = names.compressed(record.name).length;
    names.note(record.name, bytes);
    if (record.type === 'CNAME') names.note(record.target, bytes + ownerBytes + fixedBytes);
    bytes += part.length;
    if (record.type === 'SRV') names.note(record.target, bytes - nameBytes(record.target));
    parts.push(part);
  };

  return {
    add: (records) => {
      // Records of one call do not point at each other until they are in: an upper bound of their size.
      const size = records.reduce((sum, record) => sum + encoded(record).length, 0);
      if (bytes + size > maxBytes) return false;
      for (const record of records) append(record, encoded(record));
      return true;
    },
    parts: () => parts,
  };
}
