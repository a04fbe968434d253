/**
 * One question to one server: EDNS and its fallback, truncation and TCP.
 *
 * Source: RFC 6891, section 7 (servers without EDNS), RFC 7766, section 5 (truncation).
 */
import type { UnknownOutcome } from '@spcs-sd/core';
import { answerOf, type Answer } from './answer.ts';
import type { Ending } from './ending.ts';
import type { Reply } from './pending-questions.ts';
import { encodeQuestion, questionEnd } from './question-message.ts';
import { readResponse, type ResponseMessage } from './response-message.ts';
import type { Server } from './server-list.ts';
import { rcodeNumber, type QuestionType } from './type-number.ts';

/** How long a server that cannot read EDNS is asked without it. */
const plainForMs = 600_000;

export interface ServerQuestion {
  readonly name: string;
  readonly type: QuestionType;
  readonly transport: 'udp' | 'tcp';
  readonly timeoutMs: number;
  readonly ending: Ending;
}

export interface ServerAnswer {
  readonly answer: Answer;
  readonly transport: 'udp' | 'tcp';
}

/** Takes at most three exchanges: with EDNS, without it, and over TCP. */
export async function askServer(server: Server, question: ServerQuestion): Promise<ServerAnswer> {
  const { name, type, transport } = question;
  const edns = performance.now() >= server.plainUntilMs;
  let read = readReply(await send(server, question, edns), name);
  if (edns && mayDislikeEdns(read)) read = await askPlain(server, question);
  if (read.kind === 'unknown') return { answer: read, transport };
  if (!read.truncated) return { answer: answerOf(read, name, type), transport };
  if (transport === 'udp') return askServer(server, { ...question, transport: 'tcp' });
  return { answer: { kind: 'unknown', why: 'malformed', detail: 'truncated over TCP' }, transport };
}

/** Without EDNS; remembers when that helped. */
async function askPlain(server: Server, question: ServerQuestion): Promise<ResponseMessage | UnknownOutcome> {
  const plain = readReply(await send(server, question, false), question.name);
  const helped = plain.kind === 'response' && !mayDislikeEdns(plain);
  if (helped) server.plainUntilMs = performance.now() + plainForMs;
  return plain;
}

function mayDislikeEdns(read: ResponseMessage | UnknownOutcome): boolean {
  if (read.kind === 'unknown') return false;
  const { rcode } = read;
  return rcode === rcodeNumber.formerr || rcode === rcodeNumber.notimp || rcode === rcodeNumber.badvers;
}

function send(
  server: Server,
  { name, type, transport, timeoutMs, ending }: ServerQuestion,
  edns: boolean,
): Promise<Reply> {
  return server[transport].ask({ name, bytes: encodeQuestion(name, type, edns), timeoutMs, ending });
}

function readReply(reply: Reply, name: string): ResponseMessage | UnknownOutcome {
  if (reply.kind === 'failed') return { kind: 'unknown', why: reply.why, detail: reply.detail };
  const message = readResponse(reply.bytes, questionEnd(name));
  return message.kind === 'response'
    ? message
    : { kind: 'unknown', why: 'malformed', detail: message.detail };
}
