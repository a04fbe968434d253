/**
 * An answer's sections, framed strictly: every length field is checked before anything is believed.
 *
 * dns-packet would accept rdata of another length than announced and lose all for one bad record.
 * A broken answer or authority section breaks the message; a broken additional section is left out.
 * Source: RFC 1035, section 4; RFC 6891 (OPT).
 */
import { classIn, typeNumber } from './type-number.ts';
import { endOfName } from './wire-name.ts';

export interface WireRecord {
  /** Where the owner's name starts. */
  readonly ownerAt: number;
  readonly type: number;
  readonly class: number;
  /** As sent, unsigned. */
  readonly ttlSeconds: number;
  /** Where the rdata starts, after its length. */
  readonly start: number;
  readonly end: number;
}

export interface ResponseMessage {
  readonly kind: 'response';
  readonly bytes: Buffer;
  /** With the upper bits from EDNS. */
  readonly rcode: number;
  readonly truncated: boolean;
  readonly answers: readonly WireRecord[];
  readonly authorities: readonly WireRecord[];
  readonly additionals: readonly WireRecord[];
  readonly additionalBroken: boolean;
  /** The server's own EDNS size in bytes; undefined without EDNS. */
  readonly ednsBytes: number | undefined;
}

export interface MalformedMessage {
  readonly kind: 'malformed';
  readonly detail: string;
}

/**
 * Reads a message that `belongsTo` its question, whose section ends at `questionEndsAt`.
 * Of a truncated message only the header counts.
 */
export function readResponse(bytes: Buffer, questionEndsAt: number): ResponseMessage | MalformedMessage {
  const flags = bytes.readUInt16BE(2);
  const head = { kind: 'response', bytes, rcode: flags & 0xf } as const;
  if (bytes.readUInt16BE(4) === 0) return { ...head, ...nothing };
  if ((flags & 0x0200) !== 0) return { ...head, ...nothing, truncated: true };
  const answers = readSection(bytes, questionEndsAt, bytes.readUInt16BE(6));
  if (answers === undefined) return malformed('a broken answer section');
  const authorities = readSection(bytes, answers.end, bytes.readUInt16BE(8));
  if (authorities === undefined) return malformed('a broken authority section');
  const additionals = readSection(bytes, authorities.end, bytes.readUInt16BE(10));
  if (additionals !== undefined && additionals.end !== bytes.length) return malformed('bytes after its end');
  const opt = additionals?.records.find(({ type }) => type === typeNumber.OPT);
  return {
    ...head,
    rcode: head.rcode + (opt === undefined ? 0 : (opt.ttlSeconds >>> 24) * 16),
    truncated: false,
    answers: answers.records,
    authorities: authorities.records,
    additionals: additionals?.records ?? [],
    additionalBroken: additionals === undefined,
    ednsBytes: opt?.class,
  };
}

const nothing = {
  truncated: false,
  answers: [],
  authorities: [],
  additionals: [],
  additionalBroken: false,
  ednsBytes: undefined,
} as const;

function malformed(detail: string): MalformedMessage {
  return { kind: 'malformed', detail };
}

interface Section {
  readonly records: readonly WireRecord[];
  readonly end: number;
}

/** Undefined when a record is broken. A count beyond what the bytes can hold ends at their end. */
function readSection(bytes: Buffer, start: number, count: number): Section | undefined {
  const records: WireRecord[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    const record = readRecord(bytes, at);
    if (record === undefined) return undefined;
    records.push(record);
    at = record.end;
  }
  return { records, end: at };
}

/** Type, class, TTL and length after the owner. */
export const fixedBytes = 10;

function readRecord(bytes: Buffer, ownerAt: number): WireRecord | undefined {
  const fixed = endOfName(bytes, ownerAt);
  if (fixed === -1 || fixed + fixedBytes > bytes.length) return undefined;
  const start = fixed + fixedBytes;
  const record = {
    ownerAt,
    type: uint16(bytes, fixed),
    class: uint16(bytes, fixed + 2),
    ttlSeconds: uint16(bytes, fixed + 4) * 0x10000 + uint16(bytes, fixed + 6),
    start,
    end: start + uint16(bytes, fixed + 8),
  };
  const isWhole = record.end <= bytes.length && hasWholeRdata(bytes, record.type, start, record.end);
  return isWhole ? record : undefined;
}

/** Within the message: Buffer's own method would check that again for every field. */
export function uint16(bytes: Buffer, at: number): number {
  return (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0);
}

/** Rdata that we read must fill its announced length exactly; other types may hold anything. */
export function hasWholeRdata(bytes: Buffer, type: number, start: number, end: number): boolean {
  switch (type) {
    case typeNumber.A:
      return end - start === 4;
    case typeNumber.AAAA:
      return end - start === 16;
    case typeNumber.CNAME:
      return endOfName(bytes, start) === end;
    case typeNumber.SRV:
      // Priority, weight and port come before the target.
      return end - start > 6 && endOfName(bytes, start + 6) === end;
    default:
      return true;
  }
}

export function isInternet(record: WireRecord): boolean {
  return record.class === classIn;
}
