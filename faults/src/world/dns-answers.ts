/**
 * Answers that a server gives when it is wrong, and one honest form: the records of chosen nodes. Pure.
 */
import {
  addressRecord,
  craftMessage,
  flagBits,
  rcodes,
  recordTypes,
  soaRecord,
  srvRecord,
  type CraftedMessage,
} from '@spcs-sd/sandbox';
import type { DnsQuestion } from './dns-question.ts';

const zone = 'cp.spcs.internal';
/** What fits into one UDP message for a resolver that asks as ours does. */
const udpBytes = 1232;

/** A message with this question and id, unless the parts say otherwise. */
export function answerTo({ id, section }: DnsQuestion, parts: Partial<CraftedMessage>): Buffer {
  return craftMessage({ id, question: section, ...parts });
}

export function coded(question: DnsQuestion, rcode: keyof typeof rcodes): Buffer {
  const isNegative = rcode === 'NXDOMAIN' || rcode === 'NOERROR';
  return answerTo(question, {
    rcode: rcodes[rcode],
    ...(isNegative && { authorities: [soaRecord(zone, 1)] }),
  });
}

export function truncated(question: DnsQuestion): Buffer {
  return answerTo(question, { flags: flagBits.response | flagBits.authoritative | flagBits.truncated });
}

export interface NodeRecord {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** SRV records of these nodes, with their addresses or without; over UDP truncated where they do not fit. */
export function nodesAnswer(
  question: DnsQuestion,
  nodes: readonly NodeRecord[],
  { addresses = true }: { readonly addresses?: boolean } = {},
): Buffer {
  const ttlSeconds = 1;
  const message = answerTo(question, {
    answers: nodes.map(({ name, port }) => srvRecord(name, port, { ttlSeconds })),
    ...(addresses && {
      additionals: nodes.map(({ name, address }) => addressRecord(name, address, { ttlSeconds })),
    }),
  });
  return question.transport === 'udp' && message.length > udpBytes ? truncated(question) : message;
}

export const isService = ({ type }: DnsQuestion): boolean => type === recordTypes.SRV;
