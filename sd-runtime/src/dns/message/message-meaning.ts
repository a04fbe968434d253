/**
 * What one message from a server says about one question, without a server: for tools that explain
 * messages, and for the contract's vectors.
 */
import { answerOf } from './answer.ts';
import { belongsTo, encodeQuestion, headerBytes, questionEnd } from './question-message.ts';
import { readResponse } from './response-message.ts';
import { additionalAddresses, addressOf } from './service-record.ts';
import type { QuestionType } from './type-number.ts';

export interface MessageQuestion {
  /** An absolute name without its last dot, in lower case. */
  readonly name: string;
  readonly type: QuestionType;
}

export interface MessageService {
  /** `.` says that there is no service. */
  readonly node: string;
  readonly port: number;
  /** Those that came along in the additional section. */
  readonly addresses: readonly string[];
}

export type MessageMeaning =
  | { readonly kind: 'services'; readonly services: readonly MessageService[]; readonly ttlSeconds: number }
  | { readonly kind: 'addresses'; readonly addresses: readonly string[]; readonly ttlSeconds: number }
  | { readonly kind: 'absent'; readonly why: 'nxdomain' | 'nodata'; readonly ttlSeconds: number | null }
  /** The name is an alias of `name`, and the message says no more. */
  | { readonly kind: 'alias'; readonly name: string }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'unknown'; readonly why: string; readonly detail?: string }
  /** It belongs to another question: go on waiting. */
  | { readonly kind: 'foreign' };

/** Of a question that was sent with id 0. Never throws. */
export function readDnsMessage(message: Uint8Array, { name, type }: MessageQuestion): MessageMeaning {
  const bytes = Buffer.from(message);
  const end = questionEnd(name);
  const isOurs =
    bytes.length >= headerBytes &&
    bytes.readUInt16BE(0) === 0 &&
    belongsTo(bytes, encodeQuestion(name, type, true), end);
  if (!isOurs) return { kind: 'foreign' };
  const response = readResponse(bytes, end);
  if (response.kind === 'malformed') return { kind: 'unknown', why: 'malformed', detail: response.detail };
  if (response.truncated) return { kind: 'truncated' };
  const answer = answerOf(response, name, type);
  switch (answer.kind) {
    case 'unknown':
      return answer;
    case 'alias':
      return { kind: 'alias', name: answer.name };
    case 'absent':
      return { kind: 'absent', why: answer.why, ttlSeconds: answer.ttlSeconds };
    case 'records': {
      const { records, services, ttlSeconds } = answer;
      if (type !== 'SRV') {
        return { kind: 'addresses', addresses: records.map((one) => addressOf(response, one)), ttlSeconds };
      }
      const { addresses } = additionalAddresses(response, services);
      const withAddresses = services.map(({ target: node, port }) => {
        return { node, port, addresses: addresses.get(node) ?? [] };
      });
      return { kind: 'services', services: withAddresses, ttlSeconds };
    }
  }
}
