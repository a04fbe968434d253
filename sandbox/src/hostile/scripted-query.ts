/**
 * A question as a scripted server received it, and what it may do about it.
 */
import { decode } from 'dns-packet';
import { craftMessage, type CraftedMessage } from './crafted-message.ts';

export interface ScriptedQuery {
  readonly transport: 'udp' | 'tcp';
  readonly id: number;
  /** Lower-case, without its last dot. */
  readonly name: string;
  /** `SRV`, `A`, `AAAA`, … */
  readonly type: string;
  /** The EDNS payload size; undefined when the question had no OPT record. */
  readonly ednsBytes: number | undefined;
  /** The question section as it was asked. */
  readonly question: Buffer;
}

/**
 * One thing that the server does, in order.
 *
 * `send` a message (with its length prefix over TCP); `trickle` it over TCP in segments of
 * `chunkBytes`; `raw` bytes without a prefix; `close` the connection; `wait` before the next one.
 */
export type Reaction =
  | { readonly kind: 'send'; readonly message: Buffer }
  | { readonly kind: 'trickle'; readonly message: Buffer; readonly chunkBytes: number }
  | { readonly kind: 'raw'; readonly bytes: Buffer }
  | { readonly kind: 'close' }
  | { readonly kind: 'wait'; readonly ms: number };

/** What to do about a question; an empty list is silence. */
export type Script = (query: ScriptedQuery) => readonly Reaction[];

/** Reads a question. Throws when it is none: a client under test must not send such. */
export function readQuery(bytes: Buffer, transport: 'udp' | 'tcp'): ScriptedQuery {
  const { id, questions, additionals } = decode(bytes);
  const question = questions?.[0];
  if (id === undefined || question === undefined) throw new Error('a message without a question');
  const opt = additionals?.find((record) => record.type === 'OPT');
  const end = 12 + (question.name === '.' ? 1 : question.name.length + 2) + 4;
  return {
    transport,
    id,
    name: question.name.toLowerCase(),
    type: question.type,
    ednsBytes: opt?.type === 'OPT' ? opt.udpPayloadSize : undefined,
    question: Buffer.from(bytes.subarray(12, end)),
  };
}

/** A message that answers this question: its id and question, unless the parts say otherwise. */
export function answerTo(query: ScriptedQuery, parts: Partial<CraftedMessage>): Buffer {
  return craftMessage({ id: query.id, question: query.question, ...parts });
}

/** The usual reaction: one answer. */
export function reply(query: ScriptedQuery, parts: Partial<CraftedMessage>): readonly Reaction[] {
  return [{ kind: 'send', message: answerTo(query, parts) }];
}
