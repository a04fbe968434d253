/**
 * What one response says, as values: the lean reader's view of the usual, the strict reader's of all else.
 *
 * Sockets lend their bytes, so nothing here may refer to them.
 */
import type { UnknownOutcome } from '@spcs-sd/core';
import type { LookupQuestion } from '../../ports.ts';
import { answerOf, failure, type Answer } from './answer.ts';
import type { Found } from './found.ts';
import { readLean } from './lean-answer.ts';
import { questionEnd } from './question-message.ts';
import { readResponse, type ResponseMessage } from './response-message.ts';
import { additionalAddresses, addressOf, targetsOf } from './service-record.ts';
import { rcodeNumber, type QuestionType } from './type-number.ts';

/** What is asked for, and what it is wanted for. */
export interface Asked {
  readonly name: string;
  readonly type: QuestionType;
  /** `ip`: services are of no use without the addresses of their targets. */
  readonly address: LookupQuestion['address'];
  /** For the targets of A and AAAA. */
  readonly port: number;
}

export type Reading =
  | Found
  | Exclude<Answer, { readonly kind: 'records' }>
  | { readonly kind: 'truncated' }
  /** An error that servers without EDNS give to a question with it. */
  | { readonly kind: 'dislikes-edns'; readonly failure: UnknownOutcome };

/** Reads a message that `belongsTo` its question. */
export function readMessage(bytes: Buffer, asked: Asked): Reading {
  const endsAt = questionEnd(asked.name);
  const lean = asked.type === 'SRV' ? readLean(bytes, endsAt, asked.address) : undefined;
  return lean ?? readStrictly(bytes, endsAt, asked);
}

/** All that can be known, or why nothing can. The tests hold the lean reader to it. */
export function readStrictly(bytes: Buffer, questionEndsAt: number, asked: Asked): Reading {
  const message = readResponse(bytes, questionEndsAt);
  if (message.kind === 'malformed') return { kind: 'unknown', why: 'malformed', detail: message.detail };
  if (mayDislikeEdns(message)) return { kind: 'dislikes-edns', failure: failure(message.rcode) };
  if (message.truncated) return truncated;
  const answer = answerOf(message, asked.name, asked.type);
  return answer.kind === 'records' ? foundIn(answer, asked) : answer;
}

const truncated = { kind: 'truncated' } as const;

function mayDislikeEdns({ rcode }: ResponseMessage): boolean {
  return rcode === rcodeNumber.formerr || rcode === rcodeNumber.notimp || rcode === rcodeNumber.badvers;
}

type RecordsAnswer = Extract<Answer, { readonly kind: 'records' }>;

function foundIn(answer: RecordsAnswer, { type, address, port }: Omit<Asked, 'name'>): Found {
  const { message, services, ttlSeconds } = answer;
  const common = {
    kind: 'found',
    services: services.length,
    messageBytes: message.bytes.length,
    ednsBytes: message.ednsBytes,
  } as const;
  if (type !== 'SRV') {
    const records = answer.records.map((record) => ({ host: addressOf(message, record), port }));
    return { ...common, records, missing: [], ttlSeconds };
  }
  if (address === 'hostname') {
    const records = services.map((one) => ({ host: one.target, port: one.port, node: one.target }));
    return { ...common, records, missing: [], ttlSeconds };
  }
  const hosts = additionalAddresses(message, services);
  return {
    ...common,
    records: targetsOf(services, hosts.addresses),
    missing: services.filter(({ target }) => hosts.addresses.get(target)?.length === 0),
    ttlSeconds: Math.min(ttlSeconds, hosts.ttlSeconds),
  };
}
