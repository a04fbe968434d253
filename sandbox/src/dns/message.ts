/**
 * A reply as a DNS message that fits its transport.
 *
 * Source: RFC 1035, section 4.1 (messages), RFC 2181, section 9 (TC), RFC 6891 (EDNS).
 */
import { nameKey, type AnyRecord } from './record.ts';
import { recordSection, type RecordSection } from './record-section.ts';
import type { Rcode, Reply } from './reply.ts';

/** What a reply repeats of its question. */
export interface QuestionHead {
  readonly id: number;
  readonly opcode: number;
  readonly recursionDesired: boolean;
  /** The question section as it came; empty when it could not be read. */
  readonly section: Buffer;
  readonly name: string | undefined;
  /** `unsupported`: an EDNS version that we do not speak; the reply says BADVERS. */
  readonly edns: 'none' | 'version-0' | 'unsupported';
}

const headerBytes = 12;
/** The size that our own OPT record announces. */
const announcedBytes = 1232;
const optType = 41;
const rcodes: Readonly<Record<Rcode, number>> = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
};
const flags = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200, recursionDesired: 0x0100 };

/** How many records of each section are in a message. */
interface Counts {
  readonly answers: number;
  readonly authorities: number;
  readonly additionals: number;
  readonly truncated: boolean;
}

function opt(head: QuestionHead): Buffer {
  if (head.edns === 'none') return Buffer.alloc(0);
  const bytes = Buffer.alloc(11);
  bytes.writeUInt16BE(optType, 1);
  bytes.writeUInt16BE(announcedBytes, 3);
  bytes.writeUInt8(head.edns === 'unsupported' ? 1 : 0, 5);
  return bytes;
}

/** Sets that belong together: the same name and type. */
function recordSets(records: readonly AnyRecord[]): readonly (readonly AnyRecord[])[] {
  const sets = new Map<string, AnyRecord[]>();
  for (const record of records) {
    const key = `${nameKey(record.name)} ${record.type}`;
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [record]);
    else set.push(record);
  }
  return [...sets.values()];
}

/**
 * Answers as many as fit: one that is missing sets TC. Additional addresses are left out without
 * a word, set by set, as NSD and Knot do: only what was asked for may be truncated.
 */
function fill(section: RecordSection, reply: Reply): Counts {
  const missing = reply.answers.findIndex((record) => !section.add([record]));
  const answers = missing === -1 ? reply.answers.length : missing;
  const none = { answers, authorities: 0, additionals: 0, truncated: true };
  if (missing !== -1 || !section.add(reply.authorities)) return none;
  const additionals = recordSets(reply.additionals).filter((set) => section.add(set));
  return {
    answers,
    authorities: reply.authorities.length,
    additionals: additionals.flat().length,
    truncated: false,
  };
}

function header(head: QuestionHead, reply: Reply, counts: Counts): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  const bits =
    flags.response |
    (head.opcode << 11) |
    (reply.authoritative ? flags.authoritative : 0) |
    (counts.truncated ? flags.truncated : 0) |
    (head.recursionDesired ? flags.recursionDesired : 0) |
    rcodes[reply.rcode];
  bytes.writeUInt16BE(head.id, 0);
  bytes.writeUInt16BE(bits, 2);
  bytes.writeUInt16BE(head.section.length > 0 ? 1 : 0, 4);
  bytes.writeUInt16BE(counts.answers, 6);
  bytes.writeUInt16BE(counts.authorities, 8);
  bytes.writeUInt16BE(counts.additionals + (head.edns === 'none' ? 0 : 1), 10);
  return bytes;
}

/** Encodes a reply in at most `maxBytes`; with 0 nothing fits and only TC is left. O(records). */
export function encodeReply(head: QuestionHead, reply: Reply, maxBytes: number): Buffer {
  const end = opt(head);
  const start = headerBytes + head.section.length;
  const section = recordSection(headerBytes, start, maxBytes - end.length, head.name);
  const counts = fill(section, reply);
  return Buffer.concat([header(head, reply, counts), head.section, ...section.parts(), end]);
}
