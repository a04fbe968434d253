/**
 * Reads a question from the wire, or says how it is wrong.
 *
 * Source: RFC 1035, section 4.1, RFC 6891 (EDNS size and version).
 */
import { decode, type DecodedPacket } from 'dns-packet';
import type { QuestionHead } from './message.ts';
import type { Question, Rcode } from './reply.ts';

export type Query =
  /** Not even a header, or an answer: nothing may be sent back. */
  | { readonly kind: 'noise' }
  /** Readable enough to say no. */
  | { readonly kind: 'wrong'; readonly head: QuestionHead; readonly rcode: Rcode }
  | {
      readonly kind: 'question';
      readonly head: QuestionHead;
      readonly question: Question;
      /** How long a reply over UDP may be. */
      readonly udpBytes: number;
    };

const headerBytes = 12;
const minUdpBytes = 512;
/** What fits everywhere without fragments (DNS flag day 2020); NSD's own limit too. */
const maxUdpBytes = 1232;

function decodeOrUndefined(bytes: Buffer): DecodedPacket | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}

function bareHead(bytes: Buffer): QuestionHead {
  const bits = bytes.readUInt16BE(2);
  return {
    id: bytes.readUInt16BE(0),
    opcode: (bits >> 11) & 0xf,
    recursionDesired: (bits & 0x0100) !== 0,
    section: Buffer.alloc(0),
    name: undefined,
    edns: 'none',
  };
}

/** Name, type and class. The first name of a message cannot be compressed: it ends at the first zero. */
function questionSection(bytes: Buffer): Buffer {
  let end = headerBytes;
  while ((bytes[end] ?? 0) !== 0) end += 1 + (bytes[end] ?? 0);
  return Buffer.from(bytes.subarray(headerBytes, end + 5));
}

/** Reads one message of a client. Never throws. */
export function readQuery(bytes: Buffer): Query {
  if (bytes.length < headerBytes || (bytes.readUInt16BE(2) & 0x8000) !== 0) return { kind: 'noise' };
  const bare = bareHead(bytes);
  if (bare.opcode !== 0) return { kind: 'wrong', head: bare, rcode: 'NOTIMP' };
  const packet = decodeOrUndefined(bytes);
  const [question, ...more] = packet?.questions ?? [];
  if (packet === undefined || question === undefined || more.length > 0) {
    return { kind: 'wrong', head: bare, rcode: 'FORMERR' };
  }
  const opt = packet.additionals?.find((record) => record.type === 'OPT');
  const edns = opt === undefined ? 'none' : opt.ednsVersion === 0 ? 'version-0' : 'unsupported';
  const head = { ...bare, section: questionSection(bytes), name: question.name, edns } as const;
  if (edns === 'unsupported') return { kind: 'wrong', head, rcode: 'NOERROR' };
  if (question.class !== 'IN') return { kind: 'wrong', head, rcode: 'REFUSED' };
  const udpBytes = Math.min(Math.max(opt?.udpPayloadSize ?? minUdpBytes, minUdpBytes), maxUdpBytes);
  return { kind: 'question', head, question: { name: question.name, type: question.type }, udpBytes };
}
