/**
 * The question as it goes on the wire, and the check that an answer belongs to it.
 *
 * Source: RFC 1035, section 4; RFC 6891 (EDNS); 1232 bytes: DNS flag day 2020.
 */
import { RECURSION_DESIRED, encode, type OptAnswer } from 'dns-packet';
import { codecs } from './dns-codecs.ts';
import { rcodeNumber, type QuestionType } from './type-number.ts';

/** The largest UDP answer that we ask for, in bytes: fits every path without fragments. */
export const ednsBytes = 1232;

/** Bytes before the question section. */
export const headerBytes = 12;

/** Bytes that `name` takes uncompressed. */
const nameBytes = (name: string): number => name.length + 2;

/** Where the question section ends in a message that asks for `name`. */
export function questionEnd(name: string): number {
  return headerBytes + nameBytes(name) + 4;
}

/** A question with id 0; the transport sets the id. `name` has no last dot. */
export function encodeQuestion(name: string, type: QuestionType, edns: boolean): Buffer {
  const { head, tail } = (edns ? withEdns : withoutEdns)[type];
  const nameEnd = headerBytes + nameBytes(name);
  const bytes = Buffer.allocUnsafe(nameEnd + tail.length);
  bytes.set(head);
  codecs.name.encode(name, bytes, headerBytes);
  bytes.set(tail, nameEnd);
  return bytes;
}

/** What all questions for a type share: their bytes before and after the name. */
interface Frame {
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** Of the root's question, whose name is one byte. */
function frameOf(type: QuestionType, additionals: OptAnswer[]): Frame {
  const questions = [{ name: '.', type, class: 'IN' } as const];
  const bytes = encode({ type: 'query', id: 0, flags: RECURSION_DESIRED, questions, additionals });
  return { head: bytes.subarray(0, headerBytes), tail: bytes.subarray(headerBytes + 1) };
}

const opt: OptAnswer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: ednsBytes,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

const framesWith = (additionals: OptAnswer[]): Readonly<Record<QuestionType, Frame>> => ({
  SRV: frameOf('SRV', additionals),
  A: frameOf('A', additionals),
  AAAA: frameOf('AAAA', additionals),
});
const withEdns = framesWith([opt]);
const withoutEdns = framesWith([]);

/**
 * True when `message` answers `question`: a response with its opcode that repeats its question,
 * the name's case aside. Servers that cannot read a question may leave it out of their error.
 *
 * The id has been compared already: it is how `question` was found.
 */
export function belongsTo(message: Buffer, question: Buffer, questionEndsAt: number): boolean {
  if (message.length < headerBytes) return false;
  const flags = message.readUInt16BE(2);
  const isResponse = (flags & 0x8000) !== 0;
  const opcode = (flags >> 11) & 0xf;
  if (!isResponse || opcode !== 0) return false;
  const questions = message.readUInt16BE(4);
  if (questions === 0) return message.length === headerBytes && isErrorWithoutQuestion(flags & 0xf);
  return questions === 1 && sameQuestion(message, question, questionEndsAt);
}

function isErrorWithoutQuestion(rcode: number): boolean {
  return (
    rcode === rcodeNumber.formerr ||
    rcode === rcodeNumber.servfail ||
    rcode === rcodeNumber.notimp ||
    rcode === rcodeNumber.refused
  );
}

function sameQuestion(message: Buffer, question: Buffer, end: number): boolean {
  if (message.length < end) return false;
  for (let at = headerBytes; at < end; at++) {
    const ours = question[at] ?? 0;
    const theirs = message[at] ?? 0;
    if (ours !== theirs && lowerCase(ours) !== lowerCase(theirs)) return false;
  }
  return true;
}

/** Of an ASCII letter. Lengths of labels are at most 63, so they stay as they are. */
export function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
