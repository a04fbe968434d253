/**
 * DNS messages built byte by byte, so that any part of them can be wrong.
 *
 * Knows the wire format (RFC 1035, section 4) and enforces none of it.
 */
import { isIPv4 } from 'node:net';

/** The numbers of the types that a lookup meets. */
export const recordTypes = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  OPT: 41,
} as const;

export const rcodes = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
} as const;

/** Header bits. */
export const flagBits = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200 } as const;

/** A pointer to the question's name, which starts right after the header. */
export const questionPointer: Buffer = Buffer.from([0xc0, 12]);

export interface CraftedRecord {
  /** The owner as it goes on the wire; a pointer to the question without it. */
  readonly owner?: Buffer;
  readonly type: number;
  /** 1 (IN) without it. */
  readonly class?: number;
  /** 30 without it. */
  readonly ttlSeconds?: number;
  readonly rdata: Buffer;
  /** What the length field says; the truth without it. */
  readonly rdlength?: number;
}

export interface CraftedMessage {
  readonly id: number;
  /** Response and authoritative without it, plus `rcode`. */
  readonly flags?: number;
  readonly rcode?: number;
  /** The question section as bytes; with its count. Empty: none. */
  readonly question: Buffer;
  readonly answers?: readonly CraftedRecord[];
  readonly authorities?: readonly CraftedRecord[];
  readonly additionals?: readonly CraftedRecord[];
  /** What the header says about the answer section; the truth without it. */
  readonly answerCount?: number;
  /** Bytes after the message. */
  readonly tail?: Buffer;
}

/** Labels as they are: a string may hold dots, spaces, NUL; lengths over 63 are not stopped. */
export function labelBytes(...labels: readonly string[]): Buffer {
  const parts = labels.map((label) =>
    Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')]),
  );
  return Buffer.concat([...parts, Buffer.from([0])]);
}

/** A name in the usual text form; `.` is the root. */
export function nameBytes(name: string): Buffer {
  return name === '.' ? Buffer.from([0]) : labelBytes(...name.split('.'));
}

export function uint16(value: number): Buffer {
  return Buffer.from([(value >> 8) & 0xff, value & 0xff]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** `target` as bytes, or as a name. */
export function srvRecord(
  target: string | Buffer,
  port = 9001,
  more: Partial<CraftedRecord> = {},
): CraftedRecord {
  const bytes = typeof target === 'string' ? nameBytes(target) : target;
  const rdata = Buffer.concat([uint16(0), uint16(0), uint16(port), bytes]);
  return { type: recordTypes.SRV, rdata, ...more };
}

/** The eight groups of an IPv6 address, `::` expanded. */
function ipv6Groups(address: string): readonly string[] {
  const [head = '', tail] = address.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after];
}

/** An A or AAAA record; the owner is the question's name without one. */
export function addressRecord(
  owner: string | undefined,
  address: string,
  more: Partial<CraftedRecord> = {},
): CraftedRecord {
  const own = owner === undefined ? {} : { owner: nameBytes(owner) };
  if (isIPv4(address)) {
    return { type: recordTypes.A, rdata: Buffer.from(address.split('.').map(Number)), ...own, ...more };
  }
  const rdata = Buffer.concat(ipv6Groups(address).map((group) => uint16(Number.parseInt(group, 16))));
  return { type: recordTypes.AAAA, rdata, ...own, ...more };
}

export function cnameRecord(owner: string | undefined, target: string): CraftedRecord {
  const own = owner === undefined ? {} : { owner: nameBytes(owner) };
  return { type: recordTypes.CNAME, rdata: nameBytes(target), ...own };
}

/** For the authority section of a negative answer; `minimumSeconds` is its negative TTL. */
export function soaRecord(zone: string, minimumSeconds: number, ttlSeconds = 3600): CraftedRecord {
  const times = [1, 3600, 600, 86_400, minimumSeconds].map(uint32);
  const rdata = Buffer.concat([nameBytes(`ns.${zone}`), nameBytes(`hostmaster.${zone}`), ...times]);
  return { owner: nameBytes(zone), type: recordTypes.SOA, ttlSeconds, rdata };
}

/** `extendedRcode`: the upper bits of the response code (BADVERS is 1). */
export function optRecord(udpBytes = 1232, extendedRcode = 0): CraftedRecord {
  const ttlSeconds = extendedRcode * 0x1000000;
  return {
    owner: nameBytes('.'),
    type: recordTypes.OPT,
    class: udpBytes,
    ttlSeconds,
    rdata: Buffer.alloc(0),
  };
}

function recordBytes(record: CraftedRecord): Buffer {
  return Buffer.concat([
    record.owner ?? questionPointer,
    uint16(record.type),
    uint16(record.class ?? 1),
    uint32(record.ttlSeconds ?? 30),
    uint16(record.rdlength ?? record.rdata.length),
    record.rdata,
  ]);
}

export function craftMessage(message: CraftedMessage): Buffer {
  const { answers = [], authorities = [], additionals = [] } = message;
  const flags = message.flags ?? flagBits.response | flagBits.authoritative;
  return Buffer.concat([
    uint16(message.id),
    uint16(flags | (message.rcode ?? 0)),
    uint16(message.question.length > 0 ? 1 : 0),
    uint16(message.answerCount ?? answers.length),
    uint16(authorities.length),
    uint16(additionals.length),
    message.question,
    ...[...answers, ...authorities, ...additionals].map(recordBytes),
    message.tail ?? Buffer.alloc(0),
  ]);
}
